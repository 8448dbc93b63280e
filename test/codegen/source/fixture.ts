import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { SourceContext } from '../../../codegen/source/index.ts';

/** Files of a tiny package that is parsed as LLaMA Factory is, under any name. */
export const tinyPackage = (name: string, version = '1.2.3'): Record<string, string> => ({
  [`${name}/__init__.py`]: 'from .extras.env import VERSION\n\n__version__ = VERSION\n',
  [`${name}/extras/env.py`]: `VERSION = "${version}"\n`,
  [`${name}/hparams/__init__.py`]: '',
  [`${name}/hparams/parser.py`]: 'from transformers import HfArgumentParser\n',
});

export const tinyTransformers = (version = '5.6.0'): Record<string, string> => ({
  'transformers/__init__.py': `__version__ = "${version}"\n`,
  'transformers/training_args.py': 'x = 1\n',
  'transformers/models/auto/modeling_auto.py': 'y = 1\n',
  'transformers/models/llama/modeling_llama.py': 'z = 1\n',
});

export const tinyAccelerate = (version = '1.11.0'): Record<string, string> => ({
  'accelerate/__init__.py': `__version__ = "${version}"\n`,
  'accelerate/utils/constants.py': 'NAMES = ["a"]\n',
  'accelerate/accelerator.py': 'w = 1\n',
});

export const tinyDatasets = (version = '4.0.0'): Record<string, string> => ({
  'datasets/__init__.py': `__version__ = "${version}"\n`,
  'datasets/download/__init__.py': 'from .mode import Mode\n',
});

export function writeTree(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** The same files below a folder. */
export const under = (folder: string, files: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

export function temporaryFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'lfp-source-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return writeTree(folder, files);
}

/** A machine without Python, git or network, but for what `env` says. */
export const contextIn = (cwd: string, env: SourceContext['env'] = {}): SourceContext => ({
  cwd,
  env: { PATH: '', LLAMAFACTORY_PARAMS_CACHE: join(cwd, '.cache'), ...env },
  offline: true,
  onProgress: () => {},
});
