/** A fault of the user's input or surroundings: shown without a stack, with what to do next. Bugs are plain Errors. */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** Stable, upper-case: `SOURCE_NOT_FOUND`. */
  readonly code: string;
  /** One sentence: what to do next. */
  readonly next: string;
  readonly place: string | undefined;
  /** Names that were perhaps meant, best first. */
  readonly suggestions: readonly string[];

  constructor(fault: {
    code: string;
    message: string;
    next: string;
    place?: string;
    suggestions?: readonly string[];
    cause?: unknown;
  }) {
    super(fault.message, fault.cause === undefined ? undefined : { cause: fault.cause });
    this.code = fault.code;
    this.next = fault.next;
    this.place = fault.place;
    this.suggestions = fault.suggestions ?? [];
  }
}
