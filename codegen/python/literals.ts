import type { Constant } from './ast.ts';

/** The letters before a string's quotes, lower-cased: `r`, `b`, `f`, `rb`, … */
export interface StringPrefix {
  readonly raw: boolean;
  readonly bytes: boolean;
  readonly format: boolean;
}

/** `start` is the text of the opening token: `rb"""`. */
export function stringPrefix(start: string): StringPrefix {
  const letters = start.replace(/['"]+$/, '').toLowerCase();
  return { raw: letters.includes('r'), bytes: letters.includes('b'), format: letters.includes('f') };
}

const SIMPLE: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': '',
};

/**
 * What Python makes of the text between the quotes; line ends become `\n` as Python's reader makes them.
 * `undefined` for `\N{…}` (no table of Unicode names here) and for escapes Python rejects.
 */
export function decodeString(body: string, prefix: StringPrefix): string | undefined {
  const text = body.includes('\r') ? body.replace(/\r\n?/g, '\n') : body;
  if (prefix.raw || !text.includes('\\')) return text;
  let out = '';
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf('\\', at);
    if (next < 0) return out + text.slice(at);
    out += text.slice(at, next);
    const read = readEscape(text, next + 1, prefix.bytes);
    if (read === undefined) return undefined;
    out += read.value;
    at = read.end;
  }
  return out;
}

function readEscape(text: string, at: number, bytes: boolean): { value: string; end: number } | undefined {
  const letter = text[at] ?? '';
  const simple = SIMPLE[letter];
  if (simple !== undefined) return { value: simple, end: at + 1 };
  const octal = /^[0-7]{1,3}/.exec(text.slice(at, at + 3))?.[0];
  if (octal !== undefined)
    return { value: String.fromCharCode(Number.parseInt(octal, 8)), end: at + octal.length };
  const digits = letter === 'x' ? 2 : bytes ? 0 : letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
  if (digits > 0) {
    const hex = text.slice(at + 1, at + 1 + digits);
    const code = Number.parseInt(hex, 16);
    if (hex.length < digits || !/^[0-9a-fA-F]+$/.test(hex) || code > 0x10ffff) return undefined;
    return { value: String.fromCodePoint(code), end: at + 1 + digits };
  }
  if (letter === 'N' && !bytes) return undefined;
  // Python keeps the backslash of an escape it does not know.
  return { value: `\\${letter}`, end: at + letter.length };
}

/** The value of a number token, or `undefined` where Python 3 would reject it (`0777`, `10L`). */
export function parseNumber(token: string): Constant | undefined {
  const text = token.replaceAll('_', '');
  if (/[jJ]$/.test(text)) return { type: 'complex', text };
  if (/^(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0+|[1-9][0-9]*)$/.test(text)) {
    return { type: 'int', value: BigInt(/^0+$/.test(text) ? '0' : text.toLowerCase()) };
  }
  if (/^([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(text) && /[.eE]/.test(text)) {
    return { type: 'float', value: Number(text) };
  }
  return undefined;
}
