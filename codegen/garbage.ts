import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** For how long nothing is asked before garbage is collected, in milliseconds. */
const IDLE = 2_000;

/** By how many percent a heap grows before it is collected again; V8's own choice is up to 300. */
const GROWING = 70;

/**
 * Keeps the garbage of a watch small: for a call after each answer. V8 lets the heap of a thread that lives long grow to
 * several times what it holds: from the first edit on it is collected sooner, all heaps of the process (not before: code
 * that the start keeps for the next process is foreign to one with other flags), and some time after the last call this
 * thread's whole. Not at once: code that V8 has just optimised is lost with it, which the next edit of several would wait
 * for.
 */
export const collector = (): (() => void) => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  let idle: NodeJS.Timeout | undefined;
  let answers = 0;
  return () => {
    answers += 1;
    if (answers === 2) setFlagsFromString(`--heap-growing-percent=${GROWING}`);
    clearTimeout(idle);
    idle = setTimeout(() => typeof collect === 'function' && collect(), IDLE).unref();
  };
};
