import { createCatalog } from '../../src/catalog/index.ts';
import { createLog } from '../../src/server/log.ts';
import { accessFor } from '../../src/server/security.ts';
import { type RunningServer, type ServeOptions, startServer } from '../../src/server/serve.ts';
import { catalogData, textLayer } from '../fixtures/catalog.ts';
import { HISTORY } from '../fixtures/history.ts';

/** A server of this process on a free loopback port, over the fixture catalog. */
export const startFixtureServer = (options: Partial<ServeOptions> = {}): Promise<RunningServer> =>
  startServer({
    catalog: createCatalog(catalogData, textLayer, { history: HISTORY }),
    host: '127.0.0.1',
    port: 0,
    access: accessFor({ host: '127.0.0.1' }),
    log: createLog('error', (line) => process.stderr.write(line)),
    ...options,
  });
