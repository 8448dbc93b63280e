import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { cacheRoot } from '../../src/catalog/cache-root.ts';
import { UserError } from '../../src/model/index.ts';
import { readJson, writeJson } from './cache.ts';
import type { SourceContext } from './context.ts';
import { cachedPackage, cachedVersions } from './package.ts';
import { findPip } from './pip.ts';
import { allowed, isOpenEnded, type Requirement } from './requirement.ts';

/** What decides a version: a package, what is asked of it, and when the asking project was built. */
export interface Wanted {
  readonly name: string;
  readonly requirement: Requirement;
  /** ISO time; `null` where it is not known. */
  readonly built: string | null;
}

const Choice = z.object({ version: z.string() });

/**
 * The newest version that the requirement allows; where it leaves the upper end open, the newest that was built before
 * the asking project was. A choice is kept, so that it is the same next time and without a network. Offline, where
 * none is kept, the newest version in the cache that is allowed; `undefined` where there is none.
 */
export async function chooseVersion(wanted: Wanted, context: SourceContext): Promise<string | undefined> {
  const file = choiceFile(wanted, context);
  const kept = readJson(file, Choice);
  if (kept) return kept.version;
  if (context.offline) return allowed(wanted.requirement, cachedVersions(wanted.name, context))[0];
  context.onProgress({ stage: 'search', detail: wanted.name });
  const pip = await findPip(context);
  const candidates = allowed(wanted.requirement, await pip.versions(wanted.name));
  const version =
    wanted.built !== null && isOpenEnded(wanted.requirement)
      ? await newestBuiltBefore(candidates, wanted.built, (candidate) =>
          builtOf(wanted.name, candidate, context),
        )
      : candidates[0];
  if (version === undefined) throw nothingAllowed(wanted);
  await writeJson(file, { version });
  return version;
}

/**
 * The first of `candidates` (newest first) that was built before `time`. Versions are built in their order but for
 * patches of older lines, so halving finds it. One whose time is not known is passed over.
 */
export async function newestBuiltBefore(
  candidates: readonly string[],
  time: string,
  built: (candidate: string) => Promise<string | null>,
): Promise<string | undefined> {
  let best: string | undefined;
  let [low, high] = [0, candidates.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const known = await firstKnown(candidates, middle, high, built);
    if (known === undefined || known.at <= time) {
      best = known ? candidates[known.index] : best;
      high = middle;
    } else low = known.index + 1;
  }
  return best;
}

async function firstKnown(
  candidates: readonly string[],
  from: number,
  to: number,
  built: (candidate: string) => Promise<string | null>,
): Promise<{ index: number; at: string } | undefined> {
  for (const [offset, candidate] of candidates.slice(from, to).entries()) {
    const at = await built(candidate);
    if (at !== null) return { index: from + offset, at };
  }
  return undefined;
}

const builtOf = async (name: string, version: string, context: SourceContext): Promise<string | null> =>
  (await cachedPackage(name, version, context, { examples: false })).record.built;

function choiceFile(wanted: Wanted, context: SourceContext): string {
  const key = JSON.stringify([wanted.name, wanted.requirement, wanted.built]);
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return join(cacheRoot(context.env), 'choices', `${wanted.name}-${hash}.json`);
}

const nothingAllowed = (wanted: Wanted): UserError =>
  new UserError({
    code: 'NO_VERSION_ALLOWED',
    message: `pip knows no ${wanted.name} that satisfies "${wanted.requirement.join('" or "')}".`,
    next: `Name one with --transformers, or check pip's own configuration (pip index versions ${wanted.name}).`,
  });
