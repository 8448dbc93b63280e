/** Paths inside a generated folder. */
export const ARTIFACT = {
  manifest: 'manifest.json',
  catalog: 'catalog.json',
  schemas: 'schemas.ts',
  rules: 'rules.json',
  index: 'index.json',
  history: 'history.json',
  notes: 'notes.json',
  text: 'text/text.json',
} as const;

/** `schema/train.json` */
export const schemaPath = (entry: string): string => `schema/${entry}.json`;

/**
 * A folder is replaced by two renames: `generated` to `.generated.prev-…`, then `.generated.next-…` to `generated`.
 * A reader that finds no folder between the two (or after a kill there) takes one of these siblings instead.
 */
export const siblingPrefix = (folderName: string, role: 'next' | 'prev'): string => `.${folderName}.${role}-`;
