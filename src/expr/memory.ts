import type { Aspects } from './aspects.ts';
import type { Environment } from './environment.ts';
import { coreOf, findingOf, type Reporter } from './finding.ts';
import { Groups } from './groups.ts';
import type { Judge, Met } from './judge.ts';
import { Outlines } from './outlines.ts';
import type { PyDict } from './python/value.ts';
import type { RuleGroup } from './readers.ts';
import { Recall } from './recall.ts';
import type { Recalled, RecalledCore, RecalledMet } from './recalled.ts';
import type { Outline } from './report.ts';
import type { Finding } from './verdict.ts';

/** Most programs judge a few configs, and each is judged sooner than remembered. */
const WORTH_REMEMBERING = 16;

/** What is remembered is given up, and built up afresh, before it takes more than some 30 MB. */
const MOST_KEPT = 20_000;
const MOST_CLASSES = 100_000;

/**
 * Verdicts on many configs in one environment. Configs of a stream differ in values that no rule tells apart, and each
 * rule looks at few of them: what it does, and what there is to say of it, is worked out once for all configs that are
 * alike in what it looks at.
 */
export class Memory {
  readonly #judge: Judge;
  readonly #aspects: Aspects;
  readonly #reporter: Reporter;
  readonly #grouped: () => readonly RuleGroup[];
  readonly #mets = new Map<string, RecalledMet>();
  #outlines: Outlines | undefined;
  #environment: Environment | undefined;
  #config: PyDict | undefined;
  #configs = 0;

  /** `grouped` gives every rule in one group. */
  constructor(judge: Judge, reporter: Reporter, grouped: () => readonly RuleGroup[]) {
    this.#judge = judge;
    this.#aspects = judge.machine.aspects;
    this.#reporter = reporter;
    this.#grouped = grouped;
  }

  /** Whether enough configs of the environment came for this one to be worth it. */
  isWorth(environment: Environment): boolean {
    if (environment !== this.#environment) {
      this.#environment = environment;
      this.#configs = 0;
      this.#forget();
    }
    return ++this.#configs > WORTH_REMEMBERING;
  }

  /** What the rules do with a config of the environment, in their order. */
  outline(config: PyDict): Outline<Recalled> {
    if (this.#aspects.kept > MOST_KEPT || this.#aspects.classes > MOST_CLASSES) this.#forget();
    this.#config = config;
    this.#look();
    this.#aspects.begin(config);
    this.#outlines ??= this.#build();
    return this.#outlines.of(config);
  }

  #build(): Outlines {
    const groups = new Groups(this.#grouped(), this.#aspects, (rules) => {
      this.#look();
      return this.#judge.some(rules).map((met) => this.#recalled(met));
    });
    return new Outlines(groups, this.#aspects, (met, standing) =>
      this.#findingOf(met, standing, this.#coreOf(met)),
    );
  }

  /** The same thing met again is the same object, whichever way it came about. */
  #recalled(met: Met): RecalledMet {
    const { index, certain, raised } = met;
    const key = `${index} ${certain} ${raised?.at} ${raised?.exception}`;
    const known = this.#mets.get(key);
    if (known !== undefined) return known;
    const made = { ...met, core: new Recall<RecalledCore>() };
    this.#mets.set(key, made);
    return made;
  }

  /** What there is to say of something that the last config met. */
  finding({ met, standing, finding, core }: Recalled): Finding {
    return finding ?? this.#findingOf(met, standing, core ?? this.#coreOf(met));
  }

  #coreOf(met: RecalledMet): RecalledCore {
    return met.core.get(this.#aspects, () => {
      this.#look();
      return { core: coreOf(this.#reporter, met), findings: byStanding() };
    });
  }

  #findingOf(met: RecalledMet, standing: Finding['standing'], { core, findings }: RecalledCore): Finding {
    return findings[standing].get(this.#aspects, () => {
      this.#look();
      return findingOf(this.#reporter, met, core, standing);
    });
  }

  /** Whatever is worked out starts afresh. */
  #look(): void {
    if (this.#config === undefined || this.#environment === undefined) return;
    this.#judge.machine.begin(this.#config, this.#environment, true);
  }

  #forget(): void {
    this.#outlines = undefined;
    this.#mets.clear();
    this.#aspects.forget();
  }
}

const byStanding = (): RecalledCore['findings'] => ({
  first: new Recall(),
  also: new Recall(),
  consequence: new Recall(),
});
