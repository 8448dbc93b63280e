import { PyTuple, Raised, raise, textOf, type Value } from './value.ts';

/** `bytes`: what decoding gives on the way to text; no config holds any. */
export class PyBytes extends PyTuple {}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** `base64.urlsafe_b64decode(text)`, which skips what is no base64 and minds the padding only. */
export const urlsafeDecode = (value: Value): Value => {
  const text = textOf(value);
  if (text === undefined) return raise('TypeError');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what Python asks for
  if (/[^\x00-\x7f]/.test(text)) return raise('ValueError');
  return decode(text.replaceAll('-', '+').replaceAll('_', '/'));
};

/** Bits that wait for the next digit, by the digits read of a group of four. */
const LEFT_OVER = [0, 6, 4, 2];

const decode = (text: string): Value => {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  let pads = 0;
  for (const char of text) {
    if (char === '=') {
      if (count >= 2 && count + ++pads >= 4) return new PyBytes(bytes);
      continue;
    }
    const digit = ALPHABET.indexOf(char);
    if (digit < 0) continue;
    pads = 0;
    bits = ((bits << 6) | digit) & 0xfff;
    count = (count + 1) % 4;
    // After two digits 12 bits are there, of which 8 make a byte; after three 4 + 6, after four 2 + 6.
    if (count !== 1) bytes.push((bits >> (LEFT_OVER[count] ?? 0)) & 0xff);
  }
  return count === 0 ? new PyBytes(bytes) : raise('Error');
};

/** `value.decode()` of bytes; text has no such method. */
export const decodeUtf8 = (value: Value): Value => {
  if (value instanceof Raised || !(value instanceof PyBytes)) return raise('AttributeError');
  try {
    const bytes = Uint8Array.from(value.items as readonly number[]);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return raise('UnicodeDecodeError');
  }
};
