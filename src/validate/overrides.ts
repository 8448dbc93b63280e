import { PyDict, type Value } from '../expr/python/value.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnose } from './diagnose.ts';
import type { ConfigDocument, ConfigEntry } from './document.ts';
import { LoadFault } from './yaml/fault.ts';
import { SyntaxFault } from './yaml/parse.ts';
import { readYamlValue } from './yaml/read.ts';

/**
 * Merges `key=value` words into a config as upstream does after a file: `OmegaConf.from_cli`, then `OmegaConf.merge`.
 * Dotted and bracketed keys nest, mappings merge, everything else replaces; `f=` and `e=null` are null.
 */
export const applyOverrides = (document: ConfigDocument, words: readonly string[]): ConfigDocument => {
  if (words.length === 0) return document;
  const overrides = new PyDict();
  const source = new Map<string, string>();
  const diagnostics: Diagnostic[] = [...document.diagnostics];
  for (const word of words) {
    const fault = readOverride(word, overrides, source);
    if (fault !== undefined) diagnostics.push(fault);
  }
  const entries = mergeEntries(document.entries, overrides, source, diagnostics);
  return { ...document, entries, diagnostics };
};

const readOverride = (word: string, into: PyDict, source: Map<string, string>): Diagnostic | undefined => {
  const at = equalSign(word);
  const path = splitKey(at < 0 ? word : word.slice(0, at));
  const top = path[0] ?? '';
  try {
    const value = at < 0 ? null : readYamlValue(word.slice(at + 1));
    update(into, path, value);
    source.set(top, word);
    return undefined;
  } catch (error) {
    if (!(error instanceof LoadFault || error instanceof SyntaxFault)) throw error;
    return diagnose('override-syntax', `The override "${word}" cannot be read: ${error.message}`, {
      key: top,
    });
  }
};

/** Index of the first `=` that no backslash escapes; -1 without one. */
const equalSign = (word: string): number => {
  for (let at = 0; at < word.length; at++) {
    if (word[at] === '\\') at += 1;
    else if (word[at] === '=') return at;
  }
  return -1;
};

/** A part of a key path up to the next dot or bracket, and one in brackets; a backslash escapes `.[]=`. */
const KEY_PART = /\.?((?:\\[.[\]=]|[^.[])*)/y;
const BRACKET_PART = /^\[((?:\\[.[\]=]|[^\]])*)\]/;

/** Parts of a key path: `a.b`, `a[b]` and `[a].b` are `a`, `b`. What follows an unclosed bracket is dropped. */
const splitKey = (path: string): readonly string[] => {
  const parts: string[] = path.startsWith('.') ? [''] : [];
  let at = 0;
  do {
    KEY_PART.lastIndex = at;
    const found = path[at] === '[' ? BRACKET_PART.exec(path.slice(at)) : KEY_PART.exec(path);
    if (found === null) break;
    parts.push((found[1] ?? '').replaceAll(/\\([.[\]=])/g, '$1'));
    at += found[0].length;
  } while (at < path.length);
  return parts.length === 0 ? [''] : parts;
};

/** `OmegaConf.update`: what lies on the way and holds nothing is replaced by a mapping; a list takes its own places. */
const update = (root: PyDict, path: readonly string[], value: Value): void => {
  const [top = '', ...rest] = path;
  root.set(top, placed(root.get(top), rest, value));
};

const placed = (node: Value | undefined, path: readonly string[], value: Value): Value => {
  const [part, ...rest] = path;
  if (part === undefined) return isContainer(node) && isContainer(value) ? merged(node, value) : value;
  if (Array.isArray(node)) {
    const at = /^-?\d+$/.test(part) ? Number(part) : Number.NaN;
    if (!(at >= -node.length && at < node.length))
      throw new LoadFault('override-syntax', `The list before it has no place "${part}".`);
    return node.with(at, placed(node.at(at), rest, value));
  }
  const dict = node instanceof PyDict ? node.copy() : new PyDict();
  return dict.set(part, placed(dict.get(part), rest, value));
};

/** `OmegaConf.merge` of one value over another; `???` ("missing") replaces nothing. */
const merged = (below: Value | undefined, above: Value): Value => {
  if (above === '???' && below !== undefined) return below;
  if (!(below instanceof PyDict && above instanceof PyDict)) {
    if (isContainer(below) && isContainer(above) && !(Array.isArray(below) && Array.isArray(above)))
      throw new LoadFault('override-syntax', 'A list and a mapping cannot be merged.');
    return above;
  }
  const result = below.copy();
  for (const [key, value] of above.entries()) result.set(key, merged(result.get(key), value));
  return result;
};

/** Two of these that are not both mappings or both lists do not merge. */
const isContainer = (value: Value | undefined): boolean => Array.isArray(value) || value instanceof PyDict;

const mergeEntries = (
  entries: readonly ConfigEntry[],
  overrides: PyDict,
  source: ReadonlyMap<string, string>,
  diagnostics: Diagnostic[],
): readonly ConfigEntry[] => {
  const known = new Set(entries.map(({ key }) => key));
  const kept = entries.map((entry) => {
    const above = overrides.get(entry.key);
    if (above === undefined) return entry;
    const over = overrideOf(entry.key, source);
    try {
      // What stands in the file is no longer what counts, so it is not quoted.
      return { key: entry.key, value: merged(entry.value, above), ...over };
    } catch (error) {
      if (!(error instanceof LoadFault)) throw error;
      diagnostics.push(
        diagnose('override-syntax', `The override "${over.override}" does not fit: ${error.message}`),
      );
      return entry;
    }
  });
  const added = [...overrides.entries()]
    .filter(([key]) => !known.has(key))
    .map(([key, value]) => ({ key, value, ...overrideOf(key, source) }));
  return [...kept, ...added];
};

const overrideOf = (key: Value, source: ReadonlyMap<string, string>): { override?: string } => {
  const word = typeof key === 'string' ? source.get(key) : undefined;
  return word === undefined ? {} : { override: word };
};
