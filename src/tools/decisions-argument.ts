import { z } from 'zod';
import { isTooLarge } from './bounds.ts';

/** `quantization: 4`, `precision: null`: numbers and truth values are words as well, and null is left out. */
const asWord = (value: unknown): unknown => {
  if (value === null) return undefined;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
};
const Value = z.preprocess(asWord, z.string().max(80).optional());
const decision = (values: string) => Value.optional().describe(values);

/**
 * The eight decisions, as the original's clients send them. Values are words of the catalog, so they are checked there
 * and not listed as a closed set: a method that upstream adds is taken the day it is there.
 */
const Decisions = z
  .object({
    stage: decision('sft, pt, rm, ppo, dpo or kto'),
    method: decision('lora, freeze, oft or full'),
    quantization: decision('none, 4bit or 8bit'),
    optimizer: decision('standard, apollo, badam, galore, …'),
    distributed: decision('single, ddp, deepspeed or fsdp'),
    precision: decision('fp32, fp16, bf16 or pure_bf16'),
    data_strategy: decision('normal, streaming or packing'),
    modality: decision('text or multimodal'),
  })
  .catchall(Value);

/** Models often send an object as the JSON text of it. */
export const fromJsonText = (value: unknown): unknown => {
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return isTooLarge(parsed) ? value : parsed;
  } catch {
    return value;
  }
};

export const DecisionsArgument = z
  .preprocess(fromJsonText, Decisions)
  .describe('Decisions taken so far; leave out what is open. get_decision_guidance explains them');

/** Decisions given beside `decisions` instead of in it. */
export const DECISION_ALIASES: Readonly<Record<string, string>> = {
  stage: 'decisions.stage',
  method: 'decisions.method',
  finetuning_type: 'decisions.method',
  quantization: 'decisions.quantization',
  quantization_bit: 'decisions.quantization',
  optimizer: 'decisions.optimizer',
  distributed: 'decisions.distributed',
  precision: 'decisions.precision',
  data_strategy: 'decisions.data_strategy',
  modality: 'decisions.modality',
};

/** `stage=sft, method=lora` */
export const decisionsText = (decisions: Readonly<Record<string, string | undefined>>): string => {
  const taken = Object.entries(decisions).map(([name, value]) => `${name}=${value}`);
  return taken.length > 0 ? taken.join(', ') : 'none';
};
