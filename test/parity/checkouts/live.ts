import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CatalogData } from '../../../src/model/index.ts';
import { compareFields, type EntryComparison } from '../compare.ts';
import type { PythonEnvironment } from '../environment.ts';
import { recordFields } from '../record.ts';
import { STUBS } from '../releases.ts';
import { type ParityReport, runParity } from '../verdicts/parity.ts';
import { type Extracted, extract, withCatalog } from './extract.ts';

/** No state of a fork is refused for the versions of packages that its parser does not use. */
const UNASKED = [...STUBS, 'transformers.utils.versions'];

/** How many configs are judged, and whether with values of any type. */
export interface VerdictWishes {
  readonly count: number;
  readonly seed: number;
  readonly types: boolean;
}

export interface LiveComparison {
  readonly fields: readonly EntryComparison[];
  readonly verdicts: readonly ParityReport[];
  /** Modules that it imports and the environment lacks, stubbed. */
  readonly stubbed: readonly string[];
}

/**
 * A checkout against its own parser asked now, both with the packages of a Python environment. Throws what Python said
 * where the parser cannot be loaded in it.
 */
export async function compareLive(
  folder: string,
  environment: PythonEnvironment,
  wishes: readonly VerdictWishes[] = [],
): Promise<LiveComparison> {
  const extracted = await extract(folder, packagesOf(environment));
  const home = dirname(extracted.source.roots[0]?.path ?? folder);
  const path = [home, environment.env.PYTHONPATH].filter((part) => part !== undefined).join(':');
  const python = { python: environment.python, env: { ...environment.env, PYTHONPATH: path } };
  const [fields, stubs] = await stubbing(UNASKED, (names) => fieldsOf(extracted, python, names));
  const verdicts = await withCatalog(extracted, async (catalog) => {
    const reports: ParityReport[] = [];
    for (const wish of wishes) {
      const options = { catalog, python, minimise: 10, ...wish };
      const [report] = await stubbing(stubs, (names) => runParity({ ...options, stubs: names }));
      reports.push(report);
    }
    return reports;
  });
  return { fields, verdicts, stubbed: stubs.filter((name) => !UNASKED.includes(name)) };
}

/** The folder of its own transformers and accelerate. */
function packagesOf({ python, env }: PythonEnvironment): string {
  const lib = join(dirname(dirname(python)), 'lib');
  return env.PYTHONPATH ?? join(lib, readdirSync(lib)[0] ?? '', 'site-packages');
}

function fieldsOf({ result }: Extracted, python: PythonEnvironment, stubs: readonly string[]) {
  const out = mkdtempSync(join(tmpdir(), 'lfp-live-'));
  try {
    const recording = { out: join(out, 'record.json'), modules: modulesOf(result.data), stubs };
    return compareFields(recordFields(python, recording), result.data);
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** Runs it with one more stub as often as Python says that a module is missing. */
async function stubbing<T>(
  stubs: readonly string[],
  run: (stubs: readonly string[]) => T | Promise<T>,
): Promise<readonly [T, readonly string[]]> {
  try {
    return [await run(stubs), stubs];
  } catch (error) {
    const missing = /ModuleNotFoundError: No module named '([\w.]+)'/.exec(String(error))?.[1];
    if (missing === undefined || stubs.includes(missing)) throw error;
    return stubbing([...stubs, missing], run);
  }
}

/** The modules in which the source lists argument classes. */
const modulesOf = ({ entryPoints }: CatalogData): readonly string[] => [
  ...new Set(entryPoints.map(({ place }) => place.path.replace(/\.py$/, '').replaceAll('/', '.'))),
];
