import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../src/server/serve.ts';
import { unavailable } from '../availability.ts';
import { callFromPython, pythonClient } from './python.ts';
import { startFixtureServer } from './server.ts';

const client = pythonClient();
let server: RunningServer;
beforeAll(async () => {
  server = await startFixtureServer();
});
afterAll(() => server.close());

describe.skipIf(unavailable("Python's mcp client", client.reason))("S1 B13: Python's own mcp client", () => {
  it('lists the tools and gets lora_rank: owner, type, default, file and line', async () => {
    if (client.reason !== undefined) return;
    const args = { name: 'lora_rank' };
    const answer = await callFromPython(client.environment, server.mcpUrl, 'get_parameter', args);
    expect(answer.protocol).toBe('2026-07-28');
    expect(answer.tools).toContain('get_parameter');
    expect(answer.isError).toBe(false);
    expect(answer.structured).toMatchObject({
      parameters: [
        {
          name: 'lora_rank',
          owner: 'LoraArguments',
          type: 'int',
          default: 8,
          file: 'llamafactory/hparams/finetuning_args.py',
          line: 22,
        },
      ],
    });
  });
});
