import type { SourceFiles } from '../../../codegen/python/program.ts';

/** Files from a plain record of path to text. */
export const files = (record: Readonly<Record<string, string>>): SourceFiles => ({
  read: (path) => record[path],
  list: (under) =>
    Object.keys(record)
      .filter((path) => path.startsWith(`${under}/`) && path.endsWith('.py'))
      .sort(),
});
