import { join } from 'node:path';
import { cacheRoot } from '../../src/catalog/cache-root.ts';
import type { HistoryData } from '../../src/model/history.ts';
import { buildId } from '../build-id.ts';
import { extractFacts } from '../facts/index.ts';
import { loadGrammar } from '../python/grammar.ts';
import { createProgram } from '../python/program.ts';
import { readJson, writeJson } from '../source/cache.ts';
import { openSource, PARAMS_CONFIG, type SourceContext } from '../source/index.ts';
import { digestOf, ReleaseDigest } from './digest.ts';
import { emptyHistory, extendHistory, HISTORY_THRESHOLD } from './extend.ts';

export interface HistoryRequest {
  /** Oldest first. */
  readonly releases: readonly string[];
  /** What is known already; taken up where its releases are the first of `releases`. */
  readonly known: HistoryData | undefined;
  /** Called before each release that is read: how many are done of how many. */
  readonly onRelease: (version: string, done: number, total: number) => void;
}

/** History over `releases`. Only what `known` lacks is extracted, and the release before it to compare with. */
export const buildHistory = async (request: HistoryRequest, context: SourceContext): Promise<HistoryData> => {
  const { releases, onRelease } = request;
  let history = startingPoint(request);
  const from = history.releases.length;
  if (from === releases.length) return history;
  let previous: ReleaseDigest | undefined;
  for (const [index, version] of releases.entries()) {
    if (index < from - 1) continue;
    onRelease(version, index - from, releases.length - from);
    const digest = await digestFor(version, context);
    if (index >= from) history = extendHistory(history, previous, digest);
    previous = digest;
  }
  return history;
};

const startingPoint = ({ releases, known }: HistoryRequest): HistoryData => {
  const goesOn =
    known !== undefined &&
    known.threshold === HISTORY_THRESHOLD &&
    known.releases.every(({ version }, index) => version === releases[index]);
  return goesOn ? known : emptyHistory;
};

/** A published release does not change: what this extractor made of it is kept in the cache. */
const digestFor = async (version: string, context: SourceContext): Promise<ReleaseDigest> => {
  const file = join(cacheRoot(context.env), 'digests', `${version}-${buildId()}.json`);
  const kept = readJson(file, ReleaseDigest);
  if (kept !== undefined) return kept;
  // What a user adds to a release is no part of its history.
  const bare = { ...context, env: { ...context.env, [PARAMS_CONFIG]: undefined } };
  const source = await openSource({ path: null, release: version, transformers: null }, bare);
  await loadGrammar();
  const { data, text } = extractFacts(createProgram(source.files), source);
  const digest = digestOf(data, text);
  await writeJson(file, digest);
  return digest;
};
