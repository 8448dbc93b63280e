import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DIAGNOSTIC_RULES, type DiagnosticCode } from '../../model/diagnostic-codes.ts';
import type { Diagnostic, Severity } from '../../model/index.ts';
import { type Report, withHint } from './report.ts';

/** SARIF 2.1.0: one run, a rule for every code that occurs, a result for every diagnostic. */
export const formatSarif = (reports: readonly Report[], toolVersion: string): string => {
  const codes = [
    ...new Set(reports.flatMap(({ result }) => result.diagnostics.map(({ code }) => code))),
  ].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'llamafactory-params', version: toolVersion, rules: codes.map(ruleOf) },
        },
        columnKind: 'utf16CodeUnits',
        results: reports.flatMap(({ result }) =>
          result.diagnostics.map((diagnostic) => resultOf(result.file, diagnostic, codes)),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

const LEVEL: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

const ruleOf = (code: DiagnosticCode) => {
  const { summary, help, severity, phase } = DIAGNOSTIC_RULES[code];
  return {
    id: code,
    shortDescription: { text: summary },
    help: { text: help },
    defaultConfiguration: { level: LEVEL[severity] },
    properties: { phase },
  };
};

const resultOf = (file: string, diagnostic: Diagnostic, codes: readonly DiagnosticCode[]) => {
  const { code, severity, phase, certainty, key, related, condition, at, exception } = diagnostic;
  const { suggestions, upstream } = diagnostic;
  const properties = { phase, certainty, key, related, condition, at, exception, suggestions, upstream };
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: LEVEL[severity],
    message: { text: withHint(diagnostic) },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...regionOf(diagnostic) } }],
    properties,
  };
};

/** What is missing has no line of its own; GitHub refuses a log in which a result has none. */
const regionOf = ({ line = 1, column, endLine, endColumn }: Diagnostic) => ({
  region: {
    startLine: line,
    ...(column !== undefined && { startColumn: column }),
    ...(endLine !== undefined && { endLine }),
    ...(endColumn !== undefined && { endColumn }),
  },
});

/** Relative paths stay relative, so that a viewer finds them in the repository. */
const uriOf = (file: string): string =>
  isAbsolute(file)
    ? pathToFileURL(file).href
    : file
        .replaceAll('\\', '/')
        .split('/')
        .map((part) => encodeURIComponent(part))
        .join('/');
