import type { Catalog } from './catalog/index.ts';
import { openCatalog } from './catalog/open.ts';
import { snapshotDir } from './server/snapshot.ts';

/**
 * LLaMA Factory's parameters as a library. Everything is a pure function over a `Catalog`; `load` is the only one that
 * reads files.
 *
 * @example
 * import { filter, load } from 'llamafactory-params';
 *
 * const catalog = load();
 * const list = filter(catalog, { decisions: { stage: 'sft', method: 'lora', quantization: '4bit' } });
 * for (const { name, value, importance } of list.parameters) console.log(importance, name, value);
 *
 * @module
 */

/**
 * The catalog in a folder that `llamafactory-params codegen` made; without one the snapshot that this package brings.
 * @throws UserError CATALOG_MISSING, CATALOG_UNFINISHED, CATALOG_VERSION, CATALOG_BROKEN, CATALOG_UNREADABLE
 */
export const load = (dir: string = snapshotDir()): Catalog => openCatalog(dir);

export { type Answer, type AskOptions, ask } from './ask/index.ts';
export {
  type Catalog,
  createCatalog,
  type Occurrence,
  type ParameterFacts,
  type ParameterPage,
  parameterPage as page,
  type SearchOptions,
  type SearchResult,
  searchParameters as search,
} from './catalog/index.ts';
export {
  type Capabilities,
  type Comparison,
  capabilitiesOf as capabilities,
  compare,
  type DecisionInput,
  type Decisions,
  decisionGuidance as guidance,
  type FilteredList,
  type FilteredParameter,
  type FilterOptions,
  filterParameters as filter,
  type Guidance,
  type Level,
  parseDecisions,
} from './decisions/index.ts';
export { type CatalogDiff, diffCatalogs as diff, planUpgrade, type UpgradePlan } from './diff/index.ts';
export {
  type ArgumentClass,
  type CatalogData,
  type EntryPoint,
  type Json,
  type Parameter,
  type TextLayer,
  UserError,
} from './model/index.ts';
