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
export const isNews = ({ kind, standing }: Finding): boolean =>
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

/** In the order of the text; what has no place comes last. */
export const inOrder = (diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  diagnostics.toSorted((a, b) => (a.line ?? 1e9) - (b.line ?? 1e9) || (a.column ?? 1e9) - (b.column ?? 1e9));
