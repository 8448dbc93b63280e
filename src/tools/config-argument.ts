import { z } from 'zod';
import type { Catalog } from '../catalog/index.ts';
import type { Environment } from '../expr/environment.ts';
import { type Diagnostic, Json } from '../model/index.ts';
import type { ConfigDocument } from '../validate/document.ts';
import { environmentFrom, HARDWARE, LAUNCHES, PACKAGES } from '../validate/environment.ts';
import { readConfig } from '../validate/read.ts';
import { createValidator, type Validator } from '../validate/validator.ts';
import { fromJsonText } from './decisions-argument.ts';
import { Source } from './source.ts';

/** A config as callers have it: the text of a file, or what it says. */
export const ConfigArgument = z
  .union([z.string().max(1_000_000), z.record(z.string(), Json)])
  .describe('The YAML (or JSON) text, best as it stands in the file, or an object of its keys');

/** No config has nearly as many keys: there are some 350 parameters. */
const MOST_KEYS = 1_000;

/** Keys of a config and their values, for a tool that works on each key. */
export const ConfigValues = z
  .preprocess(fromJsonText, z.record(z.string().max(200), Json))
  .refine((values) => Object.keys(values).length <= MOST_KEYS, `more than ${MOST_KEYS} keys`);

/** A config to be judged, and what is known of where it will run; what is left open makes findings conditional, never wrong. */
export const JUDGED_CONFIG = {
  config: ConfigArgument,
  entry: z
    .string()
    .max(80)
    .default('auto')
    .describe('Entry point: train, infer, eval, …; auto finds it by the keys'),
  launch: z.enum(LAUNCHES).optional().describe('One process, or torchrun'),
  hardware: z.enum(HARDWARE).optional().describe('What the accelerator can do'),
  packages: z.enum(PACKAGES).optional().describe('Whether optional packages are installed'),
};

type Profile = Parameters<typeof environmentFrom>[0];
type LooseProfile = { readonly [Key in keyof NonNullable<Profile>]?: NonNullable<Profile>[Key] | undefined };

export const environmentOf = ({ launch, hardware, packages }: LooseProfile): Environment =>
  environmentFrom({
    ...(launch === undefined ? {} : { launch }),
    ...(hardware === undefined ? {} : { hardware }),
    ...(packages === undefined ? {} : { packages }),
  });

/** How every answer on a config begins. */
export const VERDICT = {
  source: Source,
  entry: z.string(),
  accepted: z.boolean().describe('The parser takes it'),
  valid: z.boolean().describe('Nothing certain is wrong, when training starts included'),
};

/** Whether to tell everything, or what somebody can act on. */
export const ConditionalArgument = z
  .boolean()
  .default(false)
  .describe('Also tell what depends on the machine alone, with whole conditions');

/** Longest condition of a finding that is told when not everything is asked for. */
const LONGEST_CONDITION = 240;

export interface ToldFindings {
  readonly told: readonly Diagnostic[];
  /** Findings left out: they depend on what is not known here, and on no key that the config sets. */
  readonly undecided: number;
}

/** What is certain, and of the rest what concerns a key of the config: the other conditions are pages of atoms. */
export function toldOf(
  findings: readonly Diagnostic[],
  document: ConfigDocument,
  all: boolean,
): ToldFindings {
  if (all) return { told: findings, undecided: 0 };
  const keys = new Set(document.entries.map(({ key }) => key));
  const told = findings.filter(
    ({ certainty, severity, key }) =>
      certainty === 'certain' || (severity !== 'info' && key !== undefined && keys.has(key)),
  );
  return { told: told.map(shortened), undecided: findings.length - told.length };
}

function shortened(finding: Diagnostic): Diagnostic {
  const { condition } = finding;
  if (condition === undefined || condition.length <= LONGEST_CONDITION) return finding;
  return { ...finding, condition: `${condition.slice(0, LONGEST_CONDITION)}…` };
}

export const undecidedText = (undecided: number): string =>
  `${undecided} more depend on the machine; pass launch, hardware and packages to settle them, or "conditional": true to see them.`;

export const CONFIG_ALIASES = {
  yaml: 'config',
  text: 'config',
  content: 'config',
  file: 'config',
  entry_point: 'entry',
  command: 'entry',
};

/** A text is read in upstream's YAML dialect, with positions; an object has none. */
export const documentOf = (config: z.output<typeof ConfigArgument>): ConfigDocument =>
  typeof config === 'string' ? readConfig(config, 'yaml') : readConfig(JSON.stringify(config), 'json');

const validators = new WeakMap<Catalog, Validator>();

/** One validator a catalog: its rules are compiled once. No file is ever opened because a config names it. */
export function validatorOf(catalog: Catalog): Validator {
  const known = validators.get(catalog);
  if (known !== undefined) return known;
  const made = createValidator({ catalog, rules: catalog.rules, history: () => catalog.history });
  validators.set(catalog, made);
  return made;
}

/** `- line 3 error: … [code] (llamafactory/hparams/parser.py:331)` */
export function findingText(finding: Diagnostic): string {
  const place = finding.line === undefined ? '' : `line ${finding.line}: `;
  const certainty = finding.certainty === 'conditional' ? ' (conditional)' : '';
  const extras = [
    finding.suggestions === undefined ? '' : `Instead: ${finding.suggestions.join(', ')}.`,
    finding.condition === undefined ? '' : `When: ${finding.condition}.`,
    finding.at === undefined ? '' : `(${finding.at})`,
  ].filter((extra) => extra !== '');
  return [
    `- ${place}${finding.severity}${certainty}: ${finding.message} [${finding.code}]`,
    ...(extras.length > 0 ? [`  ${extras.join(' ')}`] : []),
  ].join('\n');
}
