import type { Finding } from '../expr/verdict.ts';
import { formatPlace } from '../model/format-place.ts';
import type { Diagnostic, DiagnosticCode, RuleKind, Severity } from '../model/index.ts';
import { diagnose } from './diagnose.ts';
import type { ConfigEntry } from './document.ts';
import { showValue } from './show.ts';

/** What a finding is turned into words with. */
export interface FindingContext {
  readonly entries: ReadonlyMap<string, ConfigEntry>;
  /** Whether the entries have places in a text. */
  readonly hasText: boolean;
  /** Upstream's own message, where the text layer is at hand. */
  readonly upstream?: ((finding: Finding) => string | undefined) | undefined;
  /** What would mend it, most likely first: `use_dora: false`, `remove max_samples`. */
  readonly fixes?: ((finding: Finding) => readonly string[]) | undefined;
}

const CODE: Readonly<Record<RuleKind, DiagnosticCode>> = {
  error: 'rule',
  warning: 'rule-warning',
  requirement: 'package-required',
  partial: 'operation-fails',
  mayRaise: 'outside-call',
};

/**
 * A rule that the config meets, as a diagnostic on the parameter that has most to do with it. Without a place in a text,
 * fixes and upstream's message a finding alone decides it, and a frozen one the checker gives again and again.
 */
export const findingDiagnostic = (finding: Finding, context: FindingContext): Diagnostic => {
  const isBare = Object.isFrozen(finding) && !(context.hasText || context.upstream || context.fixes);
  if (!isBare) return toldOf(finding, context);
  const known = bare.get(finding);
  if (known !== undefined) return known;
  const made = Object.freeze(toldOf(finding, context));
  bare.set(finding, made);
  return made;
};

const bare = new WeakMap<Finding, Diagnostic>();

const toldOf = (finding: Finding, context: FindingContext): Diagnostic => {
  const names = involved(finding, context);
  const [key, ...related] = names;
  const span = key === undefined ? undefined : context.entries.get(key)?.valueSpan;
  const upstream = context.upstream?.(finding);
  const suggestions = context.fixes?.(finding) ?? [];
  const condition = conditionOf(finding);
  return diagnose(CODE[finding.kind], sentence(finding, context), {
    severity: severityOf(finding),
    certainty: finding.certainty,
    ...(key === undefined ? {} : { key }),
    ...(related.length > 0 && { related }),
    ...span,
    ...(suggestions.length > 0 && { suggestions: [...suggestions] }),
    ...(condition === '' ? {} : { condition }),
    at: `${finding.place.path}:${finding.place.line}`,
    ...(finding.exception === null ? {} : { exception: finding.exception }),
    ...(upstream === undefined ? {} : { upstream }),
  });
};

/** Parameters of the condition: those that met it, first the ones that the config sets; then the others. */
const involved = (finding: Finding, { entries }: FindingContext): readonly string[] => {
  const met = metBy(finding);
  const given = met.filter((name) => entries.has(name));
  return [...new Set([...given, ...met, ...finding.parameters])];
};

const metBy = ({ parameters, deciding }: Finding): readonly string[] => parameters.slice(0, deciding);

/** What only may happen is no error: most of it depends on a machine that is simply not this one. */
const severityOf = ({ kind, certainty }: Finding): Severity => {
  if (certainty === 'conditional' || kind === 'mayRaise') return 'info';
  return kind === 'warning' ? 'warning' : 'error';
};

/** Longer conditions help nobody; upstream's line is given beside. */
const MAX_CONDITION = 400;

const conditionOf = ({ condition, on, certainty }: Finding): string => {
  const waits = certainty === 'conditional' && on.length > 0 ? `not known here: ${on.join(', ')}` : '';
  return [short(condition), short(waits)].filter((part) => part !== '').join('; ');
};

const short = (text: string): string =>
  text.length <= MAX_CONDITION ? text : `${text.slice(0, MAX_CONDITION - 1)}…`;

const MAX_VALUES = 5;

const sentence = (finding: Finding, context: FindingContext): string => {
  const causes = new Set(
    [...finding.origins].flatMap(([name, { from }]) => from.filter((one) => one !== name)),
  );
  const values = metBy(finding)
    .filter((name) => !causes.has(name) || finding.origins.has(name))
    .map((name) => assignment(finding, name, context))
    .slice(0, MAX_VALUES);
  const met = values.length === 0 ? '' : values.join(', ');
  const maybe = finding.certainty === 'conditional' ? ' on some machines' : '';
  switch (finding.kind) {
    case 'error':
      return met === ''
        ? `The parser refuses this config${maybe} (${finding.exception}).`
        : `The parser refuses ${met}${maybe}.`;
    case 'warning':
      return met === ''
        ? `The parser warns about this config${maybe}.`
        : `The parser warns about ${met}${maybe}.`;
    case 'requirement':
      return `${met === '' ? 'This config' : met} needs the package ${finding.subject ?? ''} installed.`;
    case 'partial':
      return `The parser cannot work with ${met === '' ? 'this config' : met}${maybe}: it ends in ${finding.exception}.`;
    case 'mayRaise':
      return `The parser calls ${finding.subject ?? 'other code'}${met === '' ? '' : ` with ${met}`}, which may refuse it.`;
  }
};

/** `do_eval: true (set at transformers/training_args.py:1500 by eval_strategy: steps)` */
const assignment = (finding: Finding, name: string, context: FindingContext): string => {
  const origin = finding.origins.get(name);
  const causes = origin?.from.filter((one) => one !== name) ?? [];
  if (origin === undefined || causes.length === 0) return plainly(finding, name, context);
  const by = causes.map((one) => plainly(finding, one, context)).join(', ');
  return `${plainly(finding, name, context)} (set at ${formatPlace(origin.place)} by ${by})`;
};

/** A config that lacks a key has set nothing to null. */
const plainly = ({ values, origins }: Finding, name: string, { entries }: FindingContext): string => {
  const value = values.get(name);
  if (value === undefined) return name;
  const given = `${name}: ${showValue(value)}`;
  if (entries.has(name)) return given;
  if (value === null) return `${name} not set`;
  return origins.has(name) ? given : `${given} (default)`;
};
