import { findingOf, type Met, type Reporter } from './finding.ts';
import type { Finding, Verdict, Wanted } from './verdict.ts';

/** Collects what the rules met, in their order, and says how each stands to the errors before it. */
export class Report {
  readonly #reporter: Reporter;
  readonly #wanted: Wanted | undefined;
  readonly #findings: Finding[] = [];
  readonly #reported = new Set<string>();
  /** Parameters that certain errors are about. */
  readonly #broken = new Set<string>();
  #first: Finding | null = null;
  #certain = true;

  constructor(reporter: Reporter, wanted?: Wanted) {
    this.#reporter = reporter;
    this.#wanted = wanted;
  }

  /** The same exception at the same line is told once: what uses a failed value fails with it. */
  add(met: Met): void {
    const { raised, certain, rule } = met;
    if (raised !== null && !this.#isNew(`${raised.at}:${raised.exception}:${rule.subject ?? ''}`)) return;
    const decides = raised !== null && certain;
    const isFirst = decides && this.#first === null;
    const standing = isFirst ? 'first' : this.#follows(met) ? 'consequence' : 'also';
    if (isFirst || this.#isWanted(met, standing)) {
      const finding = findingOf(this.#reporter, met, standing);
      this.#findings.push(finding);
      if (isFirst) this.#first = finding;
    }
    if (raised !== null && !certain && this.#first === null) this.#certain = false;
    if (!decides) return;
    for (const parameter of rule.parameters) this.#broken.add(parameter);
  }

  verdict(derived: Pick<Verdict, 'derived' | 'derivedOf'>): Verdict {
    const first = this.#first;
    return { accepted: first === null, certain: this.#certain, first, findings: this.#findings, ...derived };
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
