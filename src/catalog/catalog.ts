import { UserError } from '../model/error.ts';
import type {
  ArgumentClass,
  CatalogData,
  DecidedEntry,
  EntryPoint,
  EvidenceData,
  HistoryData,
  Parameter,
  RulesData,
  SourceInfo,
  TextLayer,
} from '../model/index.ts';
import type { NotesData, ParameterNote } from '../model/note.ts';
import type { EntrySchema } from './entry-schema.ts';
import { type Former, formerName } from './former.ts';
import { intendedBy } from './intended.ts';
import { nearest as nearestOf, plainSpelling } from './nearest.ts';
import { noteLookup } from './notes.ts';
import { once } from './once.ts';

/** One parameter as one composed class has it, and the entry points that take that class. */
export interface Occurrence {
  readonly parameter: Parameter;
  readonly class: ArgumentClass;
  /** Names of entry points, in the catalog's order. */
  readonly entryPoints: readonly string[];
}

/** A part of a catalog, or how to get it when it is first asked for. */
export type Lazy<T> = T | null | undefined | (() => T | null | undefined);

/** What is kept beside the facts; each part is optional, so that a catalog of facts alone works. */
export interface CatalogExtras {
  /** Our own words on parameters (`notes.json`). */
  readonly notes?: Lazy<NotesData>;
  /** What the parser refuses and derives (`rules.json`). */
  readonly rules?: Lazy<RulesData>;
  /** Who reads each parameter, and under which condition (`index.json`). */
  readonly evidence?: Lazy<EvidenceData>;
  /** What decisions come to by entry point, where it was worked out beforehand. */
  readonly decided?: (entry: string) => DecidedEntry | null;
  /** Every name of every release (`history.json`). */
  readonly history?: Lazy<HistoryData>;
  /** JSON Schema by entry point (`schema/train.json`), or how to get one. */
  readonly schemas?: Readonly<Record<string, EntrySchema>> | ((entry: string) => EntrySchema | null);
}

/** Everything known of one source, with its look-ups. Immutable: a reload makes another one. */
export interface Catalog {
  readonly data: CatalogData;
  /** Upstream's sentences; `undefined` where the source is not at hand. */
  readonly text: TextLayer | undefined;
  readonly source: SourceInfo;
  /** `undefined` where the folder has none; so are `evidence` and `history`. */
  readonly rules: RulesData | undefined;
  readonly evidence: EvidenceData | undefined;
  readonly history: HistoryData | undefined;
  /** What whoever reads an answer should know of the catalog: that its source is broken now. */
  readonly notice?: string;
  /** Every parameter name of every entry point, once, in the catalog's order. */
  readonly names: readonly string[];
  /** Throws `UNKNOWN_ENTRY`. Upper and lower case, and a command that leads there (`chat`), are understood. */
  entryPoint(name: string): EntryPoint;
  /** The composed classes an entry point takes, in the parser's order. Throws `UNKNOWN_ENTRY`. */
  classesOf(entry: string): readonly ArgumentClass[];
  /** Every field of an entry point, in the parser's order, `init: false` ones included. Throws `UNKNOWN_ENTRY`. */
  parametersOf(entry: string): readonly Parameter[];
  /** Composed classes by short or qualified name; several where short names repeat (`v1`). Throws `UNKNOWN_CLASS`. */
  classes(name: string): readonly ArgumentClass[];
  /** Exactly this name, in every class that has it; empty when there is none. */
  occurrences(name: string): readonly Occurrence[];
  /** The name as upstream writes it, whatever its spelling: `LoRA rank` gives `lora_rank`. */
  spell(text: string): string | undefined;
  /**
   * A parameter by its name in any spelling; with `entry`, only where that entry point takes it.
   * Never empty: throws `UNKNOWN_PARAMETER` with the nearest names.
   */
  find(text: string, entry?: string): readonly [Occurrence, ...Occurrence[]];
  /** Names like this one, best first. */
  nearest(text: string, limit?: number): readonly string[];
  /** Upstream's whole help text, where it has one and the source is at hand. */
  help(parameter: Parameter): string | undefined;
  /** Our own words on it; `null` where nobody has written any. */
  note(parameter: Parameter): ParameterNote | null;
  /** What people call it when they look for it, phrases separated by `,` and `;`. For searching, not for showing. */
  words(parameter: Parameter): string;
  /** JSON Schema of an entry point, `undefined` where the folder has none. Throws `UNKNOWN_ENTRY`. */
  schema(entry: string): EntrySchema | undefined;
  /** What decisions alone come to, where it was worked out beforehand; else it is when it is asked for. */
  decided(entry: string): DecidedEntry | undefined;
  /** The web UI's labels by language (`en`, `zh`, …); empty without the source. */
  labels(name: string): Readonly<Record<string, string>>;
}

/** A catalog over extracted data. Pure: no file is read. `text` must be of the same fingerprint, else it is left out. */
export const createCatalog = (
  data: CatalogData,
  text?: Lazy<TextLayer>,
  extras: CatalogExtras = {},
): Catalog => {
  const layer = once(() => {
    const found = taken(text);
    return found?.fingerprint === data.source.fingerprint ? found : undefined;
  });
  const rules = once(() => taken(extras.rules) ?? undefined);
  const evidence = once(() => taken(extras.evidence) ?? undefined);
  const history = once(() => taken(extras.history) ?? undefined);
  const decided = remembering((entry) => extras.decided?.(entry) ?? null);
  const notes = once(() => noteLookup(taken(extras.notes) ?? {}, data.source.package));
  const schemaOf = schemaLookup(extras.schemas);
  const byQualname = new Map(data.classes.map((composed) => [composed.qualname, composed]));
  const byName = once(() => occurrencesByName(data));
  const names = once(() => [...byName().keys()]);
  const bySpelling = once(
    () => new Map([...byName().keys()].reverse().map((name) => [plainSpelling(name), name])),
  );

  const entryPoint = (name: string): EntryPoint => findEntry(data.entryPoints, name);
  const classesOf = (entry: string): readonly ArgumentClass[] =>
    entryPoint(entry).classes.flatMap((qualname) => byQualname.get(qualname) ?? []);
  const parametersByEntry = new Map<string, readonly Parameter[]>();
  const parametersOf = (entry: string): readonly Parameter[] => {
    const { name } = entryPoint(entry);
    const known = parametersByEntry.get(name) ?? classesOf(name).flatMap((composed) => composed.parameters);
    parametersByEntry.set(name, known);
    return known;
  };
  const spell = (asked: string): string | undefined =>
    byName().has(asked) ? asked : bySpelling().get(plainSpelling(asked));
  const nearest = (asked: string, limit?: number): readonly string[] =>
    nearestOf(asked, byName().keys(), limit);

  const catalog: Catalog = Object.freeze({
    data,
    get text() {
      return layer();
    },
    get rules() {
      return rules();
    },
    get evidence() {
      return evidence();
    },
    get history() {
      return history();
    },
    source: data.source,
    get names() {
      return names();
    },
    entryPoint,
    classesOf,
    parametersOf,
    classes: (name: string) => findClasses(data.classes, name),
    occurrences: (name: string) => byName().get(name) ?? [],
    spell,
    nearest,
    find: (asked: string, entry?: string) => {
      const name = spell(asked);
      const all = name === undefined ? [] : (byName().get(name) ?? []);
      const wanted = entry === undefined ? undefined : entryPoint(entry).name;
      const taken = all.filter((found) => wanted === undefined || found.entryPoints.includes(wanted));
      if (!isFilled(taken)) throw unknownParameter(asked, all, wanted, likely, former(asked));
      return taken;
    },
    help: (parameter: Parameter) => layer()?.help[parameter.textKey],
    note: (parameter: Parameter) => notes().note(parameter),
    words: (parameter: Parameter) => notes().words(parameter),
    decided: (entry: string) => decided(entryPoint(entry).name),
    schema: (entry: string) => schemaOf(entryPoint(entry).name),
    labels: (name: string) => layer()?.labels[name] ?? {},
  });
  const likely = (asked: string): readonly string[] =>
    intendedBy(catalog, asked, new Set(names()))?.names ?? nearest(asked);
  const former = (asked: string): Former | undefined => {
    const past = history();
    return past === undefined ? undefined : formerName(past, asked, (name) => byName().has(name));
  };
  return catalog;
};

/** The same catalog, whose answers carry a notice. */
export const withNotice = (catalog: Catalog, notice: string): Catalog =>
  Object.freeze(Object.create(catalog, { notice: { value: notice, enumerable: true } }) as Catalog);

const taken = <T>(lazy: Lazy<T>): T | null | undefined =>
  // A part is data, never a function, so this tells the two apart.
  typeof lazy === 'function' ? (lazy as () => T | null | undefined)() : lazy;

const schemaLookup = (given: CatalogExtras['schemas'] = {}) =>
  remembering(
    typeof given === 'function'
      ? given
      : (entry: string) => new Map(Object.entries(given)).get(entry) ?? null,
  );

/** What there is of each entry point is read once, when it is first asked for. */
const remembering = <T>(read: (entry: string) => T | null): ((entry: string) => T | undefined) => {
  const known = new Map<string, T | null>();
  return (entry) => {
    if (!known.has(entry)) known.set(entry, read(entry));
    return known.get(entry) ?? undefined;
  };
};

const isFilled = <T>(list: readonly T[]): list is readonly [T, ...T[]] => list.length > 0;

/** Names in the order of entry points, then of the parser; classes that no entry point takes come last. */
const occurrencesByName = (data: CatalogData): ReadonlyMap<string, readonly Occurrence[]> => {
  const order = [...new Set(data.entryPoints.flatMap((entry) => entry.classes))];
  const rank = (composed: ArgumentClass): number =>
    (order.indexOf(composed.qualname) + order.length + 1) % (order.length + 1);
  const found = new Map<string, Occurrence[]>();
  for (const composed of data.classes.toSorted((a, b) => rank(a) - rank(b))) {
    const entryPoints = data.entryPoints
      .filter((entry) => entry.classes.includes(composed.qualname))
      .map((entry) => entry.name);
    for (const parameter of composed.parameters) {
      const list = found.get(parameter.name) ?? [];
      list.push({ parameter, class: composed, entryPoints });
      found.set(parameter.name, list);
    }
  }
  return found;
};

const findEntry = (entries: readonly EntryPoint[], asked: string): EntryPoint => {
  const plain = plainSpelling(asked);
  const found =
    entries.find((entry) => plainSpelling(entry.name) === plain) ??
    entries.find((entry) => entry.commands.includes(asked.toLowerCase()));
  if (found !== undefined) return found;
  const names = entries.map((entry) => entry.name);
  const near = nearestOf(asked, names, 1)[0];
  throw new UserError({
    code: 'UNKNOWN_ENTRY',
    message: `There is no entry point "${asked}".`,
    next: `${near === undefined ? 'Take' : `Did you mean ${near}? There are`} ${names.join(', ')}.`,
  });
};

const findClasses = (classes: readonly ArgumentClass[], asked: string): readonly ArgumentClass[] => {
  const found = classes.filter((composed) => composed.name === asked || composed.qualname === asked);
  if (found.length > 0) return found;
  const names = [...new Set(classes.map((composed) => composed.name))];
  throw new UserError({
    code: 'UNKNOWN_CLASS',
    message: `No entry point takes a class "${asked}".`,
    next: `There are ${names.join(', ')}.`,
  });
};

const unknownParameter = (
  asked: string,
  elsewhere: readonly Occurrence[],
  entry: string | undefined,
  likely: (asked: string) => readonly string[],
  former: Former | undefined,
): UserError => {
  const known = elsewhere[0];
  if (known !== undefined && entry !== undefined) {
    const takers = [...new Set(elsewhere.flatMap((found) => found.entryPoints))];
    return new UserError({
      code: 'UNKNOWN_PARAMETER',
      message: `The entry point ${entry} takes no parameter "${known.parameter.name}".`,
      next: `It belongs to ${takers.join(', ')}.`,
    });
  }
  const { renamed } = former ?? {};
  const near = renamed === undefined ? likely(asked) : [renamed.to];
  const told =
    renamed !== undefined
      ? `: it was renamed to ${renamed.to} in ${renamed.since}`
      : former === undefined
        ? ''
        : ` here: ${former.had} had it`;
  return new UserError({
    code: 'UNKNOWN_PARAMETER',
    message: `There is no parameter "${asked}"${told}.`,
    next:
      renamed !== undefined
        ? `Take ${renamed.to}.`
        : near.length > 0
          ? `Did you mean ${near.join(', ')}?`
          : 'Search for it: llamafactory-params search TEXT',
    suggestions: near,
  });
};
