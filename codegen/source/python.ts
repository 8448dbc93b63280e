import { execFile } from 'node:child_process';
import { delimiter, isAbsolute, join } from 'node:path';
import { z } from 'zod';
import type { SourceContext } from './context.ts';
import { isFile, isFolder, namesIn, parseJson } from './look.ts';

export interface CommandResult {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without a shell. Never throws: a program that is missing or fails is `ok: false`. */
export function run(
  command: string,
  args: readonly string[],
  options: { env: SourceContext['env']; cwd: string; timeout?: number },
): Promise<CommandResult> {
  const { env, cwd, timeout = 0 } = options;
  return new Promise((settle) => {
    execFile(command, args, { env: { ...env }, cwd, timeout, maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
      settle({ ok: error === null, stdout, stderr: stderr || (error?.message ?? '') }),
    );
  });
}

/** Python interpreters to try, in order: the active virtual or conda environment's, then those on PATH. */
export function interpreters(env: SourceContext['env']): string[] {
  const active = activePrefixes(env).flatMap((prefix) =>
    ['bin/python', 'Scripts/python.exe', 'python.exe'].map((file) => join(prefix, file)),
  );
  return [...active.filter(isFile), ...onPath(env, ['python', 'python3'])];
}

/**
 * Folders that the active Python imports from, in its order. Asked of Python itself, which imports nothing but `sys`
 * and `json`; without a Python that answers, the usual folders of `VIRTUAL_ENV` and `CONDA_PREFIX`.
 */
export async function importPath(context: SourceContext): Promise<string[]> {
  for (const python of interpreters(context.env)) {
    const folders = await askImportPath(python, context);
    if (folders) return folders;
  }
  return usualSitePackages(context.env);
}

async function askImportPath(python: string, context: SourceContext): Promise<string[] | undefined> {
  const program = 'import json, sys; print(json.dumps(sys.path))';
  const { ok, stdout } = await run(python, ['-c', program], { ...context, timeout: 10_000 });
  if (!ok) return undefined;
  const answer = z.array(z.string()).safeParse(parseJson(stdout.trim().split('\n').at(-1) ?? ''));
  // The empty first entry is the working directory, which is searched by other rules.
  return answer.data?.filter((folder) => isAbsolute(folder) && isFolder(folder));
}

function usualSitePackages(env: SourceContext['env']): string[] {
  const folders = activePrefixes(env).flatMap((prefix) => [
    ...namesIn(join(prefix, 'lib')).map((library) => join(prefix, 'lib', library, 'site-packages')),
    join(prefix, 'Lib', 'site-packages'),
  ]);
  return folders.filter(isFolder);
}

const activePrefixes = (env: SourceContext['env']): string[] =>
  [env.VIRTUAL_ENV, env.CONDA_PREFIX].flatMap((prefix) => (prefix ? [prefix] : []));

const onPath = (env: SourceContext['env'], names: readonly string[]): string[] =>
  names.flatMap((name) =>
    (env.PATH ?? '')
      .split(delimiter)
      .filter((folder) => folder !== '')
      .flatMap((folder) => [join(folder, name), join(folder, `${name}.exe`)])
      .filter(isFile)
      .slice(0, 1),
  );
