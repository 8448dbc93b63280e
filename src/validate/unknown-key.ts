import { distance } from 'fastest-levenshtein';
import { PyDict, type Value } from '../expr/python/value.ts';
import type { Diagnostic, HistoryData, Rename } from '../model/index.ts';
import { diagnose } from './diagnose.ts';
import type { ConfigEntry } from './document.ts';
import type { EntryView } from './entry-view.ts';

/** Where a key that the parser does not take might belong. */
export interface KeyContext {
  readonly view: EntryView;
  readonly views: readonly EntryView[];
  readonly history: HistoryData | undefined;
  /** Release of the catalog. */
  readonly release: string;
  /** Keys that the config has already: no suggestion is among them. */
  readonly present: ReadonlySet<string>;
  /** The parser lets them pass: `ALLOW_EXTRA_ARGS`, or the entry point is made so. */
  readonly allowed: boolean;
  /** What the parser raises for unknown keys, where the rules tell. */
  readonly raised: Pick<Diagnostic, 'at' | 'exception' | 'certainty' | 'condition'>;
}

/** Why a key is not taken, and what to write instead. */
export const unknownKey = (entry: ConfigEntry, context: KeyContext): Diagnostic => {
  const key = String(entry.key);
  const { view, raised } = context;
  const span = entry.keySpan ?? {};
  const computed = view.parameters.get(key);
  if (computed !== undefined)
    return diagnose('not-settable', `"${key}" is computed by ${computed.class}; no config can set it.`, {
      key,
      ...span,
      ...raised,
    });
  const answer = explain(key, entry, context);
  const details = {
    key,
    ...span,
    ...(answer.suggestions.length > 0 && { suggestions: [...answer.suggestions] }),
  };
  const { open, name } = view.entry;
  if (open.length > 0) return cannotTell(key, view, answer.text, details);
  if (context.allowed)
    return diagnose(
      'extra-key',
      `"${key}" is ignored by ${name}: it takes no such parameter.${answer.text}`,
      details,
    );
  return diagnose('unknown-key', `"${key}" is no parameter of ${name}.${answer.text}`, {
    ...details,
    ...raised,
  });
};

const cannotTell = (key: string, view: EntryView, text: string, details: Partial<Diagnostic>): Diagnostic => {
  const packages = [...new Set(view.entry.open.map((each) => each.package))].join(', ');
  const condition = { certainty: 'conditional', condition: `${packages} has no parameter "${key}"` } as const;
  const doubt = `"${key}" may be a parameter of ${packages}, which was not read`;
  // What upstream's own examples of the entry point set is hardly a slip.
  return view.mayTake(key)
    ? diagnose('unknown-key-open', `${doubt}; upstream's examples set it.`, {
        key,
        ...details,
        ...condition,
        severity: 'info',
      })
    : diagnose('unknown-key-open', `${doubt}.${text}`, { ...details, ...condition });
};

interface Answer {
  /** Sentences, each with a leading space. */
  readonly text: string;
  readonly suggestions: readonly string[];
}

/** The explanations in order of what they explain best; the first that fits is given. */
const explain = (key: string, entry: ConfigEntry, context: KeyContext): Answer => {
  const alike = context.view.nearest(key);
  const near = alike.filter((name) => !context.present.has(name));
  const elsewhere = context.views.filter((view) => view !== context.view && view.mayTake(key));
  return (
    dashes(key, entry, context.view) ??
    nested(key, entry.value, context.view) ??
    renamed(key, context) ??
    takenElsewhere(key, elsewhere, near) ??
    onceThere(key, context, near) ??
    setAlready(key, alike[0], context.present) ??
    didYouMean(key, near)
  );
};

/** `--lora_rank=8` after a file: the dashes became part of the name. */
const dashes = (key: string, entry: ConfigEntry, view: EntryView): Answer | undefined => {
  const name = key.replace(/^-+/, '').replaceAll('-', '_');
  if (entry.override === undefined || name === key || !view.takes(name)) return undefined;
  return { text: ` After a file, overrides are written without dashes: ${name}=….`, suggestions: [name] };
};

/** `model: {model_name_or_path: …}`: the keys stand under a heading of their own. */
const nested = (key: string, value: Value, view: EntryView): Answer | undefined => {
  if (!(value instanceof PyDict)) return undefined;
  const inner = [...value.keys()].filter((name) => typeof name === 'string' && view.takes(name));
  if (inner.length === 0) return undefined;
  const names = inner.slice(0, 3).map(String).join(', ');
  return {
    text: ` A config has no groups: write what stands under ${key} (${names}) at the margin.`,
    suggestions: [],
  };
};

const renamed = (key: string, { view, history, release }: KeyContext): Answer | undefined => {
  const renames = (history?.renames ?? []).filter(
    ({ entry, score }) => entry === view.entry.name && score >= (history?.threshold ?? 0),
  );
  const forward = newest(renames.filter(({ from, to }) => from === key && view.takes(to)));
  if (forward !== undefined)
    return { text: ` It was renamed to "${forward.to}" in ${forward.since}.`, suggestions: [forward.to] };
  const backward = newest(renames.filter(({ from, to }) => to === key && view.takes(from)));
  if (backward === undefined) return undefined;
  return {
    text: ` Since ${backward.since} that is the name of "${backward.from}"; this is ${release}.`,
    suggestions: [backward.from],
  };
};

const newest = (renames: readonly Rename[]): Rename | undefined =>
  renames.toSorted((a, b) => b.score - a.score)[0];

const takenElsewhere = (
  key: string,
  elsewhere: readonly EntryView[],
  near: readonly string[],
): Answer | undefined => {
  if (elsewhere.length === 0) return undefined;
  const names = elsewhere.map(({ entry }) => entry.name).join(', ');
  const owner = elsewhere[0]?.parameters.get(key)?.class;
  return {
    text: ` It belongs to ${names}${owner === undefined ? '' : ` (${owner})`}.`,
    // What is only somewhat like it is not what was meant: the name is right, the place is not.
    suggestions: slipsOf(key, near),
  };
};

/** A name that some other release has. */
const onceThere = (key: string, context: KeyContext, near: readonly string[]): Answer | undefined => {
  const { history, view, release } = context;
  const { [view.entry.name]: here = {}, ...others } = history?.entries ?? {};
  // A config may have a key `constructor`.
  const found = [here, ...Object.values(others)].find((names) => Object.hasOwn(names, key))?.[key];
  if (history === undefined || found === undefined || found.present.length === 0) return undefined;
  const stretches = found.present.map(([from, to]) => stretch(history, from, to)).join(' and ');
  const first = found.present[0]?.[0] ?? '';
  const order = history.releases.map(({ version }) => version);
  const comes = order.indexOf(first) > order.indexOf(release) && order.includes(release);
  const next = comes
    ? ` Update to use it, or remove it: this is ${release}.`
    : ` It is gone in ${release}: remove it.`;
  return { text: ` ${stretches} had it.${next}`, suggestions: near };
};

/** `Releases 0.8.0 to 0.9.3 (transformers 4.43.4 to 4.52.4)` */
const stretch = (history: HistoryData, from: string, to: string): string => {
  const transformers = (version: string): string | null | undefined =>
    history.releases.find((release) => release.version === version)?.transformers;
  const [first, last] = [transformers(from), transformers(to)];
  const library = first && last ? ` (transformers ${first === last ? first : `${first} to ${last}`})` : '';
  return from === to ? `Release ${from}${library}` : `Releases ${from} to ${to}${library}`;
};

/** A slip of the pen for a key that the config has as well. */
const setAlready = (
  key: string,
  best: string | undefined,
  present: ReadonlySet<string>,
): Answer | undefined =>
  best !== undefined && present.has(best) && distance(best, key) <= 2
    ? { text: ` It looks like "${best}", which is set as well: remove it.`, suggestions: [] }
    : undefined;

const slipsOf = (key: string, near: readonly string[]): readonly string[] =>
  near.filter((name) => distance(name, key) <= 2);

const didYouMean = (key: string, near: readonly string[]): Answer => {
  const slips = slipsOf(key, near);
  const names = slips.length > 0 ? slips : near;
  const question = ` Did you mean ${names.slice(0, 3).join(' or ')}?`;
  return {
    text: names.length === 0 ? ' Nothing is named like it: remove it.' : question,
    suggestions: names,
  };
};
