import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parserEnvironment } from '../test/parity/environment.ts';
import type { Options } from './run.ts';
import { atLeast, atMost, type Found } from './targets.ts';

/** The benchmarks that are programs of their own: run, shown as they print, and their figures taken. */

const said = (script: string, args: readonly string[] = []): string => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join('bench', script), ...args],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${script} ended with status ${status}: ${stderr}`);
  return stdout;
};

const figure = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? Number.NaN);

const shown = (text: string): string => `\`\`\`\n${text.trimEnd()}\n\`\`\``;

/** As `validate.ts` prints them. */
const STREAMS = [
  'typical, machine unknown',
  'typical, machine known',
  'mutated, machine unknown',
  'mutated, machine known',
];

export const validation = async (): Promise<Found> => {
  const text = said('validate.ts');
  const ratios = /ratio\s+(\S+)\s+(\S+)\s+(\S+)/.exec(text);
  return {
    tables: [shown(text)],
    targets: [
      atLeast('`validate FILE`, times as fast as the real parser', Number(ratios?.[1]), 30),
      atLeast('`validate FILE`, of its memory one part in', Number(ratios?.[3]), 4),
      ...STREAMS.map((stream) =>
        atLeast(
          `validations a second and core, ${stream}`,
          figure(text, new RegExp(`${stream}: (\\d+)`)),
          20_000,
        ),
      ),
    ],
  };
};

export const watch = async ({ checkout }: Options): Promise<Found> => {
  if (checkout === undefined)
    return { tables: ['watch: left out, for it needs --checkout DIR'], targets: [] };
  const site = join(parserEnvironment().python, '../../lib');
  const text = said('watch.mts', [checkout, '20', ...sitesIn(site)]);
  const at = figure(text, /median (\d+) ms/);
  return {
    tables: [shown(text)],
    targets: [atMost('file saved to new catalog served, median', at, 150, ' ms')],
  };
};

const sitesIn = (lib: string): readonly string[] =>
  spawnSync('find', [lib, '-maxdepth', '2', '-name', 'site-packages'], { encoding: 'utf8' })
    .stdout.trim()
    .split('\n')
    .slice(0, 1);
