import type { Diagnostic } from '../../model/index.ts';
import { type Report, withHint } from './report.ts';

/** Workflow commands of GitHub Actions: one annotation a line. What is only conditional is a notice. */
export const formatGithub = (reports: readonly Report[]): string =>
  reports
    .flatMap(({ result }) =>
      result.diagnostics.map((diagnostic) => `${annotation(result.file, diagnostic)}\n`),
    )
    .join('');

const annotation = (file: string, diagnostic: Diagnostic): string => {
  const { code, line, column, endLine, endColumn } = diagnostic;
  const properties = [
    ['file', file],
    ['line', line],
    ['col', column],
    ['endLine', endLine],
    // A column range is only shown within one line.
    ['endColumn', endLine === line && endColumn !== undefined ? endColumn - 1 : undefined],
    ['title', code],
  ]
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${commandOf(diagnostic)} ${properties.join(',')}::${escapeData(withHint(diagnostic))}`;
};

const commandOf = ({ severity, certainty }: Diagnostic): string => {
  if (severity === 'info' || certainty === 'conditional') return 'notice';
  return severity;
};

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
