import { distance } from 'fastest-levenshtein';
import { nearest } from '../../catalog/nearest.ts';
import { PyDict, type Value } from '../../expr/python/value.ts';
import type { CatalogData, Diagnostic, PluginDictionary, PluginKeys } from '../../model/index.ts';
import { diagnose } from '../diagnose.ts';
import type { ConfigEntry } from '../document.ts';
import type { ConfigCheck } from '../knowledge.ts';

/** The keys of plugin dictionaries (`peft_config` of `v1`) against what upstream's code looks for in them. */
export const pluginCheck = ({ plugins = [] }: Pick<CatalogData, 'plugins'>): ConfigCheck => {
  return (entries, view) =>
    plugins
      .filter(({ entry }) => entry === view.entry.name)
      .flatMap((dictionary) => {
        const entry = entries.get(dictionary.parameter);
        return entry?.value instanceof PyDict ? keysOf(entry.value, entry, dictionary) : [];
      });
};

const keysOf = (
  value: PyDict,
  entry: ConfigEntry,
  { parameter, plugins }: PluginDictionary,
): Diagnostic[] => {
  const chosen = value.get('name');
  const own = plugins.find(({ plugin }) => plugin !== null && plugin === chosen);
  // One that is nowhere registered may be several, or chosen by the code: any plugin may read its keys.
  const readers = own === undefined ? plugins : readersOf(own, plugins);
  const known = new Set(readers.flatMap(({ keys }) => keys.map(({ name }) => name)));
  const open = readers.some((reader) => reader.open);
  return [...value.keys()].flatMap((key) => {
    if (typeof key !== 'string') return [];
    if (own?.only && !own.only.keys.includes(key)) return [refused(key, entry, parameter, chosen, own)];
    return open || known.has(key) ? [] : [unread(key, entry, parameter, own, known)];
  });
};

/** The plugin, the code around all plugins, and those it hands the dictionary on to. */
const readersOf = (own: PluginKeys, plugins: readonly PluginKeys[]): readonly PluginKeys[] => {
  const found = new Set([own, ...plugins.filter(({ plugin }) => plugin === null)]);
  for (const { handsTo } of found)
    for (const one of plugins) if (one.plugin !== null && handsTo.includes(one.plugin)) found.add(one);
  return [...found];
};

const refused = (
  key: string,
  entry: ConfigEntry,
  parameter: string,
  chosen: Value | undefined,
  { only, plugin }: PluginKeys,
): Diagnostic => {
  const names = only?.keys ?? [];
  return diagnose(
    'plugin-key',
    `"${key}" in ${parameter} is no setting of ${plugin ?? String(chosen)}.${didYouMean(key, names)}`,
    {
      ...where(key, entry, parameter, names),
      severity: 'error',
      ...(only && { at: `${only.place.path}:${only.place.line}` }),
    },
  );
};

const unread = (
  key: string,
  entry: ConfigEntry,
  parameter: string,
  own: PluginKeys | undefined,
  known: ReadonlySet<string>,
): Diagnostic => {
  const of = own?.plugin ? ` of ${own.plugin}` : '';
  return diagnose(
    'plugin-key',
    `"${key}" in ${parameter}${of} is read by nothing.${didYouMean(key, [...known])}`,
    where(key, entry, parameter, [...known]),
  );
};

const where = (key: string, entry: ConfigEntry, parameter: string, names: readonly string[]) => {
  const alike = meant(key, names);
  return {
    key: parameter,
    ...entry.keySpan,
    ...(alike.length > 0 && { suggestions: alike.map((name) => `${parameter}.${name}`) }),
  };
};

/** Where one is a slip of the pen away, others are not meant. */
const meant = (key: string, names: readonly string[]): readonly string[] => {
  const alike = nearest(key, new Set(names));
  const slips = alike.filter((name) => distance(name, key) <= 2);
  return slips.length > 0 ? slips : alike;
};

const didYouMean = (key: string, names: readonly string[]): string => {
  const alike = meant(key, names).slice(0, 3);
  if (alike.length > 0) return ` Did you mean ${alike.join(' or ')}?`;
  return names.length === 0 ? ' It takes none.' : ` It takes ${names.slice(0, 20).join(', ')}.`;
};
