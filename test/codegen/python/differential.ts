import type { Statement } from '../../../codegen/python/ast.ts';

/** One difference: the way to the node and both sides. */
export interface Difference {
  readonly at: string;
  readonly ours: string;
  readonly theirs: string;
}

/**
 * First difference between our tree and what `ast-dump.py` printed, or `undefined`.
 * Where Python's side has no position (inside f-strings before 3.12) ours is not looked at.
 */
export function firstDifference(ours: readonly Statement[], theirs: unknown): Difference | undefined {
  return compare(project(ours), theirs, '');
}

/** Our tree as JSON has it: exact numbers as text, patterns left out. */
function project(value: unknown): unknown {
  if (typeof value === 'bigint')
    return `${value < 0n ? '-' : ''}0x${(value < 0n ? -value : value).toString(16)}`;
  if (Array.isArray(value)) return value.map(project);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, project(item)]));
}

function compare(ours: unknown, theirs: unknown, at: string): Difference | undefined {
  const differs = { at, ours: show(ours), theirs: show(theirs) };
  if (Array.isArray(theirs)) {
    if (!Array.isArray(ours) || ours.length !== theirs.length) return differs;
    return first(theirs.map((item, index) => () => compare(ours[index], item, `${at}[${index}]`)));
  }
  if (typeof theirs === 'object' && theirs !== null) {
    if (!isRecord(theirs) || !isRecord(ours)) return differs;
    if (theirs.formatted !== undefined) return compareField(ours, theirs, at);
    if (theirs.type === 'float') return sameFloat(ours.value, theirs.value) ? undefined : differs;
    const kind = typeof theirs.kind === 'string' ? `${theirs.kind}:${String(theirs.line)}` : '';
    return first(
      Object.entries(theirs).map(
        ([key, item]) =>
          () =>
            compare(ours[key], item, `${at}/${kind}.${key}`),
      ),
    );
  }
  return ours === theirs ? undefined : differs;
}

/** A replacement field: Python splits the format into nodes, ours keeps its text. */
function compareField(
  ours: Record<string, unknown>,
  theirs: Record<string, unknown>,
  at: string,
): Difference | undefined {
  if ((ours.formatSpec !== null) !== theirs.formatted) {
    return { at: `${at}.formatSpec`, ours: show(ours), theirs: show(theirs) };
  }
  return (
    compare(ours.conversion, theirs.conversion, `${at}.conversion`) ??
    compare(ours.value, theirs.value, `${at}.value`)
  );
}

/** Python writes floats exactly as `0x1.8p+1`. */
function sameFloat(ours: unknown, theirs: unknown): boolean {
  if (theirs === 'inf') return ours === Number.POSITIVE_INFINITY;
  const match = /^(-?)0x([01])\.?([0-9a-f]*)p([+-]\d+)$/.exec(String(theirs));
  if (match === null) return false;
  const [, sign = '', whole = '0', digits = '', exponent = '0'] = match;
  const mantissa = Number.parseInt(whole + digits, 16) / 16 ** digits.length;
  return ours === (sign === '-' ? -1 : 1) * mantissa * 2 ** Number(exponent);
}

function first(checks: readonly (() => Difference | undefined)[]): Difference | undefined {
  for (const check of checks) {
    const found = check();
    if (found !== undefined) return found;
  }
  return undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const show = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 160);
