/**
 * `npm run parity:checkouts -- --repo DIR [--spread 25 | --drawn 40 --seed 1] [--live] [REF …]`: every tag of upstream's
 * repository and commits of its history, spread or drawn, each checked out, run through the whole pipeline, and its own
 * examples held against what came of it. Without REF all tags and the commits. `--live` besides asks each one's own
 * parser, in the environment of the release that came of it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { runPipeline } from '../../../codegen/pipeline.ts';
import { openSource } from '../../../codegen/source/index.ts';
import { UserError } from '../../../src/model/index.ts';
import { isEqual, summary } from '../compare.ts';
import { PINNED, RELEASES } from '../releases.ts';
import { faultsInExamples } from './examples.ts';
import { compareLive } from './live.ts';
import { type Ref, walkOver } from './walk.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    repo: { type: 'string' },
    spread: { type: 'string', default: '25' },
    drawn: { type: 'string' },
    seed: { type: 'string', default: '1' },
    live: { type: 'boolean' },
  },
});
if (values.repo === undefined) throw new Error('--repo names a clone of LLaMA Factory, bare or not.');

async function extract(folder: string) {
  const context = {
    env: { ...process.env, LLAMAFACTORY_PARAMS_CONFIG: '' },
    cwd: folder,
    offline: false,
    onProgress: ({ detail }: { detail: string }) => console.error(pc.dim(detail)),
  };
  const source = await openSource({ path: folder, release: null, transformers: null }, context);
  const result = await runPipeline(source, {
    command: '',
    rebuild: '',
    carried: [],
    typescript: false,
    onStage: () => {},
  });
  return { source, result };
}

/** One line for a state of upstream, and what it stumbled over. */
async function row({ name, date }: Ref, folder: string): Promise<readonly string[]> {
  const start = performance.now();
  try {
    const { source, result } = await extract(folder);
    const { classes, entryPoints, unknowns, source: info } = result.data;
    const entries = entryPoints.map((entry) => {
      const own = classes.filter(({ qualname }) => entry.classes.includes(qualname));
      const count = own.reduce((sum, { parameters }) => sum + parameters.length, 0);
      return `${entry.name} ${count}${entry.open.length > 0 ? '+' : ''}`;
    });
    const { models = [], templates = [], examples, constants } = result.data;
    const languages = new Set(Object.values(result.text.labels).flatMap((label) => Object.keys(label)));
    return [
      `${name.padEnd(10)}${date}  transformers ${(info.transformers ?? 'none').padEnd(8)} ${entries.join(', ')}`,
      `    ${models.length} models, ${templates.length} templates, ${constants.length} constants, ` +
        `${examples.length} examples, ${Object.keys(result.text.labels).length} labels in ${languages.size}; not understood: ` +
        `${unknowns.length} facts, ${result.unknowns.length - unknowns.length} rules; ${Math.round(performance.now() - start)} ms`,
      ...faultsInExamples(source, result).map(({ path, entry, diagnostic: { code, key, message, at } }) =>
        pc.magenta(`    examples/${path} as ${entry}: ${code} ${key ?? ''} ${message} ${at ?? ''}`),
      ),
      ...source.notes.map((note) => pc.yellow(`    ${note}`)),
      ...unknowns.map(({ place, reason }) => pc.yellow(`    ${place.path}:${place.line} ${reason}`)),
    ];
  } catch (error) {
    const said =
      error instanceof UserError
        ? `${error.code} ${error.message}`
        : error instanceof Error
          ? error.stack
          : error;
    return [`${name.padEnd(10)}${date}  ${pc.red(String(said))}`];
  }
}

/** Where the environment lacks something that this state of upstream imports, that is the answer. */
async function live(ref: Ref): Promise<readonly string[]> {
  const out = mkdtempSync(join(tmpdir(), 'lfp-live-'));
  const release = releaseAfter(ref);
  try {
    const comparisons = await compareLive(walk.folder, release, out);
    const mark = isEqual(comparisons) ? pc.green('equal') : pc.red('DIFFERENT');
    const differences = comparisons.flatMap((comparison) => comparison.differences);
    return [
      `    its parser, asked now, as of ${release}: ${mark} ${summary(comparisons)}`,
      ...differences.slice(0, 10).map((text) => pc.red(`    ${text}`)),
    ];
  } catch (error) {
    const lines = String(error instanceof Error ? error.message : error)
      .trim()
      .split('\n');
    return [pc.yellow(`    its parser cannot be asked as of ${release}: ${lines.at(-1)}`)];
  } finally {
    rmSync(out, { recursive: true });
  }
}

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
  for (const ref of refs) {
    if (!checkedOut(ref)) continue;
    console.log((await row(ref, walk.folder)).join('\n'));
    if (values.live) console.log((await live(ref)).join('\n'));
  }
} finally {
  walk.close();
}
