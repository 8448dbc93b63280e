import type { RenameEvidence } from '../model/history.ts';

/** From this score on a pair counts as renamed: the same owner, type and place, or a help that makes up for them. */
export const RENAME_THRESHOLD = 0.6;

/** Weights of the evidence; a help that names its successor says more than everything else. */
const WEIGHTS = { named: 0.45, owner: 0.2, type: 0.2, position: 0.2, help: 0.4 } as const;

/** A field as it is compared with those of another release, in the order of its class. */
export interface ComparedField {
  readonly name: string;
  readonly owner: string;
  readonly type: string;
  /** Empty where upstream has none, or where its source is not at hand. */
  readonly help: string;
}

export interface Candidate {
  readonly from: string;
  readonly to: string;
  readonly score: number;
  readonly evidence: RenameEvidence;
}

/** Whether `next` could be what `old` was renamed to, by when they came. */
export type MayFollow = (old: string, next: string) => boolean;

/**
 * Which of the names that are gone became which of those that are there: every pair scored, the best taken first,
 * each name used once.
 */
export const findRenames = (
  before: readonly ComparedField[],
  after: readonly ComparedField[],
  mayFollow: MayFollow,
): readonly Candidate[] => {
  const kept = new Set(after.map(({ name }) => name));
  const gone = before.filter(({ name }) => !kept.has(name));
  const [placesBefore, placesAfter] = [neighbours(before), neighbours(after)];
  const pairs = gone
    .flatMap((old) =>
      after
        .filter((next) => !absorbs(old, next))
        .map((next) => ({ next, made: weigh(old, next, placesBefore, placesAfter) }))
        .filter(({ next, made }) => made.evidence.named || !isOfAnotherMatter(old, next, made.evidence))
        .map(({ made }) => made),
    )
    .filter(
      ({ from, to, score, evidence }) => score >= RENAME_THRESHOLD && (evidence.named || mayFollow(from, to)),
    )
    .sort(
      (left, right) => rank(right) - rank(left) || order(left.from, right.from) || order(left.to, right.to),
    );
  const used = new Set<string>();
  return pairs.filter(({ from, to }) => {
    if (used.has(`from ${from}`) || used.has(`to ${to}`)) return false;
    used.add(`from ${from}`).add(`to ${to}`);
    return true;
  });
};

/** Helps this unlike, of names without a word in common, speak of different things, whatever stands where. */
const UNLIKE = 0.5;

const isOfAnotherMatter = (old: ComparedField, next: ComparedField, { help }: RenameEvidence): boolean =>
  old.help !== '' && next.help !== '' && help < UNLIKE && likenessOfNames(old.name, next.name) === 0;

/** Names only decide between candidates that are good without. */
const rank = ({ from, to, score }: Candidate): number => score + NAMES * likenessOfNames(from, to);
const NAMES = 0.15;

const likenessOfNames = (left: string, right: string): number => similarity(wordsOf(left), wordsOf(right));

/** `freeze_trainable_modules` in words, in the singular. */
const wordsOf = (name: string): string =>
  name
    .split('_')
    .map((word) => word.replace(/s$/, ''))
    .join(' ');

/**
 * Whether the newer one is the more general, and of another type: `fp16_opt_level` points to `fp16`, where its matter is
 * settled now, which is no new name for it. `None` aside; a value of the old one would not do there.
 */
const absorbs = (old: ComparedField, next: ComparedField): boolean => {
  const has = old.name.split('_');
  return typeOf(old) !== typeOf(next) && next.name.split('_').every((word) => has.includes(word));
};

const typeOf = ({ type }: ComparedField): string =>
  type
    .split(' | ')
    .filter((part) => part !== 'None')
    .sort()
    .join(' | ');

type Places = ReadonlyMap<string, { readonly previous: string; readonly next: string }>;

const weigh = (old: ComparedField, next: ComparedField, before: Places, after: Places): Candidate => {
  const [was, is] = [before.get(old.name), after.get(next.name)];
  const evidence: RenameEvidence = {
    named: speaksOf(old.help, next.name),
    owner: old.owner === next.owner,
    type: typeOf(old) === typeOf(next),
    position: (Number(was?.previous === is?.previous) + Number(was?.next === is?.next)) / 2,
    help: rounded(similarity(old.help, next.help)),
  };
  return { from: old.name, to: next.name, score: scoreOf(evidence), evidence };
};

const scoreOf = ({ named, owner, type, position, help }: RenameEvidence): number =>
  rounded(
    Math.min(
      1,
      WEIGHTS.named * Number(named) +
        WEIGHTS.owner * Number(owner) +
        WEIGHTS.type * Number(type) +
        WEIGHTS.position * position +
        WEIGHTS.help * help,
    ),
  );

/** The fields before and after each one in the class that declares it; the ends of a class are `''`. */
const neighbours = (fields: readonly ComparedField[]): Places => {
  const within = (field: ComparedField | undefined, owner: string): string =>
    field?.owner === owner ? field.name : '';
  return new Map(
    fields.map(({ name, owner }, index) => [
      name,
      { previous: within(fields[index - 1], owner), next: within(fields[index + 1], owner) },
    ]),
  );
};

/** Dice's coefficient over the words of both texts; nothing to compare is no likeness. */
export const similarity = (left: string, right: string): number => {
  const [a, b] = [new Set(words(left)), new Set(words(right))];
  const shared = [...a].filter((word) => b.has(word)).length;
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
};

/** Whether a help text speaks of the parameter: in backquotes, as a flag, or by a name that is no plain word. */
const speaksOf = (help: string, name: string): boolean =>
  help.includes(`\`${name}\``) ||
  help.includes(`--${name}`) ||
  (name.includes('_') && words(help).includes(name.toLowerCase()));

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
