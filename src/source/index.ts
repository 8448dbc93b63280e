export {
  type ConstantEntry,
  type ConstantPage,
  listConstants,
  type Member,
  readConstant,
} from './constants.ts';
export { type FileEntry, type FilePage, listFiles, readFile, textCommand, textMissing } from './files.ts';
export { PAGE_CHARACTERS, type Page, type PageRequest, pageOf } from './page.ts';
