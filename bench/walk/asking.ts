import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { z } from 'zod';

/** An edit that is not served by then never will be. */
const LONGEST = 60_000;

const Answer = z.object({ parameters: z.unknown().optional() }).loose();

/** A client that asks for a parameter again and again, and what became of it. */
export class Asking {
  readonly #client = new Client({ name: 'walk', version: '1' }, { versionNegotiation: { mode: 'auto' } });
  #running: Promise<void> | undefined;
  #stopped = false;
  answers = 0;
  readonly failures: string[] = [];
  /** The last answer, as JSON. */
  last = '';
  /** The one it asks for. */
  parameter: string;

  constructor(parameter: string) {
    this.parameter = parameter;
  }

  async start(url: string): Promise<void> {
    await this.#client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`)));
    this.#running = this.#ask();
  }

  async close(): Promise<void> {
    this.#stopped = true;
    await this.#running;
    await this.#client.close();
  }

  /** Resolves when an answer has `text`. */
  async answered(text: string): Promise<void> {
    const until = performance.now() + LONGEST;
    while (!this.last.includes(text)) {
      if (performance.now() > until) throw new Error(`no answer has ${text}: ${this.last.slice(0, 500)}`);
      await new Promise<void>((turn) => setTimeout(turn, 2));
    }
  }

  async #ask(): Promise<void> {
    while (!this.#stopped) {
      try {
        const answer = await this.#client.callTool({
          name: 'get_parameter',
          arguments: { name: this.parameter },
        });
        this.answers += 1;
        if (answer.isError === true) this.failures.push(JSON.stringify(answer.content));
        this.last = JSON.stringify(Answer.parse(answer.structuredContent ?? {}));
      } catch (error) {
        this.failures.push(error instanceof Error ? error.message : String(error));
      }
      await new Promise<void>((turn) => setTimeout(turn, 5));
    }
  }
}
