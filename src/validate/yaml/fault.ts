import type { DiagnosticCode } from '../../model/diagnostic-codes.ts';

/** Offsets into the text that was parsed, the end exclusive. */
export type Range = readonly [number, number];

/** Stops the reading, as an exception stops upstream's loader. */
export class LoadFault extends Error {
  readonly code: DiagnosticCode;
  readonly range: Range | undefined;
  /** The place that it clashes with: where a repeated key stands first. */
  readonly first: Range | undefined;
  constructor(code: DiagnosticCode, message: string, range?: Range, first?: Range) {
    super(message);
    this.code = code;
    this.range = range;
    this.first = first;
  }
}
