import type { Aspects } from './aspects.ts';
import type { Met } from './judge.ts';
import type { PyDict } from './python/value.ts';
import type { RuleGroup } from './readers.ts';
import { Recall } from './recall.ts';

/** Rules that look at the same keys, and what came of asking them. */
export interface Group<T> {
  readonly recall: Recall<readonly T[]>;
  readonly judge: () => readonly T[];
  readonly readsWhole: boolean;
  /** What comes of it where a config has none of the keys. */
  without: readonly T[] | undefined;
  /** The last config that has one of the keys. */
  turn: number;
}

/** A group that may tell something of a config, and what it tells. */
export interface Told<T> {
  readonly group: Group<T>;
  readonly met: readonly T[];
}

/** The rules in groups, each asked once for all configs that are alike in what it looks at. */
export class Groups<T extends Met> {
  readonly #aspects: Aspects;
  readonly #byKey = new Map<unknown, Group<T>[]>();
  /** Those of which something may come although a config has none of their keys. */
  #telling: readonly Group<T>[];
  #turn = 0;

  constructor(
    groups: readonly RuleGroup[],
    aspects: Aspects,
    judge: (rules: readonly number[]) => readonly T[],
  ) {
    this.#aspects = aspects;
    this.#telling = groups.map(({ parameters, rules, readsWhole }) => {
      const recall = new Recall<readonly T[]>();
      const group = { recall, judge: () => judge(rules), readsWhole, without: undefined, turn: 0 };
      for (const name of parameters) this.#byKey.set(name, [...(this.#byKey.get(name) ?? []), group]);
      return group;
    });
  }

  /** What all of them tell of the config at hand. */
  told(config: PyDict): readonly Told<T>[] {
    const told: Told<T>[] = [];
    this.#each(config, (group, met) => told.push({ group, met }));
    return told;
  }

  /** The same by its rules' order, whichever group tells it. */
  met(config: PyDict): readonly T[] {
    const all: T[] = [];
    this.#each(config, (_, met) => {
      for (const each of met) insert(all, each);
    });
    return all;
  }

  #each(config: PyDict, take: (group: Group<T>, met: readonly T[]) => void): void {
    const turn = ++this.#turn;
    for (const key of config.keys()) {
      const groups = this.#byKey.get(key);
      if (groups === undefined) continue;
      for (const group of groups) {
        if (group.turn === turn) continue;
        group.turn = turn;
        take(group, this.ask(group));
      }
    }
    for (const group of this.#telling) if (group.turn !== turn) take(group, this.#askWithout(group));
  }

  ask({ recall, judge }: Group<T>): readonly T[] {
    return recall.get(this.#aspects, judge);
  }

  #askWithout(group: Group<T>): readonly T[] {
    if (group.without !== undefined) return group.without;
    const met = this.ask(group);
    if (group.readsWhole) return met;
    group.without = group.recall.known(this.#aspects);
    if (group.without?.length === 0) this.#telling = this.#telling.filter((each) => each !== group);
    return met;
  }
}

/** Puts it in its place: of what a config meets, some few, most come in order. */
const insert = <T extends Met>(all: T[], met: T): void => {
  let at = all.push(met) - 1;
  for (let before = all[at - 1]; before !== undefined && before.index > met.index; before = all[at - 1])
    all[at--] = before;
  all[at] = met;
};
