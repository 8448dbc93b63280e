import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningServer } from '../../src/server/serve.ts';
import { unavailable } from '../availability.ts';
import { inspector } from './inspector.ts';
import { startFixtureServer } from './server.ts';

const { node, program, reason } = inspector();
let server: RunningServer;
beforeAll(async () => {
  server = await startFixtureServer();
});
afterAll(() => server.close());

/** What the inspector's command line prints, as docs/clients.md has it. */
function inspect(
  ...args: readonly string[]
): Promise<{ readonly status: number | null; readonly out: string; readonly err: string }> {
  return new Promise((done) => {
    const child = spawn(node, [program, '--cli', server.mcpUrl, '--transport', 'http', ...args], {
      env: { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text;
    });
    child.on('close', (status) => done({ status, out, err }));
  });
}

describe.skipIf(unavailable('the MCP Inspector', reason))("B13: the MCP Inspector's command line", () => {
  test('lists the tools', async () => {
    const { status, out, err } = await inspect('--method', 'tools/list');
    expect(status, err).toBe(0);
    expect(JSON.parse(out).tools).toContainEqual(expect.objectContaining({ name: 'get_parameter' }));
  });

  test('calls one', async () => {
    const call = ['--method', 'tools/call', '--tool-name', 'get_parameter', '--tool-arg', 'name=lora_rank'];
    const { status, out, err } = await inspect(...call);
    expect(status, err).toBe(0);
    expect(out).toContain('LoraArguments');
  });

  test.each(['resources/list', 'resources/templates/list', 'prompts/list'])('%s', async (method) => {
    const { status, err } = await inspect('--method', method);
    expect(status, err).toBe(0);
  });
});
