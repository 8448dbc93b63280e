import { relative, resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { UserError } from '../src/model/error.ts';
import { ARTIFACT, Manifest } from '../src/model/manifest.ts';
import { differences } from './check.ts';
import { readFolder, replaceFolder } from './emit/folder.ts';
import { type PipelineResult, runPipeline } from './pipeline.ts';
import { drift, summary, summaryJson } from './report.ts';
import { openSource, type Source, type SourceContext, type SourceRequest } from './source/index.ts';

/** The process as the command sees it. */
export interface CodegenIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  out(text: string): void;
  err(text: string): void;
  /** What is being done now; shown where a person is watching, on work over a second. */
  progress(text: string): void;
}

interface Options {
  readonly source?: string;
  readonly transformers?: string;
  readonly release?: string;
  readonly out: string;
  readonly check?: true;
  readonly offline?: true;
  readonly json?: true;
}

/** `codegen [options]`. Resolves to the exit status: 0, 1 on drift, 2 on a bad source or wrong use. */
export const codegen = async (argv: readonly string[], io: CodegenIo): Promise<number> => {
  try {
    return await run(parseOptions(argv, io), io);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof UserError)) throw error;
    io.err(`${error.message}\n${error.next}\n`);
    return 2;
  }
};

const parseOptions = (argv: readonly string[], io: CodegenIo): Options =>
  new Command('codegen')
    .description('Extracts the parameters of a LLaMA Factory source into a catalog folder.')
    .option('--source <dir>', 'a checkout (repo root, src/ or package); otherwise found by itself')
    .option('--release <version>', 'a published release, fetched with pip into the cache')
    .option('--transformers <dir|version>', 'the transformers to read; otherwise what the source uses')
    .option('--out <dir>', 'the folder to write', 'generated')
    .option('--check', 'write nothing; status 1 where the folder differs from what would be written')
    .option('--offline', 'fetch nothing; use only what the cache holds')
    .option('--json', 'a summary for scripts')
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .parse([...argv], { from: 'user' })
    .opts<Options>();

const run = async (options: Options, io: CodegenIo): Promise<number> => {
  const out = resolve(io.cwd, options.out);
  const shown = relative(io.cwd, out) || '.';
  const folder = readFolder(out);
  const wanted = options.check ? asMadeBefore(options, folder) : options;
  const command = commandFor(wanted);
  const context: SourceContext = {
    env: io.env,
    cwd: io.cwd,
    offline: options.offline ?? false,
    onProgress: ({ stage, detail }) => io.progress(`${stage} ${detail}`),
  };
  const source = await openSource(requestOf(wanted), context);
  const result = await runPipeline(source, { command, carried: carriedFrom(folder), onStage: io.progress });
  if (options.check) return check(result, folder, shown, command, io);
  replaceFolder(out, result.artifacts);
  report(result, source, shown, options, io);
  return 0;
};

const check = (
  result: PipelineResult,
  folder: ReadonlyMap<string, string>,
  shown: string,
  command: string,
  io: CodegenIo,
): number => {
  const differing = differences(result.artifacts, folder);
  io.out(drift(differing, shown, command));
  return differing.length === 0 ? 0 : 1;
};

const report = (
  result: PipelineResult,
  source: Source,
  shown: string,
  options: Options,
  io: CodegenIo,
): void => io.out((options.json ? summaryJson : summary)(result, shown, source.notes));

const requestOf = ({ source, release, transformers }: Options): SourceRequest => {
  if (source !== undefined && release !== undefined)
    throw new UserError({
      code: 'USAGE',
      message: '--source and --release name two sources.',
      next: 'Give one of them.',
    });
  return { path: source ?? null, release: release ?? null, transformers: transformers ?? null };
};

/** `--check` without a source checks a folder made from a release against that release again. */
const asMadeBefore = (options: Options, folder: ReadonlyMap<string, string>): Options => {
  if (options.source !== undefined || options.release !== undefined) return options;
  const manifest = Manifest.safeParse(JSON.parse(folder.get(ARTIFACT.manifest) ?? 'null'));
  const release = manifest.data?.source.label.match(/^release (.+)$/)?.[1];
  return release === undefined ? options : { ...options, release };
};

/** What a user types to make the folder again: the options that change what is made. */
const commandFor = ({ source, release, transformers, out }: Options): string => {
  const given = { source, release, transformers, out: out === 'generated' ? undefined : out };
  const flags = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${value}`],
  );
  return ['npm run codegen', ...(flags.length > 0 ? ['--', ...flags] : [])].join(' ');
};

/** What codegen itself does not make and must not lose. */
const carriedFrom = (folder: ReadonlyMap<string, string>): { path: string; content: string }[] => {
  const history = folder.get(ARTIFACT.history);
  return history === undefined ? [] : [{ path: ARTIFACT.history, content: history }];
};
