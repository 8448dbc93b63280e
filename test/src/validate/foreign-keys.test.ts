import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openValidator } from '../../../src/validate/open.ts';
import { readConfig } from '../../../src/validate/read.ts';
import type { Validator } from '../../../src/validate/validator.ts';

/* B5: keys of other trainers and of habit, that no edit distance leads from to what they are called here. */
interface Foreign {
  readonly key: string;
  /** Names any of which answers it; none where nothing here is what the key means. */
  readonly wanted: readonly string[];
}

const KEYS: readonly Foreign[] = readFileSync(new URL('foreign-keys.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [key = '', names = ''] = line.split(' | ');
    return { key, wanted: names === '-' ? [] : names.split(', ') };
  });
describe('B5: keys of other trainers', () => {
  let validator: Validator;
  beforeAll(async () => {
    validator = await openValidator('generated');
  });

  const toldOf = (text: string) =>
    validator.validate(readConfig(text, 'yaml'), { entry: 'train' }).diagnostics;
  const proposed = (key: string): readonly string[] =>
    toldOf(`stage: sft\n${key}: 1\n`).find((each) => each.key === key)?.suggestions ?? [];

  it('are at least 400, none of them a parameter', () => {
    expect(KEYS.length).toBeGreaterThanOrEqual(400);
    expect(
      KEYS.filter(({ key }) => !toldOf(`${key}: 1\n`).some(({ code }) => code === 'unknown-key')),
    ).toEqual([]);
  });

  it('lead to their name here, first, nine times of ten', () => {
    const asked = KEYS.filter(({ wanted }) => wanted.length > 0);
    const missed = asked.filter(({ key, wanted }) => !wanted.includes(proposed(key)[0] ?? ''));
    expect(missed.length / asked.length, missed.map(({ key }) => key).join('\n')).toBeLessThanOrEqual(0.1);
  });

  it('are rather left alone than led astray: nine proposals of ten are right', () => {
    const made = KEYS.filter(({ key }) => proposed(key).length > 0);
    const wrong = made.filter(({ key, wanted }) => !wanted.includes(proposed(key)[0] ?? ''));
    expect(wrong.length / made.length, wrong.map(({ key }) => key).join('\n')).toBeLessThanOrEqual(0.1);
  });

  it('are answered with the name and what it is', () => {
    expect(toldOf('max_seq_length: 2048\n')[0]?.message).toMatch(/ You may mean "cutoff_len" \([^)]+\)/);
  });

  it('are to be removed where the config has the right name as well', () => {
    const [told] = toldOf('max_seq_length: 2048\ncutoff_len: 1024\n');
    expect(told?.message).toMatch(/seems to mean "cutoff_len", which is set as well: remove it/);
    expect(told?.suggestions).toBeUndefined();
  });

  it('are not explained away in a config that is one for another command', () => {
    const { diagnostics } = validator.validate(
      readConfig('model_name_or_path: m\nbf16: true\noutput_dir: o\n', 'yaml'),
      {
        entry: 'chat',
      },
    );
    expect(diagnostics.map(({ suggestions }) => suggestions)).toEqual([
      undefined,
      undefined,
      ['--entry train'],
    ]);
  });

  it('are all told, but only the first 200 explained', () => {
    const told = toldOf(Array.from({ length: 300 }, (_, at) => `max_seq_length_${at}: 1`).join('\n')).filter(
      ({ code }) => code === 'unknown-key',
    );
    expect(told).toHaveLength(300);
    expect(told[199]?.message).toContain('cutoff_len');
    expect(told[200]?.message).toBe('"max_seq_length_200" is no parameter of train.');
  });

  it('say what they say even where another name looks more like them', () => {
    expect(proposed('use_lora')).toEqual(['finetuning_type']);
    expect(proposed('use_dra')[0]).toBe('use_dora');
  });
});
