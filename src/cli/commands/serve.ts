import * as server from '../../server/main.ts';
import type { ServeFlags } from '../../server/settings.ts';
import { type CommandRequest, flagOption, listOption, textOption } from '../command.ts';
import { STATUS } from '../faults.ts';

/** MCP over HTTP, until SIGINT or SIGTERM. */
export const serve = async (request: CommandRequest): Promise<number> => {
  await server.serve(flagsOf(request), request.io);
  return STATUS.ok;
};

/** MCP over stdin and stdout, until the client goes. */
export const stdio = async (request: CommandRequest): Promise<number> => {
  const { io } = request;
  await server.stdio(flagsOf(request), {
    ...io,
    onStop: (listener) => {
      io.onStop(listener);
      process.stdin.once('close', listener);
    },
  });
  return STATUS.ok;
};

const flagsOf = (request: CommandRequest): ServeFlags => ({
  port: textOption(request, 'port'),
  host: textOption(request, 'host'),
  catalog: textOption(request, 'catalog'),
  allowHost: listOption(request, 'allowHost'),
  allowOrigin: listOption(request, 'allowOrigin'),
  token: request.options.token !== false,
  offline: flagOption(request, 'offline'),
  watch: flagOption(request, 'watch'),
  configs: textOption(request, 'configs'),
  logLevel: textOption(request, 'logLevel'),
});
