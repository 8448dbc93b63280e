import type { Json, Parameter } from '../model/index.ts';
import { toJson } from './python/from-json.ts';
import type { PyDict } from './python/value.ts';
import type { DerivedValue } from './verdict.ts';

/** Where the effective value of a parameter comes from. */
export type Origin = 'config' | 'default' | 'derived';

export interface ResolvedValue {
  /** Absent where it cannot be told here: it depends on the machine, or is no plain value (a torch type). */
  readonly value?: Json;
  readonly origin: Origin;
  /** Composed class that holds it. */
  readonly class: string;
  /** `derived`: the line of upstream that assigned it last. */
  readonly at?: string;
}

/** What the parser ends with in a parameter: what it derives, else the config's value, else the default. */
export const effectiveValue = (
  parameter: Parameter,
  config: PyDict,
  derived: ReadonlyMap<string, DerivedValue> | undefined,
): ResolvedValue => {
  const { name, class: owner, init } = parameter;
  const made = derived?.get(`${owner}.${name}`);
  if (made?.place) {
    const at = `${made.place.path}:${made.place.line}`;
    return { ...plain(toJson(made.value)), origin: 'derived', class: owner, at };
  }
  const given = init ? config.get(name) : undefined;
  if (given !== undefined) return { ...plain(toJson(given)), origin: 'config', class: owner };
  const fallback = parameter.default.kind === 'value' ? parameter.default.value : undefined;
  return { ...plain(fallback), origin: 'default', class: owner };
};

const plain = (value: Json | undefined): { readonly value?: Json } => (value === undefined ? {} : { value });
