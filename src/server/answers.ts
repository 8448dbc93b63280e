import type { ReadyAnswer } from './answer-cache.ts';
import { type AnswerCache, type CacheStats, createAnswerCache, type GivenAnswer } from './answer-cache.ts';
import type { Question } from './answer-key.ts';
import { createToolAnswers, type RunTool } from './tool-answers.ts';

export interface AnswerStats extends CacheStats {
  /** Calls never made before that were answered without the SDK. */
  readonly fresh: number;
}

/** What can be answered without the SDK, in its own words: what was asked before, and a tool called anew. */
export interface Answers {
  readonly stats: AnswerStats;
  /** As `AnswerCache` has it. */
  readonly epoch: number;
  find(question: Question): ReadyAnswer | undefined;
  /** Takes in what the SDK answered. */
  keep(question: Question, epoch: number, given: GivenAnswer): void;
  clear(): void;
}

export function createAnswers(run: RunTool, cache: AnswerCache = createAnswerCache()): Answers {
  const tools = createToolAnswers(run);
  let fresh = 0;
  const anew = ({ call, key }: Question): ReadyAnswer | undefined => {
    const answer = call === undefined ? undefined : tools.answer(call);
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
      if (epoch !== cache.epoch) return;
      cache.keep(question, given);
      tools.learn(question, given);
    },
    clear() {
      cache.clear();
      tools.clear();
    },
  };
}
