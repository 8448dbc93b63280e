import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../src/model/index.ts';
import type { SourceContext } from './context.ts';
import { isFile, namesIn, subfolders } from './look.ts';
import { type CommandResult, interpreters, run } from './python.ts';

/** pip's ordinary client, run as the user's own configuration has it: indexes, proxies and certificates are its matter. */
export interface Pip {
  /** Versions to be had, newest first, as pip orders them. Empty where it knows none. */
  versions(name: string): Promise<string[]>;
  /** Path of the downloaded wheel. Throws `RELEASE_NOT_FOUND`, `PIP_FAILED`. */
  wheel(name: string, version: string, into: string): Promise<string>;
  /** An unpacked or packed source distribution; `undefined` where there is none to be had. */
  sdist(name: string, version: string, into: string): Promise<Sdist | undefined>;
}

export type Sdist = { readonly kind: 'archive' | 'folder'; readonly path: string };

const QUIET = ['--disable-pip-version-check', '--no-input'];
/** Nothing that is downloaded here is run, so the Python that it is made for does not matter. */
const ANY_PYTHON = '--ignore-requires-python';

/** The pip of the first Python that has one. Throws `PIP_NOT_FOUND`. */
export async function findPip(context: SourceContext): Promise<Pip> {
  const { cwd } = context;
  for (const python of interpreters(context.env)) {
    const { ok } = await run(python, ['-c', HAS_PIP], { ...context, timeout: 60_000 });
    if (ok) return pipWith((args, env) => run(python, ['-m', 'pip', ...args], { cwd, env }), context.env);
  }
  throw new UserError({
    code: 'PIP_NOT_FOUND',
    message: 'Releases are fetched with pip, and no Python with pip was found.',
    next: 'Install Python with pip and put it on PATH, or name folders with --source and --transformers.',
  });
}

const HAS_PIP = 'import importlib.util, sys; sys.exit(importlib.util.find_spec("pip") is None)';

type RunPip = (args: readonly string[], env: SourceContext['env']) => Promise<CommandResult>;

function pipWith(runPip: RunPip, env: SourceContext['env']): Pip {
  const versions = async (name: string): Promise<string[]> => {
    const { stdout } = await runPip(['index', 'versions', name, ANY_PYTHON, ...QUIET], env);
    const line = stdout.split(/\r?\n/).find((text) => text.startsWith('Available versions:')) ?? '';
    return line
      .slice(line.indexOf(':') + 1)
      .split(',')
      .map((text) => text.trim())
      .filter((text) => text !== '');
  };
  return {
    versions,
    async wheel(name, version, into) {
      const only = ['--only-binary', ':all:'];
      const result = await runPip(['download', `${name}==${version}`, ...only, ...plain(into)], env);
      const file = namesIn(into).find((entry) => entry.endsWith('.whl'));
      if (file !== undefined) return join(into, file);
      throw await explain(name, version, result, versions);
    },
    async sdist(name, version, into) {
      const temporary = join(into, 'tmp');
      await mkdir(temporary, { recursive: true });
      await runPip(['download', `${name}==${version}`, '--no-binary', name, ...UNBUILT, ...plain(into)], {
        ...env,
        ...{ TMPDIR: temporary, TEMP: temporary, TMP: temporary },
      });
      return packed(into) ?? unpacked(temporary);
    },
  };
}

const plain = (into: string): string[] => ['--no-deps', ANY_PYTHON, '--dest', into, '--quiet', ...QUIET];

/**
 * pip unpacks an sdist and then asks its build system for metadata: slow in an isolated environment (25 s), and for
 * some releases impossible. Without isolation it answers, or gives up, within a second; what it unpacked stays.
 */
const UNBUILT = ['--no-build-isolation', '--no-clean'];

const packed = (folder: string): Sdist | undefined =>
  namesIn(folder)
    .filter((entry) => entry.endsWith('.tar.gz'))
    .map((entry) => ({ kind: 'archive' as const, path: join(folder, entry) }))[0];

/** `tmp/pip-download-…/NAME_…/PKG-INFO` */
const unpacked = (temporary: string): Sdist | undefined =>
  subfolders(temporary)
    .flatMap(subfolders)
    .filter((folder) => isFile(join(folder, 'PKG-INFO')))
    .map((path) => ({ kind: 'folder' as const, path }))[0];

async function explain(
  name: string,
  version: string,
  result: CommandResult,
  versions: (name: string) => Promise<string[]>,
): Promise<UserError> {
  const known = await versions(name);
  if (known.length > 0 && !known.includes(version)) {
    return new UserError({
      code: 'RELEASE_NOT_FOUND',
      message: `pip knows no ${name} ${version}. Known: ${known.slice(0, 20).join(', ')}.`,
      next: 'Name one of the known versions.',
    });
  }
  const reason = result.stderr
    .split(/\r?\n/)
    .filter((line) => line.startsWith('ERROR'))
    .at(-1);
  return new UserError({
    code: 'PIP_FAILED',
    message: `pip could not download ${name} ${version}. ${reason ?? result.stderr.trim().slice(-300)}`,
    next: "Check the network and pip's own configuration (pip download works by itself?), then run it again.",
  });
}
