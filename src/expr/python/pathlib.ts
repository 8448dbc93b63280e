import { raise, textOf, type Value } from './value.ts';

/** `pathlib.PurePosixPath`, whose paths are the text that `str()` gives of them. */

const TYPE_ERROR = raise('TypeError');

/** Two slashes at the beginning are a root of their own; more are one. */
const rootOf = (text: string): string => /^\/{2}(?!\/)|^\//.exec(text)?.[0] ?? '';

const partsOf = (text: string): readonly string[] =>
  text.split('/').filter((part) => part !== '' && part !== '.');

const textFrom = (root: string, parts: readonly string[]): string => root + parts.join('/') || '.';

/** `Path(*segments)`: an absolute one starts anew. */
export const path = (segments: readonly Value[]): Value => {
  const texts = segments.map(textOf).filter((text) => text !== undefined);
  if (texts.length < segments.length) return TYPE_ERROR;
  const from = texts.findLastIndex((text) => text.startsWith('/'));
  const used = from === -1 ? texts : texts.slice(from);
  return textFrom(rootOf(used[0] ?? ''), used.flatMap(partsOf));
};

const onText =
  (apply: (text: string) => string) =>
  (value: Value): Value => {
    const text = textOf(value);
    return text === undefined ? TYPE_ERROR : apply(text);
  };

const nameOf = (text: string): string => partsOf(text).at(-1) ?? '';

/** Where the suffix begins: neither a dot in front nor one at the end makes one. */
const suffixAt = (text: string): number => {
  const last = nameOf(text);
  const dot = last.lastIndexOf('.');
  return dot > 0 && dot < last.length - 1 ? dot : last.length;
};

export const name = onText(nameOf);
export const stem = onText((text) => nameOf(text).slice(0, suffixAt(text)));
export const suffix = onText((text) => nameOf(text).slice(suffixAt(text)));
export const parent = onText((text) => textFrom(rootOf(text), partsOf(text).slice(0, -1)));
