import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const Health = z.object({
  status: z.string(),
  epoch: z.int(),
  problem: z.object({ message: z.string() }).optional(),
});
export type Health = z.infer<typeof Health>;

/** `serve --watch` as a process of its own. */
export class Served {
  readonly #process: ChildProcess;
  /** All that it printed. */
  said = '';

  /** `program`: Node's arguments up to the program, `['dist/cli/main.js']`. */
  constructor(program: readonly string[], env: NodeJS.ProcessEnv, flags: readonly string[] = []) {
    this.#process = spawn(
      process.execPath,
      [...program, 'serve', '--watch', '--offline', '--port', '0', ...flags],
      { env, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    this.#process.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.said += text;
    });
  }

  async url(): Promise<string> {
    for (;;) {
      const [, url] = /(http:\/\/\S+)\/mcp/.exec(this.said) ?? [];
      if (url !== undefined) return url;
      if (this.#process.exitCode !== null) throw new Error(`the server ended: ${this.said}`);
      await sleep(20);
    }
  }

  async health(): Promise<Health> {
    return Health.parse(
      await (await fetch(`${await this.url()}/health`, { headers: { connection: 'close' } })).json(),
    );
  }

  /** Resolves when the epoch is above `epoch`. Throws where the source is refused. */
  async swappedBeyond(epoch: number): Promise<number> {
    for (;;) {
      const health = await this.health();
      if (health.epoch > epoch) return health.epoch;
      if (health.problem !== undefined) throw new Error(health.problem.message);
      await sleep(5);
    }
  }

  /** Resident memory in MB, where the system tells (Linux). */
  residentMb(): number {
    const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  }

  async close(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const ended = new Promise<void>((resolve) => this.#process.once('exit', () => resolve()));
    this.#process.kill();
    await ended;
  }
}
