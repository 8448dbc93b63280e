import type { Aspects } from './aspects.ts';
import type { Environment } from './environment.ts';
import { coreOf, type FindingCore, findingOf, type Reporter } from './finding.ts';
import type { Judge, Met } from './judge.ts';
import type { PyDict } from './python/value.ts';
import type { RuleGroup } from './readers.ts';
import { Recall } from './recall.ts';
import type { Finding } from './verdict.ts';

/** Most programs judge a few configs, and each is judged sooner than remembered. */
const WORTH_REMEMBERING = 16;

/** What is remembered is given up, and built up afresh, before it takes more than some 30 MB. */
const MOST_MISSES = 20_000;

/** Rules that look at the same keys, and what came of asking them. */
interface Group {
  readonly recall: Recall<readonly RecalledMet[]>;
  readonly judge: () => readonly RecalledMet[];
  readonly readsWhole: boolean;
  /** What comes of it where a config has none of the keys. */
  without: readonly RecalledMet[] | undefined;
  /** The last config that has one of the keys. */
  turn: number;
}

/** What is met, with what there is to say of it. */
export interface RecalledMet extends Met {
  readonly core: Recall<RecalledCore>;
}

interface RecalledCore {
  readonly core: FindingCore;
  readonly findings: Readonly<Record<Finding['standing'], Recall<Finding>>>;
}

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
  #groups: readonly Group[] = [];
  /** Those of which something may come although a config has none of their keys. */
  #telling: readonly Group[] = [];
  #byKey = new Map<unknown, Group[]>();
  readonly #mets = new Map<string, RecalledMet>();
  #environment: Environment | undefined;
  #config: PyDict | undefined;
  #configs = 0;
  #misses = 0;

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
  met(config: PyDict): readonly RecalledMet[] {
    if (this.#misses > MOST_MISSES) this.#forget();
    if (this.#groups.length === 0) this.#build();
    this.#config = config;
    this.#look();
    this.#aspects.begin(config);
    const turn = ++this.#configs;
    const found: RecalledMet[] = [];
    for (const key of config.keys())
      for (const group of this.#byKey.get(key) ?? NO_GROUPS) {
        if (group.turn === turn) continue;
        group.turn = turn;
        for (const met of this.#ask(group)) found.push(met);
      }
    for (const group of this.#telling)
      if (group.turn !== turn) for (const met of this.#askWithout(group)) found.push(met);
    return found.sort(inOrder);
  }

  #askWithout(group: Group): readonly RecalledMet[] {
    if (group.without !== undefined) return group.without;
    const mets = this.#ask(group);
    if (group.readsWhole) return mets;
    group.without = group.recall.known(this.#aspects);
    if (group.without?.length === 0) this.#telling = this.#telling.filter((each) => each !== group);
    return mets;
  }

  #ask({ recall, judge }: Group): readonly RecalledMet[] {
    return recall.get(this.#aspects, judge);
  }

  #judged(rules: readonly number[]): readonly RecalledMet[] {
    this.#begin();
    return this.#judge.some(rules).map((met) => this.#recalled(met));
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

  /** The finding for something that the last config met. */
  finding(met: RecalledMet, standing: Finding['standing']): Finding {
    const known = met.core.known(this.#aspects)?.findings[standing].known(this.#aspects);
    return known ?? this.#found(met, standing);
  }

  #found(met: RecalledMet, standing: Finding['standing']): Finding {
    const { core, findings } = met.core.get(this.#aspects, () => {
      this.#begin();
      const [first, also, consequence] = [
        new Recall<Finding>(),
        new Recall<Finding>(),
        new Recall<Finding>(),
      ];
      return { core: coreOf(this.#reporter, met), findings: { first, also, consequence } };
    });
    return findings[standing].get(this.#aspects, () => {
      this.#begin();
      return findingOf(this.#reporter, met, core, standing);
    });
  }

  /** Whatever is worked out starts afresh. */
  #begin(): void {
    this.#misses += 1;
    this.#look();
  }

  #look(): void {
    if (this.#config === undefined || this.#environment === undefined) return;
    this.#judge.machine.begin(this.#config, this.#environment, true);
  }

  #build(): void {
    this.#groups = this.#grouped().map((each) => {
      const recall = new Recall<readonly RecalledMet[]>();
      const judge = () => this.#judged(each.rules);
      const group = { ...each, recall, judge, without: undefined, turn: 0 };
      for (const name of each.parameters) this.#byKey.set(name, [...(this.#byKey.get(name) ?? []), group]);
      return group;
    });
    this.#telling = this.#groups;
  }

  #forget(): void {
    this.#misses = 0;
    this.#groups = [];
    this.#byKey.clear();
    this.#mets.clear();
    this.#aspects.forget();
  }
}

const NO_GROUPS: readonly Group[] = [];

const inOrder = (a: Met, b: Met): number => a.index - b.index;
