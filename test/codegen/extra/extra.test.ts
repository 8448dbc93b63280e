import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { codegen } from '../../../codegen/cli.ts';
import { programWithExtra } from '../../../codegen/extra/index.ts';
import { extractFacts } from '../../../codegen/facts/index.ts';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { openSource, type SourceContext, watchSource } from '../../../codegen/source/index.ts';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { openCatalog } from '../../../src/catalog/open.ts';
import { dimensionsOf } from '../../../src/decisions/index.ts';
import { contextIn } from '../source/fixture.ts';
import { checkoutWith, MINE } from './fixture.ts';

beforeAll(loadGrammar);

const CONFIG = 'repo/llamafactory-params.json';
const NAMED = { LLAMA_FACTORY_PARAMS_CONFIG: 'params.json' };
const configOf = (...extra: readonly object[]): string => JSON.stringify({ extra });

const request = { path: 'repo', release: null, transformers: 'site' };
const open = (root: string, env: SourceContext['env'] = {}) => openSource(request, contextIn(root, env));

const factsOf = async (root: string, env: SourceContext['env'] = {}) => {
  const source = await open(root, env);
  const { program, added } = programWithExtra(source);
  return extractFacts(program, source, added);
};

/** Names of the classes that an entry point takes. */
const taken = ({ data }: Awaited<ReturnType<typeof factsOf>>, entry: string) =>
  data.entryPoints.find(({ name }) => name === entry)?.classes.map((name) => name.split('.').at(-1));

describe('S8 classes of the user’s own beside those of an entry point', () => {
  it('are taken by train, each field with its place, type, default, choices and help', async () => {
    const facts = await factsOf(checkoutWith({ 'params.json': configOf({ path: 'mine.py' }) }), NAMED);
    expect(taken(facts, 'train')).toEqual([
      'ModelArguments',
      'TrainingArguments',
      'FinetuningArguments',
      'FooArguments',
    ]);
    expect(taken(facts, 'eval')).toEqual(['ModelArguments', 'FinetuningArguments']);
    const fields = facts.data.classes.find(({ name }) => name === 'FooArguments')?.parameters;
    expect(fields).toMatchObject([
      { name: 'use_foo', class: 'FooArguments', owner: 'FooArguments', type: 'bool' },
      { name: 'foo_scale', default: { kind: 'value', value: 0.5 }, place: { path: 'mine.py', line: 7 } },
      { name: 'foo_mode', choices: { values: ['slow', 'fast'], from: 'literal' } },
    ]);
    expect(facts.text.help['mine.FooArguments.foo_scale']).toBe('Its scale.');
    expect(facts.text.files['mine.py']).toBe(MINE);
  });

  it('go to the entry point that the config names; of several classes those named', async () => {
    const other = '@dataclass\nclass BarArguments:\n    bar: int = 1\n';
    const root = checkoutWith({
      'mine.py': MINE + other,
      'params.json': configOf({ path: 'mine.py', classes: ['BarArguments'], entry: 'eval' }),
    });
    const facts = await factsOf(root, NAMED);
    expect(taken(facts, 'eval')).toEqual(['ModelArguments', 'FinetuningArguments', 'BarArguments']);
    expect(taken(facts, 'train')).not.toContain('BarArguments');
  });

  it('take the place of the class that they extend', async () => {
    const fork = `
from dataclasses import dataclass
from factory.hparams.model_args import ModelArguments
@dataclass
class ForkArguments(ModelArguments):
    depth: int = 2
`;
    const root = checkoutWith({ 'fork/args.py': fork, 'params.json': configOf({ path: 'fork' }) });
    const facts = await factsOf(root, NAMED);
    expect(taken(facts, 'train')).toEqual(['ForkArguments', 'TrainingArguments', 'FinetuningArguments']);
    const fields = facts.data.classes.find(({ name }) => name === 'ForkArguments')?.parameters;
    expect(fields?.map(({ name, owner }) => [name, owner])).toEqual([
      ['model', 'ModelArguments'],
      ['rank', 'ModelArguments'],
      ['depth', 'ForkArguments'],
    ]);
  });

  it('may lie in the package itself', async () => {
    const path = 'src/factory/hparams/own_args.py';
    const facts = await factsOf(checkoutWith({ [`repo/${path}`]: MINE, [CONFIG]: configOf({ path }) }));
    expect(facts.data.classes.map(({ qualname }) => qualname)).toContain(
      'factory.hparams.own_args.FooArguments',
    );
  });
});

describe('S8 mixed into a class', () => {
  const root = () =>
    checkoutWith({
      'repo/mine.py': MINE,
      [CONFIG]: configOf({ path: 'mine.py', into: 'FinetuningArguments' }),
    });

  it('their fields are that class’s, in every entry point that takes it', async () => {
    const facts = await factsOf(root());
    expect(taken(facts, 'train')).toEqual(['ModelArguments', 'TrainingArguments', 'FinetuningArguments']);
    const mixed = facts.data.classes.find(({ name }) => name === 'FinetuningArguments');
    expect(mixed?.mro).toEqual(['FinetuningArguments', 'LoraArguments', 'FooArguments']);
    expect(mixed?.place.line).toBe(8);
    expect(mixed?.parameters.map(({ name, class: composed, owner }) => [name, composed, owner])).toEqual([
      ['use_foo', 'FinetuningArguments', 'FooArguments'],
      ['foo_scale', 'FinetuningArguments', 'FooArguments'],
      ['foo_mode', 'FinetuningArguments', 'FooArguments'],
      ['lora_rank', 'FinetuningArguments', 'LoraArguments'],
      ['finetuning_type', 'FinetuningArguments', 'FinetuningArguments'],
    ]);
  });

  it('what follows names through modules finds them as its last base', async () => {
    const { program } = programWithExtra(await open(root()));
    const module = program.module('factory.hparams.finetuning_args');
    const mixed = module && program.lookup(module, 'FinetuningArguments');
    if (mixed?.kind !== 'class') throw new Error('no class');
    const bases = mixed.node.bases.map((base) => program.resolve(mixed.scope, base));
    expect(bases).toMatchObject([
      { kind: 'class', qualname: 'factory.hparams.finetuning_args.LoraArguments' },
      { kind: 'class', qualname: 'mine.FooArguments' },
    ]);
    expect(program.member(mixed, '__post_init__')).toMatchObject({ kind: 'function' });
  });

  it('a switch becomes an optimizer, by the config and by --extra', async () => {
    const made = root();
    const run = (...argv: string[]) => codegenIn(made, ...argv);
    expect(await run('--out', 'configured')).toMatchObject({ status: 0 });
    rmSync(join(made, CONFIG));
    const flags = ['--extra', 'mine.py:FooArguments', '--into', 'FinetuningArguments'];
    expect(await run('--out', 'flagged', ...flags)).toMatchObject({ status: 0 });
    for (const out of ['configured', 'flagged']) {
      const catalog = openCatalog(join(made, out));
      const optimizer = dimensionsOf(catalog).find(({ name }) => name === 'optimizer');
      expect(optimizer?.values.map(({ value }) => value)).toContain('foo');
    }
    expect(loadCatalog(join(made, 'flagged')).manifest.command).toContain(flags.join(' '));
  });
});

describe('S8 B12 and the fingerprint', () => {
  it('tells another content and another use apart, and a source without any from both', async () => {
    const root = checkoutWith({ 'params.json': configOf({ path: 'mine.py' }) });
    const prints = [(await open(root)).info.fingerprint, (await open(root, NAMED)).info.fingerprint];
    appendFileSync(join(root, 'mine.py'), '\nx = 1\n');
    prints.push((await open(root, NAMED)).info.fingerprint);
    writeFileSync(join(root, 'params.json'), configOf({ path: 'mine.py', entry: 'eval' }));
    prints.push((await open(root, NAMED)).info.fingerprint);
    expect(new Set(prints).size).toBe(4);
  });

  it('a watch follows the config file', async () => {
    const root = checkoutWith({ 'repo/mine.py': MINE });
    const context = contextIn(root);
    const source = await openSource(request, context);
    const seen: string[] = [];
    const watch = await watchSource(
      source,
      { request, context },
      {
        onChange: ({ extra }) => void seen.push(extra.map(({ module }) => module).join()),
        onFault: ({ code }) => void seen.push(code),
      },
    );
    onTestFinished(() => watch.close());
    const last = () => expect.poll(() => seen.at(-1), { timeout: 20_000 });
    writeFileSync(join(root, CONFIG), configOf({ path: 'mine.py' }));
    await last().toBe('mine');
    writeFileSync(join(root, CONFIG), '{');
    await last().toBe('CONFIG_INVALID');
    rmSync(join(root, CONFIG));
    await last().toBe('');
  });
});

describe('S7 S8 what cannot be added is refused, with what to do next', () => {
  it.each([
    ['EXTRA_NOT_FOUND', { path: 'gone.py' }, 'existing'],
    ['EXTRA_NOT_PYTHON', { path: 'params.json' }, 'existing'],
    ['EXTRA_NAME_TAKEN', { path: 'other/factory' }, 'Rename'],
    ['EXTRA_WITHOUT_CLASS', { path: 'plain.py' }, '@dataclass'],
    ['EXTRA_UNKNOWN_CLASS', { path: 'mine.py', classes: ['Fo'] }, 'FooArguments'],
    ['EXTRA_UNKNOWN_ENTRY', { path: 'mine.py', entry: 'trian' }, 'train, eval'],
    ['EXTRA_UNKNOWN_TARGET', { path: 'mine.py', into: 'Finetuning' }, 'FinetuningArguments'],
    ['EXTRA_CIRCULAR', { path: 'fork.py', into: 'ModelArguments' }, 'Leave out'],
    ['CONFIG_INVALID', { path: 'mine.py', int: 'ModelArguments' }, 'extra'],
  ])('%s', async (code, extra, next) => {
    const root = checkoutWith({
      'plain.py': 'class A:\n    a: int = 1\n',
      'other/factory/__init__.py': MINE,
      'fork.py':
        'from dataclasses import dataclass\nfrom factory.hparams.model_args import ModelArguments\n' +
        '@dataclass\nclass A(ModelArguments):\n    a: int = 1\n',
      'params.json': configOf(extra),
    });
    await expect(factsOf(root, NAMED)).rejects.toMatchObject({
      name: 'UserError',
      code,
      next: expect.stringContaining(next),
    });
  });

  it('CONFIG_NOT_FOUND', async () => {
    await expect(open(checkoutWith(), NAMED)).rejects.toMatchObject({ code: 'CONFIG_NOT_FOUND' });
  });

  it('S8 a config that came along with a source opens nothing outside its folder, unless it is named', async () => {
    const root = checkoutWith({ [CONFIG]: configOf({ path: '../mine.py' }) });
    await expect(open(root)).rejects.toMatchObject({ code: 'EXTRA_OUTSIDE' });
    const named = await open(root, { LLAMA_FACTORY_PARAMS_CONFIG: CONFIG });
    expect(named.extra).toMatchObject([{ module: 'mine' }]);
  });

  it('status 2 from the command', async () => {
    const root = checkoutWith();
    const { status, err } = await codegenIn(root, '--extra', 'mine.py:Bar');
    expect(status).toBe(2);
    expect(err).toContain('declares no dataclass Bar');
  });
});

const codegenIn = async (cwd: string, ...argv: string[]) => {
  const written = { out: '', err: '' };
  const status = await codegen(['--source', 'repo', '--transformers', 'site', '--offline', ...argv], {
    env: { PATH: '', LLAMAFACTORY_PARAMS_CACHE: join(cwd, '.cache') },
    cwd,
    progress: () => {},
    onStop: () => {},
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
  });
  return { status, ...written };
};
