import type { Catalog } from '../catalog/catalog.ts';
import type { Environment } from '../expr/environment.ts';
import type { Diagnostic, HistoryData, RulesData } from '../model/index.ts';
import type { ConfigEntry } from './document.ts';
import type { EntryView } from './entry-view.ts';

/** What is known of a source beside its facts; each part is optional and makes the answers better. */
export interface Knowledge {
  readonly catalog: Catalog;
  readonly rules?: RulesData | undefined;
  /** Asked for when a key is unknown. */
  readonly history?: (() => HistoryData | undefined) | undefined;
}

/** A check of its own over the whole config: `template` against the registered ones, and the like. */
export type ConfigCheck = (
  entries: ReadonlyMap<string, ConfigEntry>,
  view: EntryView,
  environment: Environment,
) => readonly Diagnostic[];

export interface ValidateOptions {
  /** Name of an entry point, a command that leads there, or `auto`. */
  readonly entry?: string;
  /** What is known of the machine; nothing by default but that no environment variable is set. */
  readonly environment?: Environment;
  /** What names the input in the result. */
  readonly file?: string;
  /** Whether to search for changes that mend what a rule refuses; on by default. */
  readonly fixes?: boolean;
}
