import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { TOOLS } from '../src/tools/registry.ts';
import { unavailable } from './availability.ts';
import { blocks, matches, transcripts } from './readme.ts';
import { runCli } from './src/cli/run.ts';

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

describe('B5 docs/ci.md', () => {
  const ci = page('ci.md');
  const home = join(work, 'ci');
  mkdirSync(join(home, 'configs'), { recursive: true });
  writeFileSync(join(home, 'configs', 'run.yaml'), 'stage: sft\nlora_rnk: 8\n');
  const outputOf = async (command: string): Promise<{ status: number; out: string }> => {
    const [said = ''] = command.replace(' || true', '').split(' > ');
    const [npx, yes, name, ...argv] = said.split(' ');
    expect([npx, yes, name]).toEqual(['npx', '-y', 'llamafactory-params']);
    return runCli([...argv, '--catalog', resolve('generated')], { cwd: home });
  };

  const Workflow = z.object({
    jobs: z.object({
      validate: z.object({
        steps: z.array(
          z.object({ run: z.string().optional(), with: z.record(z.string(), z.unknown()).optional() }),
        ),
      }),
    }),
  });
  const { steps } = Workflow.parse(parse(blocks(ci, 'yaml')[0] ?? '')).jobs.validate;
  const [annotate = '', log = ''] = steps.flatMap(({ run }) => run ?? []);

  it('annotates what is to be mended, and nothing else', async () => {
    const { status, out } = await outputOf(annotate);
    expect(status).toBe(1);
    expect(out).toMatch(/^::error file=configs\/run\.yaml,line=2,.*lora_rank/m);
    expect(out).not.toContain('::notice');
    expect((await outputOf(`${annotate} --all`)).out).toContain('::notice');
  });

  it('uploads the log that it writes, in which every result has a line', async () => {
    const { out } = await outputOf(log);
    expect(steps.at(-1)?.with?.sarif_file).toBe(log.split(' > ')[1]?.replace(' || true', ''));
    const Result = z.object({
      locations: z.tuple([
        z.object({ physicalLocation: z.object({ region: z.object({ startLine: z.number() }) }) }),
      ]),
      properties: z.object({ certainty: z.literal('certain') }),
    });
    const Log = z.object({
      version: z.literal('2.1.0'),
      runs: z.tuple([z.object({ results: z.array(Result) })]),
    });
    expect(Log.parse(JSON.parse(out)).runs[0].results.length).toBeGreaterThan(1);
  });

  it('has commands that run elsewhere', async () => {
    const [json = '', others = ''] = blocks(ci, 'sh');
    expect(JSON.parse((await outputOf(json)).out)).toHaveProperty('results.0.file', 'configs/run.yaml');
    const [make = '', use = ''] = others.split('\n');
    expect(use.split(' --catalog ')[1]).toBe(make.split(' --out ')[1]);
    const { out: help } = await runCli(['codegen', '--help']);
    for (const [option] of make.matchAll(/--[a-z]+/g)) expect(help).toContain(option);
  });

  it('shows what the stream answers', () => {
    const [{ command, shown } = { command: '', shown: [] }] = transcripts(ci);
    const [, line = ''] = /^echo '(.*)' \|/.exec(command) ?? [];
    const argv = ['src/cli/main.ts', 'validate', '--jsonl', '--catalog', 'generated'];
    const ran = spawnSync(process.execPath, ['--import', 'tsx', ...argv], {
      input: `${line}\n`,
      encoding: 'utf8',
    });
    expect(matches(shown, ran.stdout), ran.stdout).toBe(true);
  });
});

describe('docs/clients.md', () => {
  it('B13 names every tool', () => {
    const offered = clients.slice(clients.indexOf('## What is offered'));
    const named = [...offered.matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)].map(([, name]) => name);
    expect(named.toSorted()).toEqual(TOOLS.map(({ name }) => name).toSorted());
  });

  it('starts the server alike for clients that read no JSON', () => {
    const command = ['npx', '-y', 'llamafactory-params', 'stdio'];
    const [codex = ''] = blocks(clients, 'toml');
    const [own = '', other = ''] = (blocks(clients, 'sh')[0] ?? '').split('\n');
    expect(parseToml(codex)).toEqual({
      mcp_servers: { llamafactory: { command: command[0], args: command.slice(1) } },
    });
    expect(own.split(' -- ')[1]).toBe(command.join(' '));
    expect(other.split(' ').at(-1)).toBe('http://127.0.0.1:8124/mcp');
  });

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
