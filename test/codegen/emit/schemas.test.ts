import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { emitSchemas } from '../../../codegen/emit/schemas.ts';
import { tinyCatalog } from './fixture.ts';

const Emitted = z.object({
  TrainConfig: z.custom<z.ZodType>((value) => value instanceof z.ZodType),
  TrainFarConfig: z.custom<z.ZodType>((value) => value instanceof z.ZodType),
  ModelArguments: z.custom<z.ZodObject>((value) => value instanceof z.ZodObject),
  V1ModelArguments: z.custom<z.ZodObject>((value) => value instanceof z.ZodObject),
});

/** Inside the project, so that `zod` is found from there. */
const cache = resolve('.cache');
let dir: string;
let content: string;
let emitted: z.infer<typeof Emitted>;

beforeAll(async () => {
  mkdirSync(cache, { recursive: true });
  dir = mkdtempSync(join(cache, 'schemas-'));
  content = (await emitSchemas(tinyCatalog, { command: 'make it' })).content;
  writeFileSync(join(dir, 'schemas.ts'), content);
  emitted = Emitted.parse(await import(join(dir, 'schemas.ts')));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('B1 emitted Zod schemas', () => {
  it('fills defaults, and widens a type by a default that does not fit it', () => {
    expect(emitted.TrainConfig.parse({ model_name: 'm' })).toEqual({
      model_name: 'm',
      rank: 8,
      rate: 0.00005,
      limit: Number.POSITIVE_INFINITY,
      note: null,
      stage: 'sft',
      when: null,
      kernel: 'auto',
      names: [],
      config: null,
    });
  });

  it.each([
    ['a missing required field', {}],
    ['an unknown key', { model_name: 'm', lora_rnak: 8 }],
    ['a field that no config can set', { model_name: 'm', device: 'cpu' }],
    ['a fraction for an int', { model_name: 'm', rank: 1.5 }],
    ['a value outside a Literal', { model_name: 'm', stage: 'dpo' }],
    ['a value outside an enum', { model_name: 'm', when: 'epoch' }],
    ['a value outside the choices of the metadata', { model_name: 'm', kernel: 'fa9' }],
    ['a list of the wrong items', { model_name: 'm', names: [1] }],
    ['a dict of the wrong values', { model_name: 'm', config: { a: 'b' } }],
  ])('refuses %s', (_, config) => {
    expect(emitted.TrainConfig.safeParse(config).success).toBe(false);
  });

  it.each([
    ['an int for a float', { rate: 1 }],
    ['a dict, a string or null for a union', { config: { a: 1 } }],
    ['an enum by value', { when: 'steps' }],
    ['a choice with a quote in it', { kernel: "it's" }],
    ['anything for a type that was not understood', { odd: [{}] }],
  ])('takes %s', (_, config) => {
    expect(emitted.TrainConfig.safeParse({ model_name: 'm', ...config }).success).toBe(true);
  });

  it('B2 lets unknown keys of an open entry point pass', () => {
    expect(emitted.TrainFarConfig.parse({ tensor_parallel: 2 })).toEqual({ tensor_parallel: 2, model: null });
  });

  it('carries the facts as metadata', () => {
    expect(emitted.ModelArguments.shape.rank?.meta()).toMatchObject({
      class: 'ModelArguments',
      owner: 'LoraMixin',
      annotation: 'int',
      default: 8,
    });
  });

  it('says where it came from and what to edit', () => {
    expect(content.split('\n').slice(0, 3).join('\n')).toMatch(
      /1\.2\.3 with transformers 9\.8\.7[\s\S]*f00d[\s\S]*`make it`[\s\S]*codegen\/emit/,
    );
  });

  it('is the same at each run', async () => {
    expect((await emitSchemas(tinyCatalog, { command: 'make it' })).content).toBe(content);
  });

  it('adds the refinements of an entry point', async () => {
    const refinements = new Map([
      ['train', { expression: 'check', imports: [{ from: './check.ts', named: 'check' }] }],
    ]);
    const refined = (await emitSchemas(tinyCatalog, { command: 'make it', refinements })).content;
    expect(refined).toContain("import { check } from './check.ts';");
    expect(refined).toMatch(/TrainConfig = z\.strictObject\([^)]*\)\.superRefine\(check\)/);
  });

  it('type-checks under strict, and its types are the documented ones', () => {
    writeFileSync(
      join(dir, 'use.ts'),
      `import type { TrainConfig, TrainConfigInput, V1ModelArguments } from './schemas.ts';
export const input: TrainConfigInput = { model_name: 'm', stage: 'pt', config: { a: 1 } };
export const rank = (config: TrainConfig): number => config.rank;
export const when = (config: TrainConfig): 'no' | 'steps' | null => config.when;
export const model: V1ModelArguments['model'] = null;
// @ts-expect-error no such stage
export const wrong: TrainConfigInput = { model_name: 'm', stage: 'dpo' };
`,
    );
    writeFileSync(
      join(dir, 'tsconfig.json'),
      JSON.stringify({ extends: resolve('tsconfig.json'), include: ['*.ts'], exclude: [] }),
    );
    expect(execFileSync(resolve('node_modules/.bin/tsc'), ['-p', dir], { encoding: 'utf8' })).toBe('');
  });
});
