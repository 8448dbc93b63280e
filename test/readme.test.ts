import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { unavailable } from './availability.ts';
import { checkoutWith } from './codegen/extra/fixture.ts';
import { blocks, matches, type Transcript, transcripts } from './readme.ts';
import { runCli } from './src/cli/run.ts';

const readme = readFileSync('README.md', 'utf8');
const missing = unavailable(
  'the snapshot',
  existsSync('generated/manifest.json') ? undefined : 'generated/ has no catalog yet',
);

/** A folder without any LLaMA Factory near it, and the snapshot as a fresh clone has it, without upstream's text. */
let home: string;
let snapshot: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'readme-'));
  snapshot = join(home, 'generated');
  if (existsSync('generated'))
    cpSync('generated', snapshot, { recursive: true, filter: (path) => !path.endsWith('text') });
  writeFileSync(join(home, 'run.yaml'), blocks(readme, 'yaml')[0] ?? '');
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const main = ['--import', 'tsx', resolve('src/cli/main.ts')];
const environment = () => ({ PATH: '/usr/bin:/bin', HOME: home, NO_COLOR: '1' });

const words = (command: string): readonly string[] =>
  [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

/** Runs one command as `npx llamafactory-params` does. */
const run = (command: string) => {
  const [npx, name, ...argv] = words(command);
  expect([npx, name]).toEqual(['npx', 'llamafactory-params']);
  return runCli([...argv, '--catalog', snapshot], { cwd: home, env: environment() });
};

const all = transcripts(readme);
const served = all.filter(({ command }) => command === 'npm start');
const isOwn = ({ command }: Transcript): boolean =>
  command.includes('--out') || command.includes('--catalog');
const own = all.filter(isOwn);
const others = all.filter((transcript) => transcript.command !== 'npm start' && !isOwn(transcript));

describe('README', () => {
  it('shows the two commands that everything starts with', () => {
    expect(blocks(readme, 'sh')[0]).toBe('npm install && npm start\nnpm install && npm test');
    expect(manifest.scripts.start).toBe('node dist/cli/main.js serve');
    expect(manifest.scripts.test).toBe('vitest run');
    expect(manifest.scripts.prepare).toBe(manifest.scripts.build);
  });

  it.skipIf(missing).each(others)('shows what $command prints', async ({ command, shown }) => {
    const { status, out, err } = await run(command);
    expect({ status, err }).toEqual({ status: words(command)[2] === 'validate' ? 1 : 0, err: '' });
    expect(matches(shown, out), `${command} prints:\n${out.slice(0, 2000)}`).toBe(true);
  });

  it.skipIf(missing).each(served)('shows the banner of $command (S1)', async ({ shown }) => {
    const server = spawn(process.execPath, [...main, 'serve', '--port', '0'], { env: environment() });
    try {
      const banner = await firstOutput(server);
      const address = /http:\/\/127\.0\.0\.1:\d+\/mcp/;
      expect(banner).toMatch(address);
      expect(matches(shown, banner.replace(address, 'http://127.0.0.1:8124/mcp'))).toBe(true);
    } finally {
      server.kill('SIGTERM');
    }
  });

  it.skipIf(missing).each(blocks(readme, 'ts'))('has a program that compiles and runs (B17)', (program) => {
    const file = join(home, 'example.mts');
    const library = JSON.stringify(resolve('src/index.ts'));
    writeFileSync(file, program.replace("'llamafactory-params'", library));
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', file], {
      encoding: 'utf8',
      env: environment(),
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual(
      expect.arrayContaining([
        'stage: sft',
        'finetuning_type: lora',
        'quantization_bit: 4',
        'learning_rate',
        expect.stringContaining('line 2: "lora_rnk"'),
      ]),
    );
  });

  it('S8 adds classes of the user’s own to a checkout', async () => {
    const root = checkoutWith({ 'my_params.py': blocks(readme, 'python')[0] ?? '' });
    const env = { PATH: '', HOME: root, NO_COLOR: '1', LLAMA_FACTORY_PATH: 'repo' };
    expect(own.map(({ command }) => words(command)[2])).toEqual(['codegen', 'show', 'capabilities']);
    for (const { command, shown } of own) {
      const machine = command.includes('codegen') ? ['--transformers', 'site', '--offline'] : [];
      const argv = [...words(command).slice(2), ...machine];
      const { status, out, err } = await runCli(argv, { cwd: root, env });
      expect({ status, err }).toEqual({ status: 0, err: '' });
      expect(matches(shown, out), `${command} prints:\n${out.slice(0, 2000)}`).toBe(true);
    }
    const [config = ''] = blocks(readme, 'json').filter((block) => block.includes('extra'));
    writeFileSync(join(root, 'params.json'), config);
    const named = { ...env, LLAMA_FACTORY_PARAMS_CONFIG: 'params.json' };
    const argv = ['codegen', '--out', 'configured', '--transformers', 'site', '--offline'];
    expect(await runCli(argv, { cwd: root, env: named })).toMatchObject({ status: 0 });
    const [flagged, configured] = ['catalog', 'configured'].map((out) =>
      readFileSync(join(root, out, 'catalog.json'), 'utf8'),
    );
    expect(configured).toBe(flagged);
  });

  it('names every command there is', async () => {
    const { COMMANDS } = await import('../src/cli/commands.ts');
    const table = readme.slice(readme.indexOf('## Commands'), readme.indexOf('## How the list'));
    for (const { name } of COMMANDS) expect(table).toContain(`\`${name}\``);
  });
});

const firstOutput = (server: ChildProcess): Promise<string> =>
  new Promise((settle, reject) => {
    let [out, err] = ['', ''];
    server.stderr?.on('data', (chunk) => {
      err += chunk;
    });
    server.stdout?.on('data', (chunk) => {
      out += chunk;
      if (out.includes('Parameters')) settle(out);
    });
    server.on('exit', (status) => reject(new Error(`serve ended with ${status}: ${err}`)));
  });

describe('matches', () => {
  it.each([
    [['a', '…', 'z'], 'a\nb\nc\nz\n', true],
    [['a', '…'], 'a\n', true],
    [['a …'], 'a b\n', true],
    [['a', 'z'], 'a\nb\nz\n', false],
    [['a.'], 'ab\n', false],
  ])('%j and %j: %s', (shown, output, same) => {
    expect(matches(shown, output)).toBe(same);
  });
});
