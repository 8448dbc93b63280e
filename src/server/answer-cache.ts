import type { Question } from './answer-key.ts';

/**
 * An answer, split where the request's id stands. Text at first: bytes are memory that lives until the next collection,
 * and most answers are given once. In UTF-8 once it was asked for again: nothing is left to be encoded then.
 */
export type ReadyAnswer = Split<string> | Split<Uint8Array>;

interface Split<Part> {
  readonly head: Part;
  readonly tail: Part;
  readonly headers: Readonly<Record<string, string>>;
}

export const isText = (ready: ReadyAnswer): ready is Split<string> => typeof ready.head === 'string';

/** An answer as the SDK gave it. */
export interface GivenAnswer {
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface CacheStats {
  readonly answers: number;
  readonly bytes: number;
  readonly hits: number;
}

/** Answers asked before, as bytes; the least recently asked go first when there are too many. */
export interface AnswerCache {
  readonly stats: CacheStats;
  /** Take it before the SDK is asked, and keep its answer only if it is still the same: it is of this catalog then. */
  readonly epoch: number;
  get(key: string): ReadyAnswer | undefined;
  put(key: string, ready: ReadyAnswer): void;
  /** The same with an answer of the SDK, where it may be given again. */
  keep(question: Question, answer: GivenAnswer): void;
  /** Forgets everything: the catalog was swapped. */
  clear(): void;
}

export interface CacheLimits {
  readonly bytes: number;
  readonly answerBytes: number;
}

const LIMITS: CacheLimits = { bytes: 2 << 20, answerBytes: 256 << 10 };

/** What an entry costs beside its bytes, about. */
const ENTRY_BYTES = 200;

const ENCODER = new TextEncoder();

const SSE_FRAME = 'event: message\ndata: ';

export function createAnswerCache(limits: CacheLimits = LIMITS): AnswerCache {
  const entries = new Map<string, ReadyAnswer>();
  let bytes = 0;
  let epoch = 0;
  let hits = 0;
  const put = (key: string, ready: ReadyAnswer): void => {
    if (sizeOf(ready) > limits.answerBytes || entries.has(key)) return;
    entries.set(key, ready);
    bytes += costOf(key, ready);
    for (const [oldestKey, oldest] of entries) {
      if (bytes <= limits.bytes) break;
      entries.delete(oldestKey);
      bytes -= costOf(oldestKey, oldest);
    }
  };
  const costOf = (key: string, ready: ReadyAnswer): number => 2 * key.length + sizeOf(ready) + ENTRY_BYTES;
  return {
    get stats() {
      return { answers: entries.size, bytes, hits };
    },
    get epoch() {
      return epoch;
    },
    get(key) {
      const found = entries.get(key);
      if (found === undefined) return undefined;
      hits += 1;
      const ready = encoded(found);
      entries.delete(key);
      entries.set(key, ready);
      bytes += sizeOf(ready) - sizeOf(found);
      return ready;
    },
    put,
    keep({ key, id }, { text, headers }) {
      const split = key === undefined || text.length > limits.answerBytes ? undefined : splitAtId(text, id);
      if (key === undefined || split === undefined || split.failed) return;
      put(key, { head: split.head, tail: split.tail, headers });
    },
    clear() {
      entries.clear();
      bytes = 0;
      epoch += 1;
    },
  };
}

/** At most, in bytes: a text with one character that is no Latin-1 takes two for each. */
const sizeOf = (ready: ReadyAnswer): number =>
  (ready.head.length + ready.tail.length) * (isText(ready) ? 2 : 1);

const encoded = (ready: ReadyAnswer): Split<Uint8Array> =>
  isText(ready)
    ? { head: ENCODER.encode(ready.head), tail: ENCODER.encode(ready.tail), headers: ready.headers }
    : ready;

/** A ready answer for another request's id. */
export function bytesFor(ready: ReadyAnswer, id: string | number): Uint8Array<ArrayBuffer> {
  const { head, tail } = encoded(ready);
  const printed = ENCODER.encode(JSON.stringify(id));
  const bytes = new Uint8Array(head.length + printed.length + tail.length);
  bytes.set(head);
  bytes.set(printed, head.length);
  bytes.set(tail, head.length + printed.length);
  return bytes;
}

/** An answer without its id. */
export interface SplitAnswer {
  readonly head: string;
  readonly tail: string;
}

/** `undefined` for what is no one whole result: errors, tasks, several frames. `failed`: a tool says that it did. */
export function splitAtId(
  text: string,
  id: string | number,
): (SplitAnswer & { readonly failed: boolean }) | undefined {
  const json = documentIn(text);
  if (json === undefined) return undefined;
  const message: unknown = JSON.parse(json.text);
  if (!isWholeResult(message, id)) return undefined;
  const printed = JSON.stringify(id);
  const [start, end] = [`{"jsonrpc":"2.0","id":${printed},`, `,"id":${printed}}`];
  const at = json.text.startsWith(start)
    ? json.from + start.length - printed.length - 1
    : json.text.endsWith(end)
      ? json.from + json.text.length - printed.length - 1
      : undefined;
  if (at === undefined) return undefined;
  const failed = 'isError' in message.result && message.result.isError === true;
  return { head: text.slice(0, at), tail: text.slice(at + printed.length), failed };
}

/** The one JSON document of a body: the body itself, or the data of its only server-sent event. */
function documentIn(text: string): { readonly text: string; readonly from: number } | undefined {
  if (text.startsWith('{')) return { text, from: 0 };
  if (!text.startsWith(SSE_FRAME) || text.indexOf('\n\n') !== text.length - 2) return undefined;
  return { text: text.slice(SSE_FRAME.length, -2), from: SSE_FRAME.length };
}

function isWholeResult(message: unknown, id: string | number): message is { readonly result: object } {
  if (typeof message !== 'object' || message === null) return false;
  if (!('id' in message) || message.id !== id || !('result' in message)) return false;
  const { result } = message;
  if (typeof result !== 'object' || result === null || 'task' in result) return false;
  return !('resultType' in result) || result.resultType === 'complete';
}
