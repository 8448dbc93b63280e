import { relative, resolve } from 'node:path';
import { UserError } from '../src/model/error.ts';
import { ARTIFACT, Manifest } from '../src/model/manifest.ts';
import { differences } from './check.ts';
import { readFolder, replaceFolder } from './emit/folder.ts';
import { carriedHistory } from './emit/history.ts';
import { type CodegenIo, sourceContext } from './io.ts';
import { createMemory, type PipelineResult, runPipeline } from './pipeline.ts';
import { changes, drift, summary, summaryJson } from './report.ts';
import type { Memory } from './reuse.ts';
import {
  type Extra,
  openSource,
  type Source,
  type SourceRequest,
  type Taken,
  watchSource,
} from './source/index.ts';

export const DEFAULT_OUT = 'generated';

export interface GenerateOptions {
  readonly source?: string;
  readonly transformers?: string;
  readonly release?: string;
  /** `PATH[:CLASS,…]` */
  readonly extra?: readonly string[];
  readonly into?: string;
  readonly out: string;
  readonly check?: true;
  readonly watch?: true;
  readonly offline?: true;
  readonly json?: true;
}

/** Makes the folder, or with `check` compares it with what would be made. Resolves to the exit status. */
export const generate = async (given: GenerateOptions, io: CodegenIo): Promise<number> => {
  const folder = readFolder(resolve(io.cwd, given.out));
  const options = given.check ? asMadeBefore(given, folder) : given;
  const [request, context] = [requestOf(options), sourceContext(io, options.offline)];
  const source = await openSource(request, context);
  const memory = options.watch && createMemory();
  const result = await extract(source, memory, options, io);
  if (options.check) return check(result, folder, options, io);
  write(result, options, io);
  io.out((options.json ? summaryJson : summary)(result, shown(options, io), source.notes));
  if (memory) await follow(source, { request, context }, { result, memory }, options, io);
  return 0;
};

const extract = (
  source: Source,
  memory: Memory | undefined,
  options: GenerateOptions,
  io: CodegenIo,
): Promise<PipelineResult> =>
  runPipeline(source, {
    command: commandFor({ ...options, out: DEFAULT_OUT }),
    rebuild: commandFor(options),
    carried: carriedHistory(readFolder(resolve(io.cwd, options.out))),
    typescript: true,
    onStage: io.progress,
    ...(memory && { memory }),
  });

const write = (result: PipelineResult, { out }: GenerateOptions, io: CodegenIo): void =>
  replaceFolder(resolve(io.cwd, out), result.artifacts);

const check = (
  result: PipelineResult,
  folder: ReadonlyMap<string, string>,
  options: GenerateOptions,
  io: CodegenIo,
): number => {
  const differing = differences(result.artifacts, folder);
  io.out(drift(differing, shown(options, io), commandFor(options)));
  return differing.length === 0 ? 0 : 1;
};

/** Until the process is told to stop: one run for each burst of changes. A broken source keeps the last good folder. */
const follow = async (
  source: Source,
  origin: Parameters<typeof watchSource>[1],
  first: { readonly result: PipelineResult; readonly memory: Memory },
  options: GenerateOptions,
  io: CodegenIo,
): Promise<void> => {
  let last = first.result;
  let complained: string | undefined;
  const complain = (error: unknown): Taken => {
    if (!(error instanceof UserError)) throw error;
    if (error.message !== complained)
      io.err(`${error.message} ${error.next} ${shown(options, io)} stays as it was.\n`);
    complained = error.message;
    return error.code === 'CANNOT_WRITE' ? 'again' : undefined;
  };
  const onChange = async (changed: Source): Promise<Taken> => {
    try {
      const result = await extract(changed, first.memory, options, io);
      write(result, options, io);
      io.out(changes(last, result));
      [last, complained] = [result, undefined];
    } catch (error) {
      return complain(error);
    }
  };
  const watch = await watchSource(source, origin, {
    onChange,
    onFault: (fault) => void complain(fault),
  });
  io.out(`Watching ${source.info.label}. Stop with Ctrl+C.\n`);
  await new Promise<void>((stop) => io.onStop(stop));
  await watch.close();
};

const shown = ({ out }: GenerateOptions, io: CodegenIo): string =>
  relative(io.cwd, resolve(io.cwd, out)) || '.';

const requestOf = ({ source, release, transformers, extra, into }: GenerateOptions): SourceRequest => {
  if (source !== undefined && release !== undefined)
    throw new UserError({
      code: 'USAGE',
      message: '--source and --release name two sources.',
      next: 'Give one of them.',
    });
  return {
    path: source ?? null,
    release: release ?? null,
    transformers: transformers ?? null,
    extra: (extra ?? []).map((given) => extraOf(given, into ?? null)),
  };
};

/** `my_params.py:First,Second` */
const extraOf = (given: string, into: string | null): Extra => {
  const colon = given.lastIndexOf(':');
  const [path, names] = colon > 1 ? [given.slice(0, colon), given.slice(colon + 1)] : [given, ''];
  const classes = names.split(',').filter((name) => name !== '');
  return { path, classes, entry: 'train', into };
};

/** `--check` without a source checks a folder made from a release against that release again. */
const asMadeBefore = (options: GenerateOptions, folder: ReadonlyMap<string, string>): GenerateOptions => {
  if (options.source !== undefined || options.release !== undefined) return options;
  const release = releaseOf(folder.get(ARTIFACT.manifest));
  return release === undefined ? options : { ...options, release };
};

const releaseOf = (manifest: string | undefined): string | undefined => {
  if (manifest === undefined) return undefined;
  try {
    const { source } = Manifest.parse(JSON.parse(manifest));
    return source.label === `release ${source.llamafactory}` ? source.llamafactory : undefined;
  } catch {
    // A broken manifest is a difference like any other; it only cannot tell the release.
    return undefined;
  }
};

/** What a user types to make the folder again: the options that change what is made. */
const commandFor = ({ source, release, transformers, extra, into, out }: GenerateOptions): string => {
  const given = { source, release, transformers, extra, into, out: out === DEFAULT_OUT ? undefined : out };
  const flags = Object.entries(given).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => `--${name} ${one}`),
  );
  return ['npm run codegen', ...(flags.length > 0 ? ['--', ...flags] : [])].join(' ');
};
