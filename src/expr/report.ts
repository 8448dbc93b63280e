import type { Reporter } from './finding.ts';
import type { Met } from './judge.ts';
import type { Finding, Verdict, Wanted } from './verdict.ts';

/** Something met, with how it stands to the errors before it. */
export interface Noted<M extends Met> {
  readonly met: M;
  readonly standing: Finding['standing'];
}

/** All that a verdict says but for what its findings say. */
export interface Outline<N> {
  readonly noted: readonly N[];
  readonly certain: boolean;
}

/** Collects what the rules met, in their order, and says how each stands to the errors before it. */
export class Report<M extends Met> {
  readonly #noted: Noted<M>[] = [];
  readonly #reported = new Set<string>();
  /** Parameters that certain errors are about. */
  readonly #broken = new Set<string>();
  #hasFirst = false;
  #certain = true;

  add(met: M): void {
    const { raised, certain, rule, once } = met;
    if (once !== null && !this.#isNew(once)) return;
    const decides = raised !== null && certain;
    const isFirst = decides && !this.#hasFirst;
    const standing = isFirst ? 'first' : this.#follows(met) ? 'consequence' : 'also';
    this.#noted.push({ met, standing });
    if (isFirst) this.#hasFirst = true;
    if (raised !== null && !certain && !this.#hasFirst) this.#certain = false;
    if (!decides) return;
    for (const parameter of rule.parameters) this.#broken.add(parameter);
  }

  outline(): Outline<Noted<M>> {
    return { noted: this.#noted, certain: this.#certain };
  }

  #isNew(key: string): boolean {
    const isNew = !this.#reported.has(key);
    this.#reported.add(key);
    return isNew;
  }

  /** After a certain error, what reads the same parameters may go away with it, and operations may fail because of it. */
  #follows({ rule }: Met): boolean {
    if (this.#broken.size === 0) return false;
    return rule.kind === 'partial' || rule.parameters.some((parameter) => this.#broken.has(parameter));
  }
}

/** The same with what is wanted of it, and the first error. */
export const outlineOf = <N extends Noted<Met>>(
  reporter: Reporter,
  outline: Outline<N>,
  wanted: Wanted | undefined,
): Outline<N> => {
  if (wanted === undefined) return outline;
  const isWanted = (noted: N): boolean => noted.standing === 'first' || wanted(candidate(reporter, noted));
  return { ...outline, noted: outline.noted.filter(isWanted) };
};

/** What it takes longer to tell is told where it is asked for. */
const candidate = (
  reporter: Reporter,
  { met: { rule, index, certain }, standing }: Noted<Met>,
): Parameters<Wanted>[0] => ({
  kind: rule.kind,
  certainty: certain ? 'certain' : 'conditional',
  standing,
  rule: index,
  get condition() {
    return reporter.condition(rule.when);
  },
  get mayInvolve() {
    return reporter.mayInvolve(rule);
  },
});

/** Findings are made after all rules were asked: what is computed for one would hide what another may raise. */
export const verdictOf = <N>(
  { noted, certain }: Outline<N>,
  findingFor: (noted: N) => Finding,
  derived: Pick<Verdict, 'derived' | 'derivedOf'>,
): Verdict => {
  const findings = noted.map(findingFor);
  const first = findings.find(({ standing }) => standing === 'first') ?? null;
  return { accepted: first === null, certain, first, findings, ...derived };
};
