export {
  type CatalogDiff,
  CHANGES,
  type ChangeKind,
  type DiffChange,
  type DiffParameter,
  type DiffRename,
  diffCatalogs,
} from './diff.ts';
export { type ConfigUnder, newRefusals } from './refusals.ts';
export { type DefaultChange, diffReleases, type ReleaseDiff } from './releases.ts';
export { type ComparedField, findRenames, RENAME_THRESHOLD } from './renames.ts';
export { type KeyPlace, rewriteConfig } from './rewrite.ts';
export { planUpgrade, type UpgradeConfig, type UpgradePlan, type UpgradeStep } from './upgrade.ts';
