import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { CliIo } from './io.ts';

type Surroundings = Pick<CliIo, 'env' | 'cwd'>;

/**
 * Whether it is worth starting the worker, which does the real search: a folder where SPEC S2 looks, or a package in an
 * environment's usual place. A few look-ups instead of a thread and a Python, for the common case that there is none.
 */
export const mayHaveSource = ({ env, cwd }: Surroundings): boolean =>
  ['git_ignore_folder/LLaMA-Factory', 'LLaMA-Factory', '../LLaMA-Factory'].some((place) =>
    existsSync(join(cwd, place)),
  ) || environments(env).some(hasPackage);

/** Prefixes of the active environment, of the interpreters on PATH, and of the user's own packages. */
const environments = (env: Surroundings['env']): readonly string[] => {
  const active = [env.VIRTUAL_ENV, env.CONDA_PREFIX].filter(
    (prefix) => prefix !== undefined && prefix !== '',
  );
  const interpreters = (env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => ['python', 'python3'].map((name) => join(folder, name)))
    .filter((file) => existsSync(file))
    .slice(0, 2);
  const own = env.HOME === undefined ? [] : [join(env.HOME, '.local')];
  return [
    ...active.map(String),
    ...interpreters.flatMap((file) => [dirname(dirname(file)), dirname(dirname(realpathSync(file)))]),
    ...own,
  ];
};

/** `lib/python3.12/site-packages/llamafactory-0.9.5.dist-info`, which an editable install has too. */
const hasPackage = (prefix: string): boolean =>
  ['lib', 'local/lib', 'Lib'].some((library) => {
    const folder = join(prefix, library);
    const packages = namesIn(folder).flatMap((name) => [
      join(folder, name, 'site-packages'),
      join(folder, name, 'dist-packages'),
    ]);
    return [join(folder, 'site-packages'), ...packages].some((place) =>
      namesIn(place).some((name) => /^(llamafactory|llmtuner)\b/i.test(name)),
    );
  });

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};
