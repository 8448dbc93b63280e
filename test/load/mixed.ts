import { z } from 'zod';
import { load, newTally, type Tally } from './client.ts';
import { misbehave } from './faults.ts';
import { bundled, gone, linesOf } from './program.ts';
import { oracle, questionAt, twoCatalogs } from './questions.ts';

const Memory = z.object({ rss: z.number(), heapUsed: z.number(), swaps: z.int() });

export interface MixedResult {
  readonly tally: Tally;
  /** How often each way to misbehave was tried. */
  readonly faults: Readonly<Record<string, number>>;
  /** At the beginning, at each quarter, and when all have gone. */
  readonly memory: readonly z.infer<typeof Memory>[];
  /** What the server logged as errors. */
  readonly errors: string;
}

export interface MixedOptions {
  readonly seconds: number;
  readonly clients: number;
  /** Milliseconds each client waits between two questions. */
  readonly pause: number;
}

/**
 * Mixed load with faults injected in the middle half: clients ask throughout, so that the first and the last quarter
 * show what the faults left behind.
 */
export async function mixedLoad(options: MixedOptions): Promise<MixedResult> {
  const program = await bundled('server');
  const server = program.start([], 'pipe');
  let errors = '';
  server.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  try {
    const line = linesOf(server);
    const url = await line();
    const measured = async (): Promise<MixedResult['memory'][number]> => {
      server.stdin?.write('\n');
      return Memory.parse(JSON.parse(await line()));
    };
    return { ...(await quarters(url, options, measured)), errors };
  } finally {
    server.stdin?.end();
    await gone(server);
    program.remove();
  }
}

async function quarters(
  url: string,
  { seconds, clients, pause }: MixedOptions,
  measured: () => Promise<MixedResult['memory'][number]>,
): Promise<Omit<MixedResult, 'errors'>> {
  const quarter = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 250));
  const tally = newTally();
  const memory = [await measured()];
  const [through, faulty] = [signal(), signal()];
  const until = through.promise;
  const expected = oracle(twoCatalogs());
  const loading = load({ url, clients, questionAt, expected, tally, pause, until });
  await quarter();
  memory.push(await measured());
  const misbehaving = misbehave(url, 2, faulty.promise);
  await quarter();
  memory.push(await measured());
  await quarter();
  faulty.resolve();
  const faults = await misbehaving;
  memory.push(await measured());
  await quarter();
  through.resolve();
  await loading;
  memory.push(await measured());
  return { tally, faults, memory };
}

/** A promise and the way to keep it. */
function signal(): { readonly promise: Promise<void>; resolve(): void } {
  let keep = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    keep = resolve;
  });
  return { promise, resolve: () => keep() };
}
