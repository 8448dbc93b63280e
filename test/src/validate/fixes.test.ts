import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseJson } from '../../../src/expr/python/json.ts';
import { PyDict } from '../../../src/expr/python/value.ts';
import type { Diagnostic } from '../../../src/model/index.ts';
import { documentOf } from '../../../src/validate/batch/jsonl.ts';
import { environmentFrom } from '../../../src/validate/environment.ts';
import { openValidator } from '../../../src/validate/open.ts';
import { readConfig } from '../../../src/validate/read.ts';
import type { Validator } from '../../../src/validate/validator.ts';

let validator: Validator;
beforeAll(async () => {
  validator = await openValidator('generated');
});

const BASE = { model_name_or_path: 'm', template: 'default', output_dir: 'o', do_train: true };
const suggestions = (config: object, key: string): readonly string[] | undefined => {
  const text = JSON.stringify({ ...BASE, dataset: 'd', bf16: true, ...config });
  const { diagnostics } = validator.validate(readConfig(text, 'json'), { entry: 'train' });
  return diagnostics.find((each) => [each.key, ...(each.related ?? [])].includes(key))?.suggestions;
};

describe('B5: what mends a config', () => {
  it.each([
    ['what is missing is to be set', { dataset: null }, 'dataset', ['set dataset']],
    ['a switch that is off is to be turned on', { bf16: false }, 'bf16', ['fp16: true', 'bf16: true']],
    [
      'a value is to be one of those asked for',
      { ref_model_quantization_bit: 2 },
      'ref_model_quantization_bit',
      ['remove ref_model_quantization_bit', 'ref_model_quantization_bit: 8'],
    ],
    [
      'what nearly every run sets, whatever upstream warns of then',
      { do_train: undefined, bf16: false, stage: 'dpo' },
      'ref_model',
      ['do_train: true', 'set ref_model'],
    ],
    ['what goes with a decision, not the decision', { stage: 'ppo' }, 'reward_model', ['set reward_model']],
    [
      'what a decision forbids is to go',
      { stage: 'dpo', mask_history: true },
      'mask_history',
      ['remove mask_history'],
    ],
    [
      'an old name gives way to the one that upstream hands its value on to',
      { warmup_ratio: 0.1 },
      'warmup_ratio',
      ['warmup_steps: 0.1 instead of warmup_ratio'],
    ],
    [
      'the number that streaming needs',
      { streaming: true },
      'max_steps',
      ['set max_steps', 'remove streaming'],
    ],
  ])('%s', (_, config, key, expected) => {
    expect(suggestions(config, key)).toEqual(expected);
  });

  it('S7 another launch, where only that is wanted', () => {
    const document = readConfig(JSON.stringify({ ...BASE, dataset: 'd', deepspeed: 'ds.json' }), 'json');
    const environment = environmentFrom({ launch: 'single' });
    const { diagnostics } = validator.validate(document, { entry: 'train', environment });
    const refused = diagnostics.filter(({ severity }) => severity === 'error');
    expect(refused.map((each) => each.suggestions?.join())).toEqual([
      expect.stringContaining('FORCE_TORCHRUN=1 llamafactory-cli train'),
    ]);
  });

  it('removes the finding and adds none, on every recorded config', () => {
    const lines = readFileSync('test/parity/verdicts/records/0.9.5.jsonl', 'utf8')
      .trim()
      .split('\n')
      .slice(1);
    let tried = 0;
    for (const line of lines) {
      const { entry, config } = JSON.parse(line).case as { entry: string; config: object };
      const dict = parseJson(JSON.stringify(config));
      if (!(dict instanceof PyDict)) throw new Error('a record has no config');
      const before = judge(dict, entry, true);
      for (const finding of before.filter(isRule))
        for (const suggestion of finding.suggestions ?? []) {
          const changed = apply(dict, suggestion);
          if (changed === undefined) continue;
          tried += 1;
          const after = judge(changed, entry, false).filter(isRule).map(keyOf);
          expect(after, `${suggestion} in ${line}`).not.toContain(keyOf(finding));
          expect(before.filter(isRule).map(keyOf), suggestion).toEqual(expect.arrayContaining(after));
        }
    }
    expect(tried).toBeGreaterThan(300);
  });
});

const judge = (config: PyDict, entry: string, fixes: boolean): readonly Diagnostic[] =>
  validator.validate(documentOf(config), { entry, fixes }).diagnostics;

const isRule = ({ code, certainty }: Diagnostic): boolean =>
  certainty === 'certain' && ['rule', 'rule-warning', 'operation-fails'].includes(code);

/** A rule may fail at several places, and reads differently with other values. */
const keyOf = ({ at, condition }: Diagnostic): string => `${at} ${condition}`;

/** The config after a suggestion; one that only says what is to be set names no value. */
const apply = (config: PyDict, suggestion: string): PyDict | undefined => {
  const copy = config.copy();
  const removed = /^remove (\w+)$/.exec(suggestion)?.[1];
  if (removed !== undefined) {
    copy.delete(removed);
    return copy;
  }
  if (!/^\w+: /.test(suggestion)) return undefined;
  const [text = '', moved] = suggestion.split(' instead of ');
  if (moved !== undefined) copy.delete(moved);
  const [entry] = readConfig(text, 'yaml').entries;
  return entry === undefined ? undefined : copy.set(entry.key, entry.value);
};
