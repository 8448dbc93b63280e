import { createLog } from '../../src/server/log.ts';
import { accessFor } from '../../src/server/security.ts';
import { startServer } from '../../src/server/serve.ts';
import { twoCatalogs } from './questions.ts';

/* One process of a cluster: PORT, and which of the two catalogs it serves. Ends as `serve` does, on SIGTERM, and with its stdin. */

const [port, which] = process.argv.slice(2);
const [first, second] = twoCatalogs();
const server = await startServer({
  catalog: which === 'second' ? second : first,
  host: '127.0.0.1',
  port: Number(port),
  access: accessFor({ host: '127.0.0.1' }),
  log: createLog('error', (line) => process.stderr.write(line)),
});
process.once('SIGTERM', () => {
  process.stdin.destroy();
  void server.close();
});
// Whoever started it has gone.
process.stdin.resume().once('end', () => process.exit());
process.stdout.write(`${server.url}\n`);
