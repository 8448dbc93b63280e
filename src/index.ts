import type { Catalog } from './catalog/index.ts';
import { openCatalog } from './catalog/open.ts';
import type { Json, ValidationResult } from './model/index.ts';
import { type Resolution, resolveConfig } from './resolve/resolve.ts';
import { snapshotDir } from './server/snapshot.ts';
import { documentOf, environmentOf, validatorOf } from './tools/config-argument.ts';
import type { EnvironmentProfile } from './validate/environment.ts';

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

/** A config: the text of a YAML or JSON file, or what it says. Only a text gives findings their line and column. */
export type Config = string | Readonly<Record<string, Json>>;

export interface ConfigOptions extends Pick<EnvironmentProfile, 'launch' | 'hardware' | 'packages'> {
  /** Entry point or command; found by the keys when left out. */
  readonly entry?: string;
}

/**
 * What LLaMA Factory's own parser would say of a config, all of it at once. No file that the config names is opened.
 * @throws UserError UNKNOWN_ENTRY
 */
export const validate = (catalog: Catalog, config: Config, options: ConfigOptions = {}): ValidationResult =>
  validatorOf(catalog).validate(documentOf(config), checkedAs(options));

/**
 * The effective value of every parameter, with its origin, and what `validate` says.
 * @throws UserError UNKNOWN_ENTRY
 */
export const resolve = (catalog: Catalog, config: Config, options: ConfigOptions = {}): Resolution =>
  resolveConfig(validatorOf(catalog), documentOf(config), checkedAs(options));

const checkedAs = ({ entry = 'auto', ...profile }: ConfigOptions) => ({
  entry,
  environment: environmentOf(profile),
});

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
  printStarter,
  type Starter,
  type StarterOptions,
  starterConfig as starter,
} from './generate/index.ts';
export {
  type ArgumentClass,
  type CatalogData,
  type Diagnostic,
  type EntryPoint,
  type Json,
  type Parameter,
  type TextLayer,
  UserError,
  type ValidationResult,
} from './model/index.ts';
export type { Resolution, ResolvedValue } from './resolve/resolve.ts';
