import type { RequestListener } from 'node:http';
import { once } from '../catalog/once.ts';
import type { Application } from './application.ts';
import { type Core, createCore, type ServiceOptions } from './core.ts';
import { describeError } from './log.ts';
import { type Listening, listen } from './node.ts';
import { withNodeFront } from './node-front.ts';
import { MCP_PATH } from './offering.ts';

export interface ServeOptions extends ServiceOptions {
  readonly host: string;
  readonly port: number;
}

export interface RunningServer extends Listening, Pick<Core, 'state' | 'cache'> {
  /** `http://127.0.0.1:8124/mcp` */
  readonly mcpUrl: string;
}

/** Starts the HTTP server over a catalog; resolves when it accepts connections. Throws as `listen` does. */
export async function startServer(options: ServeOptions): Promise<RunningServer> {
  const { host, port } = options;
  const core = createCore(options);
  const application = lazily(core);
  const listening = await listen(frontOf(options, core)(application.listener), { host, port });
  return {
    ...listening,
    state: core.state,
    cache: core.cache,
    mcpUrl: `${listening.url}${MCP_PATH}`,
    close: () => listening.close(application.close),
  };
}

/** The application, loaded with the first request that needs it: until then nobody has waited for it. */
function lazily(core: Core): Application {
  let loaded: Application | undefined;
  const load = once(async () => {
    const { createApplication } = await import('./application.ts');
    loaded = createApplication(core);
    return loaded;
  });
  return {
    listener: (request, response) => {
      if (loaded !== undefined) return loaded.listener(request, response);
      load().then(
        ({ listener }) => listener(request, response),
        (error) => {
          core.options.log('error', 'bug', { where: 'loading', error: describeError(error) });
          response.writeHead(500).end();
        },
      );
    },
    close: async () => loaded?.close(),
  };
}

/** Only where nothing but Host and Origin has to be checked: with a token every request goes through the application. */
function frontOf(options: ServeOptions, { cache: answers }: Core) {
  const { access, readyAnswers = true, sessions = false } = options;
  const { hosts, token } = access;
  return (next: RequestListener): RequestListener =>
    !readyAnswers || hosts === undefined || token !== undefined
      ? next
      : withNodeFront(next, { answers, hosts: new Set(hosts), path: MCP_PATH, sessions });
}
