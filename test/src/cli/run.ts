import type { CliIo } from '../../../src/cli/io.ts';
import { run } from '../../../src/cli/program.ts';

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line in this process. Nothing is found by itself: the environment is empty. */
export const runCli = async (argv: readonly string[], over: Partial<CliIo> = {}): Promise<Ran> => {
  const printed = { out: '', err: '' };
  const io: CliIo = {
    env: {},
    cwd: '/nowhere',
    colour: false,
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
    onStop: () => {},
    ...over,
  };
  const status = await run(argv, io);
  return { status, ...printed };
};
