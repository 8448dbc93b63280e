import { PyDict, type Value } from '../expr/python/value.ts';

/**
 * Why OmegaConf would refuse a text with `${` in it, if it would. Interpolations are kept as text, never resolved,
 * yet their grammar is checked when the config is made.
 */
export const interpolationFault = (value: Value): string | undefined => {
  if (typeof value === 'string') return value.includes('${') ? faultIn(value) : undefined;
  if (Array.isArray(value)) return firstFault(value);
  if (value instanceof PyDict) return firstFault([...value.values()]);
  return undefined;
};

const firstFault = (values: readonly Value[]): string | undefined => {
  for (const value of values) {
    const fault = interpolationFault(value);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

const faultIn = (text: string): string | undefined => {
  let from = 0;
  for (;;) {
    const start = text.indexOf('${', from);
    if (start < 0) return undefined;
    if (isEscaped(text, start)) {
      from = start + 2;
      continue;
    }
    const end = skipInterpolation(text, start);
    if (end === undefined) return `"${text}" has an interpolation "\${" that is not well formed.`;
    from = end;
  }
};

/** An odd number of backslashes before it. */
const isEscaped = (text: string, at: number): boolean => {
  let count = 0;
  while (text[at - 1 - count] === '\\') count += 1;
  return count % 2 === 1;
};

/** Offset after the interpolation that starts at `start`; `undefined` where it is not well formed. */
const skipInterpolation = (text: string, start: number): number | undefined => {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === '{') depth += 1;
    else if (char === '}' && --depth === 0) return at > start + 2 ? at + 1 : undefined;
  }
  return undefined;
};
