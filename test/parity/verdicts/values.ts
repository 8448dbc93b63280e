import type { Json, Parameter, TypeRef } from '../../../src/model/index.ts';
import type { Pool } from './mutate.ts';
import type { Random } from './random.ts';

/** JavaScript has no integral floats: `@float:1.0` stands for Python's `1.0` until the text is made. */
export const FLOAT = '@float:';

/** What the declaration allows, mostly; sometimes what some rule compares it with, or a neighbour of that. */
export const rightValue = (parameter: Parameter, pool: Pool, random: Random): Json =>
  openable(parameter.name, drawRight(parameter, pool, random));

const drawRight = (parameter: Parameter, pool: Pool, random: Random): Json => {
  const { typeRef, choices, default: fallback, name } = parameter;
  if (random.chance(0.08)) return null;
  if (name === 'deepspeed') return random.pick(FILE_NAMES);
  if (random.chance(0.2)) return nearConstant(name, pool, random);
  if (choices !== undefined && random.chance(0.9)) return random.pick(choices.values);
  if (random.chance(0.06)) return random.pick(random.pick(pool.choices));
  const members =
    typeRef.kind === 'union' ? typeRef.members.filter(({ kind }) => kind !== 'none') : [typeRef];
  const value = drawValue(random.pick(members), random);
  return value === undefined ? (fallback.kind === 'value' ? fallback.value : null) : value;
};

const FILE_NAMES = ['ds_z2.json', 'ds_z3.json', 'absent.json', 'broken.json', 'list.json', 'saves'];

const drawValue = (type: TypeRef, random: Random): Json | undefined => {
  if (type.kind === 'literal') return random.pick(type.values);
  if (type.kind === 'enum') return random.pick(type.members).value;
  if (type.kind === 'list') return [drawValue(type.item, random) ?? 'a'];
  if (type.kind !== 'primitive') return undefined;
  if (type.name === 'bool') return random.chance(0.7);
  if (type.name === 'int') return random.pick([-1, 0, 1, 2, 3, 4, 8, 16, 100, 2048]);
  if (type.name === 'float')
    return random.pick([-0.5, 0, `${FLOAT}0.0`, 0.05, 0.5, 0.95, 1, `${FLOAT}1.0`, 1.5, 10, 500]);
  return random.pick(TEXTS);
};

const TEXTS = [
  ...['all', 'none', 'auto', 'one,two', 'saves/run', 'saves', 'one.json', 'steps', 'epoch', 'no', '', ','],
  ...['trackio', 'wandb', 'q_proj, v_proj', 'absent.yaml', ' one ', 'tokens.yaml', 'true', '0', '3'],
];

/** A constant of the rules for this parameter, or just beside it, or the same written otherwise. */
const nearConstant = (name: string, pool: Pool, random: Random): Json => {
  const constants = pool.constants.get(name) ?? [];
  if (constants.length === 0) return random.pick(random.pick(pool.choices));
  return random.pick(around(random.pick(constants)));
};

const around = (value: Json): readonly Json[] => {
  if (typeof value === 'number')
    return Number.isInteger(value)
      ? [value, value - 1, value + 1, `${FLOAT}${value}.0`, String(value)]
      : [value, value * (1 - 1e-9), value * (1 + 1e-9), value - 1, value + 1, String(value)];
  if (typeof value === 'string')
    return [value, value, value.toUpperCase(), `${value}x`, `${value},${value}`, [value], { [value]: 1 }];
  return typeof value === 'boolean' ? [value, !value, String(value)] : [value];
};

const ODD: readonly Json[] = [
  ...[null, true, false, 0, 1, -1, 7, 2.5, `${FLOAT}2.0`, `${FLOAT}0.0`, -0.5, 1e300, 12345678901],
  ...['', 'abc', '1', '0.5', '1e-4', '-1', ' 8 ', '1_000', '0x10', 'nan', 'inf', '１', '0o7', '1:30'],
  ...[
    'true',
    'False',
    'yes',
    'off',
    'None',
    'null',
    '~',
    'a,b',
    'steps',
    'epoch',
    'no',
    'auto',
    'full_shard',
  ],
  ...['cosine', '2024-01-01', '[1, 2]', '["a"]', '{"a": 1}', '{"min_lr": 0.1}', '{"a": {"b": "2"}}', '{}'],
  ...['{bad', '{"a"}', 'null', '"text"'],
  ...[[], ['a'], ['a', 'b'], [1], [null], [[1]], [{ a: 1 }], ['full_shard', 'auto_wrap'], ['all'], ['none']],
  {},
  { a: 1 },
  { a: { b: 'true' } },
  { min_num_params: 10 },
  { xla: true },
  { version: 2, transformer_layer_cls_to_wrap: 'Layer' },
  { split_batches: true },
  { use_configured_state: true },
  { zero_optimization: { stage: 3 } },
  { enabled: true },
];
/** What these hold is opened as a file; a number would be a stream of the parser's own process. */
const OPENED: ReadonlySet<string> = new Set(['deepspeed', 'new_special_tokens_config', 'accelerator_config']);

const openable = (name: string, value: Json): Json => {
  const isStream = typeof value === 'number' || typeof value === 'boolean';
  return OPENED.has(name) && isStream ? 'list.json' : value;
};

/** Anything at all: odd scalars, rules' constants, small trees. */
export const wrongValue = (name: string, pool: Pool, random: Random): Json => {
  return openable(name, random.chance(0.15) ? tree(name, pool, random, 2) : random.pick(ODD));
};

const tree = (name: string, pool: Pool, random: Random, depth: number): Json => {
  const kind = random.next();
  if (depth === 0 || kind < 0.4)
    return random.chance(0.5) ? random.pick(ODD) : nearConstant(name, pool, random);
  const items = Array.from({ length: 1 + random.below(2) }, () => tree(name, pool, random, depth - 1));
  if (kind < 0.6) return items;
  return Object.fromEntries(items.map((item) => [keyFor(name, pool, random), item]));
};

const keyFor = (name: string, pool: Pool, random: Random): string => {
  const texts = (pool.constants.get(name) ?? []).filter((value) => typeof value === 'string');
  return texts.length > 0 && random.chance(0.8)
    ? random.pick(texts)
    : random.pick(['a', 'stage', 'version', 'name']);
};
