import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * One turn of the scripted model: words, a call of a tool (arguments as they are written, where they are no JSON), a
 * failure, words after which the connection breaks, no answer at all, or an answer of something else.
 */
export type Turn =
  | { readonly say: readonly string[] }
  | { readonly call: string; readonly args: Readonly<Record<string, unknown>> | string }
  | { readonly status: number }
  | { readonly cutAfter: readonly string[] }
  | { readonly hang: true }
  | { readonly body: string };

export interface ScriptedModel {
  readonly baseURL: string;
  /** Bodies of the requests, in order. */
  readonly requests: readonly { messages: { role: string; content: unknown }[]; tools?: unknown[] }[];
  close(): Promise<void>;
}

/** An OpenAI-compatible endpoint that plays a transcript, streaming as the real ones do. */
export const startScriptedModel = async (turns: readonly Turn[]): Promise<ScriptedModel> => {
  const requests: { messages: { role: string; content: unknown }[] }[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      requests.push(JSON.parse(body));
      play(turns[requests.length - 1] ?? { status: 500 }, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseURL: `http://127.0.0.1:${port}/v1`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const readBody = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const piece of request) body += String(piece);
  return body;
};

const play = (turn: Turn, response: ServerResponse): void => {
  if ('status' in turn) {
    response.writeHead(turn.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { message: 'scripted failure' } }));
    return;
  }
  if ('hang' in turn) return;
  if ('body' in turn) {
    response.writeHead(200, { 'content-type': 'text/html' }).end(turn.body);
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (delta: object, finish: string | null): void => {
    const chunk = {
      id: 'c',
      object: 'chat.completion.chunk',
      created: 1,
      model: 'm',
      choices: [{ index: 0, delta, finish_reason: finish }],
    };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  if ('cutAfter' in turn) {
    for (const piece of turn.cutAfter) send({ role: 'assistant', content: piece }, null);
    setTimeout(() => response.destroy(), 20);
    return;
  }
  if ('say' in turn) {
    for (const piece of turn.say) send({ role: 'assistant', content: piece }, null);
    send({}, 'stop');
  } else {
    const call = {
      index: 0,
      id: 'call_1',
      type: 'function',
      function: {
        name: turn.call,
        arguments: typeof turn.args === 'string' ? turn.args : JSON.stringify(turn.args),
      },
    };
    send({ role: 'assistant', tool_calls: [call] }, null);
    send({}, 'tool_calls');
  }
  response.end('data: [DONE]\n\n');
};
