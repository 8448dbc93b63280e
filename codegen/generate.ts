import { relative, resolve } from 'node:path';
import { UserError } from '../src/model/error.ts';
import { ARTIFACT, Manifest } from '../src/model/manifest.ts';
import { differences } from './check.ts';
import type { Artifact } from './emit/artifact.ts';
import { readFolder, replaceFolder } from './emit/folder.ts';
import { type CodegenIo, sourceContext } from './io.ts';
import { runPipeline } from './pipeline.ts';
import { drift, summary, summaryJson } from './report.ts';
import { openSource, type SourceRequest } from './source/index.ts';

export const DEFAULT_OUT = 'generated';

export interface GenerateOptions {
  readonly source?: string;
  readonly transformers?: string;
  readonly release?: string;
  readonly out: string;
  readonly check?: true;
  readonly offline?: true;
  readonly json?: true;
}

/** Makes the folder, or with `check` compares it with what would be made. Resolves to the exit status. */
export const generate = async (given: GenerateOptions, io: CodegenIo): Promise<number> => {
  const out = resolve(io.cwd, given.out);
  const shown = relative(io.cwd, out) || '.';
  const folder = readFolder(out);
  const options = given.check ? asMadeBefore(given, folder) : given;
  const [command, rebuild] = [commandFor({ ...options, out: DEFAULT_OUT }), commandFor(options)];
  const source = await openSource(requestOf(options), sourceContext(io, options.offline));
  const carried = carriedFrom(folder);
  const result = await runPipeline(source, {
    command,
    rebuild,
    carried,
    typescript: true,
    onStage: io.progress,
  });
  if (options.check) {
    const differing = differences(result.artifacts, folder);
    io.out(drift(differing, shown, rebuild));
    return differing.length === 0 ? 0 : 1;
  }
  replaceFolder(out, result.artifacts);
  io.out((options.json ? summaryJson : summary)(result, shown, source.notes));
  return 0;
};

const requestOf = ({ source, release, transformers }: GenerateOptions): SourceRequest => {
  if (source !== undefined && release !== undefined)
    throw new UserError({
      code: 'USAGE',
      message: '--source and --release name two sources.',
      next: 'Give one of them.',
    });
  return { path: source ?? null, release: release ?? null, transformers: transformers ?? null };
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
const commandFor = ({ source, release, transformers, out }: GenerateOptions): string => {
  const given = { source, release, transformers, out: out === DEFAULT_OUT ? undefined : out };
  const flags = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${value}`],
  );
  return ['npm run codegen', ...(flags.length > 0 ? ['--', ...flags] : [])].join(' ');
};

/** What `codegen history` made there and this must not lose. */
const carriedFrom = (folder: ReadonlyMap<string, string>): Artifact[] => {
  const content = folder.get(ARTIFACT.history);
  return content === undefined ? [] : [{ path: ARTIFACT.history, content }];
};
