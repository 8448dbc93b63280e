import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomFrom } from '../verdicts/random.ts';

/** One state of upstream's history: a tag or a short commit, and when it was committed. */
export interface Ref {
  readonly name: string;
  readonly date: string;
}

/** A clone of upstream's repository that shares its objects, to check out one state after another. */
export interface Walk {
  readonly folder: string;
  readonly tags: () => readonly Ref[];
  /** So many commits spread evenly over the history of `main`, the newest among them. */
  readonly spread: (count: number) => readonly Ref[];
  /** So many commits drawn from all of the history, side branches too, the newest first. */
  readonly drawn: (count: number, seed: number) => readonly Ref[];
  readonly named: (names: readonly string[]) => readonly Ref[];
  readonly checkOut: (ref: Ref) => void;
  readonly close: () => void;
}

export function walkOver(repository: string): Walk {
  const parent = mkdtempSync(join(tmpdir(), 'lfp-walk-'));
  const folder = join(parent, 'LLaMA-Factory');
  run(parent, 'clone', '--quiet', '--shared', '--no-checkout', repository, folder);
  const git = (...args: readonly string[]): readonly string[] =>
    run(folder, ...args)
      .split('\n')
      .filter((line) => line !== '');
  const refs = (lines: readonly string[]): readonly Ref[] =>
    lines.map((line) => {
      const [name = '', date = ''] = line.split(' ');
      return { name, date };
    });
  return {
    folder,
    tags: () => refs(git('tag', '--sort=-creatordate', '--format=%(refname:short) %(creatordate:short)')),
    spread(count) {
      const all = refs(git('log', '--first-parent', '--format=%h %cs'));
      const step = (all.length - 1) / Math.max(1, count - 1);
      return Array.from({ length: count }, (_, index) => all[Math.round(index * step)]).flatMap(
        (ref) => ref ?? [],
      );
    },
    drawn(count, seed) {
      const [left, random] = [[...refs(git('log', '--all', '--format=%h %cs'))], randomFrom(seed)];
      const drawn = Array.from({ length: count }, () => left.splice(random.below(left.length), 1)).flat();
      return drawn.toSorted((a, b) => b.date.localeCompare(a.date));
    },
    named: (names) => names.flatMap((name) => refs(git('log', '-1', `--format=${name} %cs`, name))),
    checkOut: ({ name }) => void git('checkout', '--quiet', '--force', '--detach', name),
    close: () => rmSync(parent, { recursive: true }),
  };
}

const run = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
