import {
  type AnswerCache,
  type CacheStats,
  createAnswerCache,
  type GivenAnswer,
  type ReadyAnswer,
} from './answer-cache.ts';
import type { Question } from './answer-key.ts';
import type { AnswerFirst } from './first-answers.ts';

export interface AnswerStats extends CacheStats {
  /** Requests never made before that were answered without the SDK. */
  readonly fresh: number;
}

/** What can be answered without the SDK, in its own words: what was asked before, and what clients ask first. */
export interface Answers {
  readonly stats: AnswerStats;
  /** As `AnswerCache` has it. */
  readonly epoch: number;
  find(question: Question): ReadyAnswer | undefined;
  /** Takes in what the SDK answered. */
  keep(question: Question, epoch: number, given: GivenAnswer): void;
  clear(): void;
}

export function createAnswers(first: AnswerFirst, cache: AnswerCache = createAnswerCache()): Answers {
  let fresh = 0;
  const anew = ({ plain, key }: Question): ReadyAnswer | undefined => {
    const answer = plain === undefined ? undefined : first(plain);
    if (answer === undefined) return undefined;
    fresh += 1;
    // What failed may fail for a reason of the moment.
    if (!answer.isError && key !== undefined) cache.put(key, answer.ready);
    return answer.ready;
  };
  return {
    get stats() {
      return { ...cache.stats, fresh };
    },
    get epoch() {
      return cache.epoch;
    },
    find: (question) => (question.key === undefined ? undefined : cache.get(question.key)) ?? anew(question),
    keep(question, epoch, given) {
      if (epoch === cache.epoch) cache.keep(question, given);
    },
    clear: () => cache.clear(),
  };
}
