import type { RequestListener } from 'node:http';
import { MCP_PATH } from './http.ts';
import { type Listening, listen } from './node.ts';
import { withNodeFront } from './node-front.ts';
import { createService, type Service, type ServiceOptions } from './service.ts';

export interface ServeOptions extends ServiceOptions {
  readonly host: string;
  readonly port: number;
}

export interface RunningServer extends Listening, Pick<Service, 'state' | 'cache'> {
  /** `http://127.0.0.1:8124/mcp` */
  readonly mcpUrl: string;
}

/** Starts the HTTP server over a catalog; resolves when it accepts connections. Throws as `listen` does. */
export async function startServer(options: ServeOptions): Promise<RunningServer> {
  const { host, port } = options;
  const service = createService(options);
  const listening = await listen(service.app.fetch, { host, port, front: frontOf(options, service) });
  return {
    ...listening,
    state: service.state,
    cache: service.cache,
    mcpUrl: `${listening.url}${MCP_PATH}`,
    close: () => listening.close(service.close),
  };
}

/** Only where nothing but Host and Origin has to be checked: with a token every request goes through the application. */
function frontOf({ access, readyAnswers = true }: ServeOptions, { cache: answers }: Service) {
  const { hosts, token } = access;
  return (next: RequestListener): RequestListener =>
    !readyAnswers || hosts === undefined || token !== undefined
      ? next
      : withNodeFront(next, { answers, hosts: new Set(hosts), path: MCP_PATH });
}
