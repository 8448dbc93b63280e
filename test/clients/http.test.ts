import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningServer } from '../../src/server/serve.ts';
import { TOOL_CALLS } from '../fixtures/tool-calls.ts';
import { CLIENTS, type TestClient } from './clients.ts';
import { startFixtureServer } from './server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startFixtureServer();
});
afterAll(() => server.close());

describe.each(CLIENTS)('S1 B13 over HTTP, %s, %s', (_name, version, connect) => {
  let client: TestClient;
  beforeAll(async () => {
    client = await connect(server.mcpUrl);
  });
  afterAll(() => client.close());

  test('lists every tool', async () => {
    expect((await client.toolNames()).toSorted()).toEqual(Object.keys(TOOL_CALLS).toSorted());
  });

  test('agrees on the protocol version', () => {
    expect(client.version).toBe(version);
  });

  test('is told how to go about it', () => {
    expect(client.instructions()).toContain('get_filtered_parameters');
  });

  test('S3 gets lora_rank: owner, type, default, file and line, whole help', async () => {
    const { structured, text } = await client.call('get_parameter', { name: 'lora_rank' });
    expect(structured).toMatchObject({
      source: { label: 'release 0.0.1', text: true },
      parameters: [
        {
          name: 'lora_rank',
          class: 'FinetuningArguments',
          owner: 'LoraArguments',
          type: 'int',
          default: 8,
          file: 'llamafactory/hparams/finetuning_args.py',
          line: 22,
          help: 'Size of the small matrices an adapter is made of.',
        },
      ],
    });
    expect(text).toContain('Size of the small matrices an adapter is made of.');
  });

  // Both SDKs refuse structured content that does not fit the output schema they were listed.
  test.each(Object.entries(TOOL_CALLS))('%s answers what its output schema says', async (name, args) => {
    await client.toolNames();
    const { structured, isError, text } = await client.call(name, args);
    expect({ isError, text }).toMatchObject({ isError: false });
    expect(structured).toMatchObject({ source: { llamafactory: '0.0.1' } });
  });

  test('S7 an unknown parameter is an error that names the nearest', async () => {
    const { isError, text } = await client.call('get_parameter', { name: 'lora_rnk' });
    expect(isError).toBe(true);
    expect(text).toMatch(/no parameter "lora_rnk".*lora_rank.*UNKNOWN_PARAMETER/s);
  });

  test('S7 an unknown argument is an error that names the nearest', async () => {
    const { isError, text } = await client.call('get_parameter', { nmae: 'lora_rank' });
    expect(isError).toBe(true);
    expect(text).toMatch(/no argument `nmae`.*`name`/s);
  });

  test('S7 an unknown tool is refused with the nearest name', async () => {
    await expect(client.call('get_paramter', {})).rejects.toThrow(/get_parameter/);
  });

  test.each([
    '../../etc/passwd',
    '../llamafactory/hparams/finetuning_args.py',
    '/etc/passwd',
    'llamafactory/hparams/../../../etc/passwd',
    'finetuning_args.py\u0000.txt',
    '%2e%2e%2fetc%2fpasswd',
    'llamafactory%2Fhparams%2Ffinetuning_args.py',
    '..\\..\\etc\\passwd',
    'file:///etc/passwd',
    '.',
    'src/',
  ])('S3 read_source_file refuses %j and names what can be read', async (file_name) => {
    const { isError, text } = await client.call('read_source_file', { file_name });
    expect(isError).toBe(true);
    expect(text).toContain('[UNKNOWN_FILE]');
    expect(text).toContain('llamafactory/hparams/finetuning_args.py');
    expect(text).not.toContain('# tune');
  });
});
