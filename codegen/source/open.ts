import { join } from 'node:path';
import { SCHEMA_VERSION, type SourceInfo, UserError } from '../../src/model/index.ts';
import type { SourceContext } from './context.ts';
import type { ExtraModule } from './extra.ts';
import { isPackage, repoOf, requirePackage } from './layout.ts';
import { type Location, locateSource, locationAt } from './locate.ts';
import { isFolder, readText } from './look.ts';
import { damaged } from './package.ts';
import { planFolder, planRelease, type SourceKind, type SourcePlan, type SourceRequest } from './plan.ts';
import { requirementsOfRepo } from './requirement.ts';
import { contentHash, type Root, type Snapshot, takeSnapshot } from './snapshot.ts';
import { versionOf } from './version.ts';

/** LLaMA Factory's files, those of its companions, its `examples/` and `data/`, as they were at one moment. */
export interface Source {
  readonly kind: SourceKind;
  readonly info: SourceInfo;
  /** Paths begin with a root's prefix: `llamafactory/…`, `transformers/…`, `examples/…`, `data/…`. */
  readonly files: Snapshot;
  /** What was read, the package first: for display and for watching. */
  readonly roots: readonly Root[];
  /** What could not be had, a sentence each. */
  readonly notes: readonly string[];
  readonly plan: SourcePlan;
  /** Argument classes of the user's own, to be added to what is found. */
  readonly extra: readonly ExtraModule[];
}

/** What decides a plan: while it stays as it is, changed files need no new one. */
export const planState = ({ roots, config }: SourcePlan): string => {
  const folder = roots[0]?.path ?? '';
  const repo = repoOf(folder);
  const beside = ['examples', 'data'].map((name) => repo !== undefined && isFolder(join(repo, name)));
  return JSON.stringify([
    isPackage(folder),
    repo ? requirementsOfRepo(repo) : [],
    ...beside,
    config === null ? '' : readText(config),
  ]);
};

/**
 * Finds or fetches a source and reads it; of files that `previous` read only those written since. Throws `UserError`: `SOURCE_NOT_FOUND`, `SOURCE_MISSING`,
 * `SOURCE_NOT_LLAMA_FACTORY`, `SOURCE_UNREADABLE`, `COMPANION_NOT_FOUND`, `RELEASE_NOT_FOUND`, `NO_VERSION_ALLOWED`,
 * `OFFLINE_NOT_CACHED`, `PIP_NOT_FOUND`, `PIP_FAILED`, `CACHE_DAMAGED`, `CONFIG_NOT_FOUND`, `CONFIG_INVALID`,
 * `EXTRA_NOT_FOUND`, `EXTRA_NOT_PYTHON`, `EXTRA_OUTSIDE`, `EXTRA_NAME_TAKEN`.
 */
export async function openSource(
  request: SourceRequest,
  context: SourceContext,
  previous?: Source,
): Promise<Source> {
  const plan =
    request.release === null
      ? await planFolder(await locationOf(request.path, context), request, context)
      : await planRelease(request.release, request, context);
  return readSource(plan, previous?.files);
}

/** The same source after its files changed, by the same plan. Throws as `openSource`. */
export const reopenSource = (source: Source): Source => readSource(source.plan, source.files);

async function locationOf(path: string | null, context: SourceContext): Promise<Location> {
  if (path !== null) return locationAt(path, namedBy(path, context), context);
  const located = await locateSource(context);
  if ('found' in located) return located.found;
  throw new UserError({
    code: 'SOURCE_NOT_FOUND',
    message: `No LLaMA Factory found. Looked at: ${located.looked.join(', ')}.`,
    next: 'Set LLAMA_FACTORY_PATH to a checkout, name one with --source, or take a release with --release 0.9.5.',
  });
}

function readSource(plan: SourcePlan, previous?: Snapshot): Source {
  const { kind, label, roots, notes, extra } = plan;
  const packageName = roots[0]?.prefix ?? '';
  const files = takeSnapshot(roots, previous);
  if (files.list(packageName).length === 0) requirePackage(roots[0]?.path ?? '', label);
  for (const { folder, record } of plan.cached) {
    if (contentHash(files, record.prefixes, '') !== record.content) throw damaged(folder);
  }
  const info: SourceInfo = {
    label,
    llamafactory: versionIn(files, packageName) ?? 'unknown',
    transformers: versionIn(files, 'transformers') ?? null,
    package: packageName,
    fingerprint: contentHash(
      files,
      roots.map((root) => root.prefix),
      `schema ${SCHEMA_VERSION}${extraSeed(plan)}`,
    ),
  };
  return { kind, info, files, roots, notes, plan, extra };
}

/** Who named a path, for what is said of it: the server and the command line pass the variable on. */
const namedBy = (path: string, { env }: SourceContext): string =>
  path === env.LLAMA_FACTORY_PATH ? 'LLAMA_FACTORY_PATH' : '--source';

/** What is asked of the user's own classes is part of the source: the same files mixed in elsewhere are another one. */
const extraSeed = ({ extra }: SourcePlan): string =>
  extra.length === 0
    ? ''
    : JSON.stringify(extra.map(({ module, classes, entry, into }) => [module, classes, entry, into]));

const versionIn = (files: Snapshot, prefix: string): string | undefined =>
  versionOf((path) => files.read(`${prefix}/${path}`) ?? '');
