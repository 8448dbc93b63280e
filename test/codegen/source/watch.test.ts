import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openSource, type Source, watchSource } from '../../../codegen/source/index.ts';
import { contextIn, temporaryFolder, tinyPackage, tinyTransformers, under, writeTree } from './fixture.ts';

const HPARAMS = 'repo/src/llamafactory/hparams';
const tree = () => ({
  ...under('repo', { 'pyproject.toml': '', ...under('src', tinyPackage('llamafactory')) }),
  ...under('site', tinyTransformers()),
});

/** Short sweeps, so that what no event tells is found while a test waits. */
const TIMES = { quietMs: 20, quietAfterManyMs: 150, emptyMs: 150, sweepMs: 200, faultySweepMs: 100 };

async function watching(cwd: string, path = 'repo', times = TIMES) {
  const request = { path, release: null, transformers: 'site' };
  const context = contextIn(cwd);
  const changes: Source[] = [];
  const faults: string[] = [];
  const watch = await watchSource(
    await openSource(request, context),
    { request, context },
    { onChange: (source) => void changes.push(source), onFault: ({ code }) => void faults.push(code) },
    times,
  );
  onTestFinished(() => watch.close());
  return {
    changes,
    faults,
    /** Waits for the n-th change, then long enough for one too many. */
    async settled(count: number): Promise<Source | undefined> {
      await vi.waitFor(() => expect(changes.length).toBeGreaterThanOrEqual(count), 20_000);
      await sleep(350);
      expect(changes).toHaveLength(count);
      return changes[count - 1];
    },
  };
}

describe('B12: a burst of changes is one call', () => {
  it('an edit gives the source with the new text', async () => {
    const cwd = temporaryFolder(tree());
    const { settled } = await watching(cwd);
    writeFileSync(join(cwd, HPARAMS, 'new_args.py'), 'a = 1\n');
    expect((await settled(1))?.files.read('llamafactory/hparams/new_args.py')).toBe('a = 1\n');
    writeFileSync(join(cwd, HPARAMS, 'new_args.py'), 'a = 2\n');
    expect((await settled(2))?.files.read('llamafactory/hparams/new_args.py')).toBe('a = 2\n');
  });

  it('emptied first and written then is one change, with what was written', async () => {
    const cwd = temporaryFolder(tree());
    const { changes, settled } = await watching(cwd, 'repo', { ...TIMES, emptyMs: 3000 });
    const file = join(cwd, HPARAMS, 'parser.py');
    writeFileSync(file, '');
    await sleep(200);
    expect(changes).toEqual([]);
    writeFileSync(file, '# HfArgumentParser, edited\n');
    expect((await settled(1))?.files.read('llamafactory/hparams/parser.py')).toContain('edited');
  });

  it('as an editor saves: a new file renamed over the old one', async () => {
    const cwd = temporaryFolder(tree());
    const { settled } = await watching(cwd);
    writeFileSync(join(cwd, 'draft'), '# HfArgumentParser, edited\n');
    renameSync(join(cwd, 'draft'), join(cwd, HPARAMS, 'parser.py'));
    expect((await settled(1))?.files.read('llamafactory/hparams/parser.py')).toContain('edited');
  });

  it('4,000 writes of another process (10,000 events and more) are one burst', async () => {
    const cwd = temporaryFolder({ ...tree(), [`${HPARAMS}/many/m0.py`]: '' });
    const { settled } = await watching(cwd, 'repo', { ...TIMES, quietAfterManyMs: 500 });
    const program = `for (let i = 0; i < 4000; i++) fs.writeFileSync('m' + (i % 500) + '.py', 'a = ' + i)`;
    execFile(process.execPath, ['-e', program], { cwd: join(cwd, HPARAMS, 'many') });
    const source = await settled(1);
    expect(source?.files.list('llamafactory/hparams/many')).toHaveLength(500);
    expect(source?.files.read('llamafactory/hparams/many/m499.py')).toBe('a = 3999');
  });

  it('a burst with pauses in it is one: who writes many files may not be done', async () => {
    const cwd = temporaryFolder(tree());
    const { settled } = await watching(cwd, 'repo', { ...TIMES, quietAfterManyMs: 500, sweepMs: 60_000 });
    for (const part of ['a', 'b', 'c']) {
      const names = Array.from({ length: 10 }, (_, index) => `${HPARAMS}/${part}${index}.py`);
      writeTree(cwd, Object.fromEntries(names.map((name) => [name, 'x = 1\n'])));
      await sleep(650);
    }
    expect((await settled(1))?.files.list('llamafactory/hparams')).toHaveLength(32);
  });

  it('what changes nothing in scope is no change', async () => {
    const cwd = temporaryFolder(tree());
    const { changes, settled } = await watching(cwd);
    writeTree(cwd, {
      'repo/README.md': 'x',
      [`${HPARAMS}/__pycache__/parser.pyc`]: 'x',
      [`${HPARAMS}/.parser.py.swp`]: 'x',
      'site/transformers/models/llama/modeling_llama.py': 'z = 2\n',
    });
    utimesSync(join(cwd, HPARAMS, 'parser.py'), new Date(), new Date());
    await sleep(500);
    expect(changes).toEqual([]);
    writeFileSync(join(cwd, 'site/transformers/training_args.py'), 'x = 2\n');
    await settled(1);
  });

  it('a checkout of another version is one, with its renamed package', async () => {
    const cwd = temporaryFolder(tree());
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', join(cwd, 'repo'), '-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
        stdio: 'ignore',
      });
    git('init', '-b', 'one');
    git('add', '-A');
    git('commit', '-m', 'one');
    git('checkout', '-b', 'two');
    git('mv', 'src/llamafactory', 'src/llmtuner');
    writeTree(
      cwd,
      Object.fromEntries(
        Array.from({ length: 300 }, (_, i) => [`repo/src/llmtuner/extras/e${i}.py`, 'a = 1\n']),
      ),
    );
    git('add', '-A');
    git('commit', '-m', 'two');
    const { settled } = await watching(cwd);
    git('checkout', 'one');
    expect((await settled(1))?.info.package).toBe('llamafactory');
    git('checkout', 'two');
    const source = await settled(2);
    expect(source?.info.package).toBe('llmtuner');
    expect(source?.files.list('llmtuner/extras')).toHaveLength(301);
  });

  it('waits while git is at work', async () => {
    const cwd = temporaryFolder({ ...tree(), 'repo/.git/index.lock': '' });
    const { changes, settled } = await watching(cwd);
    writeFileSync(join(cwd, HPARAMS, 'parser.py'), '# HfArgumentParser, half\n');
    await sleep(500);
    expect(changes).toEqual([]);
    writeFileSync(join(cwd, HPARAMS, 'parser.py'), '# HfArgumentParser, whole\n');
    rmSync(join(cwd, 'repo/.git/index.lock'));
    expect((await settled(1))?.files.read('llamafactory/hparams/parser.py')).toContain('whole');
  });
});

describe('B12: what happens to folders under watch', () => {
  it('deleted and recreated: one fault, then the new content, and edits are seen again', async () => {
    const cwd = temporaryFolder(tree());
    const { faults, settled } = await watching(cwd, 'repo', { ...TIMES, sweepMs: 60_000 });
    rmSync(join(cwd, 'repo'), { recursive: true });
    await vi.waitFor(() => expect(faults).toEqual(['SOURCE_MISSING']), 20_000);
    await sleep(400);
    writeTree(cwd, { ...tree(), [`${HPARAMS}/added.py`]: 'a = 1\n' });
    expect((await settled(1))?.files.read('llamafactory/hparams/added.py')).toBe('a = 1\n');
    writeFileSync(join(cwd, HPARAMS, 'added.py'), 'a = 2\n');
    expect((await settled(2))?.files.read('llamafactory/hparams/added.py')).toBe('a = 2\n');
    expect(faults).toEqual(['SOURCE_MISSING']);
  });

  it('a fault that ends with the old content is told as ended', async () => {
    const cwd = temporaryFolder(tree());
    const { faults, settled } = await watching(cwd);
    renameSync(join(cwd, 'repo'), join(cwd, 'away'));
    await vi.waitFor(() => expect(faults).toEqual(['SOURCE_MISSING']), 20_000);
    renameSync(join(cwd, 'away'), join(cwd, 'repo'));
    await settled(1);
  });

  it('a file replaced by a folder and back', async () => {
    const cwd = temporaryFolder({ ...tree(), [`${HPARAMS}/args.py`]: 'a = 1\n' });
    const { settled } = await watching(cwd);
    const path = join(cwd, HPARAMS, 'args.py');
    rmSync(path);
    mkdirSync(path);
    expect((await settled(1))?.files.list('llamafactory/hparams/args.py')).toEqual([]);
    rmSync(path, { recursive: true });
    writeFileSync(path, 'a = 2\n');
    expect((await settled(2))?.files.read('llamafactory/hparams/args.py')).toBe('a = 2\n');
  });

  it('a file that may not be read is a fault until it may', async () => {
    const cwd = temporaryFolder(tree());
    const { faults, changes, settled } = await watching(cwd);
    const path = join(cwd, HPARAMS, 'parser.py');
    rmSync(path);
    symlinkSync('parser.py', path);
    await vi.waitFor(() => expect(faults).toHaveLength(1), 20_000);
    expect(changes).toEqual([]);
    rmSync(path);
    writeFileSync(path, '# HfArgumentParser, mended\n');
    expect((await settled(1))?.files.read('llamafactory/hparams/parser.py')).toContain('mended');
  });

  it('a checkout that is a link, led elsewhere', async () => {
    const cwd = temporaryFolder({
      ...tree(),
      ...under('other', { 'pyproject.toml': '', ...under('src', tinyPackage('llamafactory', '9.9.9')) }),
    });
    symlinkSync(join(cwd, 'repo'), join(cwd, 'link'));
    const { settled } = await watching(cwd, 'link');
    writeFileSync(join(cwd, HPARAMS, 'a.py'), 'a = 1\n');
    expect((await settled(1))?.files.read('llamafactory/hparams/a.py')).toBe('a = 1\n');
    rmSync(join(cwd, 'link'));
    symlinkSync(join(cwd, 'other'), join(cwd, 'link'));
    const source = await settled(2);
    expect(source?.info.llamafactory).toBe('9.9.9');
    writeFileSync(join(cwd, 'other/src/llamafactory/hparams/b.py'), 'b = 1\n');
    expect((await settled(3))?.files.read('llamafactory/hparams/b.py')).toBe('b = 1\n');
  });

  it('says nothing after it is closed', async () => {
    const cwd = temporaryFolder(tree());
    const request = { path: 'repo', release: null, transformers: 'site' };
    const source = await openSource(request, contextIn(cwd));
    const onChange = vi.fn();
    const watch = await watchSource(
      source,
      { request, context: contextIn(cwd) },
      { onChange, onFault: onChange },
      TIMES,
    );
    writeFileSync(join(cwd, HPARAMS, 'parser.py'), '# HfArgumentParser, late\n');
    await watch.close();
    await sleep(500);
    expect(onChange).not.toHaveBeenCalled();
  });
});
