import type { Value } from '../expr/python/value.ts';
import type { Finding } from '../expr/verdict.ts';
import type { Diagnostic, DiagnosticCode, RuleKind, Severity } from '../model/index.ts';
import { diagnose } from './diagnose.ts';
import type { ConfigEntry } from './document.ts';
import { showValue } from './show.ts';

/** What a finding is turned into words with. */
export interface FindingContext {
  readonly entries: ReadonlyMap<string, ConfigEntry>;
  /** The given key that leads to a condition that names none: `eval_strategy` turns `do_eval` on. */
  cause(finding: Finding): string | undefined;
  /** Upstream's own message, where the text layer is at hand. */
  upstream(finding: Finding): string | undefined;
  /** What would mend it, most likely first: `use_dora: false`, `remove max_samples`. */
  fixes(finding: Finding): readonly string[];
}

const CODE: Readonly<Record<RuleKind, DiagnosticCode>> = {
  error: 'rule',
  warning: 'rule-warning',
  requirement: 'package-required',
  partial: 'operation-fails',
  mayRaise: 'outside-call',
};

/** A rule that the config meets, as a diagnostic on the parameter that has most to do with it. */
export const findingDiagnostic = (finding: Finding, context: FindingContext): Diagnostic => {
  const names = involved(finding, context);
  const [key, ...related] = names;
  const span = key === undefined ? undefined : context.entries.get(key)?.valueSpan;
  const upstream = context.upstream(finding);
  const suggestions = context.fixes(finding);
  const condition = conditionOf(finding);
  return diagnose(CODE[finding.kind], sentence(finding, names, context), {
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

/** Parameters of the condition: first those that the config sets, in the order of the condition. */
const involved = (finding: Finding, context: FindingContext): readonly string[] => {
  const given = finding.parameters.filter((name) => context.entries.has(name));
  const rest = finding.parameters.filter((name) => !context.entries.has(name));
  const cause = given.length === 0 && finding.certainty === 'certain' ? context.cause(finding) : undefined;
  return [...(cause === undefined ? given : [cause]), ...rest];
};

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

const sentence = (finding: Finding, names: readonly string[], context: FindingContext): string => {
  const values = names
    .flatMap((name) => assignment(name, effectiveValue(name, finding, context), context))
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

const effectiveValue = (name: string, finding: Finding, { entries }: FindingContext): Value | undefined =>
  finding.parameters.includes(name) ? finding.values.get(name) : entries.get(name)?.value;

/** A config that lacks a key has set nothing to null. */
const assignment = (
  name: string,
  value: Value | undefined,
  { entries }: FindingContext,
): readonly string[] => {
  if (value === undefined) return [name];
  return [value === null && !entries.has(name) ? `${name} not set` : `${name}: ${showValue(value)}`];
};
