import type { Cells, DecidedBearing, DecidedEntry } from '../model/index.ts';

/** A `DecidedEntry` in a file: its texts once each. */
export interface PackedEntry {
  readonly texts: readonly string[];
  readonly parameters: readonly (Cells & {
    readonly name: string;
    readonly narrowness: readonly number[];
    /** Flags as bits, reads, and positions of the texts. */
    readonly answers: readonly (readonly [flags: number, reads: number, why: number, site: number])[];
  })[];
  readonly rules: DecidedEntry['rules'];
}

export const pack = ({ parameters, rules }: DecidedEntry): PackedEntry => {
  const texts = new Map<string, number>();
  const positionOf = (text: string): number => {
    const at = texts.get(text) ?? texts.size;
    texts.set(text, at);
    return at;
  };
  const packed = parameters.map(({ answers, ...rest }) => ({
    ...rest,
    answers: answers.map(
      (one) => [flagsOf(one), one.reads, positionOf(one.why), positionOf(one.site)] as const,
    ),
  }));
  return { texts: [...texts.keys()], parameters: packed, rules };
};

export const unpack = ({ texts, parameters, rules }: PackedEntry): DecidedEntry => ({
  parameters: parameters.map(({ answers, ...rest }) => ({
    ...rest,
    answers: answers.map(([flags, reads, why, site]) => ({
      isLive: (flags & 1) !== 0,
      isActive: (flags & 2) !== 0,
      isActivated: (flags & 4) !== 0,
      isOfFamily: (flags & 8) !== 0,
      reads,
      why: texts[why] ?? '',
      site: texts[site] ?? '',
    })),
  })),
  rules,
});

const flagsOf = ({ isLive, isActive, isActivated, isOfFamily }: DecidedBearing): number =>
  (isLive ? 1 : 0) + (isActive ? 2 : 0) + (isActivated ? 4 : 0) + (isOfFamily ? 8 : 0);
