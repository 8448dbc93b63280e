import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { codegen } from '../../codegen/cli.ts';
import { readFolder } from '../../codegen/emit/folder.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import { MODEL_ARGS, tinyCheckout } from './checkout.ts';

/** Runs `codegen` on the tiny checkout; no Python, no network. */
const run = async (root: string, ...argv: string[]) => {
  const written = { out: '', err: '' };
  const status = await codegen(['--source', 'repo', '--transformers', 'site', '--offline', ...argv], {
    ...ioIn(root),
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
  });
  return { status, ...written };
};
const ioIn = (cwd: string) => ({
  env: { PATH: '', LLAMAFACTORY_PARAMS_CACHE: join(cwd, '.cache') },
  cwd,
  progress: () => {},
  onStop: () => {},
});
const args = (root: string): string => join(root, 'repo/src/factory/hparams/model_args.py');
const rewrite = (path: string, change: (text: string) => string): void =>
  writeFileSync(path, change(readFileSync(path, 'utf8')));

describe('B1 codegen', () => {
  it('makes a folder that can be loaded, and says what it made', async () => {
    const root = tinyCheckout();
    const { status, out } = await run(root);
    expect(status).toBe(0);
    expect(out).toContain('LLaMA Factory 1.2.3');
    const folder = loadCatalog(join(root, 'generated'));
    expect(folder.data.classes.flatMap(({ parameters }) => parameters.map(({ name }) => name))).toEqual(
      expect.arrayContaining(['model', 'rank', 'output_dir']),
    );
    expect(folder.text?.help['factory.hparams.model_args.ModelArguments.model']).toMatch(
      /must not be committed/,
    );
    expect([...readFolder(join(root, 'generated')).keys()]).toEqual([
      'catalog.json',
      'history.json',
      'index.json',
      'manifest.json',
      'notes.json',
      'rules.json',
      'schema/train.json',
      'schemas.ts',
      'text/text.json',
    ]);
  });

  it('keeps upstream sentences in the text layer, and makes the same bytes again', async () => {
    const root = tinyCheckout();
    await run(root);
    const first = readFolder(join(root, 'generated'));
    await run(root);
    expect(readFolder(join(root, 'generated'))).toEqual(first);
    const told = [...first].filter(([, content]) => /must not be committed|upstream says/.test(content));
    expect(told.map(([path]) => path)).toEqual(['text/text.json']);
  });

  it('--check tells what differs and how to mend it, and writes nothing', async () => {
    const root = tinyCheckout();
    await run(root);
    expect(await run(root, '--check')).toMatchObject({ status: 0 });
    rewrite(args(root), (text) => text.replace('rank: int = 8', 'rank: int = 16'));
    rmSync(join(root, 'generated/notes.json'));
    const before = readFolder(join(root, 'generated'));
    const { status, out } = await run(root, '--check');
    expect(status).toBe(1);
    expect(out).toMatch(/changed +catalog\.json/);
    expect(out).toMatch(/missing +notes\.json/);
    expect(out).toContain('Run `npm run codegen -- --source repo --transformers site`');
    expect(readFolder(join(root, 'generated'))).toEqual(before);
  });

  it.each([
    ['a path that is no LLaMA Factory', ['--source', 'site'], 'site, which is no LLaMA Factory'],
    ['a path that is not there', ['--source', 'gone'], 'which does not exist'],
    ['two sources at once', ['--release', '0.9.5'], '--source and --release name two sources'],
    ['an unknown option', ['--chekc'], '--chekc'],
  ])('status 2 and what to do next on %s', async (_, argv, message) => {
    const { status, err } = await run(tinyCheckout(), ...argv);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });

  it('status 2 on a file that is no Python, the folder as it was', async () => {
    const root = tinyCheckout();
    await run(root);
    const before = readFolder(join(root, 'generated'));
    writeFileSync(args(root), `${MODEL_ARGS}\ndef broken(:\n`);
    const { status, err } = await run(root);
    expect(status).toBe(2);
    expect(err).toContain('factory/hparams/model_args.py:11 is no Python: def broken(:');
    expect(readFolder(join(root, 'generated'))).toEqual(before);
  });

  it('carries the history along', async () => {
    const root = tinyCheckout();
    await run(root);
    writeFileSync(join(root, 'generated/history.json'), '{}\n');
    await run(root);
    expect(loadCatalog(join(root, 'generated')).manifest.files).toHaveProperty(['history.json']);
  });

  it('B12 --watch makes the folder again on a change, and keeps it while the source is broken', async () => {
    const root = tinyCheckout();
    const stop: (() => void)[] = [];
    const said: string[] = [];
    const say = (text: string): void => void said.push(text);
    const watching = codegen(['--source', 'repo', '--transformers', 'site', '--offline', '--watch'], {
      ...ioIn(root),
      out: say,
      err: say,
      onStop: (listener) => void stop.push(listener),
    });
    const end = (): void => {
      for (const listener of stop) listener();
    };
    onTestFinished(end);
    const heard = (text: string) => expect.poll(() => said.join(''), { timeout: 20_000 }).toContain(text);
    await heard('Watching');
    rewrite(args(root), (text) => text.replace('rank: int = 8', 'rank: int = 16'));
    await heard('~ train.rank: 8 is now 16');
    rewrite(args(root), (text) => `${text}\ndef broken(:\n`);
    await heard('is no Python: def broken(:');
    expect(
      loadCatalog(join(root, 'generated')).data.classes.flatMap(({ parameters }) => parameters),
    ).toContainEqual(
      expect.objectContaining({ name: 'rank', default: { kind: 'value', value: 16, repr: '16' } }),
    );
    rewrite(args(root), () => MODEL_ARGS);
    await heard('~ train.rank: 16 is now 8');
    end();
    expect(await watching).toBe(0);
  });
});
