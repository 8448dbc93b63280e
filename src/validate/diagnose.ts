import type { Diagnostic } from '../model/diagnostic.ts';
import { DIAGNOSTIC_RULES, type DiagnosticCode } from '../model/diagnostic-codes.ts';

/** Where something stands in the text of a config; all 1-based, columns in UTF-16 units, the end exclusive. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

type Details = Omit<Partial<Diagnostic>, 'code' | 'message'>;

/** A diagnostic with what its code fixes filled in; it is certain unless told otherwise. */
export const diagnose = (code: DiagnosticCode, message: string, details: Details = {}): Diagnostic => {
  const rule = DIAGNOSTIC_RULES[code];
  const said = message.length <= MAX_MESSAGE ? message : `${message.slice(0, MAX_MESSAGE - 1)}…`;
  return {
    code,
    severity: rule.severity,
    phase: rule.phase,
    certainty: 'certain',
    message: said,
    ...details,
  };
};

/** A hostile key or number is quoted in messages, and may have a megabyte. */
const MAX_MESSAGE = 1000;
