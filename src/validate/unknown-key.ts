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
  /** The entry point that the whole config fits better, if there is one. */
  better(): EntryView | undefined;
  /** The parser lets them pass: `ALLOW_EXTRA_ARGS`, or the entry point is made so. */
  readonly allowed: boolean;
  /** What the parser raises for unknown keys, where the rules tell. */
  readonly raised: Pick<Diagnostic, 'at' | 'exception' | 'certainty' | 'condition'>;
}

/** Who has so many unknown keys has another file before him; to look for what each means would take seconds. */
const MOST_EXPLAINED = 200;

/** Why keys are not taken, and what to write instead of the first of them. */
export const unknownKeys = (entries: readonly ConfigEntry[], context: KeyContext): readonly Diagnostic[] =>
  entries.map((entry, at) =>
    typeof entry.key === 'string'
      ? unknownKey(entry, context, at < MOST_EXPLAINED)
      : diagnose('key-type', `The key ${String(entry.key)} is no name.`, {
          ...entry.keySpan,
          ...context.raised,
        }),
  );

const unknownKey = (entry: ConfigEntry, context: KeyContext, explained: boolean): Diagnostic => {
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
  const answer = explained ? explain(key, entry, context) : NO_ANSWER;
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

const NO_ANSWER: Answer = { text: '', suggestions: [] };

/** The explanations in order of what they explain best; the first that fits is given. */
const explain = (key: string, entry: ConfigEntry, context: KeyContext): Answer => {
  const elsewhere = context.views.filter((view) => view !== context.view && view.mayTake(key));
  return (
    entry.advice ??
    dashes(key, entry, context.view) ??
    nested(key, entry.value, context.view) ??
    renamed(key, context) ??
    takenElsewhere(key, elsewhere, context) ??
    onceThere(key, context) ??
    likely(key, context) ?? { text: ' Nothing is named like it: remove it.', suggestions: [] }
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
  context: KeyContext,
): Answer | undefined => {
  if (elsewhere.length === 0) return undefined;
  const names = elsewhere.map(({ entry }) => entry.name).join(', ');
  const owner = elsewhere[0]?.parameters.get(key)?.class;
  // Where the config is one for another command, the name is right and only the place is not.
  const better = context.better();
  const isMisplaced = better !== undefined && elsewhere.includes(better);
  return and(
    ` It belongs to ${names}${owner === undefined ? '' : ` (${owner})`}.`,
    isMisplaced ? undefined : likely(key, context),
  );
};

const and = (text: string, more: Answer | undefined): Answer => ({
  text: text + (more?.text ?? ''),
  suggestions: more?.suggestions ?? [],
});

/** A name that some other release has. */
const onceThere = (key: string, context: KeyContext): Answer | undefined => {
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
  return and(` ${stretches} had it.${next}`, comes ? undefined : likely(key, context));
};

/** `Releases 0.8.0 to 0.9.3 (transformers 4.43.4 to 4.52.4)` */
const stretch = (history: HistoryData, from: string, to: string): string => {
  const transformers = (version: string): string | null | undefined =>
    history.releases.find((release) => release.version === version)?.transformers;
  const [first, last] = [transformers(from), transformers(to)];
  const library = first && last ? ` (transformers ${first === last ? first : `${first} to ${last}`})` : '';
  return from === to ? `Release ${from}${library}` : `Releases ${from} to ${to}${library}`;
};

/** What a key stands for: a slip of the pen for it, or another word for the same. */
const likely = (key: string, { view, present }: KeyContext): Answer | undefined => {
  const found = view.intended(key);
  const [best] = found?.names ?? [];
  if (found === undefined || best === undefined) return undefined;
  const slipped = found.by === 'spelling';
  if (present.has(best))
    return {
      text: ` It ${slipped ? 'looks like' : 'seems to mean'} "${best}", which is set as well: remove it.`,
      suggestions: [],
    };
  const names = found.names.filter((name) => !present.has(name)).slice(0, MOST);
  return slipped ? didYouMean(names) : youMayMean(names, view);
};
const MOST = 3;

const didYouMean = (names: readonly string[]): Answer => ({
  text: ` Did you mean ${names.join(' or ')}?`,
  suggestions: names,
});

/** The names look nothing like the key, so each is given with what it is. */
const youMayMean = (names: readonly string[], view: EntryView): Answer => {
  const each = names.map((name) => {
    const gist = view.gist(name);
    return `"${name}"${gist === undefined ? '' : ` (${gist})`}`;
  });
  return { text: ` You may mean ${each.join(', or ')}.`, suggestions: names };
};
