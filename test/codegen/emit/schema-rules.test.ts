import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { compileRules } from '../../../src/expr/check.ts';
import { parseJson } from '../../../src/expr/python/json.ts';
import { PyDict } from '../../../src/expr/python/value.ts';
import { RulesData } from '../../../src/model/index.ts';
import { environmentFrom } from '../../../src/validate/environment.ts';

const { data } = loadCatalog('generated');
const rules = RulesData.parse(JSON.parse(readFileSync('generated/rules.json', 'utf8')));
const schemaOf = (entry: string) => JSON.parse(readFileSync(`generated/schema/${entry}.json`, 'utf8'));

/** As editors do: strictly, with every error. */
const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true });
const compiled = new Map<string, ValidateFunction>();
const check = (entry: string): ValidateFunction => {
  const known = compiled.get(entry) ?? ajv.compile(schemaOf(entry));
  compiled.set(entry, known);
  return known;
};
const faults = (entry: string, config: object): readonly string[] => {
  check(entry)(config);
  return (check(entry).errors ?? [])
    .filter(({ schemaPath }) => !schemaPath.endsWith('/if'))
    .map(({ instancePath, keyword, params }) =>
      `${instancePath} ${keyword} ${params.missingProperty ?? ''}`.trim(),
    );
};

const BASE = { model_name_or_path: 'm', template: 'qwen', output_dir: 'o', dataset: 'd', do_train: true };

describe('B1, B15: what the rules refuse, said in JSON Schema', () => {
  it.each([
    [{}, []],
    [{ dataset: null }, ['/dataset not']],
    [{ stage: 'ppo' }, ['required reward_model']],
    [{ stage: 'ppo', reward_model: 'r' }, []],
    [{ streaming: true }, ['/streaming enum']],
    [{ streaming: true, max_steps: 10 }, []],
    [{ finetuning_type: 'full', use_dora: true }, ['/use_dora enum']],
    [{ finetuning_type: 'full', use_dora: false }, []],
    [{ use_dora: true }, []],
    [{ fp16: true, bf16: true }, ['/bf16 enum']],
    [{ quantization_bit: 4, finetuning_type: 'freeze' }, ['/finetuning_type enum']],
    [{ val_size: 0.1, eval_dataset: 'd' }, ['/val_size not']],
    [{ eval_steps: 'x', lora_rnak: 8 }, ['additionalProperties', '/eval_steps type']],
  ])('%j', (config, expected) => {
    expect([...faults('train', { ...BASE, ...config })].sort()).toEqual([...expected].sort());
  });

  it('names upstream’s line', () => {
    const rule = schemaOf('train').allOf.find((each: { then?: { required?: string[] } }) =>
      each.then?.required?.includes('reward_model'),
    );
    expect(rule.$comment).toMatch(/^llamafactory\/hparams\/finetuning_args\.py:\d+$/);
  });

  it('takes every example of upstream, but those that its own parser refuses', () => {
    const wrong = data.examples
      .filter(({ entry, config }) => faults(entry, config).length > 0)
      .map(({ path }) => path);
    expect(wrong).toEqual([
      'extras/fp8/llama3_fp8_fsdp_sft.yaml',
      // Written for the variant with USE_MCA=1.
      'megatron/qwen3_moe_full.yaml',
      'v1/train_batching_strategy/train_full_fsdp2_dynamic_padding_free.yaml',
      'v1/train_batching_strategy/train_full_fsdp2_padding_free.yaml',
    ]);
  });

  it('refuses by a rule only what the parser refuses, on every recorded config', () => {
    const checkers = new Map(rules.entries.map(({ entry }) => [entry, compileRules(rules, entry)]));
    const environment = environmentFrom();
    const only = new Map<string, ValidateFunction>();
    let refused = 0;
    for (const line of readFileSync('test/parity/verdicts/records/0.9.5.jsonl', 'utf8')
      .trim()
      .split('\n')
      .slice(1)) {
      const { entry, config } = JSON.parse(line).case as { entry: string; config: object };
      const { allOf = [] } = schemaOf(entry);
      const rule = only.get(entry) ?? ajv.compile(allOf.length === 0 ? true : { allOf });
      only.set(entry, rule);
      if (rule(config)) continue;
      refused += 1;
      const dict = parseJson(JSON.stringify(config));
      const verdict = checkers.get(entry)?.run(dict instanceof PyDict ? dict : new PyDict(), environment);
      expect(verdict?.accepted, line).toBe(false);
    }
    expect(refused).toBeGreaterThan(80);
  });
});
