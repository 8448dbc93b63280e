import type { Diagnostic, Severity } from '../../model/index.ts';
import { countOf, type Report } from './report.ts';

/** The part of `picocolors` that is used; every member may give its text back unchanged. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
  cyan(text: string): string;
}

/** For terminals: every finding with its line quoted and marked, then a summing up. Ends with a line end. */
export const formatText = (reports: readonly Report[], paint: Paint): string => {
  const sections = reports.map((report) => section(report, paint));
  return `${[...sections, summary(reports, paint)].join('\n')}\n`;
};

const section = ({ result, text }: Report, paint: Paint): string => {
  const { file, entry, source, diagnostics } = result;
  const head = `${paint.bold(file)} ${paint.dim(`as ${entry}, ${source}`)}`;
  const judged = result.valid ? `${head} ${paint.green('valid')}` : head;
  if (diagnostics.length === 0) return `${judged}\n`;
  const lines = text === undefined ? [] : text.split(/\r\n|\r|\n/);
  const shown = diagnostics.filter((diagnostic) => !isRemote(diagnostic));
  const hidden = diagnostics.length - shown.length;
  const rest = `  ${hidden} more ${hidden === 1 ? 'check depends' : 'checks depend'} on the machine (--hardware, --launch, --packages; listed by --json)`;
  return [
    judged,
    ...shown.flatMap((diagnostic) => finding(diagnostic, file, lines, paint)),
    ...(hidden === 0 ? [] : [paint.dim(rest)]),
    '',
  ].join('\n');
};

/** A condition longer than this is about the machine, not about what was written. */
const MAX_REMOTE_CONDITION = 200;

/** What only may happen is listed where it is about a line of the config, and else only counted. */
const isRemote = ({ severity, certainty, line, condition = '' }: Diagnostic): boolean =>
  severity === 'info' &&
  certainty === 'conditional' &&
  (line === undefined || condition.length > MAX_REMOTE_CONDITION);

const finding = (
  diagnostic: Diagnostic,
  file: string,
  lines: readonly string[],
  paint: Paint,
): readonly string[] => {
  const { code, severity, message, line, column = 1 } = diagnostic;
  const place = line === undefined ? file : `${file}:${line}:${column}`;
  return [
    `  ${paint.cyan(place)} ${coloured(severity, paint)} ${message} ${paint.dim(`[${code}]`)}`,
    ...quote(diagnostic, lines, paint),
    ...details(diagnostic).map(([name, text]) => `      ${paint.dim(`${name}:`)} ${text}`),
  ];
};

const coloured = (severity: Severity, paint: Paint): string =>
  ({ error: paint.red, warning: paint.yellow, info: paint.dim })[severity](severity);

/** A long line is quoted around the mark. */
const MAX_WIDTH = 100;

const quote = (
  { line, column = 1, endLine, endColumn }: Diagnostic,
  lines: readonly string[],
  paint: Paint,
): readonly string[] => {
  const text = line === undefined ? undefined : lines[line - 1];
  if (line === undefined || text === undefined) return [];
  const from = Math.max(0, Math.min(column - 1, text.length) - MAX_WIDTH / 2);
  const shown = text.slice(from, from + MAX_WIDTH).replaceAll('\t', ' ');
  const end = endLine === line && endColumn !== undefined ? endColumn : text.trimEnd().length + 1;
  const start = column - 1 - from;
  const width = Math.max(1, Math.min(end - column, shown.length - start));
  const gutter = String(line);
  return [
    `    ${paint.dim(`${gutter} |`)} ${shown}`,
    `    ${paint.dim(`${' '.repeat(gutter.length)} |`)} ${' '.repeat(start)}${paint.red('^'.repeat(width))}`,
  ];
};

const details = (diagnostic: Diagnostic): readonly (readonly [string, string])[] => {
  const { condition, at, exception, suggestions = [], upstream, certainty } = diagnostic;
  const place = at === undefined ? '' : `${at}${exception === undefined ? '' : ` (${exception})`}`;
  const rows: readonly (readonly [string, string])[] = [
    ['upstream says', upstream ?? ''],
    [certainty === 'conditional' ? 'depends on' : 'because', condition ?? ''],
    ['upstream', place],
    ['try', suggestions.slice(0, 5).join(' | ')],
  ];
  return rows.filter(([, text]) => text !== '');
};

const summary = (reports: readonly Report[], paint: Paint): string => {
  const { errors, warnings, refused } = countOf(reports);
  const files = reports.length === 1 ? '1 config' : `${reports.length} configs`;
  const found = [count(errors, 'error'), count(warnings, 'warning')].filter((text) => text !== '').join(', ');
  const judgement = refused === 0 ? paint.green('valid') : paint.red(`${refused} not valid`);
  return `${files}: ${judgement}${found === '' ? '' : ` (${found})`}`;
};

const count = (number: number, noun: string): string =>
  number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`;
