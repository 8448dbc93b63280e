import {
  type GivenAnswer,
  type ReadyAnswer,
  readyFrom,
  type SplitAnswer,
  splitAtId,
} from './answer-cache.ts';
import type { Question, ToolCall } from './answer-key.ts';

/** What a tool gives. */
interface Result {
  /** As JSON text: `"content":[…],"structuredContent":{…}` */
  readonly members: string;
  readonly isError: boolean;
}

/** Runs a tool as the SDK would have it run; `undefined` for one it must run itself. */
export type RunTool = (call: ToolCall) => Result | undefined;

export interface ToolAnswer {
  readonly ready: ReadyAnswer;
  readonly isError: boolean;
}

/** Tool calls that were never made before, answered without the SDK once it has shown what it puts around a result. */
export interface ToolAnswers {
  answer(call: ToolCall): ToolAnswer | undefined;
  learn(question: Question, given: GivenAnswer): void;
  clear(): void;
}

/** What stands around a result: the same for every call with the same headers, envelope and tool, whatever its arguments. */
interface Wrapper extends SplitAnswer {
  /** Where in `head` or `tail` the result's members go. */
  readonly side: 'head' | 'tail';
  readonly at: number;
  readonly headers: Readonly<Record<string, string>>;
}

interface Lesson {
  readonly wrapper: Wrapper;
  /** The result it was seen around. */
  readonly inner: string;
  /** Seen around two different results, and alike. */
  readonly confirmed: boolean;
}

/** Shapes of calls known at once; a client has one for each tool it uses. */
const MOST_SHAPES = 256;

export function createToolAnswers(run: RunTool): ToolAnswers {
  const lessons = new Map<string, Lesson | 'refused'>();
  const keyOf = (call: ToolCall, isError: boolean): string => `${isError}\n${call.shape}`;
  const confirmed = (key: string): Wrapper | undefined => {
    const lesson = lessons.get(key);
    return lesson !== undefined && lesson !== 'refused' && lesson.confirmed ? lesson.wrapper : undefined;
  };
  return {
    answer(call) {
      if (confirmed(keyOf(call, false)) === undefined) return undefined;
      const result = run(call);
      if (result === undefined) return undefined;
      const { members, isError } = result;
      const wrapper = confirmed(keyOf(call, isError));
      return wrapper === undefined ? undefined : { ready: wrapped(wrapper, members), isError };
    },
    learn({ call, id }, given) {
      const split = call === undefined ? undefined : splitAtId(given.text, id);
      if (call === undefined || split === undefined) return;
      const key = keyOf(call, split.failed);
      const before = lessons.get(key);
      // For what is known already the tool is not run a second time.
      if (before === 'refused' || before?.confirmed) return;
      const result = run(call);
      if (result === undefined) return;
      const lesson = lessonFrom(split, result.members, given.headers, before);
      if (lesson === undefined) return;
      if (lessons.size >= MOST_SHAPES) lessons.clear();
      lessons.set(key, lesson);
    },
    clear() {
      lessons.clear();
    },
  };
}

function wrapped({ head, tail, side, at, headers }: Wrapper, inner: string): ReadyAnswer {
  const into = (text: string): string => text.slice(0, at) + inner + text.slice(at);
  return side === 'head' ? readyFrom(into(head), tail, headers) : readyFrom(head, into(tail), headers);
}

/** `undefined` where this answer teaches nothing new. */
function lessonFrom(
  split: SplitAnswer,
  inner: string,
  headers: Readonly<Record<string, string>>,
  before: Lesson | undefined,
): Lesson | 'refused' | undefined {
  if (before?.inner === inner) return undefined;
  const wrapper = wrapperIn(split, inner, headers);
  if (wrapper === undefined) return 'refused';
  if (before === undefined) return { wrapper, inner, confirmed: false };
  const alike = JSON.stringify(before.wrapper) === JSON.stringify(wrapper);
  return alike ? { wrapper, inner, confirmed: true } : 'refused';
}

/** `undefined` where the result does not stand in the answer as it is, once. */
function wrapperIn(
  { head, tail }: SplitAnswer,
  inner: string,
  headers: Readonly<Record<string, string>>,
): Wrapper | undefined {
  const side = head.includes(inner) ? 'head' : 'tail';
  const text = side === 'head' ? head : tail;
  const at = text.indexOf(inner);
  if (at < 0 || text.indexOf(inner, at + 1) >= 0) return undefined;
  const rest = text.slice(0, at) + text.slice(at + inner.length);
  return side === 'head' ? { head: rest, tail, side, at, headers } : { head, tail: rest, side, at, headers };
}
