import type { Finding } from '../expr/verdict.ts';
import type { Diagnostic } from '../model/index.ts';
import type { KeyContext } from './unknown-key.ts';

/**
 * Where the parser fails on one value alone and that value does not fit its declaration, the two say the same: one
 * diagnostic with the parser's place and the declaration's words.
 */
export const mergeSameValue = (
  findings: readonly Diagnostic[],
  values: readonly Diagnostic[],
): readonly Diagnostic[] => {
  if (values.length === 0) return findings;
  const byKey = new Map(values.map((value) => [value.key, value]));
  const merged = findings.map((finding) => {
    const value = byKey.get(finding.key);
    const alone =
      finding.severity === 'error' && finding.certainty === 'certain' && finding.related === undefined;
    if (value === undefined || !alone) return finding;
    byKey.delete(finding.key);
    const { message, suggestions = finding.suggestions } = value;
    return { ...finding, message, ...(suggestions === undefined ? {} : { suggestions }) };
  });
  return [...merged, ...byKey.values()];
};

/** What an operation does with a value that an earlier error has named already is no news. */
export const isNews = ({ kind, standing }: Pick<Finding, 'kind' | 'standing'>): boolean =>
  !(kind === 'partial' && standing === 'consequence');

/** What a finding says of the parser, for a diagnostic of our own. */
export const raisedBy = (finding: Finding | undefined): KeyContext['raised'] => {
  if (finding === undefined) return { certainty: 'certain' };
  const { place, exception, certainty, on } = finding;
  return {
    at: `${place.path}:${place.line}`,
    ...(exception === null ? {} : { exception }),
    certainty,
    ...(certainty === 'conditional' ? { condition: `not known here: ${on.join(', ')}` } : {}),
  };
};

/** The finding for a parameter without default that the config lacks: nothing but its absence is its condition. */
export const isMissing = (finding: Finding, name: string): boolean =>
  finding.kind === 'error' && finding.exception === 'TypeError' && finding.parameters.includes(name);

/** What decides comes first: certain errors, certain warnings, other certain ones, then what only may happen. */
const rankOf = ({ severity, certainty }: Diagnostic): number =>
  certainty === 'conditional' ? CONDITIONAL[severity] : CERTAIN[severity];

const CERTAIN = { error: 0, warning: 1, info: 2 } as const;
const CONDITIONAL = { error: 3, warning: 3, info: 4 } as const;

const NOWHERE = 1e9;

/** By weight, then in the order of the text; what has no place comes last. */
export const inOrder = (diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  diagnostics.toSorted(
    (a, b) =>
      rankOf(a) - rankOf(b) ||
      (a.line ?? NOWHERE) - (b.line ?? NOWHERE) ||
      (a.column ?? NOWHERE) - (b.column ?? NOWHERE),
  );
