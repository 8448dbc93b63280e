import { Agent, request } from 'node:http';
import type { Question } from './questions.ts';

/** What all clients met, together. */
export interface Tally {
  answers: number;
  wrong: number;
  failed: number;
  /** Milliseconds of each answer, by the second in which it came. */
  readonly latencies: number[][];
  readonly examples: string[];
}

export const newTally = (): Tally => ({ answers: 0, wrong: 0, failed: 0, latencies: [], examples: [] });

interface Answered {
  readonly status: number;
  readonly body: string;
}

const HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

function ask(url: string, agent: Agent, question: Question): Promise<Answered> {
  const params = { name: question.name, arguments: question.args };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
  return new Promise((resolve, reject) => {
    const headers = { ...HEADERS, 'content-length': Buffer.byteLength(body) };
    const outgoing = request(`${url}/mcp`, { method: 'POST', agent, headers }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: text }));
      incoming.on('error', reject);
    });
    // Never asked again: a server that hangs up as a question comes has failed it.
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Whether an answer is what the pure function gives for the catalog that it names. */
function isRight({ body }: Answered, question: Question, expected: Oracle): boolean {
  const { result } = JSON.parse(body.replace(/^event: message\ndata: /, ''));
  const { content, structuredContent } = result;
  const given = JSON.stringify({ markdown: content[0].text, structured: structuredContent });
  return given === expected(question, structuredContent?.source?.label);
}

type Oracle = (question: Question, label: string) => string;

export interface LoadOptions {
  readonly url: string;
  readonly clients: number;
  readonly questionAt: (i: number) => Question;
  readonly expected: Oracle;
  readonly tally: Tally;
  /** Milliseconds a client waits between two questions. */
  readonly pause: number;
  readonly until: Promise<unknown>;
}

/** Asks from so many clients at once until it is told to end, and checks every answer. */
export async function load(options: LoadOptions): Promise<void> {
  let going = true;
  void options.until.then(() => {
    going = false;
  });
  const start = performance.now();
  let next = 0;
  const client = async (): Promise<void> => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (going) {
      await one(options, agent, options.questionAt(next++), start);
      if (options.pause > 0) await new Promise((resolve) => setTimeout(resolve, options.pause));
    }
    agent.destroy();
  };
  await Promise.all(Array.from({ length: options.clients }, client));
}

async function one(
  { url, expected, tally }: LoadOptions,
  agent: Agent,
  question: Question,
  start: number,
): Promise<void> {
  const begun = performance.now();
  const answered = await ask(url, agent, question).catch((error: Error) => error);
  const now = performance.now();
  if (answered instanceof Error || answered.status !== 200) {
    tally.failed += 1;
    note(tally, answered instanceof Error ? String(answered) : `${answered.status} ${answered.body}`);
    return;
  }
  tally.answers += 1;
  const second = Math.floor((now - start) / 1_000);
  const latencies = tally.latencies[second] ?? [];
  tally.latencies[second] = latencies;
  latencies.push(now - begun);
  if (isRight(answered, question, expected)) return;
  tally.wrong += 1;
  note(tally, `${JSON.stringify(question)}: ${answered.body.slice(0, 300)}`);
}

function note(tally: Tally, text: string): void {
  if (tally.examples.length < 5) tally.examples.push(text.slice(0, 400));
}

/** The value below which a share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
