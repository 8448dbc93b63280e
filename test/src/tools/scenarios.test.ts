import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openCatalog } from '../../../src/catalog/open.ts';
import { SURFACE } from '../../../src/server/surface.ts';
import { TOOLS } from '../../../src/tools/registry.ts';

/*
 * How many calls an agent needs that does as the server's instructions say, for what people come with most. Each
 * answer alone must be enough for the next step.
 */

const SNAPSHOT = openCatalog(fileURLToPath(new URL('../../../generated', import.meta.url)));
let calls = 0;
const call = (name: string, args: unknown) => {
  calls += 1;
  const tool = TOOLS.find((each) => each.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  expect(SURFACE.instructions).toContain(name);
  return tool.call(SNAPSHOT, args).structured;
};

test('B10 from decisions to a checked config: two calls', () => {
  calls = 0;
  const decisions = { stage: 'dpo', method: 'lora', quantization: '4bit', precision: 'bf16' };
  const { yaml } = call('generate_config', { decisions, model: 'Qwen/Qwen3-4B', dataset: 'dpo_en_demo' });
  expect(call('validate_config', { config: yaml })).toMatchObject({ accepted: true, valid: true });
  expect(calls).toBe(2);
});

test('B2 what an export takes, by the name of the command: one call', () => {
  calls = 0;
  expect(SURFACE.instructions).toContain('export');
  const { entry, parameters } = call('get_filtered_parameters', { entry: 'export' });
  expect(entry).toBe('infer');
  const names = (parameters as readonly { name: string }[]).map(({ name }) => name);
  expect(names.slice(0, 10)).toEqual(
    expect.arrayContaining(['model_name_or_path', 'adapter_name_or_path', 'template', 'export_dir']),
  );
  expect(calls).toBe(1);
});

test('B5 from a refused config to an accepted one: two calls', () => {
  calls = 0;
  const config =
    'stage: sft\nlora_rnk: 8\nmodel_name_or_path: m\noutput_dir: o\ndataset: d\ndo_train: true\n';
  const { diagnostics } = call('validate_config', { config });
  const found = diagnostics as readonly { severity: string; key?: string; suggestions?: readonly string[] }[];
  const mended = found
    .filter(({ severity }) => severity === 'error')
    .reduce((text, { key, suggestions }) => text.replace(key ?? '', suggestions?.[0] ?? key ?? ''), config);
  expect(call('validate_config', { config: mended })).toMatchObject({ accepted: true });
  expect(calls).toBe(2);
});

test('S4 from decisions to every key that matters, with the values they imply: one call', () => {
  calls = 0;
  const decisions = { stage: 'sft', method: 'lora', quantization: '4bit' };
  const { parameters } = call('get_filtered_parameters', { decisions });
  expect(parameters).toContainEqual(expect.objectContaining({ name: 'quantization_bit', value: 4 }));
  expect(calls).toBe(1);
});
