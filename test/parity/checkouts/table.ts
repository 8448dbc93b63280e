/**
 * `npm run parity:checkouts -- --repo DIR [--spread 25 | --drawn 40 --seed 1] [--live] [--verdicts 300] [REF …]`: every
 * tag of upstream's repository and commits of its history, spread or drawn, each checked out, run through the whole
 * pipeline, and its own examples held against what came of it. Without REF all tags and the commits. `--live` besides
 * asks each one's own parser, in the environment of the release that came of it, `--verdicts` also about configs.
 */
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { PINNED, RELEASES } from '../releases.ts';
import { live, row, wishesOf } from './report.ts';
import { type Ref, walkOver } from './walk.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    repo: { type: 'string' },
    spread: { type: 'string', default: '25' },
    drawn: { type: 'string' },
    seed: { type: 'string', default: '1' },
    live: { type: 'boolean' },
    verdicts: { type: 'string' },
  },
});
if (values.repo === undefined) throw new Error('--repo names a clone of LLaMA Factory, bare or not.');

/** The first release that was tagged on that day or later. */
const releaseAfter = ({ date }: Ref): string =>
  walk
    .tags()
    .filter((tag) => tag.date >= date && RELEASES.includes(tag.name.slice(1)))
    .at(-1)
    ?.name.slice(1) ?? PINNED;

/** A mirror may lack a large file of some state. */
function checkedOut(ref: Ref): boolean {
  try {
    walk.checkOut(ref);
    return true;
  } catch (error) {
    const [said = ''] = String(error instanceof Error ? error.message : error)
      .split('\n')
      .slice(1);
    console.log(pc.yellow(`${ref.name.padEnd(10)}${ref.date}  cannot be checked out: ${said}`));
    return false;
  }
}

const walk = walkOver(values.repo);
try {
  const commits =
    values.drawn === undefined
      ? walk.spread(Number(values.spread))
      : walk.drawn(Number(values.drawn), Number(values.seed));
  const refs = positionals.length > 0 ? walk.named(positionals) : [...walk.tags(), ...commits];
  const wishes = wishesOf(values.verdicts, values.seed);
  for (const ref of refs) {
    if (!checkedOut(ref)) continue;
    console.log((await row(`${ref.name.padEnd(10)}${ref.date}`, walk.folder)).join('\n'));
    if (values.live || wishes.length > 0)
      console.log((await live(walk.folder, releaseAfter(ref), wishes)).join('\n'));
  }
} finally {
  walk.close();
}
