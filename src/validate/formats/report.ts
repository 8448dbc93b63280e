import type { ValidationResult } from '../../model/index.ts';

/** A result with the text it was made from, where there is one: its lines are quoted. */
export interface Report {
  readonly result: ValidationResult;
  readonly text?: string | undefined;
}

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
