import type { Io } from '../server/main.ts';

/** The process as commands see it. Tests bring their own. */
export interface CliIo extends Io {
  /** Whether what is printed may have colours. */
  readonly colour: boolean;
  /** Characters that a line of the terminal has; left out where no terminal is watching. */
  readonly width?: number;
}

/** This process. A reader that goes away (`| head`) ends the program, which is no fault. */
export const thisProcess = (): CliIo => {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  return {
    env: process.env,
    cwd: process.cwd(),
    colour: wantsColour(process.env, process.stdout.isTTY),
    ...(process.stdout.isTTY ? { width: process.stdout.columns } : {}),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    onStop: (listener) => {
      process.once('SIGINT', listener);
      process.once('SIGTERM', listener);
    },
  };
};

/** Ends the process as soon as all is written: what V8 still does in the background is for nobody. */
export const leave = (status: number): void => {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(status)));
};

/** As https://no-color.org and https://force-color.org have it. */
const wantsColour = (env: CliIo['env'], terminal: boolean | undefined): boolean => {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return terminal === true && env.TERM !== 'dumb';
};
