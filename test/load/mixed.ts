import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { load, newTally, type Tally } from './client.ts';
import { misbehave } from './faults.ts';
import { oracle, questionAt, twoCatalogs } from './questions.ts';

const SERVER = fileURLToPath(new URL('./server.ts', import.meta.url));
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
export async function mixedLoad({ seconds, clients, pause }: MixedOptions): Promise<MixedResult> {
  const server = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', SERVER], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  server.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const lines = createInterface(server.stdout)[Symbol.asyncIterator]();
  const line = async (): Promise<string> => String((await lines.next()).value);
  const url = await line();
  const measured = async () => {
    server.stdin.write('\n');
    return Memory.parse(JSON.parse(await line()));
  };
  const quarter = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 250));
  const tally = newTally();
  const expected = oracle(twoCatalogs());
  const memory = [await measured()];
  const through = signal();
  const loading = load({ url, clients, questionAt, expected, tally, pause, until: through.promise });
  await quarter();
  memory.push(await measured());
  const faulty = signal();
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
  server.stdin.end();
  await new Promise((resolve) => server.once('exit', resolve));
  return { tally, faults, memory, errors };
}

/** A promise and the way to keep it. */
function signal(): { readonly promise: Promise<void>; resolve(): void } {
  let keep = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    keep = resolve;
  });
  return { promise, resolve: () => keep() };
}
