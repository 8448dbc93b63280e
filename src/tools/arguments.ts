import type { z } from 'zod';
import { nearest } from '../catalog/index.ts';
import { isRecord, UserError } from '../model/index.ts';
import { DEEPEST, isTooLarge, MOST_PARTS } from './bounds.ts';

interface Declared<Input extends z.ZodObject> {
  readonly name: string;
  readonly input: Input;
  readonly aliases?: Readonly<Record<string, string>>;
}

/**
 * Reads what a caller sent: aliases become the declared names, `null` counts as left out (many clients send every
 * argument), everything else must fit the schema. An argument nobody declared is refused rather than dropped: an
 * answer that silently ignored it would look right and be wrong.
 * @throws UserError `BAD_ARGUMENTS`
 */
export function parseArguments<Input extends z.ZodObject>(
  tool: Declared<Input>,
  args: unknown,
): z.output<Input> {
  if (isTooLarge(args))
    throw bad(tool, `The arguments have more than ${MOST_PARTS} parts or ${DEEPEST} levels.`);
  const given = renamed(tool, args ?? {});
  const parsed = tool.input.safeParse(given);
  if (parsed.success) return parsed.data;
  const missing = parsed.error.issues.flatMap(({ path: [name, ...rest] }) =>
    rest.length === 0 && typeof name === 'string' && !Object.hasOwn(given, name) ? [name] : [],
  );
  if (missing.length > 0) throw bad(tool, missing.map((name) => `\`${name}\` is missing.`).join(' '));
  throw bad(tool, sentences(parsed.error.issues));
}

/** The argument that a name stands for; a dotted alias (`decisions.stage`) puts the value inside an object argument. */
function renamed(tool: Declared<z.ZodObject>, args: unknown): Record<string, unknown> {
  if (!isRecord(args)) throw bad(tool, 'The arguments must be one JSON object.');
  const names = Object.keys(tool.input.shape);
  const aliases = new Map(Object.entries(tool.aliases ?? {}));
  const values = new Map<string, unknown>();
  for (const [given, value] of Object.entries(args)) {
    if (value === null || value === undefined) continue;
    const name = names.includes(given) ? given : (aliases.get(given) ?? aliases.get(given.toLowerCase()));
    if (name === undefined) throw bad(tool, unknownArgument(given, [...names, ...aliases.keys()]));
    const [outer = name, inner] = name.split('.');
    const before = values.get(outer);
    if (before === undefined) values.set(outer, inner === undefined ? value : { [inner]: value });
    else values.set(outer, merged(tool, outer, before, inner === undefined ? value : { [inner]: value }));
  }
  return Object.fromEntries(values);
}

function merged(tool: Declared<z.ZodObject>, name: string, before: unknown, after: unknown): unknown {
  if (!isRecord(before) || !isRecord(after)) throw bad(tool, `\`${name}\` is given twice.`);
  const twice = Object.keys(after).find((key) => Object.hasOwn(before, key));
  if (twice !== undefined) throw bad(tool, `\`${name}.${twice}\` is given twice.`);
  return { ...before, ...after };
}

function unknownArgument(given: string, known: readonly string[]): string {
  const near = nearest(given, known, 2);
  const hint = near.length > 0 ? ` Did you mean ${near.map((name) => `\`${name}\``).join(' or ')}?` : '';
  return `There is no argument \`${given.slice(0, 80)}\`.${hint}`;
}

/** Enough to mend a call by; the next one shows the rest. */
const MOST_ISSUES = 5;

function sentences(issues: readonly z.core.$ZodIssue[]): string {
  const more = issues.length - MOST_ISSUES;
  const told = issues.slice(0, MOST_ISSUES).map(sentence).join(' ');
  return more > 0 ? `${told} So it is with ${more} more.` : told;
}

const sentence = (issue: z.core.$ZodIssue): string =>
  issue.path.length > 0 ? `\`${issue.path.join('.')}\`: ${issue.message}.` : `${issue.message}.`;

function bad(tool: Declared<z.ZodObject>, message: string): UserError {
  const names = Object.keys(tool.input.shape);
  const takes = names.length > 0 ? names.map((name) => `\`${name}\``).join(', ') : 'no arguments';
  return new UserError({ code: 'BAD_ARGUMENTS', message, next: `${tool.name} takes ${takes}.` });
}
