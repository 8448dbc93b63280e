import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { unavailable } from './availability.ts';
import { blocks } from './readme.ts';

/** What the documents tell people to type, paste and compile, tried as far as one machine can. */

const page = (name: string): string => readFileSync(resolve('docs', name), 'utf8');
const service = page('service.md');
const clients = page('clients.md');
const work = mkdtempSync(join(tmpdir(), 'docs-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const SOURCES: Readonly<Record<string, string>> = {
  'llamafactory-params': 'src/index.ts',
  'llamafactory-params/schemas': 'generated/schemas.ts',
  'llamafactory-params/agent': 'src/agent/index.ts',
  'llamafactory-params/worker': 'src/server/worker.ts',
};

/** A program over the sources in place of the package. */
const overSources = (program: string): string =>
  program.replaceAll(/'(llamafactory-params[^']*)'/g, (_all, name: string) =>
    JSON.stringify(resolve(SOURCES[name] ?? name.replace('llamafactory-params/', ''))),
  );

describe('B17 docs/library.md', () => {
  const PRINTS = [
    ['accepted true', 'packing true derived', 'lora_rank', 'added 0'],
    ['16 false'],
    ['CATALOG_MISSING true'],
    ['function'],
  ];

  it.each(blocks(page('library.md'), 'ts').map((program, i) => [i, program] as const))(
    'example %i runs',
    (i, program) => {
      const file = join(work, `example-${i}.mts`);
      writeFileSync(file, overSources(program));
      const ran = spawnSync(process.execPath, ['--import', 'tsx', file], { encoding: 'utf8' });
      expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 0, stderr: '' });
      expect(ran.stdout.trimEnd().split('\n')).toEqual(PRINTS[i]);
    },
  );

  it('every example of every page compiles', () => {
    const programs = ['library.md', 'service.md'].flatMap((name) => blocks(page(name), 'ts'));
    const files = programs.map((program, i) => {
      const file = join(work, `compiled-${i}.mts`);
      writeFileSync(file, overSources(program));
      return file;
    });
    writeFileSync(join(work, 'tsconfig.json'), tsconfig(files));
    const tsc = resolve('node_modules/.bin/tsc');
    const { stdout } = spawnSync(tsc, ['--project', join(work, 'tsconfig.json')], { encoding: 'utf8' });
    expect(stdout).toBe('');
  });

  it('names every entry of the package', () => {
    const { exports } = z
      .object({ exports: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    const internal = ['./refine', './package.json'];
    for (const entry of Object.keys(exports).filter((name) => !internal.includes(name)))
      expect(page('library.md')).toContain(`\`${entry.replace(/^\./, 'llamafactory-params')}\``);
  });
});

const tsconfig = (files: readonly string[]): string =>
  JSON.stringify({
    extends: resolve('tsconfig.json'),
    compilerOptions: {
      typeRoots: [resolve('node_modules/@types')],
      rewriteRelativeImportExtensions: false,
    },
    include: [],
    files,
  });

describe('docs/service.md', () => {
  const [unit = ''] = blocks(service, 'ini');
  const noSystemd = spawnSync('systemd-analyze', ['--version']).error?.message;

  it.skipIf(unavailable('systemd-analyze', noSystemd))('systemd finds no fault in the unit', () => {
    const file = join(work, 'llamafactory-params.service');
    writeFileSync(file, unit);
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
    const own = stderr.split('\n').filter((line) => line.includes('llamafactory-params.service'));
    expect({ status, own }).toEqual({ status: 0, own: [] });
  });

  it('names only options and variables that there are', async () => {
    const { COMMANDS } = await import('../src/cli/commands.ts');
    const known = COMMANDS.filter(({ name }) => ['serve', 'stdio'].includes(name)).flatMap(({ options }) =>
      options.map(({ flags }) => flags.split(' ')[0]),
    );
    const named = `${service}${clients}`.matchAll(/(?:params|stdio|serve)[^`\n]*?(--[a-z-]+)/g);
    for (const [, option] of named) expect([...known, '--cli']).toContain(option);
  });
});

describe('docs/clients.md', () => {
  const Server = z.union([
    z.object({ command: z.string(), args: z.array(z.string()) }),
    z.object({ url: z.literal('http://127.0.0.1:8124/mcp') }),
  ]);
  const Config = z.union([
    z.object({ mcpServers: z.record(z.string(), Server) }).strict(),
    z.object({ servers: z.record(z.string(), Server) }).strict(),
  ]);

  it.each(blocks(clients, 'json'))('%s is what its client reads', (block) => {
    const config = Config.parse(JSON.parse(block));
    const [server] = Object.values('servers' in config ? config.servers : config.mcpServers);
    if (server !== undefined && 'command' in server)
      expect([server.command, ...server.args.slice(0, 3)]).toEqual([
        'npx',
        '-y',
        'llamafactory-params',
        'stdio',
      ]);
  });
});
