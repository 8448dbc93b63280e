import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readNotes } from '../../../codegen/notes/read.ts';
import { linkEntities } from '../../../src/ask/link.ts';
import { readQuestion } from '../../../src/ask/text.ts';
import { checkerOf } from '../../../src/catalog/index.ts';
import { noteKey } from '../../../src/catalog/notes.ts';
import { openCatalog } from '../../../src/catalog/open.ts';
import { dimensionsOf, type Gate } from '../../../src/decisions/index.ts';

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const catalog = openCatalog(pathOf('../../../generated'));
const notes = readNotes(pathOf('../../../codegen/notes'));

/** What a clause says is excluded, or alone possible, or needed: `not with LoRA or DeepSpeed`, `sft only`, `needs …`. */
const CLAUSES = [
  /\b(?:not|never) (?:with|for|in|on|available for|allowed with|possible on|in use with)\b[^.;:(]*/gi,
  /\b(?:excludes|refused (?:when|with)|forbidden (?:in|with)|impossible (?:on|with))\b[^.;:(]*/gi,
  /\bonly (?:with|for|under|in)\b[^.;:(]*/gi,
  /(?:[\w`.-]+ )?(?:or [\w`.-]+ )?only\b/gi,
  /\b(?:needs|requires|required (?:by|with|for))\b[^.;:(]*/gi,
];

interface Claim {
  readonly parameter: string;
  readonly others: readonly string[];
  readonly clause: string;
}

/** Parameters that a clause of a note speaks of beside its own. */
const claimsOf = (key: string, text: string): readonly Claim[] => {
  const parameter = key.slice(key.lastIndexOf('.') + 1);
  return CLAUSES.flatMap((clause) => text.match(clause) ?? []).flatMap((clause) => {
    const { parameters, values } = linkEntities(catalog, readQuestion(clause));
    const written = parameters.filter(
      ({ by, start, end }) => by === 'name' || clause.slice(start - 1, end + 1).includes('`'),
    );
    const gates = values.flatMap(({ dimension, value }) =>
      (dimensionsOf(catalog).find(({ name }) => name === dimension)?.values ?? [])
        .filter((each) => each.value === value)
        .flatMap((each) => each.gates.filter(isPositive).map((gate) => gate.parameter)),
    );
    const others = [...new Set([...written.map(({ name }) => name), ...gates])].filter(
      (name) => name !== parameter,
    );
    return others.map((other) => ({ parameter, others: [other], clause }));
  });
};

/** What a gate sets, not what it leaves alone. */
const isPositive = (gate: Gate): boolean => ('value' in gate ? gate.value !== false : gate.state === 'set');

/** Parameters that some check of the parser reads together; that ZeRO-3 is on is a fact about `deepspeed`. */
const together = new Set(
  (catalog.rules?.entries ?? []).flatMap(({ entry, rules }) =>
    rules.flatMap(({ kind, parameters }, index) => {
      if (kind !== 'error') return [];
      const zero3 = /zero3/.test(checkerOf(catalog, entry)?.describe(index) ?? '') ? ['deepspeed'] : [];
      const all = [...parameters, ...zero3];
      return all.flatMap((a) => all.map((b) => `${a} ${b}`));
    }),
  ),
);

/**
 * What no rule of the parser says, but the code that reads the parameter does (0.9.5): each was read there. The key is
 * the note's parameter and the other.
 */
const READ_IN_CODE: Readonly<Record<string, string>> = {
  'pure_bf16 bf16': 'the hardware is meant, not the parameter: parser.py asks is_torch_bf16_gpu_available',
  'use_dft_loss stage': 'train/sft/trainer.py alone reads it',
  'early_stopping_steps eval_strategy':
    'transformers/trainer_callback.py, EarlyStoppingCallback.on_train_begin asserts it',
  'use_unsloth finetuning_type': 'the LoRA meant is that of reward_model_type, which the rule has',
  'use_kt finetuning_type': 'the LoRA meant is that of reward_model_type, which the rule has',
  'kt_weight_path use_kt': 'hparams/model_args.py, apply_kt_config is called under use_kt alone',
  'quantization_bit deepspeed': 'model/model_utils/quantization.py raises under ZeRO-3 unless it is 4',
  'quantization_bit fsdp': 'model/model_utils/quantization.py raises under FSDP unless it is 4',
  'fp8_enable_fsdp_float8_all_gather fp8':
    'parser.py warns without it; train/fp8_utils.py reads it under fp8 alone',
  'lr_scheduler_type lr_scheduler_kwargs':
    'transformers/optimization.py raises without min_lr or min_lr_rate',
  'eval_strategy eval_dataset': 'by way of do_eval, which transformers derives from eval_strategy',
  'eval_strategy val_size': 'by way of do_eval, which transformers derives from eval_strategy',
  'fsdp deepspeed': 'transformers/trainer.py raises when both are given',
};

describe('B18 what notes say is excluded, needed or alone possible', () => {
  const claims = Object.entries(notes)
    .filter(([key]) => !key.startsWith('v1.'))
    .flatMap(([key, { en }]) => claimsOf(key, en));

  it('is found in the notes', () => {
    expect(claims.length).toBeGreaterThan(60);
  });

  it('is what a rule says, or the code that reads the parameter', () => {
    const unbacked = claims.filter(
      ({ parameter, others }) =>
        !others.some((other) => together.has(`${parameter} ${other}`)) &&
        !others.some((other) => READ_IN_CODE[`${parameter} ${other}`] !== undefined),
    );
    expect(unbacked.map(({ parameter, others, clause }) => `${parameter} ${others}: ${clause}`)).toEqual([]);
  });

  it('has no reason given that no note needs', () => {
    const needed = new Set(
      claims.flatMap(({ parameter, others }) => others.map((other) => `${parameter} ${other}`)),
    );
    expect(Object.keys(READ_IN_CODE).filter((key) => !needed.has(key) || together.has(key))).toEqual([]);
  });
});

describe('B18 notes of the pinned release', () => {
  it('speak of every parameter of every entry point, and are for its help texts', () => {
    const parameters = catalog.data.classes.flatMap((each) => each.parameters);
    const missing = parameters.filter((parameter) => catalog.note(parameter) === null);
    expect(missing.map(({ textKey }) => textKey)).toEqual([]);
    const stale = parameters.filter((parameter) => catalog.note(parameter)?.stale === true);
    expect(stale.map(({ textKey }) => textKey)).toEqual([]);
  });

  it('are all of a parameter there is, or of one that upstream has not released yet', () => {
    const keys = new Set(
      catalog.data.classes.flatMap(({ parameters }) =>
        parameters.map(({ textKey }) => noteKey(textKey, catalog.source.package)),
      ),
    );
    const ahead = readFileSync(pathOf('./ahead.txt'), 'utf8').trim().split('\n');
    expect(Object.keys(notes).filter((key) => !keys.has(key))).toEqual(ahead.slice(1));
  });

  it('name the same parameters in both languages', () => {
    const named = (text: string): readonly string[] =>
      [...new Set((text.match(/`\w+/g) ?? []).map((word) => word.slice(1)))]
        .filter((word) => catalog.names.includes(word))
        .sort();
    const differing = Object.entries(notes).filter(([, { en, zh }]) => named(en).join() !== named(zh).join());
    expect(differing.map(([key]) => key)).toEqual([]);
  });
});
