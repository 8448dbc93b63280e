import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openCatalog } from '../../../src/catalog/open.ts';
import { PROMPTS } from '../../../src/tools/prompts.ts';

const SNAPSHOT = openCatalog(fileURLToPath(new URL('../../../generated', import.meta.url)));

const valuesOf = (prompt: string, argument: string, given: Readonly<Record<string, string>>) =>
  PROMPTS.find(({ name }) => name === prompt)
    ?.arguments.find(({ name }) => name === argument)
    ?.values?.(SNAPSHOT, given);

test('B13 completion offers only what upstream allows with the decisions taken', () => {
  expect(valuesOf('plan_fine_tuning', 'quantization', {})).toEqual(['none', '4bit', '8bit']);
  expect(valuesOf('plan_fine_tuning', 'quantization', { method: 'full' })).toEqual(['none']);
  expect(valuesOf('plan_fine_tuning', 'quantization', { method: 'lora' })).toContain('4bit');
});

test('a decision that means nothing, or one left empty, limits nothing', () => {
  for (const method of ['nothing', ''])
    expect(valuesOf('plan_fine_tuning', 'quantization', { method })).toEqual(['none', '4bit', '8bit']);
});

test('B13 releases are completed from the newest on', () => {
  const releases = valuesOf('upgrade_config', 'from', {}) ?? [];
  expect(releases[0]).toBe('0.9.5');
  expect(releases.at(-1)).toBe('0.7.1');
});
