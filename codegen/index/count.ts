import type { CountGroup } from '../../src/model/index.ts';

/** One config reduced to which gate parameters it sets to what, and which keys it sets at all. */
export interface CountedConfig {
  readonly gates: CountGroup['gates'];
  readonly keys: readonly string[];
}

/** Sums configs with the same gates. Ordered, so that the same configs always give the same text. */
export const countConfigs = (configs: readonly CountedConfig[]): readonly CountGroup[] => {
  const groups = new Map<
    string,
    { gates: CountGroup['gates']; configs: number; keys: Map<string, number> }
  >();
  for (const { gates, keys } of configs) {
    const sorted = Object.fromEntries(Object.entries(gates).sort(([a], [b]) => (a < b ? -1 : 1)));
    const key = JSON.stringify(sorted);
    const group = groups.get(key) ?? { gates: sorted, configs: 0, keys: new Map<string, number>() };
    groups.set(key, group);
    group.configs += 1;
    for (const name of new Set(keys)) group.keys.set(name, (group.keys.get(name) ?? 0) + 1);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { gates, configs, keys }]) => ({
      gates,
      configs,
      keys: Object.fromEntries([...keys].sort(([a], [b]) => (a < b ? -1 : 1))),
    }));
};
