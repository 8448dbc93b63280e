import type { Io } from './main.ts';

/** This very process. */
export function processIo(): Io {
  return {
    env: process.env,
    cwd: process.cwd(),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    onStop: (listener) => {
      process.once('SIGINT', listener);
      process.once('SIGTERM', listener);
    },
    onInputEnd: (listener) => void process.stdin.once('close', listener),
  };
}
