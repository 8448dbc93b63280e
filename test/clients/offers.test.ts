import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningServer } from '../../src/server/serve.ts';
import { startFixtureServer } from './server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startFixtureServer();
});
afterAll(() => server.close());

describe.each(['legacy', 'auto'] as const)('B13 resources, prompts and completion, %s', (mode) => {
  let client: Client;
  beforeAll(async () => {
    client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
    await client.connect(new StreamableHTTPClientTransport(new URL(server.mcpUrl)));
  });
  afterAll(() => client.close());

  test('lists templates and every resource', async () => {
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toContain(
      'llamafactory://parameter/{name}',
    );
    const { resources } = await client.listResources();
    const uris = resources.map(({ uri }) => uri);
    expect(uris).toContain('llamafactory://parameter/lora_rank');
    expect(uris).toContain('llamafactory://source/llamafactory/hparams/data_args.py');
  });

  test('reads a resource', async () => {
    const { contents } = await client.readResource({ uri: 'llamafactory://parameter/lora_rank' });
    expect(contents).toMatchObject([
      {
        uri: 'llamafactory://parameter/lora_rank',
        mimeType: 'text/markdown',
        text: expect.stringContaining('default 8'),
      },
    ]);
  });

  test('S7 an unknown resource is -32602', async () => {
    await expect(client.readResource({ uri: 'llamafactory://parameter/nothing' })).rejects.toMatchObject({
      code: -32602,
    });
  });

  test('completes a template variable, what begins so before what contains it', async () => {
    const { completion } = await client.complete({
      ref: { type: 'ref/resource', uri: 'llamafactory://parameter/{name}' },
      argument: { name: 'name', value: 'rank' },
    });
    expect(completion.values).toEqual(['apollo_rank', 'galore_rank', 'lora_rank', 'oft_rank']);
    expect(completion).toMatchObject({ total: 4, hasMore: false });
  });

  test('completes a prompt argument from the catalog', async () => {
    const { completion } = await client.complete({
      ref: { type: 'ref/prompt', name: 'plan_fine_tuning' },
      argument: { name: 'method', value: 'f' },
    });
    expect(completion.values).toEqual(['freeze', 'full', 'oft']);
  });

  test('completes with what the other arguments leave', async () => {
    const ref = { type: 'ref/prompt', name: 'upgrade_config' } as const;
    const { completion } = await client.complete({ ref, argument: { name: 'from', value: '0.' } });
    expect(completion.values).toEqual(['0.0.1', '0.0.0']);
    const plan = { type: 'ref/prompt', name: 'plan_fine_tuning' } as const;
    const quantization = { name: 'quantization', value: '' };
    const beside = await client.complete({
      ref: plan,
      argument: quantization,
      context: { arguments: { method: 'lora', goal: 'x' } },
    });
    expect(beside.completion.values).toEqual(['none', '4bit', '8bit']);
  });

  test('every argument of every prompt and template can be completed', async () => {
    const { prompts } = await client.listPrompts();
    const { resourceTemplates } = await client.listResourceTemplates();
    const asked = [
      ...prompts.flatMap(({ name, arguments: args = [] }) =>
        args.map((argument) => [{ type: 'ref/prompt', name } as const, argument.name] as const),
      ),
      ...resourceTemplates.map(({ uriTemplate: uri }) => {
        const variable = /\{\+?(\w+)\}/.exec(uri)?.[1] ?? '';
        return [{ type: 'ref/resource', uri } as const, variable] as const;
      }),
    ];
    expect(asked.length).toBeGreaterThan(15);
    for (const [ref, name] of asked) {
      const { completion } = await client.complete({ ref, argument: { name, value: '' } });
      expect(completion.values.length).toBeLessThanOrEqual(100);
    }
  });

  test('S7 completion of what is not there names the nearest', async () => {
    const unknown = {
      ref: { type: 'ref/prompt', name: 'plan_finetuning' },
      argument: { name: 'x', value: '' },
    } as const;
    await expect(client.complete(unknown)).rejects.toThrow(/plan_fine_tuning/);
  });

  test('a prompt already holds the parameters that matter', async () => {
    const { messages } = await client.getPrompt({
      name: 'plan_fine_tuning',
      arguments: { stage: 'sft', method: 'qlora', goal: 'a chat bot' },
    });
    expect(messages).toHaveLength(1);
    const text = JSON.stringify(messages);
    expect(text).toContain('a chat bot');
    expect(text).toContain('quantization_bit = 4');
  });

  test.each([
    ['plan_fine_tuning', { stage: 'sfft' }, /"sfft".*sft/],
    ['plan_fine_tuning', { nothing: 'x' }, /argument "nothing"/],
    ['review_config', {}, /needs the argument config/],
    ['reviw_config', {}, /review_config/],
  ])('S7 prompt %s with %j is refused', async (name, args, message) => {
    await expect(client.getPrompt({ name, arguments: args })).rejects.toThrow(message);
  });

  test.each([
    ['review_config', { config: 'stage: sft' }, 'stage: sft'],
    ['explain_error', { message: 'lora_rank must be positive' }, 'lora_rank'],
    ['upgrade_config', { config: 'stage: sft', from: '0.0.0' }, 'from 0.0.0 to 0.0.1'],
  ])('prompt %s', async (name, args, part) => {
    const { messages } = await client.getPrompt({ name, arguments: args });
    expect(JSON.stringify(messages)).toContain(part);
  });
});
