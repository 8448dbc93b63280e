import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** For how long nothing is asked before garbage is collected, in milliseconds. */
const IDLE = 2_000;

/**
 * Collects this thread's garbage some time after the last call. V8 lets the heap of a thread that lives long grow to
 * several times what it holds; a watch of days would keep some hundred megabytes for nothing between two edits. Not at
 * once: code that V8 has just optimised is lost with it, which the next edit of several would wait for.
 */
export const collector = (): (() => void) => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  let idle: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(idle);
    idle = setTimeout(() => typeof collect === 'function' && collect(), IDLE).unref();
  };
};
