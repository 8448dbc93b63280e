import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSource, reopenSource } from '../../../codegen/source/index.ts';
import {
  contextIn,
  temporaryFolder,
  tinyAccelerate,
  tinyDatasets,
  tinyPackage,
  tinyTransformers,
  under,
  writeTree,
} from './fixture.ts';

const request = { path: 'repo', release: null, transformers: 'site' };
const repo = (files: Record<string, string> = {}) => ({
  ...under('repo', {
    'pyproject.toml': '[project]\ndependencies = ["transformers>=4.55,<=5.6.0"]\n',
    ...under('src', tinyPackage('llamafactory')),
    ...files,
  }),
  ...under('site', { ...tinyTransformers(), ...tinyAccelerate(), ...tinyDatasets() }),
});

describe('B3: a checkout becomes a source', () => {
  it('has the package, its companions in scope, examples and the list of datasets', async () => {
    const cwd = temporaryFolder(
      repo({
        'examples/train/a.yaml': 'stage: sft\n',
        'examples/run.sh': '',
        'data/dataset_info.json': '{}',
        'data/big.json': '[]',
        'tests/data/x.yaml': '',
      }),
    );
    const source = await openSource(request, contextIn(cwd));
    const prefixes = source.roots.map(({ prefix }) => prefix);
    expect(prefixes).toEqual(['llamafactory', 'examples', 'data', 'transformers', 'accelerate', 'datasets']);
    expect(prefixes.flatMap((prefix) => source.files.list(prefix))).toEqual([
      'llamafactory/__init__.py',
      'llamafactory/extras/env.py',
      'llamafactory/hparams/__init__.py',
      'llamafactory/hparams/parser.py',
      'examples/train/a.yaml',
      'data/dataset_info.json',
      'transformers/__init__.py',
      'transformers/models/auto/modeling_auto.py',
      'transformers/training_args.py',
      'accelerate/__init__.py',
      'accelerate/utils/constants.py',
      'datasets/__init__.py',
      'datasets/download/__init__.py',
    ]);
    expect(source.info).toMatchObject({
      label: `checkout ${join(cwd, 'repo')}`,
      llamafactory: '1.2.3',
      transformers: '5.6.0',
      package: 'llamafactory',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(source.files.read('examples/train/a.yaml')).toBe('stage: sft\n');
    expect(source.files.read('transformers/models/llama/modeling_llama.py')).toBeUndefined();
  });

  it('takes transformers of the active Python only if the requirement allows its version', async () => {
    const site = 'env/lib/python3.11/site-packages';
    const cwd = temporaryFolder({ ...repo(), ...under(site, tinyTransformers('5.7.0')) });
    const context = contextIn(cwd, { VIRTUAL_ENV: join(cwd, 'env') });
    const refused = await openSource({ ...request, transformers: null }, context);
    expect(refused.info.transformers).toBeNull();
    expect(refused.notes[0]).toMatch(/^transformers was not found.*--offline/);
    writeFileSync(join(cwd, site, 'transformers/__init__.py'), '__version__ = "5.5.4"\n');
    const taken = await openSource({ ...request, transformers: null }, context);
    expect(taken.info.transformers).toBe('5.5.4');
  });

  it('S8: further packages and modules of the user join under the names they are imported by', async () => {
    const cwd = temporaryFolder({
      ...repo(),
      'mine.py': 'a = 1\n',
      'fork/__init__.py': '',
      'fork/args.py': '',
    });
    const extra = ['mine.py', 'fork'].map((path) => ({ path, classes: [], entry: 'train', into: null }));
    const source = await openSource({ ...request, extra }, contextIn(cwd));
    expect(source.extra.map(({ module }) => module)).toEqual(['mine', 'fork']);
    expect(source.files.read('mine.py')).toBe('a = 1\n');
    expect(source.files.list('fork')).toEqual(['fork/__init__.py', 'fork/args.py']);
  });

  it('refuses --transformers that names something else', async () => {
    const attempt = openSource({ ...request, transformers: 'repo' }, contextIn(temporaryFolder(repo())));
    await expect(attempt).rejects.toMatchObject({ code: 'COMPANION_NOT_FOUND' });
  });

  it('S7: without any source says what to do', async () => {
    const attempt = openSource({ ...request, path: null }, contextIn(temporaryFolder()));
    await expect(attempt).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      next: expect.stringContaining('--release'),
    });
  });
});

describe('B1: the fingerprint is of content', () => {
  const fingerprint = async (cwd: string) => (await openSource(request, contextIn(cwd))).info.fingerprint;

  it('is the same at another place, for another user of it, and with files out of scope changed', async () => {
    const first = temporaryFolder(repo());
    const second = temporaryFolder(repo({ 'README.md': 'other', 'src/llamafactory/.hidden.py': 'b = 1' }));
    writeTree(second, { 'site/transformers/models/llama/modeling_llama.py': 'z = 2\n' });
    expect(await fingerprint(second)).toBe(await fingerprint(first));
  });

  it.each([
    [
      'content',
      (cwd: string) => writeFileSync(join(cwd, 'repo/src/llamafactory/extras/env.py'), 'VERSION = "1.2.4"\n'),
    ],
    [
      'a name',
      (cwd: string) =>
        renameSync(join(cwd, 'site/accelerate/utils/constants.py'), join(cwd, 'site/accelerate/utils/c.py')),
    ],
    ['a file that is gone', (cwd: string) => rmSync(join(cwd, 'site/transformers/training_args.py'))],
  ])('changes with %s', async (_what, change) => {
    const cwd = temporaryFolder(repo());
    const before = await fingerprint(cwd);
    change(cwd);
    expect(await fingerprint(cwd)).not.toBe(before);
  });
});

describe('B12: a source is a snapshot', () => {
  it('keeps what it read; reopened it has what was written since', async () => {
    const cwd = temporaryFolder(repo());
    const source = await openSource(request, contextIn(cwd));
    const path = join(cwd, 'repo/src/llamafactory/hparams/parser.py');
    writeFileSync(path, '# HfArgumentParser, changed\n');
    writeFileSync(join(cwd, 'repo/src/llamafactory/extras/env.py'), 'VERSION = "2.0.0"\n');
    expect(source.files.read('llamafactory/hparams/parser.py')).toBe(
      'from transformers import HfArgumentParser\n',
    );
    const again = reopenSource(source);
    expect(again.files.read('llamafactory/hparams/parser.py')).toBe('# HfArgumentParser, changed\n');
    expect(again.info.llamafactory).toBe('2.0.0');
    expect(again.info.fingerprint).toBe((await openSource(request, contextIn(cwd))).info.fingerprint);
  });
});

describe('S7, bad input: files that may not be read', () => {
  it('an unreadable file is reported with its path', async () => {
    const cwd = temporaryFolder(repo());
    const loop = join(cwd, 'repo/src/llamafactory/hparams/loop.py');
    symlinkSync('loop.py', loop);
    const attempt = openSource(request, contextIn(cwd));
    await expect(attempt).rejects.toMatchObject({ code: 'SOURCE_UNREADABLE', place: loop });
  });

  it('a link that leads out of the package, or to a folder, is not followed', async () => {
    const cwd = temporaryFolder({ ...repo(), 'secret.py': 'token = 1\n', 'other/mod.py': '' });
    const folder = join(cwd, 'repo/src/llamafactory');
    symlinkSync(join(cwd, 'secret.py'), join(folder, 'leak.py'));
    symlinkSync(join(cwd, 'other'), join(folder, 'other'));
    symlinkSync(join(cwd, 'gone.py'), join(folder, 'gone.py'));
    symlinkSync('env.py', join(folder, 'extras/alias.py'));
    const { files } = await openSource(request, contextIn(cwd));
    const linked = files.list('llamafactory').filter((path) => /leak|other|gone|alias/.test(path));
    expect(linked).toEqual(['llamafactory/extras/alias.py']);
    expect(files.read('llamafactory/leak.py')).toBeUndefined();
  });

  it('a package whose every file an installer linked from its own store is read', async () => {
    const cwd = temporaryFolder({ ...repo(), ...under('store/abc', tinyPackage('llamafactory')) });
    const folder = join(cwd, 'linked/llamafactory');
    for (const path of ['__init__.py', 'extras/env.py', 'hparams/parser.py']) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      symlinkSync(join(cwd, 'store/abc/llamafactory', path), join(folder, path));
    }
    const { files } = await openSource({ ...request, path: 'linked' }, contextIn(cwd));
    expect(files.list('llamafactory')).toHaveLength(3);
  });
});
