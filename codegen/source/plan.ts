import { dirname, resolve } from 'node:path';
import { UserError } from '../../src/model/index.ts';
import { type CompanionSource, type CompanionWishes, companionSource } from './companion.ts';
import type { SourceContext } from './context.ts';
import { configOf, type Extra, type ExtraModule, placeExtra } from './extra.ts';
import { findPackage, repoOf, rootsOf } from './layout.ts';
import type { Location } from './locate.ts';
import { type CachedPackage, cachedPackage } from './package.ts';
import { importPath, run } from './python.ts';
import { requirementOn, requirementsOfInstalled, requirementsOfRepo } from './requirement.ts';
import { COMPANIONS } from './scope.ts';
import type { Root } from './snapshot.ts';

/** Which source, as a user says it. With neither path nor release it is found by itself (SPEC S2). */
export interface SourceRequest {
  readonly path: string | null;
  readonly release: string | null;
  /** A folder or a version. */
  readonly transformers: string | null;
  /** Argument classes of the user's own, besides those that the config file names. */
  readonly extra?: readonly Extra[];
}

export type SourceKind = 'checkout' | 'environment' | 'release';

/** Where a source's files are and what they are called, before they are read. */
export interface SourcePlan {
  readonly kind: SourceKind;
  readonly label: string;
  /** The package's own first. */
  readonly roots: readonly Root[];
  /** What of it lies in the cache and can be checked for damage. */
  readonly cached: readonly CachedPackage[];
  /** What could not be had, a sentence each. */
  readonly notes: readonly string[];
  /** The config file, there or not; `null` where none is looked for. */
  readonly config: string | null;
  readonly extra: readonly ExtraModule[];
}

/** The project's name on package indexes. */
const PROJECT = 'llamafactory';

/** A published release: everything from the cache, nothing from this machine's Python. Fetches what is missing. */
export async function planRelease(
  release: string,
  request: SourceRequest,
  context: SourceContext,
): Promise<SourcePlan> {
  const own = await cachedPackage(PROJECT, release, context, { examples: true });
  const wishes = (name: string): CompanionWishes => ({
    chosen: request.transformers,
    beside: [],
    active: [],
    requirement: requirementOn(name, own.record.requires),
    built: async () => own.record.built,
  });
  const found = await Promise.all(COMPANIONS.map((name) => companionSource(name, wishes(name), context)));
  const missing = COMPANIONS.filter((_, index) => found[index] === undefined);
  if (missing.length > 0) throw notCached(missing.join(' and '), release);
  const packageFolder = findPackage(own.folder) ?? own.folder;
  const label = `release ${release}`;
  const roots = rootsOf(packageFolder, own.folder);
  return assemble({ kind: 'release', label, roots, own, found, notes: [] }, request, context);
}

/** A folder on this machine. A companion that cannot be had is left out with a note: its classes stay open. */
export async function planFolder(
  location: Location,
  request: SourceRequest,
  context: SourceContext,
): Promise<SourcePlan> {
  const { kind, packageFolder, path } = location;
  const active = await importPath(context);
  const repo = repoOf(packageFolder);
  const requirements = repo ? requirementsOfRepo(repo) : requirementsOfInstalled(packageFolder, PROJECT);
  const attempts = COMPANIONS.map(async (name) => {
    const beside = kind === 'environment' ? [dirname(packageFolder), ...active] : [];
    const requirement = requirementOn(name, requirements);
    const built = async () => (repo ? lastCommit(repo, context) : null);
    const attempt = companionSource(
      name,
      { chosen: request.transformers, beside, active, requirement, built },
      context,
    );
    return request.transformers === null
      ? withoutIfUnavailable(name, attempt)
      : { found: await attempt, notes: [] };
  });
  const companions = await Promise.all(attempts);
  const found = companions.map((companion) => companion.found);
  const notes = companions.flatMap((companion) => companion.notes);
  const roots = rootsOf(packageFolder);
  return assemble({ kind, label: `${kind} ${path}`, roots, own: undefined, found, notes }, request, context);
}

interface Parts {
  readonly kind: SourceKind;
  readonly label: string;
  readonly roots: readonly Root[];
  readonly own: CachedPackage | undefined;
  readonly found: readonly (CompanionSource | undefined)[];
  readonly notes: readonly string[];
}

function assemble(parts: Parts, request: SourceRequest, context: SourceContext): SourcePlan {
  const { kind, label, notes } = parts;
  const companions = parts.found.filter((companion) => companion !== undefined);
  const found = [...parts.roots, ...companions.map(({ root }) => root)];
  const config = configOf(kind === 'release' ? undefined : parts.roots[0]?.path, context);
  const placed = placeExtra([...(config?.extra ?? []), ...fromFlags(request, context)], found);
  return {
    kind,
    label,
    roots: placed.roots,
    config: config?.path ?? null,
    extra: placed.extra,
    cached: [parts.own, ...companions.map(({ cached }) => cached)].filter((entry) => entry !== undefined),
    notes,
  };
}

const fromFlags = ({ extra = [] }: SourceRequest, { cwd }: SourceContext): readonly Extra[] =>
  extra.map((one) => ({ ...one, path: resolve(cwd, one.path) }));

/** Faults of fetching that leave a source usable without the companion. */
const UNAVAILABLE = new Set(['PIP_NOT_FOUND', 'PIP_FAILED', 'NO_VERSION_ALLOWED', 'RELEASE_NOT_FOUND']);

async function withoutIfUnavailable(name: string, attempt: Promise<CompanionSource | undefined>) {
  const note = (reason: string) => `${name} was not found, so what builds on it is left open. ${reason}`;
  try {
    const found = await attempt;
    return { found, notes: found ? [] : [note('Run once without --offline to fetch it.')] };
  } catch (error) {
    if (!(error instanceof UserError) || !UNAVAILABLE.has(error.code)) throw error;
    return { found: undefined, notes: [note(`${error.message} ${error.next}`)] };
  }
}

/** ISO time of a checkout's last commit; `null` where git or its history is missing. */
async function lastCommit(repo: string, context: SourceContext): Promise<string | null> {
  const { ok, stdout } = await run('git', ['-C', repo, 'log', '-1', '--format=%cI'], {
    ...context,
    timeout: 10_000,
  });
  const time = ok ? Date.parse(stdout.trim()) : Number.NaN;
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

const notCached = (names: string, release: string): UserError =>
  new UserError({
    code: 'OFFLINE_NOT_CACHED',
    message: `The cache holds no ${names} for release ${release}, and --offline forbids fetching.`,
    next: 'Run the same command once without --offline.',
  });
