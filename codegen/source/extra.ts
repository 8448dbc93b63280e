import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../src/model/index.ts';
import type { SourceContext } from './context.ts';
import { repoOf } from './layout.ts';
import { isFile, isFolder, parseJson, readText } from './look.ts';
import type { Root } from './snapshot.ts';

/** Names the config file; without it `llamafactory-params.json` beside the source is taken. */
export const PARAMS_CONFIG = 'LLAMA_FACTORY_PARAMS_CONFIG';
const CONFIG_NAME = 'llamafactory-params.json';

const ExtraEntry = z.strictObject({
  /** A `.py` file or a package folder, from the config's own folder. */
  path: z.string().min(1),
  /** Names of dataclasses in it; all where none are named. */
  classes: z.array(z.string()).default([]),
  /** The entry point that takes them. */
  entry: z.string().default('train'),
  /** The class of that entry point that they are mixed into; without it they are taken beside the others. */
  into: z.string().nullable().default(null),
});
const ParamsConfig = z.strictObject({ extra: z.array(ExtraEntry).default([]) });

/** Argument classes of the user's own: where they are, and what takes them. */
export type Extra = Readonly<z.infer<typeof ExtraEntry>>;

/** The same with an absolute path and the dotted name of its module or package inside the source. */
export interface ExtraModule extends Extra {
  readonly module: string;
}

/**
 * The config file of a source: the one that `LLAMA_FACTORY_PARAMS_CONFIG` names, else the place beside the source, there
 * or not. Throws `CONFIG_NOT_FOUND`, `CONFIG_INVALID`, and `EXTRA_OUTSIDE`: a file that came along with a source may
 * open nothing outside its own folder.
 */
export function configOf(
  packageFolder: string | undefined,
  { env, cwd }: SourceContext,
): { readonly path: string; readonly extra: readonly Extra[] } | undefined {
  const named = env[PARAMS_CONFIG];
  if (named) {
    const path = resolve(cwd, named);
    if (!isFile(path)) throw configNotFound(path);
    return { path, extra: readConfig(path) };
  }
  if (packageFolder === undefined) return undefined;
  const home = repoOf(packageFolder) ?? dirname(packageFolder);
  const path = join(home, CONFIG_NAME);
  const extra = isFile(path) ? readConfig(path) : [];
  const outside = extra.find((one) => existsSync(one.path) && !isInside(one.path, home));
  if (outside !== undefined) throw leadsOut(outside.path, path);
  return { path, extra };
}

/** Roots with those of the user's own files added, and the module that each of these is. Throws `EXTRA_…`. */
export function placeExtra(
  wanted: readonly Extra[],
  roots: readonly Root[],
): { readonly roots: readonly Root[]; readonly extra: readonly ExtraModule[] } {
  const all = [...roots];
  const extra = wanted.map((one): ExtraModule => {
    const path = basename(one.path) === '__init__.py' ? dirname(one.path) : one.path;
    if (!existsSync(path)) throw notFound(path);
    if (!isFolder(path) && !path.endsWith('.py')) throw notPython(path);
    const home = all.find((root) => isInside(path, root.path));
    if (home !== undefined) {
      const below = relative(realpathSync(home.path), realpathSync(path));
      return { ...one, path, module: moduleName([home.prefix, ...below.split(sep)]) };
    }
    const root = { prefix: basename(path), path };
    const taken = all.find(({ prefix }) => moduleName([prefix]) === moduleName([root.prefix]));
    if (taken !== undefined) throw nameTaken(path, taken.path);
    all.push(root);
    return { ...one, path, module: moduleName([root.prefix]) };
  });
  return { roots: all, extra };
}

const moduleName = (parts: readonly string[]): string =>
  parts
    .filter((part) => part !== '')
    .map((part) => basename(part, '.py'))
    .join('.');

const isInside = (path: string, folder: string): boolean => {
  const [real, home] = [realpathSync(path), realpathSync(folder)];
  return real === home || real.startsWith(home + sep);
};

function readConfig(path: string): readonly Extra[] {
  const { data, error } = ParamsConfig.safeParse(parseJson(readText(path)));
  if (data === undefined) throw invalid(path, error === undefined ? '' : z.prettifyError(error));
  return data.extra.map((one) => ({ ...one, path: resolve(dirname(path), one.path) }));
}

const invalid = (path: string, reason: string): UserError =>
  new UserError({
    code: 'CONFIG_INVALID',
    message: `${path} is no valid config. ${reason}`,
    next: 'Write {"extra": [{"path": "my_params.py", "into": "FinetuningArguments"}]}; classes, entry and into are optional.',
    place: path,
  });

const configNotFound = (path: string): UserError =>
  new UserError({
    code: 'CONFIG_NOT_FOUND',
    message: `${PARAMS_CONFIG} names ${path}, which is no file.`,
    next: `Name an existing JSON file, or unset ${PARAMS_CONFIG}.`,
    place: path,
  });

const notFound = (path: string): UserError =>
  new UserError({
    code: 'EXTRA_NOT_FOUND',
    message: `${path}, named for further argument classes, does not exist.`,
    next: 'Name an existing .py file or package folder.',
    place: path,
  });

const notPython = (path: string): UserError =>
  new UserError({
    code: 'EXTRA_NOT_PYTHON',
    message: `${path}, named for further argument classes, is neither a folder nor a .py file.`,
    next: 'Name an existing .py file or package folder.',
    place: path,
  });

const nameTaken = (path: string, other: string): UserError =>
  new UserError({
    code: 'EXTRA_NAME_TAKEN',
    message: `${path} has the same name as ${other}, which is read too.`,
    next: 'Rename one of them: both would be the same module.',
    place: path,
  });

const leadsOut = (path: string, config: string): UserError =>
  new UserError({
    code: 'EXTRA_OUTSIDE',
    message: `${config} names ${path}, which lies outside its own folder.`,
    next: `If that is your own doing, name the config yourself: ${PARAMS_CONFIG}=${config}.`,
    place: config,
  });
