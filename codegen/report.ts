import pc from 'picocolors';
import { formatPlace } from '../src/model/format-place.ts';
import type { Parameter } from '../src/model/parameter.ts';
import { type Difference, differences } from './check.ts';
import { composed } from './emit/json-schema.ts';
import { ownNotes } from './emit/notes.ts';
import { noteCoverage } from './notes/coverage.ts';
import type { PipelineResult } from './pipeline.ts';

/** How many of the constructs that were not understood are listed before the rest is only counted. */
const LISTED = 20;

/** What a run made, how long each stage took and what it did not understand, for a terminal. */
export const summary = (result: PipelineResult, out: string, notes: readonly string[]): string => {
  const { source, classes, entryPoints } = result.data;
  const total = result.stages.reduce((sum, { ms }) => sum + ms, 0);
  const lines = [
    `${pc.bold(`LLaMA Factory ${source.llamafactory}`)} with transformers ${source.transformers ?? '(none)'} (${source.label})`,
    `${entryPoints.map((entry) => `${entry.name} ${settable(result, entry.classes)}`).join(', ')}; ${classes.length} classes`,
    `${result.artifacts.length} files in ${out}, ${Math.round(total)} ms: ${result.stages.map(({ stage, ms }) => `${stage} ${Math.round(ms)}`).join(', ')}`,
    ...notes.map((note) => pc.yellow(note)),
    ...notUnderstood(result),
    ...notesLeft(result),
  ];
  return `${lines.join('\n')}\n`;
};

const settable = (result: PipelineResult, classes: readonly string[]): number =>
  result.data.classes
    .filter(({ qualname }) => classes.includes(qualname))
    .reduce((sum, { parameters }) => sum + parameters.length, 0);

const notUnderstood = ({ unknowns }: PipelineResult): string[] => {
  if (unknowns.length === 0) return ['Everything was understood.'];
  const listed = unknowns.slice(0, LISTED).map(({ place, reason }) => `  ${formatPlace(place)}: ${reason}`);
  const rest = unknowns.length - listed.length;
  return [
    `Not understood: ${unknowns.length}`,
    ...listed,
    ...(rest > 0 ? [`  and ${rest} more (--json lists all)`] : []),
  ];
};

/** Parameters that our own notes do not know, or knew with another help text. */
const notesLeft = ({ data }: PipelineResult): string[] => {
  const { missing, stale } = noteCoverage(data, ownNotes());
  return [
    ...(missing.length === 0
      ? []
      : [
          `Without a note of ours: ${missing.length} parameters; upstream's help speaks for them (--json lists them).`,
        ]),
    ...(stale.length === 0
      ? []
      : [`With a note for an earlier help text: ${stale.length} parameters, marked so (--json lists them).`]),
  ];
};

/** The same for scripts. */
export const summaryJson = (result: PipelineResult, out: string, notes: readonly string[]): string =>
  `${JSON.stringify(
    {
      source: result.data.source,
      out,
      files: result.artifacts.map(({ path }) => path),
      stages: result.stages,
      notes,
      unknowns: result.unknowns,
      ownNotes: noteCoverage(result.data, ownNotes()),
    },
    null,
    2,
  )}\n`;

export const drift = (differing: readonly Difference[], out: string, command: string): string => {
  if (differing.length === 0) return `${out} is what \`${command}\` makes.\n`;
  const rows = differing.map(({ path, kind }) => `  ${kind.padEnd(9)}${path}`);
  return `${[`${out} is not what \`${command}\` makes:`, ...rows, `Run \`${command}\` and commit the result.`].join('\n')}\n`;
};

/** What a run changed, in one screen: parameters that came, went or have another default, and how long it took. */
export const changes = (before: PipelineResult, after: PipelineResult): string => {
  const [was, is] = [parametersOf(before), parametersOf(after)];
  const lines = [
    ...[...is].filter(([name]) => !was.has(name)).map(([name, made]) => pc.green(`+ ${name} = ${made}`)),
    ...[...was].filter(([name]) => !is.has(name)).map(([name]) => pc.red(`- ${name}`)),
    ...[...is].flatMap(([name, made]) => {
      const old = was.get(name);
      return old === undefined || old === made ? [] : [pc.yellow(`~ ${name}: ${old} is now ${made}`)];
    }),
  ];
  const listed = lines.slice(0, LISTED);
  const rest = lines.length - listed.length;
  const files = differences(
    after.artifacts,
    new Map(before.artifacts.map(({ path, content }) => [path, content])),
  );
  const total = Math.round(after.stages.reduce((sum, { ms }) => sum + ms, 0));
  return `${[...listed, ...(rest > 0 ? [`and ${rest} more`] : []), `${files.length} files changed, ${total} ms`].join('\n')}\n`;
};

/** `entry.name` to the default as Python prints it. */
const parametersOf = ({ data }: PipelineResult): ReadonlyMap<string, string> =>
  new Map(
    data.entryPoints.flatMap((entry) =>
      composed(data.classes, entry).flatMap(({ parameters }) =>
        parameters.map((parameter) => [`${entry.name}.${parameter.name}`, defaultText(parameter)] as const),
      ),
    ),
  );

const defaultText = ({ default: made }: Parameter): string =>
  made.kind === 'value' ? made.repr : made.kind === 'required' ? '(required)' : '(not known)';
