import { z } from 'zod';
import { DIAGNOSTIC_RULES, type DiagnosticCode } from './diagnostic-codes.ts';

const CODES = Object.keys(DIAGNOSTIC_RULES) as [DiagnosticCode, ...DiagnosticCode[]];

/** One finding about a config. Lines and columns are 1-based; columns count UTF-16 units. */
export const Diagnostic = z.object({
  code: z.enum(CODES),
  severity: z.enum(['error', 'warning', 'info']),
  /** `parse`: the real parser stops here. `run`: it lets the config pass and the run fails or suffers. */
  phase: z.enum(['parse', 'run']),
  /** `conditional`: depends on what is not known here (machine, launcher, packages, files); `condition` says on what. */
  certainty: z.enum(['certain', 'conditional']),
  key: z.string().optional(),
  /** Other parameters that take part. */
  related: z.array(z.string()).optional(),
  line: z.int().positive().optional(),
  column: z.int().positive().optional(),
  endLine: z.int().positive().optional(),
  endColumn: z.int().positive().optional(),
  /** One sentence: what is wrong, with the values that made it so. */
  message: z.string(),
  /** What to write instead: nearest names, allowed values; most likely first. */
  suggestions: z.array(z.string()).optional(),
  /** The condition that was met, in readable form. */
  condition: z.string().optional(),
  /** Upstream's line: `llamafactory/hparams/parser.py:331`. */
  at: z.string().optional(),
  /** What Python raises there: `ValueError`. */
  exception: z.string().optional(),
  /** Upstream's own message, where the text layer is at hand. */
  upstream: z.string().optional(),
});
export type Diagnostic = z.infer<typeof Diagnostic>;

/** What `validate` says of one config. */
export const ValidationResult = z.object({
  /** Path, or what names the input: `<stdin>`. */
  file: z.string(),
  entry: z.string(),
  /** `SourceInfo.label` of the catalog. */
  source: z.string(),
  /** The real parser would accept it: no certain error of the parse phase. */
  accepted: z.boolean(),
  /** Nothing certain is wrong in any phase. */
  valid: z.boolean(),
  diagnostics: z.array(Diagnostic),
});
export type ValidationResult = z.infer<typeof ValidationResult>;
