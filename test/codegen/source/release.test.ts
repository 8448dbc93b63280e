import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSource, type SourceContext } from '../../../codegen/source/index.ts';
import { unavailable } from '../../availability.ts';
import { tinyAccelerate, tinyDatasets, tinyPackage, tinyTransformers, under } from './fixture.ts';

/** The real pip over a folder of distributions: no index, no network. */
const pip = spawnSync('python3', ['-m', 'pip', '--version'], { encoding: 'utf8' });
const reason = pip.status === 0 ? undefined : 'python3 -m pip does not run';

const work = mkdtempSync(join(tmpdir(), 'lfp-release-'));
const links = join(work, 'links');

interface Dist {
  readonly file: string;
  readonly time: readonly number[];
  /** Whether its files differ in time, as in a build that is not reproducible. */
  readonly spread: boolean;
  readonly files: Record<string, string>;
}

function wheel(
  name: string,
  version: string,
  date: readonly [number, number, number],
  files: Record<string, string>,
  requires: string[] = [],
): Dist {
  const info = `${name}-${version}.dist-info`;
  const metadata = [
    'Metadata-Version: 2.1',
    `Name: ${name}`,
    `Version: ${version}`,
    ...requires.map((line) => `Requires-Dist: ${line}`),
  ];
  return {
    file: `${name}-${version}-py3-none-any.whl`,
    time: [...date, 12, 0, 30],
    spread: true,
    files: {
      ...files,
      [`${info}/METADATA`]: `${metadata.join('\n')}\n\nLong text\nRequires-Dist: transformers==0\n`,
      [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
      [`${info}/RECORD`]: '',
    },
  };
}

/** A source distribution whose setup fails, as that of several releases does. */
const sdist = (version: string): Dist => ({
  file: `llamafactory-${version}.tar.gz`,
  time: [],
  spread: false,
  files: under(`llamafactory-${version}`, {
    'PKG-INFO': `Metadata-Version: 2.1\nName: llamafactory\nVersion: ${version}\n`,
    'setup.py': 'raise SystemExit("a file is lacking")\n',
    ...under('src', tinyPackage('llamafactory', version)),
    'examples/train/a.yaml': 'stage: sft\n',
    'data/dataset_info.json': '{}\n',
    'data/rows.json': '[]\n',
  }),
});

const DISTS: Dist[] = [
  wheel('llamafactory', '0.2.0', [2024, 6, 1], tinyPackage('llamafactory', '0.2.0'), [
    'transformers (<=4.42.0,>=4.37.2,!=4.41.*)',
    'accelerate>=0.1 ; python_version >= "3.8"',
    "transformers ==9.0 ; extra == 'other'",
  ]),
  sdist('0.2.0'),
  wheel('llamafactory', '0.1.0', [2024, 5, 16], tinyPackage('llamafactory', '0.1.0'), [
    'transformers>=4.37.2',
    'accelerate',
  ]),
  wheel('transformers', '4.40.2', [2024, 5, 1], tinyTransformers('4.40.2')),
  wheel('transformers', '4.41.0', [2024, 5, 15], tinyTransformers('4.41.0')),
  wheel('transformers', '4.42.1', [2024, 7, 1], tinyTransformers('4.42.1')),
  wheel('transformers', '5.0.0', [2025, 12, 1], tinyTransformers('5.0.0')),
  wheel('accelerate', '0.30.0', [2024, 5, 10], tinyAccelerate('0.30.0')),
  wheel('datasets', '2.19.0', [2024, 4, 10], tinyDatasets('2.19.0')),
  wheel('accelerate', '0.31.0', [2024, 6, 8], tinyAccelerate('0.31.0')),
];

const progress: string[] = [];
const context = (over: Partial<SourceContext> = {}): SourceContext => ({
  cwd: work,
  env: {
    PATH: process.env.PATH,
    HOME: work,
    PIP_CONFIG_FILE: '/dev/null',
    PIP_NO_INDEX: '1',
    PIP_FIND_LINKS: links,
    LLAMAFACTORY_PARAMS_CACHE: join(work, 'cache'),
  },
  offline: false,
  onProgress: ({ stage, detail }) => progress.push(`${stage} ${detail}`),
  ...over,
});
const release = (version: string, over?: Partial<SourceContext>) =>
  openSource({ path: null, release: version, transformers: null }, context(over));

describe.skipIf(unavailable('pip', reason))('B3: a published release becomes a source', () => {
  beforeAll(() => {
    mkdirSync(links);
    execFileSync('python3', [join(import.meta.dirname, 'make-dists.py'), links], {
      input: JSON.stringify(DISTS),
    });
  });
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  it('offline and not cached: says so', async () => {
    const attempt = release('0.2.0', { offline: true });
    await expect(attempt).rejects.toMatchObject({ code: 'OFFLINE_NOT_CACHED' });
  });

  it('fetched by two at once: one whole result, with examples and the newest transformers allowed', async () => {
    const [{ info, files }, other] = await Promise.all([release('0.2.0'), release('0.2.0')]);
    expect(info).toMatchObject({ label: 'release 0.2.0', llamafactory: '0.2.0', transformers: '4.40.2' });
    expect([...files.list('examples'), ...files.list('data')]).toEqual([
      'examples/train/a.yaml',
      'data/dataset_info.json',
    ]);
    expect(files.list('llamafactory')).toHaveLength(4);
    expect(other.info).toEqual(info);
    expect(progress).toContain('fetch llamafactory 0.2.0');
    expect(progress).toContain('fetch transformers 4.40.2');
    const left = readdirSync(join(work, 'cache/packages')).filter((name) => name.startsWith('.'));
    expect(left).toEqual([]);
  });

  it('works again offline, with the same fingerprint', async () => {
    const online = await release('0.2.0');
    const offline = await release('0.2.0', { offline: true });
    expect(offline.info).toEqual(online.info);
  });

  it('with the upper end open takes what was newest when the release was built', async () => {
    const { info, files } = await release('0.1.0');
    expect(info.transformers).toBe('4.41.0');
    expect(files.read('accelerate/__init__.py')).toContain('0.30.0');
  });

  it('takes another transformers when told', async () => {
    const request = { path: null, release: '0.2.0', transformers: '4.41.0' };
    expect((await openSource(request, context())).info.transformers).toBe('4.41.0');
  });

  it('S7: an unknown version is answered with the known ones', async () => {
    await expect(release('0.3.0')).rejects.toMatchObject({
      code: 'RELEASE_NOT_FOUND',
      message: expect.stringContaining('0.2.0, 0.1.0'),
    });
  });

  it('S7: without Python says what to install', async () => {
    const env = { ...context().env, PATH: '', LLAMAFACTORY_PARAMS_CACHE: join(work, 'other') };
    await expect(release('0.2.0', { env })).rejects.toMatchObject({ code: 'PIP_NOT_FOUND' });
  });

  it('a cached file that was changed is noticed', async () => {
    const folder = join(work, 'damaged');
    cpSync(join(work, 'cache'), folder, { recursive: true });
    appendFileSync(join(folder, 'packages/llamafactory-0.2.0/llamafactory/extras/env.py'), 'evil = 1\n');
    const env = { ...context().env, LLAMAFACTORY_PARAMS_CACHE: folder };
    await expect(release('0.2.0', { env })).rejects.toMatchObject({
      code: 'CACHE_DAMAGED',
      next: expect.stringContaining(join(folder, 'packages/llamafactory-0.2.0')),
    });
  });
});
