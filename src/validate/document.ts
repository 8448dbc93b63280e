import type { PyDict, Value } from '../expr/python/value.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Span } from './diagnose.ts';

/** One top-level key of a config with its value, and where both stand (absent for what has no text of its own). */
export interface ConfigEntry {
  readonly key: Value;
  readonly value: Value;
  readonly keySpan?: Span;
  readonly valueSpan?: Span;
  /** Set by an override after the file: `learning_rate=1e-5`. */
  readonly override?: string;
  /** What its reader knows of a key that is no parameter: a sentence with a leading space, and what to write. */
  readonly advice?: { readonly text: string; readonly suggestions: readonly string[] };
}

/** A config as upstream's reader hands it to the parser, with positions. */
export interface ConfigDocument {
  /** `argv`: the values come from argparse, which converted and checked them. */
  readonly kind: 'yaml' | 'json' | 'argv';
  /** In order; every key once. */
  readonly entries: readonly ConfigEntry[];
  /** The same as a mapping, where the reader had it at hand. */
  readonly config?: PyDict;
  /** What the reader itself refuses. With an error among them the entries are what could still be read. */
  readonly diagnostics: readonly Diagnostic[];
}
