import { relative, resolve } from 'node:path';
import { loadCatalog } from '../../src/catalog/load.ts';
import { HistoryData } from '../../src/model/history.ts';
import { ARTIFACT } from '../../src/model/manifest.ts';
import { readFolder, replaceFolder } from '../emit/folder.ts';
import { emitHistory } from '../emit/history.ts';
import { emitManifest } from '../emit/manifest.ts';
import { type CodegenIo, sourceContext } from '../io.ts';
import { buildHistory } from './build.ts';
import { publishedReleases } from './releases.ts';

export interface HistoryOptions {
  readonly out: string;
  readonly offline?: true;
  readonly fresh?: true;
}

/** `codegen history`: brings `history.json` of a catalog folder up to the newest release. */
export const writeHistory = async (options: HistoryOptions, io: CodegenIo): Promise<void> => {
  const out = resolve(io.cwd, options.out);
  const folder = loadCatalog(out);
  const known = options.fresh ? null : folder.artifact(ARTIFACT.history, HistoryData);
  const context = sourceContext(io, options.offline);
  const history = await buildHistory(
    {
      releases: await publishedReleases(context),
      known: known ?? undefined,
      onRelease: (version, done, total) =>
        io.progress(`release ${version} (${Math.max(done, 0) + 1} of ${total})`),
    },
    context,
  );
  const others = [...readFolder(out)]
    .filter(([path]) => path !== ARTIFACT.history && path !== ARTIFACT.manifest)
    .map(([path, content]) => ({ path, content }));
  const artifacts = [...others, emitHistory(history)];
  const { source, command } = folder.manifest;
  replaceFolder(out, [...artifacts, emitManifest(source, command, artifacts)]);
  io.out(`${told(history)} in ${relative(io.cwd, out)}/${ARTIFACT.history}\n`);
};

const told = ({ releases, entries, renames }: HistoryData): string => {
  const names = new Set(Object.values(entries).flatMap((names) => Object.keys(names)));
  const [first, last] = [releases[0]?.version ?? 'none', releases.at(-1)?.version ?? 'none'];
  return `${releases.length} releases (${first} to ${last}), ${names.size} names, ${renames.length} renames`;
};
