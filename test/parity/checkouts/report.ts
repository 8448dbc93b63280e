import pc from 'picocolors';
import { UserError } from '../../../src/model/index.ts';
import { isEqual, summary } from '../compare.ts';
import { releaseEnvironment } from '../environment.ts';
import { printReport } from '../verdicts/parity.ts';
import { faultsInExamples } from './examples.ts';
import { type Extracted, extract, withCatalog } from './extract.ts';
import { compareLive, type VerdictWishes } from './live.ts';

/** A config that is not reduced is cut. */
const LONGEST = 400;

/** One line for a state of a source, and what it stumbled over. */
export async function row(title: string, folder: string): Promise<readonly string[]> {
  const start = performance.now();
  try {
    const extracted = await extract(folder, null);
    const took = Math.round(performance.now() - start);
    return [`${title}  ${entriesOf(extracted)}`, ...(await aboutOf(extracted, took))];
  } catch (error) {
    return [`${title}  ${pc.red(said(error))}`];
  }
}

const said = (error: unknown): string =>
  error instanceof UserError
    ? `${error.code} ${error.message}`
    : String(error instanceof Error ? error.stack : error);

function entriesOf({ result }: Extracted): string {
  const { classes, entryPoints, source } = result.data;
  const entries = entryPoints.map((entry) => {
    const own = classes.filter(({ qualname }) => entry.classes.includes(qualname));
    const count = own.reduce((sum, { parameters }) => sum + parameters.length, 0);
    return `${entry.name} ${count}${entry.open.length > 0 ? '+' : ''}`;
  });
  return `transformers ${(source.transformers ?? 'none').padEnd(8)} ${entries.join(', ')}`;
}

async function aboutOf(extracted: Extracted, took: number): Promise<readonly string[]> {
  const { source, result } = extracted;
  const { models = [], templates = [], examples, constants, unknowns } = result.data;
  const labels = Object.values(result.text.labels);
  const languages = new Set(labels.flatMap((label) => Object.keys(label)));
  const faults = await withCatalog(extracted, (catalog) => faultsInExamples(source, catalog));
  return [
    `    ${models.length} models, ${templates.length} templates, ${constants.length} constants, ` +
      `${examples.length} examples, ${labels.length} labels in ${languages.size}; not understood: ` +
      `${unknowns.length} facts, ${result.unknowns.length - unknowns.length} rules; ${took} ms`,
    ...grouped(
      faults.map(({ path, entry, diagnostic: { code, key, message, at } }) => [
        `examples/${path} as ${entry}`,
        `${code} ${key ?? ''} ${message} ${at ?? ''}`,
      ]),
    ).map((text) => pc.magenta(`    ${text}`)),
    ...source.notes.map((note) => pc.yellow(`    ${note}`)),
    ...result.unknowns.map(({ place, reason }) => pc.yellow(`    ${place.path}:${place.line} ${reason}`)),
  ];
}

/** What is said of many is said once, of the first. */
function grouped(pairs: readonly (readonly [string, string])[]): readonly string[] {
  const places = new Map<string, string[]>();
  for (const [place, text] of pairs) places.set(text, [...(places.get(text) ?? []), place]);
  return [...places].map(([text, [first, ...more]]) =>
    more.length === 0 ? `${first}: ${text}` : `${first} and ${more.length} more: ${text}`,
  );
}

/** Where the environment lacks something that this state imports, that is the answer. */
export async function live(
  folder: string,
  release: string,
  wishes: readonly VerdictWishes[],
): Promise<readonly string[]> {
  try {
    const { fields, verdicts, stubbed } = await compareLive(
      folder,
      await releaseEnvironment(release),
      wishes,
    );
    const mark = isEqual(fields) ? pc.green('equal') : pc.red('DIFFERENT');
    const differences = fields.flatMap((comparison) => comparison.differences);
    const without = stubbed.length === 0 ? '' : ` (without ${stubbed.join(', ')})`;
    return [
      `    its parser, asked now, as of ${release}${without}: ${mark} ${summary(fields)}`,
      ...differences.slice(0, 10).map((text) => pc.red(`    ${text}`)),
      ...verdicts.flatMap((report) =>
        printReport(report)
          .split('\n')
          .map((line) => `    ${line.slice(0, LONGEST)}`),
      ),
    ];
  } catch (error) {
    const lines = String(error instanceof Error ? error.message : error)
      .trim()
      .split('\n');
    return [pc.yellow(`    its parser cannot be asked as of ${release}: ${lines.at(-1)}`)];
  }
}

/** `--verdicts 300`: as many configs with values of the declared types, and as many with any. */
export const wishesOf = (count: string | undefined, seed: string): readonly VerdictWishes[] =>
  count === undefined
    ? []
    : [false, true].map((types) => ({ count: Number(count), seed: Number(seed), types }));
