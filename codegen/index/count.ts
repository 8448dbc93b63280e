import type { CountGroup, Json } from '../../src/model/index.ts';

/** One config reduced to which gate parameters it sets to what, and which keys it sets at all. */
export interface CountedConfig {
  readonly gates: CountGroup['gates'];
  readonly keys: readonly string[];
  /** What they are set to, where that may be kept. */
  readonly values?: Readonly<Record<string, Json>>;
}

interface Group {
  gates: CountGroup['gates'];
  configs: number;
  keys: Map<string, number>;
  values: Map<string, Json[]>;
}

/** Sums configs with the same gates. Ordered, so that the same configs always give the same text. */
export const countConfigs = (configs: readonly CountedConfig[]): readonly CountGroup[] => {
  const groups = new Map<string, Group>();
  for (const { gates, keys, values = {} } of configs) {
    const sorted = Object.fromEntries(Object.entries(gates).sort(([a], [b]) => (a < b ? -1 : 1)));
    const key = JSON.stringify(sorted);
    const group = groups.get(key) ?? newGroup(sorted);
    groups.set(key, group);
    group.configs += 1;
    for (const name of new Set(keys)) group.keys.set(name, (group.keys.get(name) ?? 0) + 1);
    for (const [name, value] of Object.entries(values))
      group.values.set(name, [...(group.values.get(name) ?? []), value]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { gates, configs, keys, values }]) => ({
      gates,
      configs,
      keys: byName(keys),
      ...(values.size === 0 ? {} : { values: byName(new Map([...values].map(commonest))) }),
    }));
};

const newGroup = (gates: CountGroup['gates']): Group => ({
  gates,
  configs: 0,
  keys: new Map(),
  values: new Map(),
});

const byName = <Value>(map: ReadonlyMap<string, Value>): Record<string, Value> =>
  Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));

const commonest = ([name, values]: readonly [string, readonly Json[]]): [string, Json] => {
  const times = (wanted: Json): number =>
    values.filter((value) => JSON.stringify(value) === JSON.stringify(wanted)).length;
  return [name, values.reduce((best, value) => (times(value) > times(best) ? value : best))];
};
