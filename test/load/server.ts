import { createInterface } from 'node:readline';
import { createLog } from '../../src/server/log.ts';
import { accessFor } from '../../src/server/security.ts';
import { startServer } from '../../src/server/serve.ts';
import { twoCatalogs } from './questions.ts';

/*
 * A server whose catalog is swapped every second. Prints its address; for each line on stdin it prints its memory and
 * the number of swaps so far; it ends with its stdin. Run with --expose-gc.
 */

const [first, second] = twoCatalogs();
const { url, state, close } = await startServer({
  catalog: first,
  host: '127.0.0.1',
  port: Number(process.argv[2] ?? 0),
  access: accessFor({ host: '127.0.0.1' }),
  log: createLog('error', (line) => process.stderr.write(line)),
});
const swapping = setInterval(() => state.swap(state.current.epoch % 2 === 0 ? second : first), 1_000);
process.stdout.write(`${url}\n`);
const lines = createInterface(process.stdin);
lines.on('line', () => {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.stdout.write(`${JSON.stringify({ rss, heapUsed, swaps: state.current.epoch })}\n`);
});
lines.once('close', () => {
  clearInterval(swapping);
  void close();
});
