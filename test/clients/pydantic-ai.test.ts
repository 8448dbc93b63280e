import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../src/server/serve.ts';
import { unavailable } from '../availability.ts';
import { blocks } from '../readme.ts';
import { type ScriptedModel, startScriptedModel } from '../src/agent/scripted-model.ts';
import { pythonClient, runPython } from './python.ts';
import { startFixtureServer } from './server.ts';

const client = pythonClient();
const program =
  blocks(readFileSync('README.md', 'utf8'), 'python').find((block) => block.includes('MCPToolset')) ?? '';
let server: RunningServer;
let model: ScriptedModel;
beforeAll(async () => {
  server = await startFixtureServer();
  model = await startScriptedModel([
    { call: 'get_parameter', args: { name: 'lora_rank' } },
    { say: ['lora_rank is an int, ', '8 by default.'] },
  ]);
});
afterAll(async () => {
  await server.close();
  await model.close();
});

describe.skipIf(unavailable('pydantic-ai', client.reason))('S5 the README’s Python page', () => {
  it('answers through pydantic-ai’s MCPToolset, which calls the server’s tool', async () => {
    if (client.reason !== undefined) return;
    const printed = await runPython(client.environment, program, {
      LLAMA_FACTORY_MCP_URL: server.mcpUrl,
      LLAMA_FACTORY_AGENT_MODEL: 'm',
      LLAMA_FACTORY_AGENT_BASE_URL: model.baseURL,
    });
    expect(printed).toBe('lora_rank is an int, 8 by default.');
    expect(JSON.stringify(model.requests[1]?.messages.at(-1))).toContain('lora_rank');
    expect(model.requests[0]?.tools?.length).toBeGreaterThan(10);
  }, 60_000);
});
