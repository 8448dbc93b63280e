import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { CLIENTS } from './clients.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const children: ChildProcess[] = [];

/** The command as a user types it, from source. Ended by its own id. */
function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, MCP_LLAMA_PORT: '', LLAMA_FACTORY_PATH: '', NO_COLOR: '1', ...env },
  });
  children.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.err += chunk;
  });
  return { child, said };
}

async function until(said: { readonly out: string }, pattern: RegExp): Promise<string> {
  for (;;) {
    const found = pattern.exec(said.out);
    if (found !== null) return found[1] ?? found[0];
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

describe('S1 the process', () => {
  test('prints the banner, answers every client, and ends with 0 on SIGTERM', async () => {
    const { child, said } = run(['serve', '--catalog', 'generated'], { MCP_LLAMA_PORT: '0' });
    const url = await until(said, /Listening on\s+(\S+)/);
    expect(said.out).toMatch(/Source\s+release 0\.9\.5/);
    expect(said.out).toMatch(/Available files\s+\d+/);
    for (const [, version, connect] of CLIENTS) {
      const client = await connect(url);
      expect(client.version).toBe(version);
      const { structured } = await client.call('get_parameter', { name: 'lora_rank', entry: 'train' });
      expect(structured).toMatchObject({
        parameters: [
          {
            owner: 'LoraArguments',
            type: 'int',
            default: 8,
            file: 'llamafactory/hparams/finetuning_args.py',
          },
        ],
      });
      await client.close();
    }
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  test('S7 a port that is taken: status 2, and what to do', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { child, said } = run(['serve', '--catalog', 'generated', '--port', String(port)]);
    const [status] = await once(child, 'exit');
    taken.close();
    expect(status).toBe(2);
    expect(said.err).toContain(`--port ${port + 1}`);
  });

  test('S7 a path that is no LLaMA Factory: status 2, the path and what was looked for', async () => {
    const { child, said } = run(['serve', '--port', '0'], { LLAMA_FACTORY_PATH: '/etc' });
    const [status] = await once(child, 'exit');
    expect(status).toBe(2);
    expect(said.err).toMatch(/\/etc.*parser\.py/s);
  });

  test('S7 another address without a token: status 2', async () => {
    const { child, said } = run(['serve', '--catalog', 'generated', '--host', '0.0.0.0'], {
      LLAMA_FACTORY_MCP_TOKEN: '',
    });
    const [status] = await once(child, 'exit');
    expect(status).toBe(2);
    expect(said.err).toContain('LLAMA_FACTORY_MCP_TOKEN');
  });
});
