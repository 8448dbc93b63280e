import type { Catalog } from '../catalog/catalog.ts';
import { nearest } from '../catalog/nearest.ts';
import { once } from '../catalog/once.ts';
import { remembered } from '../catalog/remembered.ts';
import type { Checker } from '../expr/checker.ts';
import type { EntryPoint, Example, Json, Parameter } from '../model/index.ts';

/** What validation asks of one entry point, looked up once. */
export interface EntryView {
  readonly entry: EntryPoint;
  /** Every field by name; where two classes have one, the first. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** Names that a config must set. */
  readonly required: readonly string[];
  /** Whether the parser takes the name from a config. */
  takes(name: string): boolean;
  /** The names it takes that are most like this one, best first. */
  nearest(name: string): readonly string[];
  /** How many of upstream's examples set it. */
  examples(name: string): number;
  /** Whether nearly all of them do. */
  isStaple(name: string): boolean;
  /** The value that they give it most often. */
  usual(name: string): Json | undefined;
  /** How unusual a set of keys is among upstream's examples of the entry point (negative log-likelihood, smoothed). */
  surprise(keys: readonly string[]): number;
  /** Compiled on first use; `undefined` where the catalog has no rules for the entry point. */
  checker(): Checker | undefined;
}

export const entryView = (
  catalog: Catalog,
  entry: EntryPoint,
  checker: () => Checker | undefined,
): EntryView => {
  const examples = catalog.data.examples.filter((example) => example.entry === entry.name);
  const counts = once(() => countsIn(examples));
  const parameters = new Map<string, Parameter>();
  for (const parameter of catalog.parametersOf(entry.name)) {
    if (!parameters.has(parameter.name)) parameters.set(parameter.name, parameter);
  }
  const settable = new Set([...parameters.values()].filter(({ init }) => init).map(({ name }) => name));
  const required = [...parameters.values()].filter(({ required, init }) => required && init);
  return {
    entry,
    parameters,
    required: required.map(({ name }) => name),
    takes: (name) => settable.has(name),
    nearest: remembered(MAX_REMEMBERED, (name) => nearest(name, settable)),
    examples: (name) => counts().get(name) ?? 0,
    isStaple: (name) => (counts().get(name) ?? 0) > STAPLE * examples.length,
    usual: (name) => usualIn(examples, name),
    surprise: (keys) => surpriseOf(keys, counts(), examples.length, parameters.size),
    checker,
  };
};

/** The share of the examples from which on a parameter belongs to a run of this kind. */
const STAPLE = 0.95;

/** The same slips come again and again in a stream of configs. */
const MAX_REMEMBERED = 1000;

const usualIn = (examples: readonly Example[], name: string): Json | undefined => {
  const counts = new Map<string, number>();
  for (const { config } of examples) {
    const value = config[name];
    if (value === undefined || value === null) continue;
    const text = JSON.stringify(value);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
  return most === undefined ? undefined : (JSON.parse(most[0]) as Json);
};

/** What a config sets on average; without examples every parameter is as likely as any other. */
const USUAL_KEYS = 30;

const countsIn = (examples: readonly Example[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { config } of examples)
    for (const key of Object.keys(config)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

const surpriseOf = (
  keys: readonly string[],
  counts: ReadonlyMap<string, number>,
  examples: number,
  size: number,
): number => {
  const prior = Math.min(0.5, USUAL_KEYS / (size + 1));
  return keys.reduce((sum, key) => sum - Math.log(((counts.get(key) ?? 0) + prior) / (examples + 1)), 0);
};
