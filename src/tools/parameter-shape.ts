import { z } from 'zod';
import type { ParameterFacts } from '../catalog/index.ts';
import type { Json } from '../model/index.ts';

export const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const NoteShape = z.object({
  en: z.string(),
  zh: z.string(),
  stale: z.boolean().describe('Upstream has changed its help since this was written'),
});

/** `ParameterFacts` on the wire. */
export const ParameterShape = z.object({
  name: z.string(),
  class: z.string().describe('The composed dataclass that the parser takes'),
  owner: z.string().describe('The dataclass that declares it'),
  type: z.string().describe('The Python annotation'),
  default: z.unknown().optional().describe('Absent when required'),
  choices: z.array(Scalar).readonly().nullable(),
  required: z.boolean(),
  init: z.literal(false).optional().describe('Present for a field that no config can set'),
  help: z.string().optional().describe("Upstream's whole help text, where it is at hand"),
  note: NoteShape.optional().describe('Our own words, in English and Chinese'),
  file: z.string(),
  line: z.int(),
});

/** Type, default and choices in one phrase: `int, default 8`. */
export function typeAndDefault(facts: ParameterFacts): string {
  const value = facts.required ? 'required' : `default ${printed(facts.default)}`;
  const choices = facts.choices === null ? '' : `, one of ${facts.choices.map(printed).join(', ')}`;
  return `${facts.type}, ${value}${choices}`;
}

/** A value as YAML shows it; small numbers as people write them (`5e-5`). */
export const printed = (value: Json | undefined): string => {
  if (value === undefined) return 'not known';
  return typeof value === 'number' && value !== 0 && Math.abs(value) < 1e-3
    ? value.toExponential()
    : JSON.stringify(value);
};

/** What a parameter is for: upstream's help, else our own note. */
export function explanation({ help, note }: Pick<ParameterFacts, 'help' | 'note'>): string | undefined {
  return help ?? (note === undefined ? undefined : noteText(note));
}

export const noteText = ({ en, stale }: NonNullable<ParameterFacts['note']>): string =>
  stale ? `${en} (written for an earlier help text)` : en;
