import type { Catalog } from '../../catalog/index.ts';
import type { DecidedEntry } from '../../model/index.ts';
import type { Decisions } from '../parse.ts';
import { situationOf } from '../situation.ts';
import { bearingOf, bearingTables } from './bearing.ts';
import { liveIndexOf, toldIn } from './index.ts';
import { type Case, caseOf } from './judge.ts';
import { decideRules } from './limits.ts';

/**
 * Works out everything that decisions alone come to for an entry point. The build runs it on the catalog that it ships.
 * `undefined` where nothing is known of who reads its parameters.
 */
export const decideEntry = (catalog: Catalog, entry: string): DecidedEntry | undefined => {
  const data = catalog.evidence;
  const evidence = data?.entries.find((one) => one.entry === entry);
  if (data === undefined || evidence === undefined) return undefined;
  const index = liveIndexOf(catalog, data, evidence);
  const tables = bearingTables(catalog, index, entry);
  const caseUnder = (decisions: Decisions): Case =>
    caseOf(catalog, index, situationOf(catalog, entry, decisions));
  return {
    parameters: catalog.parametersOf(entry).map(({ name }) => ({
      name,
      narrowness: index.narrowness(name),
      ...tables.decide(name, (decisions) => bearingOf(caseUnder(decisions), data, name)),
    })),
    rules: decideRules(catalog, entry, (decisions) => toldIn(caseUnder(decisions))),
  };
};
