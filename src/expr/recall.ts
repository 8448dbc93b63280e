import { type Aspect, NO_NUMBER } from './aspect.ts';
import type { Aspects } from './aspects.ts';

/** What is asked next, or (without an aspect) where a computation ended, and with what. */
class Step<T> {
  aspect: Aspect | undefined;
  readonly next: (Step<T> | undefined)[] = [];
  end: { readonly result: T } | undefined;
}

/**
 * A computation on configs that is done once for all configs which it cannot tell apart. What it asks of a config decides
 * what it asks next, so its answers lie in a tree that grows by what configs come: a walk down it finds what was worked
 * out before. A computation that looks at files is done anew each time. What is remembered is frozen.
 */
export class Recall<T extends object> {
  readonly #root = new Step<T>();

  /** @param compute starts afresh: what earlier computations have worked out would hide what it depends on */
  get(aspects: Aspects, compute: () => T): T {
    const step = this.#walk(aspects);
    if (step?.end !== undefined) return step.end.result;
    if (step === null) return compute();
    const { result, asked, isPassing } = aspects.record(compute);
    if (!isPassing) this.#keep(aspects, asked, result);
    return result;
  }

  /** What is remembered for the config at hand. */
  known(aspects: Aspects): T | undefined {
    return this.#walk(aspects)?.end?.result;
  }

  /** What was asked on the way to what is remembered for the config at hand; `null`: nothing is. */
  asked(aspects: Aspects): readonly Aspect[] | null {
    const asked: Aspect[] = [];
    return this.#walk(aspects, asked)?.end === undefined ? null : asked;
  }

  /** `undefined`: no such config came before; `null`: nor will another one come. */
  #walk(aspects: Aspects, asked?: Aspect[]): Step<T> | null | undefined {
    let step: Step<T> | undefined = this.#root;
    while (step?.aspect !== undefined) {
      const number = aspects.number(step.aspect);
      if (number === NO_NUMBER) return null;
      asked?.push(step.aspect);
      step = step.next[number];
    }
    return step;
  }

  #keep(aspects: Aspects, asked: readonly Aspect[], result: T): void {
    let step = this.#root;
    for (const aspect of asked) {
      step.aspect = aspect;
      const number = aspects.number(aspect);
      const next = step.next[number] ?? new Step<T>();
      step.next[number] = next;
      step = next;
    }
    step.end = { result: Object.freeze(result) };
  }
}
