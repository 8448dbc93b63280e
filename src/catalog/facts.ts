import type { Json, Parameter, PluginKey } from '../model/index.ts';
import type { ParameterNote } from '../model/note.ts';
import type { Catalog, Occurrence } from './catalog.ts';

/** One parameter as every answer shows it (SPEC, `params --json`). Key order is the order of output. */
export interface ParameterFacts {
  readonly name: string;
  /** Composed class that the parser takes. */
  readonly class: string;
  /** Class that declares it. */
  readonly owner: string;
  readonly type: string;
  /** Absent when required, or when the extractor could not tell. */
  readonly default?: Json | undefined;
  readonly choices: readonly (string | number | boolean | null)[] | null;
  readonly required: boolean;
  /** Present and false for a field that no config can set. */
  readonly init?: false | undefined;
  /** Upstream's whole help; absent without the source. */
  readonly help?: string | undefined;
  /** Our own words; absent where nobody has written any. */
  readonly note?: ParameterNote | undefined;
  readonly file: string;
  readonly line: number;
}

export const parameterFacts = (catalog: Catalog, parameter: Parameter): ParameterFacts => {
  const help = catalog.help(parameter);
  const note = catalog.note(parameter);
  return {
    name: parameter.name,
    class: parameter.class,
    owner: parameter.owner,
    type: parameter.type,
    ...(parameter.default.kind === 'value' ? { default: parameter.default.value } : {}),
    choices: parameter.choices?.values ?? null,
    required: parameter.required,
    ...(parameter.init ? {} : { init: false as const }),
    ...(help === undefined ? {} : { help }),
    ...(note === null ? {} : { note }),
    file: parameter.place.path,
    line: parameter.place.line,
  };
};

/** A default as people read it: Python's repr, `required`, or that it is not known. */
export const printDefault = (parameter: Parameter): string => {
  const value = parameter.default;
  if (value.kind === 'value') return value.repr;
  return value.kind === 'required' ? 'required' : 'not known';
};

/** One parameter with everything the look-ups know of it: what `show` and `get_parameter` answer. */
export interface ParameterPage extends ParameterFacts {
  readonly entryPoints: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** How upstream's own examples set it, the most frequent value first. */
  readonly examples: {
    readonly count: number;
    readonly of: number;
    readonly values: readonly ExampleValue[];
  };
  /** Optional packages that a config with it may need installed, and when. */
  readonly packages: readonly NeededPackage[];
  /** Files that upstream ships for it to name, as paths from the checkout. */
  readonly configFiles: readonly string[];
  /** What its dictionary takes, for one that sets a plugin up. */
  readonly plugins: readonly PluginSettings[];
}

interface NeededPackage {
  readonly requirement: string;
  readonly when: string;
  readonly entries: readonly string[];
}

/** `plugin`: `null` for keys that are read whichever plugin `name` chooses. `exact`: it refuses any other key. */
interface PluginSettings {
  readonly entry: string;
  readonly plugin: string | null;
  readonly exact: boolean;
  readonly keys: readonly Omit<PluginKey, 'place'>[];
}

interface ExampleValue {
  readonly value: Json;
  readonly count: number;
  /** One example that sets it so, as a path below `examples/`. */
  readonly path: string;
}

export const parameterPage = (catalog: Catalog, found: Occurrence): ParameterPage => ({
  ...parameterFacts(catalog, found.parameter),
  entryPoints: found.entryPoints,
  labels: catalog.labels(found.parameter.name),
  examples: exampleValues(catalog, found),
  packages: packagesFor(catalog, found),
  configFiles: (catalog.data.configFiles ?? [])
    .filter(({ parameters }) => parameters.includes(found.parameter.name))
    .map(({ path }) => `examples/${path}`),
  plugins: pluginsOf(catalog, found),
});

const packagesFor = (catalog: Catalog, { parameter, entryPoints }: Occurrence): readonly NeededPackage[] =>
  (catalog.data.packages ?? [])
    .filter(({ parameters }) => parameters.includes(parameter.name))
    .map(({ requirement, when, entries }) => ({
      requirement,
      when,
      entries: entries.filter((entry) => entryPoints.includes(entry)),
    }))
    .filter(({ entries }) => entries.length > 0);

const pluginsOf = (catalog: Catalog, { parameter, entryPoints }: Occurrence): readonly PluginSettings[] =>
  (catalog.data.plugins ?? [])
    .filter((one) => one.parameter === parameter.name && entryPoints.includes(one.entry))
    .flatMap(({ entry, plugins }) =>
      plugins.map(({ plugin, only, keys }) => ({
        entry,
        plugin,
        exact: only !== null,
        keys: keys.map(({ place: _, ...key }) => key),
      })),
    );

/** `rank: int = 8`, as far as it is known. */
export const printKey = ({ name, type, default: value }: Omit<PluginKey, 'place'>): string =>
  `${name}${type === undefined ? '' : `: ${type}`}${value === undefined ? '' : ` = ${JSON.stringify(value)}`}`;

const exampleValues = (catalog: Catalog, found: Occurrence): ParameterPage['examples'] => {
  const name = found.parameter.name;
  const examples = catalog.data.examples.filter((example) => found.entryPoints.includes(example.entry));
  const values = new Map<string, ExampleValue>();
  for (const { config, path } of examples) {
    const value = config[name];
    if (value === undefined) continue;
    const key = JSON.stringify(value);
    const known = values.get(key);
    values.set(key, { value, count: (known?.count ?? 0) + 1, path: known?.path ?? path });
  }
  const sorted = [...values.values()].sort((a, b) => b.count - a.count);
  return {
    count: sorted.reduce((sum, value) => sum + value.count, 0),
    of: examples.length,
    values: sorted.slice(0, 5),
  };
};
