import { dirname, join } from 'node:path';
import { extractFacts } from '../../../codegen/facts/index.ts';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { createProgram } from '../../../codegen/python/program.ts';
import { openSource } from '../../../codegen/source/index.ts';
import type { CatalogData } from '../../../src/model/index.ts';
import { compareFields, type EntryComparison } from '../compare.ts';
import { releaseEnvironment } from '../environment.ts';
import { recordFields } from '../record.ts';
import { STUBS } from '../releases.ts';

/**
 * A checkout against its own parser asked now, in the Python environment of a release: both with that release's
 * transformers. Throws what Python said where the parser cannot be loaded in it.
 */
export async function compareLive(
  folder: string,
  release: string,
  out: string,
): Promise<readonly EntryComparison[]> {
  const environment = await releaseEnvironment(release);
  const context = { env: process.env, cwd: folder, offline: false, onProgress: () => {} };
  const companions = await openSource({ path: null, release, transformers: null }, context);
  const { transformers } = companions.info;
  const source = await openSource({ path: folder, release: null, transformers }, context);
  await loadGrammar();
  const { data } = extractFacts(createProgram(source.files), source);
  const home = dirname(source.roots[0]?.path ?? folder);
  const path = [home, environment.env.PYTHONPATH].filter((part) => part !== undefined).join(':');
  const record = recordFields(
    { python: environment.python, env: { ...environment.env, PYTHONPATH: path } },
    { out: join(out, 'record.json'), modules: modulesOf(data), stubs: STUBS },
  );
  return compareFields(record, data);
}

/** The modules in which the source lists argument classes. */
const modulesOf = ({ entryPoints }: CatalogData): readonly string[] => [
  ...new Set(entryPoints.map(({ place }) => place.path.replace(/\.py$/, '').replaceAll('/', '.'))),
];
