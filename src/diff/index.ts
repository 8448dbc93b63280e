export {
  type CatalogDiff,
  CHANGES,
  type ChangeKind,
  type DiffChange,
  type DiffParameter,
  type DiffRename,
  diffCatalogs,
} from './diff.ts';
export { type ComparedField, findRenames, RENAME_THRESHOLD } from './renames.ts';
