import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateStream } from '../../../src/cli/commands/validate-stream.ts';
import { threadsFor, validateInThreads } from '../../../src/validate/batch/pool.ts';
import { runCli } from './run.ts';

const SNAPSHOT = resolve('generated');
const GOOD = [
  'model_name_or_path: some/model',
  'stage: sft',
  'do_train: true',
  'finetuning_type: lora',
  'dataset: identity',
  'template: qwen',
  'output_dir: saves/run',
  'learning_rate: 1.0e-4',
].join('\n');

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'validate-'));
  writeFileSync(join(cwd, 'good.yaml'), GOOD);
  writeFileSync(join(cwd, 'bad.yaml'), `${GOOD}\nlora_rnak: 8\n`);
  writeFileSync(join(cwd, 'broken.yaml'), 'a: [1');
  writeFileSync(join(cwd, 'twice.yaml'), `${GOOD}\n${GOOD}`);
  writeFileSync(join(cwd, 'list.yaml'), '- a\n');
  writeFileSync(
    join(cwd, 'good.json'),
    '{"model_name_or_path": "m", "template": "qwen", "infer_backend": "huggingface"}',
  );
  mkdirSync(join(cwd, 'folder'));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const validate = (...words: string[]) => runCli(['validate', '--catalog', SNAPSHOT, ...words], { cwd });

describe('B5: validate on the command line', () => {
  it.each([
    [['good.yaml'], 0],
    [['good.json'], 0],
    [['bad.yaml'], 1],
    [['broken.yaml'], 2],
    [['twice.yaml'], 1],
    [['list.yaml'], 1],
    [['good.yaml', 'bad.yaml'], 1],
    [['absent.yaml'], 2],
    [['folder'], 2],
    [['bad.yaml', 'absent.yaml'], 2],
    [[], 2],
    [['good.yaml', 'lora_rank=8'], 0],
    [['good.yaml', 'lora_rnak=8'], 1],
    [['good.yaml', '--entry', 'nowhere'], 2],
  ])('%j ends with status %i', async (words, status) => {
    expect((await validate(...words)).status).toBe(status);
  });

  it('opens a folder, and passes over what lies there beside configs', async () => {
    const folder = join(cwd, 'runs');
    mkdirSync(join(folder, 'deep', '.hidden'), { recursive: true });
    writeFileSync(join(folder, 'good.yaml'), GOOD);
    writeFileSync(join(folder, 'half.yaml'), 'stage: sft\nlora_rnak: 8\n');
    writeFileSync(join(folder, 'deep', 'bad.yml'), `${GOOD}\nlora_rnak: 8\n`);
    writeFileSync(join(folder, 'deep', '.hidden', 'c.yaml'), 'lora_rnak: 8\n');
    writeFileSync(join(folder, 'deep', 'broken.yaml'), 'a: [1');
    writeFileSync(
      join(folder, 'ds_config.json'),
      '{"zero_optimization": {"stage": 3}, "bf16": {"enabled": true}}',
    );
    writeFileSync(join(folder, 'dataset_info.json'), '{"mine": {"file_name": "mine.json"}}');
    writeFileSync(join(folder, 'list.yaml'), '- a\n');
    writeFileSync(join(folder, 'notes.txt'), 'x');
    const { out, err, status } = await validate('runs', '--json');
    const { results } = JSON.parse(out) as { results: { file: string; valid: boolean }[] };
    expect(results.map(({ file, valid }) => [file, valid])).toEqual([
      [join('runs', 'deep', 'bad.yml'), false],
      [join('runs', 'deep', 'broken.yaml'), false],
      [join('runs', 'good.yaml'), true],
      [join('runs', 'half.yaml'), false],
    ]);
    expect(err).toContain(
      ['dataset_info.json', 'ds_config.json', 'list.yaml'].map((name) => join('runs', name)).join(', '),
    );
    expect(status).toBe(2);
  });

  it('prints the stable JSON shape', async () => {
    const { out } = await validate('bad.yaml', '--json');
    expect(JSON.parse(out)).toMatchObject({
      results: [
        {
          file: 'bad.yaml',
          entry: 'train',
          accepted: false,
          valid: false,
          diagnostics: expect.arrayContaining([
            expect.objectContaining({
              code: 'unknown-key',
              key: 'lora_rnak',
              line: 9,
              column: 1,
              phase: 'parse',
            }),
          ]),
        },
      ],
    });
  });

  it('prints SARIF and GitHub annotations', async () => {
    expect(JSON.parse((await validate('bad.yaml', '--format', 'sarif')).out)).toMatchObject({
      version: '2.1.0',
    });
    expect((await validate('bad.yaml', '--format', 'github')).out).toMatch(
      /^::error file=bad.yaml,line=9,col=1,/m,
    );
  });

  it("judges upstream's own arguments after --", async () => {
    const words = ['--entry', 'train', '--', '--model_name_or_path', 'm', '--stage', 'nothing', '--do_train'];
    const { status, out } = await validate(...words);
    expect(status).toBe(1);
    expect(out).toContain('"nothing" is not pt, sft, rm, ppo, dpo, kto (--stage).');
  });

  it('judges a stream', async () => {
    const printed: string[] = [];
    const output = new Writable({
      write: (chunk, _, done) => {
        printed.push(String(chunk));
        done();
      },
    });
    async function* lines() {
      yield '{"id": 1, "entry": "train", "config": {"model_name_or_path": "m"}}\n{"id": 2, "ent';
      yield 'ry": "train", "config": {"lora_rnak": 1}}\n';
    }
    const request = { options: {}, io: { cwd } } as unknown as Parameters<typeof validateStream>[0];
    const status = await validateStream(request, SNAPSHOT, lines(), output);
    expect(status).toBe(1);
    const answers = printed
      .join('')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map(({ id, accepted }) => [id, accepted])).toEqual([
      [1, true],
      [2, false],
    ]);
  });

  it('gives the same reports, in order, from several threads', async () => {
    const paths = Array.from({ length: 120 }, (_, index) => (index % 3 === 0 ? 'bad.yaml' : 'good.yaml'));
    const settings = { entry: 'auto', profile: {}, overrides: [], cwd };
    let done = 0;
    const reports = await validateInThreads(
      paths,
      { dir: SNAPSHOT, settings, withText: false },
      2,
      (count) => {
        done = count;
      },
    );
    expect(done).toBe(120);
    expect(reports.map(({ result }) => [result.file, result.valid])).toEqual(
      paths.map((path) => [path, path === 'good.yaml']),
    );
  });

  it('starts threads only where they pay', () => {
    expect([
      threadsFor(10, 8),
      threadsFor(999, 8),
      threadsFor(2000, 8),
      threadsFor(100_000, 8),
      threadsFor(5000, 1),
    ]).toEqual([0, 0, 4, 8, 0]);
  });
});

describe('B6: resolve on the command line', () => {
  it('prints effective values with their origin', async () => {
    const { status, out } = await runCli(
      ['resolve', 'good.yaml', 'lora_rank=16', '--catalog', SNAPSHOT, '--json'],
      { cwd },
    );
    expect(status).toBe(0);
    expect(JSON.parse(out).values).toMatchObject({
      lora_rank: { value: 16, origin: 'config', class: 'FinetuningArguments' },
      lora_alpha: { value: 32, origin: 'derived' },
      dataset: { value: ['identity'], origin: 'derived' },
      lora_dropout: { value: 0, origin: 'default' },
    });
  });

  it('refuses a file that cannot be read', async () => {
    const { status, err } = await runCli(['resolve', 'absent.yaml', '--catalog', SNAPSHOT], { cwd });
    expect([status, err]).toEqual([2, expect.stringContaining('FILE_UNREADABLE')]);
  });
});
