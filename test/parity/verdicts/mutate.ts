import type { Json, Parameter, TypeRef } from '../../../src/model/index.ts';
import type { BaseConfig } from './bases.ts';
import type { Random } from './random.ts';

/** What mutations draw from: the parameters of each entry point, and names that none of them has. */
export interface Pool {
  readonly parameters: ReadonlyMap<string, readonly Parameter[]>;
  /** Parameters that some rule reads, by entry point. */
  readonly ruled: ReadonlyMap<string, readonly Parameter[]>;
  /** Keys of other releases and entry points. */
  readonly foreign: readonly string[];
}

export interface Case {
  readonly id: string;
  readonly entry: BaseConfig['entry'];
  readonly config: Readonly<Record<string, Json>>;
}

type Config = Record<string, Json>;

/** JavaScript has no integral floats: `@float:1.0` stands for Python's `1.0` until the text is made. */
const FLOAT = '@float:';

/** The case as a line of JSON. */
export const caseText = (one: Case): string => JSON.stringify(one).replaceAll(/"@float:([^"]*)"/g, '$1');

/** A base with one to six changes; with `types`, values of any type go anywhere. */
export const mutate = (base: BaseConfig, id: string, pool: Pool, random: Random, types: boolean): Case => {
  const config: Config = { ...base.config };
  const changes = 1 + random.below(types ? 4 : 6);
  for (let count = 0; count < changes; count++) {
    if (types && random.chance(0.7)) setWrong(config, base.entry, pool, random);
    else change(config, base.entry, pool, random);
  }
  return { id, entry: base.entry, config };
};

const change = (config: Config, entry: string, pool: Pool, random: Random): void => {
  const keys = Object.keys(config);
  const what = random.next();
  if (what < 0.12) delete config[random.pick(keys)];
  else if (what < 0.15) misspell(config, random.pick(keys), random);
  else if (what < 0.19) config[random.pick(pool.foreign)] = random.pick([true, 1, 'auto']);
  else {
    const parameter = pickParameter(entry, config, pool, random);
    config[parameter.name] = rightValue(parameter, random);
  }
};

/** Mostly what rules read, and often what the config has already: that is where checks meet. */
const pickParameter = (entry: string, config: Config, pool: Pool, random: Random): Parameter => {
  const ruled = pool.ruled.get(entry) ?? [];
  const all = pool.parameters.get(entry) ?? [];
  if (random.chance(0.2)) {
    const set = all.filter(({ name }) => Object.hasOwn(config, name));
    if (set.length > 0) return random.pick(set);
  }
  return random.pick(ruled.length > 0 && random.chance(0.75) ? ruled : all);
};

const misspell = (config: Config, key: string, random: Random): void => {
  const at = random.below(Math.max(1, key.length - 1));
  const slipped = key.slice(0, at) + (key[at + 1] ?? '') + (key[at] ?? '') + key.slice(at + 2);
  const value = config[key] ?? null;
  delete config[key];
  config[slipped === key ? `${key}s` : slipped] = value;
};

const rightValue = ({ typeRef, choices, default: fallback, name }: Parameter, random: Random): Json => {
  if (random.chance(0.08)) return null;
  if (choices !== undefined && random.chance(0.9)) return random.pick(choices.values);
  if (name === 'deepspeed') return random.pick(['ds_z2.json', 'ds_z3.json', 'absent.json', 'broken.json']);
  const members =
    typeRef.kind === 'union' ? typeRef.members.filter(({ kind }) => kind !== 'none') : [typeRef];
  const value = drawValue(random.pick(members), random);
  return value === undefined ? (fallback.kind === 'value' ? fallback.value : null) : value;
};

const drawValue = (type: TypeRef, random: Random): Json | undefined => {
  if (type.kind === 'literal') return random.pick(type.values);
  if (type.kind === 'enum') return random.pick(type.members).value;
  if (type.kind === 'list') return [drawValue(type.item, random) ?? 'a'];
  if (type.kind !== 'primitive') return undefined;
  if (type.name === 'bool') return random.chance(0.7);
  if (type.name === 'int') return random.pick([-1, 0, 1, 2, 3, 4, 8, 16, 100, 2048]);
  if (type.name === 'float')
    return random.pick([-0.5, 0, `${FLOAT}0.0`, 0.05, 0.5, 0.95, 1, `${FLOAT}1.0`, 1.5, 10, 500]);
  return random.pick([
    'all',
    'none',
    'auto',
    'one,two',
    'saves/run',
    'steps',
    'epoch',
    'no',
    '',
    'trackio',
    'wandb',
  ]);
};

const ODD: readonly Json[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  7,
  2.5,
  `${FLOAT}2.0`,
  `${FLOAT}0.0`,
  -0.5,
  1e300,
  '',
  'abc',
  '1',
  '0.5',
  '1e-4',
  'true',
  'False',
  'a,b',
  'steps',
  'epoch',
  'no',
  'auto',
  'full_shard',
  'cosine',
  '[1, 2]',
  '{"a": 1}',
  '{"min_lr": 0.1}',
  '{bad',
  [],
  ['a'],
  ['a', 'b'],
  [1],
  [null],
  ['full_shard', 'auto_wrap'],
  {},
  { a: 1 },
  { min_num_params: 10 },
  { xla: true },
  { version: 2, transformer_layer_cls_to_wrap: 'Layer' },
  { split_batches: true },
  { zero_optimization: { stage: 3 } },
];
/** What these hold is opened as a file; a number would be a stream of the parser's own process. */
const OPENED: ReadonlySet<string> = new Set(['deepspeed']);

const setWrong = (config: Config, entry: string, pool: Pool, random: Random): void => {
  const { name } = pickParameter(entry, config, pool, random);
  const value = random.pick(ODD);
  config[name] = OPENED.has(name) && typeof value === 'number' ? 'list.json' : value;
};
