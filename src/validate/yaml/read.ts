import { isMap, isSeq, type YAMLMap } from 'yaml';
import { PyDict, type Value } from '../../expr/python/value.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnose } from '../diagnose.ts';
import type { ConfigDocument, ConfigEntry } from '../document.ts';
import { meantLine } from './advice.ts';
import { Constructor, rangeOf } from './construct.ts';
import { LoadFault } from './fault.ts';
import { type ParsedYaml, parseYaml, SyntaxFault } from './parse.ts';

/**
 * Reads YAML as upstream does: `OmegaConf.load` and `to_container` without resolving (`hparams/parser.py:read_args`).
 * Never throws: what the loader refuses is a diagnostic with its place. Time and memory are linear in the text, whose
 * length the caller bounds.
 */
export const readYaml = (text: string): ConfigDocument => {
  const clean = normalize(text);
  const control = clean.search(UNPRINTABLE);
  if (control >= 0) return refused(unprintable(clean, control));
  let parsed: ParsedYaml | undefined;
  try {
    parsed = parseYaml(clean);
    return readMapping(parsed);
  } catch (error) {
    return refused(failure(error, parsed, clean));
  }
};

/** The value of one override, as `yaml.load` with OmegaConf's loader gives it. @throws LoadFault, SyntaxFault */
export const readYamlValue = (text: string): Value => {
  const parsed = parseYaml(normalize(text));
  return new Constructor(parsed).value(parsed.contents);
};

const document = (
  entries: readonly ConfigEntry[],
  diagnostics: readonly Diagnostic[] = [],
): ConfigDocument => ({
  kind: 'yaml',
  entries,
  diagnostics,
});

const refused = (diagnostic: Diagnostic): ConfigDocument => document([], [diagnostic]);

/** What PyYAML's reader refuses outright. */
const UNPRINTABLE = /[^\t\n\r\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** Line ends as Python's text files give them, a leading BOM dropped, YAML 1.1's further line breaks as `\n`. */
const normalize = (text: string): string => {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return /[\r\u0085\u2028\u2029]/.test(body)
    ? body.replaceAll('\r\n', '\n').replaceAll(/[\r\u0085\u2028\u2029]/g, '\n')
    : body;
};

/** Mirrors `OmegaConf.load`: nothing is an empty mapping, a lone string is read as YAML once more. */
const readMapping = (parsed: ParsedYaml): ConfigDocument => {
  const { contents, spanOf } = parsed;
  const values = new Constructor(parsed);
  if (contents !== null && isMap(contents) && contents.tag === undefined)
    return mappingEntries(contents, values, spanOf);
  const value = values.value(contents);
  const inner = typeof value === 'string' ? readYamlValue(value) : value;
  if (inner === null) return document([]);
  const span = spanOf(rangeOf(contents));
  if (typeof inner === 'string')
    return document([{ key: inner, value: null, ...(span && { keySpan: span }) }]);
  if (inner instanceof PyDict)
    return document([...inner.entries()].map(([key, item]) => ({ key, value: item })));
  const what = isSeq(contents) ? 'a list' : 'a single value';
  return refused(
    diagnose('not-a-mapping', `The document is ${what}, not a mapping of parameters to values.`, span),
  );
};

const mappingEntries = (map: YAMLMap, values: Constructor, spanOf: ParsedYaml['spanOf']): ConfigDocument => {
  const entries: ConfigEntry[] = [];
  /** Keys that Python takes for one (`1` and `true`) are one entry: the last value under the first key. */
  const slots = new PyDict();
  const repeated: Diagnostic[] = [];
  const pairs = values.pairs(map, (fault) => repeated.push(loadDiagnostic(fault, spanOf)));
  for (const [keyNode, valueNode] of pairs) {
    const key: Value = values.key(keyNode);
    const value = values.value(valueNode);
    const keySpan = spanOf(rangeOf(keyNode));
    const valueSpan = spanOf(rangeOf(valueNode)) ?? keySpan;
    const slot = slots.get(key);
    const at = typeof slot === 'number' ? slot : entries.length;
    slots.set(key, at);
    entries[at] = {
      key: entries[at]?.key ?? key,
      value,
      ...(keySpan && { keySpan }),
      ...(valueSpan && { valueSpan }),
    };
  }
  return document(entries, repeated);
};

const loadDiagnostic = (fault: LoadFault, spanOf: ParsedYaml['spanOf']): Diagnostic => {
  const first = spanOf(fault.first);
  const message =
    fault.first === undefined ? fault.message : `${fault.message}: first in line ${first?.line}.`;
  return diagnose(fault.code, message, spanOf(fault.range));
};

const failure = (error: unknown, parsed: ParsedYaml | undefined, text: string): Diagnostic => {
  if (error instanceof SyntaxFault) return syntaxDiagnostic(error, text);
  if (error instanceof LoadFault) return loadDiagnostic(error, parsed?.spanOf ?? (() => undefined));
  if (error instanceof RangeError)
    return diagnose('yaml-size', 'The document is nested too deeply to be read.', { line: 1, column: 1 });
  throw error;
};

/** The fault shows on the line itself or, where a value went on, on the one after it. */
const syntaxDiagnostic = ({ fault, message, span }: SyntaxFault, text: string): Diagnostic => {
  const lines = fault.code === 'yaml-syntax' && span !== undefined ? text.split('\n') : [];
  for (const line of [span?.line ?? 0, (span?.line ?? 0) - 1]) {
    const written = lines[line - 1] ?? '';
    const meant = meantLine(written);
    if (meant === undefined) continue;
    const column = written.length - written.trimStart().length + 1;
    return diagnose(fault.code, `This line is no "key: value". ${meant.why}`, {
      line,
      column,
      endLine: line,
      endColumn: written.trimEnd().length + 1,
      suggestions: [meant.text],
    });
  }
  return diagnose(fault.code, message, span);
};

const unprintable = (text: string, offset: number): Diagnostic => {
  const before = text.slice(0, offset).split('\n');
  const code = (text.codePointAt(offset) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return diagnose('yaml-syntax', `The character U+${code} is not allowed in YAML.`, {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
  });
};
