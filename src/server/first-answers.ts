import { once } from '../catalog/once.ts';
import type { ReadyAnswer } from './answer-cache.ts';
import { printCall, type ReportBug } from './calls.ts';
import { CAPABILITIES, HINT, infoOf, PAGE_SIZE, type Surface, wireTool } from './offering.ts';
import { MODERN, type PlainRequest } from './plain-request.ts';
import type { CatalogState } from './state.ts';

/** What a request comes to: the members of its result, as JSON text. */
interface Result {
  readonly members: string;
  readonly isError: boolean;
  /** Clients of the newer era may keep it. */
  readonly keeps: boolean;
}

export interface FirstAnswer {
  readonly ready: ReadyAnswer;
  readonly isError: boolean;
}

/** Answers a plain request without the SDK, in the SDK's words; `undefined` for what is the SDK's to answer. */
export type AnswerFirst = (request: PlainRequest) => FirstAnswer | undefined;

export interface FirstOptions {
  /** `initialize` opens a session, which is the SDK's. */
  readonly sessions: boolean;
}

/** What clients ask first, and all calls of tools: so that no client waits for the SDK to be loaded, and most never need it. */
export function createFirstAnswers(
  state: CatalogState,
  surface: Surface,
  report: ReportBug,
  { sessions }: FirstOptions,
): AnswerFirst {
  const tools = new Map(surface.tools.map((tool) => [tool.name, tool]));
  const info = infoOf(surface);
  const wrap = wrapperFor(JSON.stringify(info));
  const { instructions } = surface;
  const listed = once(() => membersOf({ tools: surface.tools.map(wireTool) }));
  const called = (name: string, args: unknown): Result | undefined => {
    const tool = tools.get(name);
    // One that works in steps lets others go first: that is the SDK handler's business.
    if (tool === undefined || 'begin' in tool) return undefined;
    return { ...printCall(tool, state.current.catalog, args, report), keeps: false };
  };
  const result = (request: PlainRequest): Result | undefined => {
    switch (request.method) {
      case 'tools/call':
        return called(request.name, request.arguments);
      case 'tools/list':
        return tools.size > PAGE_SIZE ? undefined : { members: listed(), isError: false, keeps: true };
      case 'server/discover':
        return {
          members: membersOf({ supportedVersions: [MODERN], capabilities: CAPABILITIES, instructions }),
          isError: false,
          keeps: true,
        };
      case 'initialize': {
        const { version: protocolVersion } = request;
        const members = { protocolVersion, capabilities: CAPABILITIES, serverInfo: info, instructions };
        return sessions ? undefined : { members: membersOf(members), isError: false, keeps: false };
      }
    }
  };
  return (request) => {
    const found = result(request);
    return found === undefined ? undefined : { ready: wrap(request, found), isError: found.isError };
  };
}

const membersOf = (result: object): string => JSON.stringify(result).slice(1, -1);

const STREAM = {
  'cache-control': 'no-cache, no-transform',
  'content-type': 'text/event-stream',
  'x-accel-buffering': 'no',
};
const DOCUMENT = { 'content-type': 'application/json' };

/** What the SDK puts around a result, byte for byte: a server-sent event for the older era, a document for the newer one. */
function wrapperFor(info: string): (request: PlainRequest, result: Result) => ReadyAnswer {
  const hint = membersOf(HINT);
  const server = `"_meta":{"io.modelcontextprotocol/serverInfo":${info}}`;
  return ({ era }, { members, keeps }) =>
    era === 'legacy'
      ? {
          head: `event: message\ndata: {"result":{${members}},"jsonrpc":"2.0","id":`,
          tail: '}\n\n',
          headers: STREAM,
        }
      : {
          head: `{"result":{${members},"resultType":"complete",${keeps ? `${hint},` : ''}${server}},"jsonrpc":"2.0","id":`,
          tail: '}',
          headers: DOCUMENT,
        };
}
