import { pack } from '../../catalog/decided.ts';
import { openCatalog } from '../../catalog/open.ts';
import { decideEntry } from './decide.ts';

/** By entry point the text of the file that `shippedDecided` reads, for the build. */
export const decideFolder = (dir: string): Readonly<Record<string, string>> => {
  const catalog = openCatalog(dir);
  return Object.fromEntries(
    catalog.data.entryPoints.flatMap(({ name }): [string, string][] => {
      const decided = decideEntry(catalog, name);
      return decided === undefined ? [] : [[name, JSON.stringify(pack(decided))]];
    }),
  );
};
