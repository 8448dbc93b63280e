import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { catalogData } from '../../fixtures/catalog.ts';
import { catalogFolder } from '../../fixtures/folder.ts';
import { runCli } from './run.ts';

let dir: string;
let factsOnly: string;
let later: string;
beforeAll(() => {
  dir = catalogFolder();
  factsOnly = catalogFolder(catalogData, null);
  later = catalogFolder({
    ...catalogData,
    source: { ...catalogData.source, label: 'release 0.0.2', llamafactory: '0.0.2' },
    classes: catalogData.classes.map((composed) => ({
      ...composed,
      parameters: composed.parameters.filter(({ name }) => name !== 'galore_rank'),
    })),
  });
});
afterAll(() => {
  for (const made of [dir, factsOnly, later]) rmSync(join(made, '..'), { recursive: true, force: true });
});

const cli = (...argv: string[]) => runCli([...argv, '--catalog', dir]);
const json = async (...argv: string[]): Promise<unknown> => JSON.parse((await cli(...argv, '--json')).out);

describe('params (S4, S9)', () => {
  it('prints the stable JSON shape', async () => {
    const answer = z
      .object({
        source: z.object({ label: z.literal('release 0.0.1'), text: z.literal(true) }),
        entry: z.literal('train'),
        decisions: z.object({
          stage: z.literal('sft'),
          method: z.literal('lora'),
          quantization: z.literal('4bit'),
        }),
        level: z.literal('focused'),
        total: z.literal(57),
        count: z.int(),
        parameters: z.array(z.looseObject({ name: z.string(), importance: z.string(), why: z.string() })),
      })
      .parse(await json('params', '--stage', 'sft', '--method', 'lora', '--quantization', '4bit'));
    expect(answer.parameters).toHaveLength(answer.count);
    expect(answer.parameters.find(({ name }) => name === 'quantization_bit')).toMatchObject({ value: 4 });
  });

  it('prints values, defaults and reasons for people', async () => {
    const { status, out } = await cli('params', '--method', 'qlora', '--data-strategy', 'packing');
    expect(status).toBe(0);
    expect(out).toContain('for method=lora, quantization=4bit, data_strategy=packing');
    expect(out).toMatch(/^ {2}finetuning_type: lora +lora +FinetuningArguments +a gate of the decisions$/m);
    expect(out).toMatch(/^ {2}learning_rate +5e-5 /m);
    expect(out.replaceAll(/\s+/g, ' ')).toContain('only with method = freeze');
  });

  it('adds the whole help with --long', async () => {
    expect((await cli('params', '--method', 'lora', '--long')).out).toContain(
      '      Size of the small matrices an adapter is made of.',
    );
  });

  it('takes any other parameter as decided', async () => {
    const { out } = await cli('params', '--set', 'use_swanlab=true', '--set', 'lora_rank=16');
    expect(out).toMatch(/use_swanlab: true/);
    expect(out).toMatch(/lora_rank: 16/);
    expect(out).toMatch(/swanlab_project/);
  });

  it('refuses an unknown decision value with status 2 (S7)', async () => {
    expect(await cli('params', '--method', 'lorra')).toEqual({
      status: 2,
      out: '',
      err: 'UNKNOWN_DECISION_VALUE The decision method cannot be "lorra".\n  Did you mean lora? There are lora, oft, freeze, full.\n',
    });
  });

  it('refuses what is no assignment', async () => {
    expect((await cli('params', '--set', 'lora_rank')).err).toContain('Write --set name=value');
  });
});

describe('show', () => {
  it('shows several, and a name in words', async () => {
    const { out } = await cli('show', 'lora_rank', 'lora_alpha');
    expect(
      out
        .split('\n')
        .filter((line) => /^lora_\w+( |$)/.test(line))
        .join(),
    ).toMatch(/^lora_rank.*,lora_alpha/);
    const { err } = await cli('show', 'lora_rank', 'lora_alhpa');
    expect(err).toContain('UNKNOWN_PARAMETER There is no parameter "lora_alhpa".');
  });

  it('prints facts, whole help, place and examples', async () => {
    const { status, out } = await cli('show', 'LoRA', 'rank');
    expect(status).toBe(0);
    expect(out.split('\n')).toEqual([
      'lora_rank  Adapter rank',
      '  Size of the small matrices an adapter is made of.',
      '  type      int',
      '  default   8',
      '  class     FinetuningArguments, declared by LoraArguments',
      '  taken by  train, infer, eval',
      '  source    llamafactory/hparams/finetuning_args.py:22',
      "  examples  set in 3 of upstream's 5: 8 (3)",
      '',
      'Source: release 0.0.1, transformers 0.0.1.',
      '',
    ]);
  });

  it('prints JSON', async () => {
    expect(await json('show', 'lora_rank')).toMatchObject({
      parameters: [{ name: 'lora_rank', owner: 'LoraArguments', type: 'int', default: 8, line: 22 }],
    });
  });

  it('says what is missing without the source, and the command that mends it', async () => {
    const { out } = await runCli(['show', 'lora_rank', '--catalog', factsOnly]);
    expect(out).not.toContain('small matrices');
    expect(out).toContain('llamafactory-params codegen --release 0.0.1');
  });

  it('answers an unknown name with the nearest and status 1 (S7)', async () => {
    const { status, out, err } = await cli('show', 'lora_rnk');
    expect([status, out]).toEqual([1, '']);
    expect(err).toMatch(/^UNKNOWN_PARAMETER There is no parameter "lora_rnk"\.\n {2}Did you mean lora_rank/);
  });

  it('prints a fault as JSON where JSON is asked for', async () => {
    const { err } = await cli('show', 'lora_rnk', '--json');
    expect(JSON.parse(err)).toMatchObject({
      error: { code: 'UNKNOWN_PARAMETER', suggestions: ['lora_rank'] },
    });
  });
});

describe('search', () => {
  it('prints the stable JSON shape', async () => {
    expect(await json('search', 'learning', 'rate')).toMatchObject({
      query: 'learning rate',
      results: [{ name: 'learning_rate', class: 'TrainingArguments' }],
    });
  });

  it('ends with 1 where nothing matches', async () => {
    expect(await cli('search', 'zzzz')).toEqual({ status: 1, out: '', err: 'Nothing matches "zzzz".\n' });
  });

  it('refuses a limit that is none', async () => {
    expect((await cli('search', 'rank', '--limit', 'many')).status).toBe(2);
  });
});

describe('ask (B8)', () => {
  it('answers in words and as data', async () => {
    const { status, out } = await cli('ask', 'What', 'is lora_rank and its default value?');
    expect(status).toBe(0);
    expect(out).toContain('lora_rank');
    expect(out).toContain('Source: release 0.0.1');
    expect(await json('ask', 'What is lora_rank and its default value?')).toMatchObject({
      question: 'What is lora_rank and its default value?',
      intent: 'default',
      parameters: expect.arrayContaining(['lora_rank']),
    });
  });

  it('ends with 1 where it found nothing', async () => {
    expect((await cli('ask', 'zzzz qqqq')).status).toBe(1);
  });
});

describe('compare (S5)', () => {
  it('prints what only one side has', async () => {
    const { out } = await cli('compare', 'lora', 'freeze');
    expect(out).toContain('Only with method=lora: 6  (finetuning_type: "lora")');
    expect(out).toMatch(/^ {2}freeze_trainable_layers +2 +int +FreezeArguments$/m);
  });

  it('prints in what two parameters differ', async () => {
    expect((await cli('compare', 'lora_rank', 'galore_rank')).out).toMatch(/^ {2}default +8 +16$/m);
  });

  it('ends with 1 for what is neither decision, class nor parameter', async () => {
    expect((await cli('compare', 'lorra', 'freeze')).status).toBe(1);
  });
});

describe('capabilities (S9)', () => {
  it('lists decisions and choices', async () => {
    const { out } = await cli('capabilities');
    expect(out).toContain('method\n  lora, oft, freeze, full\n');
    expect(out).toContain('lr_scheduler_type (linear)\n  linear, cosine, constant\n');
    expect(await json('capabilities')).toMatchObject({ quantizationMethods: ['bnb', 'gptq', 'awq'] });
  });
});

describe('diff (B9)', () => {
  it('compares two catalog folders', async () => {
    const { status, out } = await runCli(['diff', dir, later]);
    expect(status).toBe(0);
    expect(out.split('\n')).toEqual([
      'release 0.0.1 to release 0.0.2',
      '',
      'Removed: 1',
      '  galore_rank  int = 16  GaloreArguments  train, infer, eval',
      '',
    ]);
    expect(JSON.parse((await runCli(['diff', dir, later, '--json'])).out)).toMatchObject({
      from: 'release 0.0.1',
      to: 'release 0.0.2',
      added: [],
      removed: [{ name: 'galore_rank' }],
      changed: [],
      renamed: [],
    });
  });

  it('says that nothing differs', async () => {
    expect((await runCli(['diff', dir, dir])).out).toContain('Nothing differs.');
  });

  it('refuses what is no release and no folder', async () => {
    const { status, err } = await runCli(['diff', dir, 'nonsense']);
    expect(status).toBe(2);
    expect(err).toContain('UNKNOWN_SIDE');
  });
});

describe('upgrade (B9)', () => {
  const config = () => {
    const file = join(mkdtempSync(join(later, '..', 'upgrade-')), 'run.yaml');
    writeFileSync(file, 'stage: sft # mine\ngalore_rank: 8\nlearning_rate: 1e-4\n');
    return file;
  };

  it('tells what must change', async () => {
    const file = config();
    const { status, out } = await runCli(['upgrade', file, '--from', dir, '--to', later]);
    expect(status).toBe(0);
    expect(out.split('\n')).toEqual([
      `${file} (train), release 0.0.1 to release 0.0.2`,
      '  galore_rank  is gone, without a successor',
      '',
    ]);
    expect(readFileSync(file, 'utf8')).toContain('\ngalore_rank: 8\n');
  });

  it('changes the file with --write, and nothing else in it', async () => {
    const file = config();
    const { out } = await runCli(['upgrade', file, '--from', dir, '--to', later, '--write', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      written: true,
      steps: [{ kind: 'removed', key: 'galore_rank' }],
    });
    expect(readFileSync(file, 'utf8')).toBe(
      'stage: sft # mine\n# Not in LLaMA Factory 0.0.2:\n# galore_rank: 8\nlearning_rate: 1e-4\n',
    );
  });

  it.each([
    ['a missing file', ['/nowhere.yaml', '--from', 'x', '--to', 'y'], 'FILE_UNREADABLE'],
    ['what is no config', [import.meta.filename, '--from', 'x', '--to', 'y'], 'CONFIG_BROKEN'],
  ])('refuses %s', async (_, argv, code) => {
    const { status, err } = await runCli(['upgrade', ...argv]);
    expect(status).toBe(2);
    expect(err).toContain(code);
  });

  it('asks for the releases', async () => {
    expect((await runCli(['upgrade', config(), '--to', later])).err).toContain('upgrade needs --from.');
  });
});

describe('schema (B15)', () => {
  it('prints the JSON Schema of an entry point', async () => {
    const { out } = await cli('schema', '--entry', 'eval');
    expect(JSON.parse(out)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      required: ['task'],
    });
  });
});

describe('serve (S1, S7)', () => {
  it.each([
    [['--port', 'abc'], 'BAD_PORT'],
    [['--host', 'no.such.host.invalid'], ''],
    [['--watch'], 'USAGE'],
    [['--configs', 'no-such-folder'], 'CONFIGS_MISSING'],
  ])('refuses %j with status 2', async (argv, code) => {
    const { status, err } = await runCli(['serve', ...argv, '--catalog', dir]);
    expect(status).toBe(2);
    expect(err).toContain(code);
  });
});

describe('the command line', () => {
  it('lists every command of SPEC that there is', async () => {
    const { status, out } = await runCli(['--help']);
    expect(status).toBe(0);
    for (const name of [
      'serve',
      'stdio',
      'codegen',
      'params',
      'show',
      'search',
      'compare',
      'capabilities',
      'schema',
    ])
      expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
  });

  it('ends with 2 on wrong use and proposes the command meant', async () => {
    const { status, err } = await runCli(['parms']);
    expect(status).toBe(2);
    expect(err).toContain('Did you mean params?');
  });

  it.each([
    [['show'], "WRONG_USE Missing required argument 'name'.\n  Read llamafactory-params show --help.\n"],
    [['params', '--foo'], "WRONG_USE Unknown option '--foo'.\n  Read llamafactory-params params --help.\n"],
  ])('tells of wrong use as of any other fault (S7): %j', async (argv, told) => {
    expect(await runCli(argv)).toEqual({ status: 2, out: '', err: told });
    expect(JSON.parse((await runCli([...argv, '--json'])).err)).toMatchObject({
      error: { code: 'WRONG_USE' },
    });
  });

  it('ends with 2 where there is no catalog, and says how to make one (S7)', async () => {
    const { status, err } = await runCli(['show', 'lora_rank', '--catalog', '/nowhere/generated']);
    expect(status).toBe(2);
    expect(err).toContain('CATALOG_MISSING There is no catalog folder at /nowhere/generated.');
  });

  it('uses colours only where they can be seen', async () => {
    const argv = ['show', 'lora_rank', '--catalog', dir];
    expect((await runCli(argv)).out).not.toContain('\u001b');
    expect((await runCli(argv, { colour: true })).out).toContain('\u001b[32m');
  });
});
