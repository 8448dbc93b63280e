import type { Diagnostic, ValidationResult } from '../../model/index.ts';

/** A result with the text it was made from, where there is one: its lines are quoted. */
export interface Report {
  readonly result: ValidationResult;
  readonly text?: string | undefined;
}

/** What only may happen, depending on what is not known here. */
export const isRemote = ({ severity, certainty }: Diagnostic): boolean =>
  severity === 'info' && certainty === 'conditional';

/** Reports for those who ask for something to mend: of what may only happen elsewhere there is much in every config. */
export const withoutRemote = (reports: readonly Report[]): readonly Report[] =>
  reports.map((report) => ({
    ...report,
    result: { ...report.result, diagnostics: report.result.diagnostics.filter((each) => !isRemote(each)) },
  }));

const SHOWN_SUGGESTIONS = 3;

/** What is wrong and what mends it, in one line. */
export const withHint = ({ message, suggestions = [] }: Diagnostic): string =>
  suggestions.length === 0
    ? message
    : `${message} Try: ${suggestions.slice(0, SHOWN_SUGGESTIONS).join(' | ')}`;

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly refused: number;
}

export const countOf = (reports: readonly Report[]): Counts => {
  let [errors, warnings, refused] = [0, 0, 0];
  for (const { result } of reports) {
    if (!result.valid) refused += 1;
    for (const { severity } of result.diagnostics) {
      if (severity === 'error') errors += 1;
      else if (severity === 'warning') warnings += 1;
    }
  }
  return { errors, warnings, refused };
};
