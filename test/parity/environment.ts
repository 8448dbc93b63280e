import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openSource, type SourceContext } from '../../codegen/source/index.ts';
import { cachedPackage } from '../../codegen/source/package.ts';
import { PINNED } from './releases.ts';

/** Python environments of the tests, under `.cache/python/` (ignored by git). Each is made once and then kept. */
const ROOT = resolve(import.meta.dirname, '../../.cache/python');

/** One call of `pip install` after another. */
type Steps = readonly (readonly string[])[];

/** What runs the real parser of the pinned release on a CPU: about 1.5 GB and two minutes. */
const PARSER: Steps = [
  ['torch==2.13.0'],
  ['--no-deps', 'llamafactory==0.9.5'],
  [
    'transformers==5.6.0',
    'accelerate==1.11.0',
    'datasets==4.0.0',
    'peft==0.18.1',
    'omegaconf',
    'pyyaml',
    'numpy',
  ],
  ['deepspeed==0.16.9'],
];

export interface PythonEnvironment {
  readonly python: string;
  /** To be put into the process's environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** The pinned release with its own packages. */
export function parserEnvironment(): PythonEnvironment {
  const folder = ensure('parser', PARSER, (target) => {
    run('python3', ['-m', 'venv', target]);
    return { python: join(target, 'bin/python'), options: [] };
  });
  return { python: join(folder, 'bin/python'), env: QUIET };
}

/**
 * What runs the real parser of a release: the pinned one's own environment, another one's packages before that, in the
 * versions its metadata allows. Of what they require only that is replaced which depends on transformers' version, and
 * peft, whose names of files the parser joins to paths.
 */
export async function releaseEnvironment(release: string): Promise<PythonEnvironment> {
  const pinned = parserEnvironment();
  if (release === PINNED) return pinned;
  const context: SourceContext = { env: process.env, cwd: ROOT, offline: false, onProgress: () => {} };
  const { info, files } = await openSource({ path: null, release, transformers: null }, context);
  const accelerate = /^__version__ = "(.*)"/m.exec(files.read('accelerate/__init__.py') ?? '')?.[1];
  const transformers = info.transformers ?? '';
  const { record } = await cachedPackage('transformers', transformers, context, { examples: false });
  const needed = record.requires.filter((line) => /^(tokenizers|huggingface[-_]hub)\b/.test(line));
  const own = await cachedPackage('llamafactory', release, context, { examples: false });
  const versions = [
    `llamafactory==${release}`,
    `transformers==${transformers}`,
    `accelerate==${accelerate}`,
    ...lowest(own.record.requires, 'peft'),
  ];
  const folder = ensure(`release-${release}`, [['--no-deps', ...versions, ...needed]], (target) => ({
    python: pinned.python,
    options: ['--target', target],
  }));
  return { python: pinned.python, env: { ...pinned.env, PYTHONPATH: folder } };
}

/** Where its newest version is left open, the oldest that is allowed: it goes with an accelerate as old as the release. */
const lowest = (requires: readonly string[], name: string): string[] =>
  requires.flatMap((line) => {
    const [own, version] = new RegExp(`^${name}\\b([^;<]*>=\\s*([\\w.]+)[^;<]*)$`).exec(line)?.slice(1) ?? [];
    return own === undefined ? [] : [`${name}==${version}`];
  });

/**
 * A virtual environment with these packages and nothing else, for the tests that drive Python clients. `undefined`
 * where it is not there and `make` is not set.
 */
export function clientEnvironment(
  name: string,
  requirements: readonly string[],
  make: boolean,
): PythonEnvironment | undefined {
  const steps: Steps = [requirements];
  if (!make && !isReady(name, steps)) return undefined;
  const folder = ensure(name, steps, (target) => {
    run('python3', ['-m', 'venv', target]);
    return { python: join(target, 'bin/python'), options: [] };
  });
  return { python: join(folder, 'bin/python'), env: {} };
}

/** Versions are as recorded, nothing is fetched from the hub, no extension of DeepSpeed is built. */
const QUIET = {
  DISABLE_VERSION_CHECK: '1',
  HF_HUB_OFFLINE: '1',
  DS_BUILD_OPS: '0',
  CUDA_VISIBLE_DEVICES: '',
};

type Begin = (target: string) => { python: string; options: readonly string[] };

const hashOf = (steps: Steps): string => createHash('sha256').update(JSON.stringify(steps)).digest('hex');

/** Whether these very steps filled the environment's folder to the end. */
function isReady(name: string, steps: Steps): boolean {
  const stamp = join(ROOT, name, 'ready');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOf(steps);
}

/** The environment's folder, filled once. One process at a time. */
function ensure(name: string, steps: Steps, begin: Begin): string {
  const folder = join(ROOT, name);
  if (isReady(name, steps)) return folder;
  mkdirSync(ROOT, { recursive: true });
  withLock(`${folder}.lock`, () => {
    if (isReady(name, steps)) return;
    rmSync(folder, { recursive: true, force: true });
    console.error(`Making the Python environment ${folder} …`);
    const { python, options } = begin(folder);
    for (const step of steps) run(python, ['-m', 'pip', 'install', '--quiet', ...options, ...step]);
    writeFileSync(join(folder, 'ready'), hashOf(steps));
  });
  return folder;
}

const HOUR = 60 * 60 * 1000;

function withLock(lock: string, work: () => void): void {
  while (!tryLock(lock)) {
    if (Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) > HOUR)
      rmSync(lock, { recursive: true });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  }
  try {
    work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function tryLock(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

/** Silent but for a failure, whose output is in the error. */
function run(command: string, args: readonly string[]): void {
  execFileSync(command, args, { stdio: 'pipe', env: { ...process.env, DS_BUILD_OPS: '0' } });
}

if (process.argv[1] === import.meta.filename) {
  console.log(JSON.stringify(await releaseEnvironment(process.argv[2] ?? PINNED)));
}
