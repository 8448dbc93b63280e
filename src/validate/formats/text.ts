import { DIAGNOSTIC_RULES } from '../../model/diagnostic-codes.ts';
import type { Diagnostic, Severity } from '../../model/index.ts';
import { countOf, isRemote, type Report } from './report.ts';

/** The part of `picocolors` that is used; every member may give its text back unchanged. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
  cyan(text: string): string;
}

export interface TextOptions {
  /** Lists what depends on the machine one by one, with its condition. */
  readonly all?: boolean;
}

/** For terminals: every finding with its line quoted and marked, then a summing up. Ends with a line end. */
export const formatText = (reports: readonly Report[], paint: Paint, options: TextOptions = {}): string => {
  const sections = reports.map((report) => section(report, paint, options));
  return `${[...sections, summary(reports, paint)].join('\n')}\n`;
};

const section = ({ result, text }: Report, paint: Paint, { all = false }: TextOptions): string => {
  const { file, entry, source, diagnostics } = result;
  const head = `${paint.bold(file)} ${paint.dim(`as ${entry}, ${source}`)}`;
  const judged = result.valid ? `${head} ${paint.green('valid')}` : head;
  if (diagnostics.length === 0) return `${judged}\n`;
  const lines = text === undefined ? [] : text.split(/\r\n|\r|\n/);
  const remote = all ? [] : diagnostics.filter(isRemote);
  const shown = all ? diagnostics : diagnostics.filter((diagnostic) => !isRemote(diagnostic));
  return [
    judged,
    ...shown.flatMap((diagnostic) => finding(diagnostic, file, lines, paint)),
    ...(remote.length === 0 ? [] : [paint.dim(`  ${remoteLine(remote)}`)]),
    '',
  ].join('\n');
};

const MAX_NAMED = 6;

/** All of them in one line, with the keys that the config sets. */
const remoteLine = (remote: readonly Diagnostic[]): string => {
  const keys = [...new Set(remote.flatMap(({ key, line }) => (line === undefined ? [] : (key ?? []))))];
  const more = keys.length > MAX_NAMED ? ', …' : '';
  const about = keys.length === 0 ? '' : ` (of ${keys.slice(0, MAX_NAMED).join(', ')}${more})`;
  const checks = remote.length === 1 ? '1 check depends' : `${remote.length} checks depend`;
  return `${checks} on the machine${about}: --all lists, --hardware, --launch and --packages decide`;
};

const finding = (
  diagnostic: Diagnostic,
  file: string,
  lines: readonly string[],
  paint: Paint,
): readonly string[] => {
  const { code, severity, message, line, column = 1 } = diagnostic;
  const place = line === undefined ? file : `${file}:${line}:${column}`;
  return [
    `  ${paint.cyan(place)} ${coloured(severity, paint)} ${plain(message)} ${paint.dim(`[${code}]`)}`,
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
  const text = line === undefined ? undefined : plain(lines[line - 1] ?? '');
  if (line === undefined || text === undefined || lines.length < line) return [];
  const from = Math.max(0, Math.min(column - 1, text.length) - MAX_WIDTH / 2);
  const shown = text.slice(from, from + MAX_WIDTH);
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
  const { code, condition, at, exception, suggestions = [], upstream, certainty } = diagnostic;
  const place = at === undefined ? '' : `${at}${exception === undefined ? '' : ` (${exception})`}`;
  const rows: readonly (readonly [string, string])[] = [
    ['upstream says', upstream ?? ''],
    [certainty === 'conditional' ? 'depends on' : 'because', condition ?? ''],
    ['upstream', place],
    ['try', suggestions.slice(0, 5).join(' | ')],
    ['next', code === 'file-unreadable' ? DIAGNOSTIC_RULES[code].help : ''],
  ];
  return rows.filter(([, text]) => text !== '').map(([name, text]) => [name, plain(text)]);
};

/**
 * A config may hold what a terminal obeys: escape sequences, and marks that turn the order of a line about. One sign
 * takes the place of each, so that columns stay right.
 */
const plain = (text: string): string =>
  text
    .replaceAll('\t', ' ')
    .replaceAll(/(?!\n)[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD');

const summary = (reports: readonly Report[], paint: Paint): string => {
  const { errors, warnings, refused } = countOf(reports);
  const files = reports.length === 1 ? '1 config' : `${reports.length} configs`;
  const found = [count(errors, 'error'), count(warnings, 'warning')].filter((text) => text !== '').join(', ');
  const judgement = refused === 0 ? paint.green('valid') : paint.red(`${refused} not valid`);
  return `${files}: ${judgement}${found === '' ? '' : ` (${found})`}`;
};

const count = (number: number, noun: string): string =>
  number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`;
