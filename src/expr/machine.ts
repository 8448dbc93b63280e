import type { RulesData } from '../model/index.ts';
import { type Environment, NO_ENVIRONMENT } from './environment.ts';
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

  config: PyDict = NOWHERE;
  environment: Environment = NO_ENVIRONMENT;
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
      this.environmentSince = this.clock;
      this.atoms.clear();
    }
    this.config = config;
    this.closed = closed;
    this.possible.length = 0;
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
