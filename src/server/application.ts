import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Core } from './core.ts';
import { createService } from './service.ts';

/** The service on Node's own HTTP: what answers everything that has no ready answer. */
export interface Application {
  readonly listener: RequestListener;
  /** Ends streams, and refuses further requests. */
  close(): Promise<void>;
}

/** Loads with it the SDK, Hono and Node's `fetch`: import it when it is first needed. */
export function createApplication(core: Core): Application {
  const { app, close } = createService(core.options, core);
  return { listener: getRequestListener(app.fetch), close };
}
