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

/** Stands for an interpolation within another one. */
const INNER = '\0';
const KEY = `(?:${INNER}|(?:\\\\[\\\\.:=[\\]]|[^\\\\{}()[\\]:. \\t'"${INNER}])+)`;
const NAME = `(?:${INNER}|[A-Za-z_][\\w-]*)`;
/** `a.b`, `.a`, `[a].b`, `a[0]` */
const NODE = new RegExp(`^[ \\t]*\\.*(?:${KEY}|\\[${KEY}\\])(?:\\.${KEY}|\\[${KEY}\\])*[ \\t]*$`);
/** `oc.env`, before its colon. */
const RESOLVER = new RegExp(`^[ \\t]*(?:${NAME}(?:\\.${NAME})*)?[ \\t]*$`);
/** What may stand in arguments outside quotes, brackets apart. */
const ARGUMENT = /[\w/\-\\+.$%*@?|:, \t\0]/;

/** Offset after the interpolation that starts at `start`; `undefined` where it is not well formed. */
const skipInterpolation = (text: string, start: number): number | undefined => {
  let said = '';
  let at = start + 2;
  while (at < text.length) {
    if (text.startsWith('${', at)) {
      const end = skipInterpolation(text, at);
      if (end === undefined) return undefined;
      said += INNER;
      at = end;
    } else if (text[at] === '\\') {
      said += text.slice(at, at + 2);
      at += 2;
    } else if (text[at] === '}') return NODE.test(said) ? at + 1 : undefined;
    else if (text[at] === ':') return RESOLVER.test(said) ? skipArguments(text, at + 1) : undefined;
    else said += text[at++] ?? '';
  }
  return undefined;
};

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '{': '}' };

/** Offset after the brace that closes a resolver whose arguments start at `from`. */
const skipArguments = (text: string, from: number): number | undefined => {
  const open = ['}'];
  let at = from;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (text.startsWith('${', at) || char === '"' || char === "'") {
      const end = char === '$' ? skipInterpolation(text, at) : endOfQuote(text, at);
      if (end === undefined) return undefined;
      at = end;
      continue;
    }
    at += 1;
    if (char === '\\') at += 1;
    else if (char === open.at(-1)) {
      open.pop();
      if (open.length === 0) return at;
    } else if (CLOSING[char] !== undefined) open.push(CLOSING[char]);
    else if (!ARGUMENT.test(char)) return undefined;
  }
  return undefined;
};

const endOfQuote = (text: string, start: number): number | undefined => {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === text[start]) return at + 1;
  }
  return undefined;
};
