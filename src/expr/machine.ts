import type { RulesData } from '../model/index.ts';
import { Aspects } from './aspects.ts';
import { type Environment, type FileFacts, NO_ENVIRONMENT } from './environment.ts';
import { Enums } from './literal.ts';
import { PyDict, Raised, UNKNOWN, type Value } from './python/value.ts';

/** Computes the value of a node, remembering it until what it depends on changes. */
export type Thunk = () => Value;

const NOWHERE = new PyDict();

/**
 * The memory that compiled nodes share: the config and environment they look at, and what was computed for them.
 * A node's value is good as long as it is not older than what it depends on: the config, the environment only, or the
 * loop variable bound last. Time is a counter.
 */
export class Machine {
  readonly data: RulesData;
  readonly enums: Enums;
  readonly values: Value[];
  readonly stamps: Float64Array;
  readonly atoms = new Map<string, Value>();
  /** Loop variables: their value and when it was bound. */
  readonly variables: Value[] = [];
  readonly bound: number[] = [];
  /** What may be raised under a condition that is not known; emptied by whoever reports it. */
  readonly possible: Raised[] = [];
  /** While they are asked, the only way to the config. */
  readonly aspects = new Aspects(NOWHERE, this.possible);

  config: PyDict = NOWHERE;
  environment: Environment = NO_ENVIRONMENT;
  /** Those of the environment. */
  files: FileFacts | undefined;
  /** Keys that the config lacks have their default; otherwise they may be anything. */
  closed = true;
  clock = 1;
  configSince = 1;
  environmentSince = 1;

  constructor(data: RulesData) {
    this.data = data;
    this.enums = new Enums(data.enums);
    this.values = new Array<Value>(data.nodes.length).fill(null);
    this.stamps = new Float64Array(data.nodes.length);
  }

  /** Makes the machine look at another config; what depended on the environment alone is kept if that is the same. */
  begin(config: PyDict, environment: Environment, closed: boolean): void {
    this.clock++;
    this.configSince = this.clock;
    if (environment !== this.environment) {
      this.environment = environment;
      this.files = environment.files && watched(environment.files, this.aspects);
      this.environmentSince = this.clock;
      this.atoms.clear();
    }
    this.config = config;
    this.closed = closed;
    this.possible.length = 0;
  }

  /** The config's value for a key; `undefined` where it has none. */
  value(name: string): Value | undefined {
    return this.aspects.isAsked ? this.aspects.value(name) : this.config.get(name);
  }

  has(name: string): boolean {
    return this.aspects.isAsked ? this.aspects.has(name) : this.config.has(name);
  }

  whole(): PyDict {
    if (this.aspects.isAsked) this.aspects.pass();
    return this.config;
  }

  atom(name: string): Value {
    const known = this.atoms.get(name);
    if (known !== undefined) return known;
    const answer = this.environment.atom(name);
    const value = answer === undefined ? UNKNOWN : answer;
    this.atoms.set(name, value);
    return value;
  }

  bind(variable: number, value: Value): void {
    this.variables[variable] = value;
    this.bound[variable] = ++this.clock;
  }

  /** A value that is looked at though it may not be reached: what it raises is possible, not certain. */
  maybe(value: Value): Value {
    if (!(value instanceof Raised)) return value;
    this.possible.push(value);
    return UNKNOWN;
  }
}

/** Files may be others the next time they are looked at, for the same config. */
const watched = (files: FileFacts, aspects: Aspects): FileFacts => {
  const { yaml } = files;
  const watch =
    <T>(look: (path: string) => T) =>
    (path: string): T => {
      aspects.pass();
      return look(path);
    };
  return {
    kind: watch((path) => files.kind(path)),
    read: watch((path) => files.read(path)),
    ...(yaml && { yaml: watch((path) => yaml.call(files, path)) }),
    list: watch((path) => files.list(path)),
    expandUser: watch((path) => files.expandUser(path)),
  };
};
