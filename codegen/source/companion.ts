import { basename, dirname, join, resolve } from 'node:path';
import { valid } from '@renovatebot/pep440';
import { UserError } from '../../src/model/index.ts';
import { chooseVersion } from './choose.ts';
import type { SourceContext } from './context.ts';
import { findModule } from './environment.ts';
import { isFile, isFolder } from './look.ts';
import { type CachedPackage, cachedPackage } from './package.ts';
import { allows, type Requirement } from './requirement.ts';
import type { Root } from './snapshot.ts';
import { packageVersion } from './version.ts';

/** A package that LLaMA Factory's arguments build on, found or fetched. */
export interface CompanionSource {
  readonly root: Root;
  readonly version: string | null;
  /** Set when it is the cache's, which can be checked for damage. */
  readonly cached?: CachedPackage;
}

/** Where a companion may be taken from, in this order. */
export interface CompanionWishes {
  /** `--transformers DIR|VERSION`: taken, whatever the rest says. */
  readonly chosen: string | null;
  /** Folders of the source's own installation: taken as it is. */
  readonly beside: readonly string[];
  /** Folders of the active Python: taken if its version fits the requirement. */
  readonly active: readonly string[];
  readonly requirement: Requirement;
  /** When the source was built, for a requirement without upper end. */
  readonly built: () => Promise<string | null>;
}

/** Throws `COMPANION_NOT_FOUND` for a wrong `chosen`, and what fetching throws. `undefined`: offline, not cached. */
export async function companionSource(
  name: string,
  wishes: CompanionWishes,
  context: SourceContext,
): Promise<CompanionSource | undefined> {
  const installed = installedCompanion(name, wishes, context);
  if (installed) return installed;
  const wanted = { name, requirement: wishes.requirement, built: await wishes.built() };
  const version = chosenVersion(name, wishes) ?? (await chooseVersion(wanted, context));
  return version === undefined ? undefined : fetchCompanion(name, version, context);
}

function installedCompanion(name: string, wishes: CompanionWishes, context: SourceContext) {
  if (wishes.chosen !== null && chosenVersion(name, wishes) === undefined) {
    const chosen = inFolder(name, resolve(context.cwd, wishes.chosen));
    if (chosen) return chosen;
    if (name === 'transformers') throw notFound(name, resolve(context.cwd, wishes.chosen));
  }
  if (chosenVersion(name, wishes) !== undefined) return undefined;
  const beside = installedIn(name, wishes.beside);
  if (beside) return beside;
  const active = installedIn(name, wishes.active);
  return active?.version && allows(wishes.requirement, active.version) ? active : undefined;
}

/** `--transformers 5.6.0`; it says nothing of the other companions. */
const chosenVersion = (name: string, { chosen }: CompanionWishes): string | undefined =>
  name === 'transformers' && chosen !== null && valid(chosen) !== null && !isFolder(chosen)
    ? chosen
    : undefined;

/** In a folder that the user named: site-packages, a checkout, or the package itself. */
function inFolder(name: string, folder: string): CompanionSource | undefined {
  const isItself = basename(folder) === name && isFile(join(folder, '__init__.py'));
  return installedIn(name, [
    ...(isItself ? [dirname(folder)] : []),
    folder,
    join(folder, 'src'),
    dirname(folder),
  ]);
}

function installedIn(name: string, folders: readonly string[]): CompanionSource | undefined {
  const path = findModule(name, folders);
  return path === undefined
    ? undefined
    : { root: { prefix: name, path }, version: packageVersion(path) ?? null };
}

async function fetchCompanion(
  name: string,
  version: string,
  context: SourceContext,
): Promise<CompanionSource> {
  const cached = await cachedPackage(name, version, context, { examples: false });
  return { root: { prefix: name, path: join(cached.folder, name) }, version, cached };
}

const notFound = (name: string, folder: string): UserError =>
  new UserError({
    code: 'COMPANION_NOT_FOUND',
    message: `--transformers names ${folder}, and no ${name}/__init__.py is there, below src/ or beside it.`,
    next: 'Name the folder that holds the transformers package (site-packages, a checkout), or a version: 5.6.0.',
    place: folder,
  });
