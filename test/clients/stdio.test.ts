import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { describe, expect, test } from 'vitest';
import { TOOL_CALLS } from '../fixtures/tool-calls.ts';

const SCRIPT = fileURLToPath(new URL('../fixtures/stdio-server.ts', import.meta.url));
const COMMAND = { command: process.execPath, args: ['--import', 'tsx', SCRIPT] };
const INFO = { name: 'test', version: '1' };
const ASK = { name: 'get_parameter', arguments: { name: 'lora_rank' } };

/** Whether a process is still there, without disturbing it. */
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('B13 over stdio', () => {
  test.each(['legacy', 'auto'] as const)('a v2 client (%s) drives the process to its end', async (mode) => {
    const client = new Client(INFO, { versionNegotiation: { mode } });
    const transport = new StdioClientTransport(COMMAND);
    await client.connect(transport);
    const pid = transport.pid ?? 0;
    expect(isAlive(pid)).toBe(true);
    expect(client.getProtocolEra()).toBe(mode === 'auto' ? 'modern' : 'legacy');
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name).toSorted()).toEqual(Object.keys(TOOL_CALLS).toSorted());
    const { structuredContent } = await client.callTool(ASK);
    expect(structuredContent).toMatchObject({ parameters: [{ owner: 'LoraArguments', default: 8 }] });
    await client.close();
    expect(isAlive(pid)).toBe(false);
  });

  test('the v1 client drives it too', async () => {
    const client = new ClientV1(INFO);
    await client.connect(new StdioV1(COMMAND) as Parameters<ClientV1['connect']>[0]);
    const { structuredContent } = await client.callTool(ASK);
    expect(structuredContent).toMatchObject({ parameters: [{ owner: 'LoraArguments', default: 8 }] });
    await client.close();
  });
});
