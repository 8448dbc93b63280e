import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { locateSource } from '../../../codegen/source/index.ts';
import { contextIn, temporaryFolder, tinyPackage, under, writeTree } from './fixture.ts';

const checkout = (name: string) => ({ 'pyproject.toml': '', ...under('src', tinyPackage(name)) });

async function found(cwd: string, env = {}) {
  const located = await locateSource(contextIn(cwd, env));
  return 'found' in located ? located.found : located;
}

describe('S2: the source is found by itself', () => {
  it.each([
    ['the repo root', 'repo'],
    ['src/', 'repo/src'],
    ['the package', 'repo/src/llamafactory'],
  ])('LLAMA_FACTORY_PATH may be %s', async (_what, path) => {
    const cwd = temporaryFolder(under('repo', checkout('llamafactory')));
    expect(await found(cwd, { LLAMA_FACTORY_PATH: path })).toEqual({
      kind: 'checkout',
      packageFolder: join(cwd, 'repo/src/llamafactory'),
      path: join(cwd, 'repo'),
    });
  });

  it.each(['llmtuner', 'our_fork'])('a package called %s is recognised by its content', async (name) => {
    const cwd = temporaryFolder(under('repo', checkout(name)));
    expect(await found(cwd, { LLAMA_FACTORY_PATH: 'repo' })).toMatchObject({
      packageFolder: join(cwd, 'repo/src', name),
    });
  });

  it('B3: the parser may lie deeper in the package, and be called another …parser', async () => {
    const cwd = temporaryFolder({
      'repo/setup.py': '',
      'repo/src/llmtuner/__init__.py': '',
      'repo/src/llmtuner/tuner/core/arg_parser.py': 'from transformers import HfArgumentParser\n',
    });
    expect(await found(cwd, { LLAMA_FACTORY_PATH: 'repo' })).toMatchObject({
      packageFolder: join(cwd, 'repo/src/llmtuner'),
    });
  });

  it.each(['requirements.txt', '.git/HEAD'])(
    'B3: a fork that has nothing to build with is known for a repo by %s',
    async (mark) => {
      const cwd = temporaryFolder({
        [`repo/${mark}`]: '',
        'repo/src/llmtuner/__init__.py': '',
        'repo/src/llmtuner/tuner/core/parser.py': 'from transformers import HfArgumentParser\n',
      });
      expect(await found(cwd, { LLAMA_FACTORY_PATH: 'repo' })).toMatchObject({
        kind: 'checkout',
        packageFolder: join(cwd, 'repo/src/llmtuner'),
        path: join(cwd, 'repo'),
      });
    },
  );

  it('B3: the parser may be a package of modules', async () => {
    const cwd = temporaryFolder({
      'repo/setup.py': '',
      'repo/src/our_fork/__init__.py': '',
      'repo/src/our_fork/hparams/parser/main.py': 'from transformers import HfArgumentParser\n',
    });
    expect(await found(cwd, { LLAMA_FACTORY_PATH: 'repo' })).toMatchObject({
      packageFolder: join(cwd, 'repo/src/our_fork'),
    });
  });

  it('prefers the usual name to a copy beside it', async () => {
    const cwd = temporaryFolder({ ...checkout('a_copy'), ...checkout('llmtuner') });
    expect(await found(cwd, { LLAMA_FACTORY_PATH: '.' })).toMatchObject({
      packageFolder: join(cwd, 'src/llmtuner'),
    });
  });

  it('looks at LLAMA_FACTORY_PATH, git_ignore_folder, ./, ../ in this order', async () => {
    const top = temporaryFolder();
    const cwd = join(top, 'work');
    mkdirSync(cwd);
    const places = [
      join(top, 'LLaMA-Factory'),
      join(cwd, 'LLaMA-Factory'),
      join(cwd, 'git_ignore_folder/LLaMA-Factory'),
    ];
    for (const place of places) {
      writeTree(place, checkout('llamafactory'));
      expect(await found(cwd)).toMatchObject({ path: place });
    }
    writeTree(join(top, 'named'), checkout('llamafactory'));
    expect(await found(cwd, { LLAMA_FACTORY_PATH: join(top, 'named') })).toMatchObject({
      path: join(top, 'named'),
    });
  });

  it.each(['VIRTUAL_ENV', 'CONDA_PREFIX'])(
    'finds the package installed in %s without a Python',
    async (variable) => {
      const site = 'env/lib/python3.11/site-packages';
      const cwd = temporaryFolder(under(site, tinyPackage('llamafactory')));
      expect(await found(cwd, { [variable]: join(cwd, 'env') })).toEqual({
        kind: 'environment',
        packageFolder: join(cwd, site, 'llamafactory'),
        path: join(cwd, site, 'llamafactory'),
      });
    },
  );

  it.each([
    ['a .pth line', (repo: string) => ({ 'llamafactory.pth': `import os\n${join(repo, 'src')}\n` })],
    [
      'direct_url.json',
      (repo: string) => ({
        'llamafactory-1.dist-info/direct_url.json': JSON.stringify({
          url: pathToFileURL(repo).href,
          dir_info: { editable: true },
        }),
      }),
    ],
  ])('finds an editable install by %s', async (_how, trace) => {
    const cwd = temporaryFolder(under('repo', checkout('llamafactory')));
    writeTree(join(cwd, 'env/lib/python3.12/site-packages'), trace(join(cwd, 'repo')));
    expect(await found(cwd, { VIRTUAL_ENV: join(cwd, 'env') })).toMatchObject({
      kind: 'environment',
      packageFolder: join(cwd, 'repo/src/llamafactory'),
    });
  });

  it('follows a checkout that is a link', async () => {
    const cwd = temporaryFolder(under('elsewhere', checkout('llamafactory')));
    symlinkSync(join(cwd, 'elsewhere'), join(cwd, 'LLaMA-Factory'));
    expect(await found(cwd)).toMatchObject({ path: join(cwd, 'LLaMA-Factory') });
  });

  it('says where it looked when there is none', async () => {
    const cwd = temporaryFolder({ 'LLaMA-Factory/README.md': '' });
    expect(await found(cwd)).toEqual({
      looked: [
        'LLAMA_FACTORY_PATH (not set)',
        join(cwd, 'git_ignore_folder/LLaMA-Factory'),
        join(cwd, 'LLaMA-Factory'),
        join(cwd, '../LLaMA-Factory'),
      ],
    });
  });
});

describe('S7: a path that is no LLaMA Factory', () => {
  it('is refused with what was looked for and where', async () => {
    const cwd = temporaryFolder({
      'other/pkg/__init__.py': '',
      'other/pkg/hparams/parser.py': 'import argparse\n',
    });
    const attempt = locateSource(contextIn(cwd, { LLAMA_FACTORY_PATH: 'other' }));
    await expect(attempt).rejects.toMatchObject({
      code: 'SOURCE_NOT_LLAMA_FACTORY',
      message: expect.stringMatching(/LLAMA_FACTORY_PATH names .*other, .*hparams\/parser\.py.*other\/src/),
      place: join(cwd, 'other'),
    });
  });

  it('is refused when it is a checkout of transformers, which declares that parser', async () => {
    const cwd = temporaryFolder({
      'other/setup.py': '',
      'other/src/transformers/__init__.py': '',
      'other/src/transformers/hf_argparser.py': 'class HfArgumentParser:\n    pass\n',
    });
    const attempt = locateSource(contextIn(cwd, { LLAMA_FACTORY_PATH: 'other' }));
    await expect(attempt).rejects.toMatchObject({ code: 'SOURCE_NOT_LLAMA_FACTORY' });
  });

  it('is refused when it does not exist, though a checkout lies in a usual place', async () => {
    const cwd = temporaryFolder(under('LLaMA-Factory', checkout('llamafactory')));
    const attempt = locateSource(contextIn(cwd, { LLAMA_FACTORY_PATH: 'gone' }));
    await expect(attempt).rejects.toMatchObject({ code: 'SOURCE_MISSING', place: join(cwd, 'gone') });
  });
});
