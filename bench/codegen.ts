import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parserEnvironment } from '../test/parity/environment.ts';
import type { Options } from './run.ts';
import { installPython, PYTHON } from './server/subjects.mjs';
import { atMost, type Found, markdown, median, round } from './targets.ts';

/** Everything extracted and written, against griffe loading the same two packages: whole processes, nothing kept. */

const GRIFFE = `import griffe, sys
for name in sys.argv[2:]:
    griffe.load(name, search_paths=[sys.argv[1]])`;

interface Run {
  readonly seconds: number;
  readonly cpu: number;
  readonly megabytes: number;
}

const measure = (command: string, args: readonly string[]): Run => {
  const { stderr, status } = spawnSync('/usr/bin/time', ['-f', '%e %U %S %M', command, ...args], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with status ${status}: ${stderr}`);
  const [seconds = 0, user = 0, system = 0, kilobytes = 0] = (stderr.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number);
  return { seconds, cpu: user + system, megabytes: kilobytes / 1000 };
};

const sitePackages = (python: string): string =>
  spawnSync(python, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'], {
    encoding: 'utf8',
  }).stdout.trim();

export const codegen = async ({ rounds }: Options): Promise<Found> => {
  if (!installPython()) throw new Error('griffe needs Python with venv.');
  const site = sitePackages(parserEnvironment().python);
  const out = mkdtempSync(join(tmpdir(), 'bench-codegen-'));
  const cli = [resolve('dist/cli/main.js'), 'codegen', '--release', '0.9.5', '--out', join(out, 'generated')];
  const subjects: readonly [string, string, readonly string[]][] = [
    ['codegen', process.execPath, cli],
    ['griffe, llamafactory and transformers', PYTHON, ['-c', GRIFFE, site, 'llamafactory', 'transformers']],
    ['griffe, llamafactory alone', PYTHON, ['-c', GRIFFE, site, 'llamafactory']],
  ];
  const runs = new Map<string, Run[]>(subjects.map(([name]) => [name, []]));
  for (let time = 0; time < rounds; time++)
    for (const [name, command, args] of subjects) runs.get(name)?.push(measure(command, args));
  rmSync(out, { recursive: true, force: true });
  const of = (name: string, what: keyof Run): number =>
    median((runs.get(name) ?? []).map((run) => run[what]));
  const table = markdown(
    ['whole process', 'seconds', 'cpu s', 'MB'],
    subjects.map(([name]) => [
      name,
      round(of(name, 'seconds')),
      round(of(name, 'cpu')),
      of(name, 'megabytes').toFixed(0),
    ]),
  );
  const griffe = 'griffe, llamafactory and transformers';
  const ratio = of('codegen', 'seconds') / of(griffe, 'seconds');
  return {
    tables: [table],
    targets: [atMost('full codegen, cold, of griffe on the same packages', ratio, 2)],
  };
};
