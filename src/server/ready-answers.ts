import type { McpHttpHandler } from '@modelcontextprotocol/server';
import { bytesFor, type GivenAnswer } from './answer-cache.ts';
import { isPersonal, MOST_QUESTION_BYTES, questionOf } from './answer-key.ts';
import type { Answers } from './answers.ts';

type Serve = McpHttpHandler['fetch'];
type Options = Parameters<Serve>[1];

/**
 * Puts ready answers in front of the SDK: what was asked before is given again as bytes, a tool is run at once
 * where it is known how the SDK would answer, everything else goes on and its answer is kept. Mount it where the SDK's handler would be, behind Host, Origin and token checks.
 */
export function withReadyAnswers(serve: Serve, answers: Answers): Serve {
  return async (request, options) => {
    if (!mayBeReady(request, options)) return serve(request, options);
    const text = await request.text();
    const body = parsed(text);
    if (body === undefined) return serve(again(request, text), options);
    const question = questionOf((name) => request.headers.get(name), body.value);
    if (question === undefined) return serve(request, { ...options, parsedBody: body.value });
    const ready = answers.find(question);
    if (ready !== undefined) return new Response(bytesFor(ready, question.id), { headers: ready.headers });
    const { epoch } = answers;
    // The very object that made the key: duplicate members cannot be read in two ways.
    const answer = await serve(request, { ...options, parsedBody: body.value });
    return kept(answer, (given) => answers.keep(question, epoch, given));
  };
}

function mayBeReady(request: Request, options: Options): boolean {
  if (request.method !== 'POST' || options?.authInfo !== undefined) return false;
  const length = Number(request.headers.get('content-length'));
  if (!(length > 0 && length <= MOST_QUESTION_BYTES)) return false;
  for (const name of request.headers.keys()) if (isPersonal(name)) return false;
  return true;
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** The same request with its body unread: what is no JSON gets the SDK's own refusal. */
const again = (request: Request, body: string): Request =>
  new Request(request.url, { method: 'POST', headers: request.headers, body });

/** Passes an answer on as it comes, and keeps it once it is whole. */
function kept(answer: Response, keep: (given: GivenAnswer) => void): Response {
  const type = answer.headers.get('content-type') ?? '';
  const readable = type === 'application/json' || type === 'text/event-stream';
  if (answer.status !== 200 || answer.body === null || !readable) return answer;
  const headers = Object.fromEntries(answer.headers);
  const decoder = new TextDecoder();
  let text = '';
  const listening = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      controller.enqueue(chunk);
      text += decoder.decode(chunk, { stream: true });
    },
    flush() {
      keep({ text: text + decoder.decode(), headers });
    },
  });
  return new Response(answer.body.pipeThrough(listening), { headers });
}
