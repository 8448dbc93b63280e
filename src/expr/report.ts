import type { Reporter } from './finding.ts';
import type { Met } from './judge.ts';
import type { Finding, Verdict, Wanted } from './verdict.ts';

/** Something met, with how it stands to the errors before it. */
interface Noted<M extends Met> {
  readonly met: M;
  readonly standing: Finding['standing'];
}

/** Collects what the rules met, in their order, and says how each stands to the errors before it. */
export class Report<M extends Met> {
  readonly #reporter: Reporter;
  readonly #wanted: Wanted | undefined;
  readonly #noted: Noted<M>[] = [];
  readonly #reported = new Set<string>();
  /** Parameters that certain errors are about. */
  readonly #broken = new Set<string>();
  #hasFirst = false;
  #certain = true;

  constructor(reporter: Reporter, wanted?: Wanted) {
    this.#reporter = reporter;
    this.#wanted = wanted;
  }

  add(met: M): void {
    const { raised, certain, rule, once } = met;
    if (once !== null && !this.#isNew(once)) return;
    const decides = raised !== null && certain;
    const isFirst = decides && !this.#hasFirst;
    const standing = isFirst ? 'first' : this.#follows(met) ? 'consequence' : 'also';
    if (isFirst || this.#isWanted(met, standing)) this.#noted.push({ met, standing });
    if (isFirst) this.#hasFirst = true;
    if (raised !== null && !certain && !this.#hasFirst) this.#certain = false;
    if (!decides) return;
    for (const parameter of rule.parameters) this.#broken.add(parameter);
  }

  /** Findings are made after all rules were asked: what is computed for one would hide what another may raise. */
  verdict(
    findingFor: (met: M, standing: Finding['standing']) => Finding,
    derived: Pick<Verdict, 'derived' | 'derivedOf'>,
  ): Verdict {
    const findings = this.#noted.map(({ met, standing }) => findingFor(met, standing));
    const first = findings.find(({ standing }) => standing === 'first') ?? null;
    return { accepted: first === null, certain: this.#certain, first, findings, ...derived };
  }

  #isWanted({ rule, index, certain }: Met, standing: Finding['standing']): boolean {
    const reporter = this.#reporter;
    return (
      this.#wanted?.({
        kind: rule.kind,
        certainty: certain ? 'certain' : 'conditional',
        standing,
        rule: index,
        condition: reporter.condition(rule.when),
        mayInvolve: reporter.mayInvolve(rule),
      }) ?? true
    );
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
