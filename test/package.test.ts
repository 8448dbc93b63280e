import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

/** Packs, installs and fetches a release: minutes, and it needs the network. */
const asked = process.env.RUN_PACKED === '1' || process.env.REQUIRE_ALL === '1';

const Packed = z.tuple([
  z.object({
    filename: z.string(),
    size: z.int(),
    unpackedSize: z.int(),
    files: z.array(z.object({ path: z.string(), size: z.int() })),
  }),
]);
type Packed = z.infer<typeof Packed>;

/** Raised only in the commit that needs more, which says why. */
const MOST_BYTES = {
  packed: 2_000_000,
  unpacked: 8_700_000,
  serve: 1_700_000,
  validate: 850_000,
  library: 600_000,
};

let app: string;
let files: string[];
let release: Packed[0];
const bin = (...args: string[]) =>
  spawnSync(join(app, 'node_modules/.bin/llamafactory-params'), args, { cwd: app, encoding: 'utf8' });
const node = (code: string): string =>
  execFileSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: app, encoding: 'utf8' });

/** Bytes of program text that an entry loads at once. */
async function loadedBytes(dist: string, entry: string): Promise<number> {
  const { metafile } = await build({
    entryPoints: [join(dist, entry)],
    absWorkingDir: dist,
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'out',
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
  const loaded = new Set<string>();
  const load = (path: string): void => {
    if (loaded.has(path)) return;
    loaded.add(path);
    for (const { path: next, kind, external } of metafile.inputs[path]?.imports ?? [])
      if (external !== true && kind === 'import-statement') load(next);
  };
  load(entry);
  return [...loaded].reduce((sum, path) => sum + (metafile.inputs[path]?.bytes ?? 0), 0);
}

describe.skipIf(!asked)('the packed tarball, installed in an empty folder (set RUN_PACKED=1)', () => {
  beforeAll(() => {
    app = mkdtempSync(join(tmpdir(), 'packed-'));
    const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', app], { encoding: 'utf8' });
    const [tarball] = Packed.parse(JSON.parse(packed.slice(packed.indexOf('[\n'))));
    release = tarball;
    files = tarball.files.map(({ path }) => path);
    writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'app', private: true, type: 'module' }));
    execFileSync('npm', ['install', '--no-audit', '--no-fund', join(app, tarball.filename)], {
      cwd: app,
      stdio: 'ignore',
    });
  });
  afterAll(() => rmSync(app, { recursive: true, force: true }));

  it('brings what it needs and nothing of upstream', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'dist/cli/main.js',
        'dist/codegen-worker.js',
        'dist/index.js',
        'dist/serving.cjs',
        'dist/schemas.js',
        'dist/types/src/index.d.ts',
        'dist/types/generated/schemas.d.ts',
        'dist/wasm/tree-sitter-python.wasm',
        'generated/catalog.json',
        'generated/manifest.json',
        'README.md',
      ]),
    );
    expect(files.filter((path) => path.startsWith('generated/text') || path.startsWith('test/'))).toEqual([]);
    expect(existsSync(join(app, 'node_modules/tree-sitter-python'))).toBe(false);
  });

  it('stays within its sizes', async () => {
    const dist = join(app, 'node_modules/llamafactory-params/dist');
    const sizeOf = (file: string) => release.files.find(({ path }) => path === file)?.size ?? Number.NaN;
    const sizes = {
      packed: release.size,
      unpacked: release.unpackedSize,
      serve: sizeOf('dist/serving.cjs'),
      validate: sizeOf('dist/quick.cjs'),
      library: await loadedBytes(dist, 'index.js'),
    };
    for (const [what, most] of Object.entries(MOST_BYTES)) {
      const size = sizes[what as keyof typeof sizes];
      expect(size, what).toBeGreaterThan(most / 3);
      expect(size, what).toBeLessThan(most);
    }
  });

  it('S4 lists the parameters for decisions from the embedded snapshot', () => {
    const listed = bin('params', '--stage', 'sft', '--method', 'lora', '--quantization', '4bit', '--json');
    expect(listed.stderr).toBe('');
    const { count, parameters } = JSON.parse(listed.stdout);
    expect(count).toBeGreaterThanOrEqual(30);
    expect(count).toBeLessThanOrEqual(70);
    expect(parameters).toContainEqual(expect.objectContaining({ name: 'lora_rank', default: 8 }));
  });

  it('S1 serves, starts from what it compiled the last time, and ends with 0 on SIGTERM', async () => {
    const kept = join(app, 'cache/compiled');
    const starts: string[][] = [];
    for (let times = 0; times < 2; times++) {
      const server = spawn(
        process.execPath,
        [join(app, 'node_modules/llamafactory-params/dist/cli/main.js'), 'serve', '--port', '0', '--offline'],
        {
          cwd: app,
          env: { ...process.env, LLAMA_FACTORY_PATH: '', LLAMAFACTORY_PARAMS_CACHE: join(app, 'cache') },
        },
      );
      let said = '';
      while (!/Listening on\s+\S+/.test(said)) said += String((await once(server.stdout, 'data'))[0]);
      const { origin } = new URL(/http:\S+/.exec(said)?.[0] ?? '');
      expect(await (await fetch(`${origin}/health`)).json()).toMatchObject({ status: 'ok' });
      server.kill('SIGTERM');
      expect((await once(server, 'exit'))[0]).toBe(0);
      starts.push(readdirSync(kept).map((name) => `${name} ${statSync(join(kept, name)).mtimeMs}`));
    }
    expect(starts[0]).toHaveLength(1);
    expect(starts[1]).toEqual(starts[0]);
  });

  it('B1 makes from the release what it was shipped with', () => {
    const made = bin('codegen', '--release', '0.9.5');
    expect(made.status, made.stderr).toBe(0);
    for (const path of ['catalog.json', 'schemas.ts', 'schema/train.json'])
      expect(readFileSync(join(app, 'generated', path), 'utf8')).toBe(
        readFileSync(resolve('generated', path), 'utf8'),
      );
    expect(bin('codegen', '--check').status).toBe(0);
    expect(readdirSync(app).filter((name) => name.startsWith('.generated'))).toEqual([]);
  });

  it('B17 offers its library and schemas to JavaScript', () => {
    expect(
      node(`import { TrainConfig } from 'llamafactory-params/schemas';
        console.log(TrainConfig.parse({ model_name_or_path: 'm', output_dir: 'o', lora_rank: 16 }).lora_rank, TrainConfig.safeParse({ lora_rnak: 1 }).success);
        console.log(Object.keys(await import('llamafactory-params')).length > 0);`),
    ).toBe('16 false\ntrue\n');
  });

  it('B17 offers its types to TypeScript', () => {
    writeFileSync(
      join(app, 'use.ts'),
      `import type { TrainConfig, TrainConfigInput } from 'llamafactory-params/schemas';
import * as library from 'llamafactory-params';
export const config: TrainConfigInput = { stage: 'sft', lora_rank: 16 };
export const rank = (full: TrainConfig): number => full.lora_rank;
export const names: string[] = Object.keys(library);
// @ts-expect-error not a number
export const wrong: TrainConfigInput = { lora_rank: 'eight' };
`,
    );
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', 'use.ts'];
    const checked = spawnSync(resolve('node_modules/.bin/tsc'), options, { cwd: app, encoding: 'utf8' });
    expect(checked.stdout).toBe('');
  });
});
