import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../src/server/serve.ts';
import { unavailable } from '../availability.ts';
import { callFromAgent, callFromFastmcp, callFromPython, pythonClient } from './python.ts';
import { startFixtureServer } from './server.ts';

const client = pythonClient();
let server: RunningServer;
beforeAll(async () => {
  server = await startFixtureServer();
});
afterAll(() => server.close());

describe.skipIf(unavailable("Python's mcp clients", client.reason))("S1 B13: Python's clients", () => {
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

  it("fastmcp's client gets it too", async () => {
    if (client.reason !== undefined) return;
    const { structured } = await callFromFastmcp(client.environment, server.mcpUrl, 'get_parameter', {
      name: 'lora_rank',
    });
    expect(structured).toMatchObject({ parameters: [{ owner: 'LoraArguments', default: 8 }] });
  });

  it("S3 S4: the original's agent makes its published calls, without a change to it", async () => {
    if (client.reason !== undefined) return;
    const decisions = {
      stage: 'sft',
      method: 'lora',
      quantization: '4bit',
      optimizer: 'standard',
      distributed: 'single',
      precision: 'fp16',
      data_strategy: 'normal',
      modality: 'text',
    };
    const calls = [
      ['list_parameter_files', {}],
      ['get_decision_guidance', {}],
      ['get_filtered_parameters', { decisions, importance_filter: 'high+medium' }],
      ['get_parameter_schema', { category: 'finetuning' }],
      ['get_capabilities', {}],
      ['read_source_file', { file_name: 'finetuning_args.py' }],
      ['read_constants', {}],
    ] as const;
    const answers = await callFromAgent(client.environment, server.mcpUrl, calls);
    expect(answers.map(([name]) => name)).toEqual(calls.map(([name]) => name));
    expect(answers[2]?.[1]).toMatchObject({ decisions, parameters: expect.any(Array) });
    expect(JSON.stringify(answers[2])).toContain('"quantization_bit"');
    expect(JSON.stringify(answers[5])).toContain('# tune 1');
  });
});
