import { describe, expect, it } from 'vitest';
import { formatOf, readConfig, readConfigBytes } from '../../../src/validate/read.ts';
import { encodeDocument } from './yaml/encode.ts';

/** Code and place of the first thing refused. */
const refusal = (text: string, format: 'yaml' | 'json' = 'yaml'): string => {
  const [first] = readConfig(text, format).diagnostics;
  return first === undefined ? 'read' : `${first.code} ${first.line}:${first.column}`;
};

describe('B5: where keys and values stand', () => {
  it('gives line and column of every key and value, 1-based, the end exclusive', () => {
    const [stage, lora] = readConfig('# c\nstage: sft\nlora_target: [q_proj,\n  v_proj]\n', 'yaml').entries;
    expect(stage?.keySpan).toEqual({ line: 2, column: 1, endLine: 2, endColumn: 6 });
    expect(stage?.valueSpan).toEqual({ line: 2, column: 8, endLine: 2, endColumn: 11 });
    expect(lora?.valueSpan).toEqual({ line: 3, column: 14, endLine: 4, endColumn: 10 });
  });

  it('gives the same places with CRLF and a BOM', () => {
    const { entries } = readConfig('\uFEFFa: 1\r\nb: 2\r\n', 'yaml');
    expect(entries.map(({ key, value, keySpan }) => [key, value, keySpan?.line, keySpan?.column])).toEqual([
      ['a', 1, 1, 1],
      ['b', 2, 2, 1],
    ]);
  });

  it('gives places in JSON', () => {
    const [entry] = readConfig('{\n  "stage": "sft"\n}', 'json').entries;
    expect(entry?.keySpan).toEqual({ line: 2, column: 3, endLine: 2, endColumn: 10 });
    expect(entry?.valueSpan).toEqual({ line: 2, column: 12, endLine: 2, endColumn: 17 });
  });

  it('keeps places right where brackets are indented as only libyaml allows', () => {
    const [a, b] = readConfig('a: [\nx,\ny\n]\nb: 1', 'yaml').entries;
    expect(encodeDocument({ kind: 'yaml', entries: a ? [a] : [], diagnostics: [] })).toEqual({
      dict: [[{ str: 'a' }, { list: [{ str: 'x' }, { str: 'y' }] }]],
    });
    expect(a?.valueSpan).toEqual({ line: 1, column: 4, endLine: 4, endColumn: 2 });
    expect(b?.keySpan?.line).toBe(5);
  });
});

describe('bad input: a diagnostic with line and column', () => {
  it.each([
    ['a: 1\nb: c: d', 'yaml-syntax 2:4'],
    ['a: "b', 'yaml-syntax 1:6'],
    ['a: 1\nb: 2\na: 3', 'duplicate-key 3:1'],
    ['a: {b: 1, b: 2}', 'duplicate-key 1:11'],
    ['- a\n- b', 'not-a-mapping 1:1'],
    ['3', 'not-a-mapping 1:1'],
    ['a: 1\n---\nb: 2', 'yaml-syntax 2:1'],
    ['a: 1\n\tb: 2', 'yaml-syntax 2:1'],
    ['a: !secret x', 'yaml-tag 1:12'],
    ['a: *nothing', 'yaml-alias 1:4'],
    ['a: &x [*x]', 'yaml-alias 1:8'],
    ['~: 1', 'key-type 1:1'],
    ['a: 1\n? [b]\n: 2', 'key-type 2:3'],
    ['a: \u0000', 'yaml-syntax 1:4'],
    ['a: ${b', 'interpolation 1:4'],
    ['a: =', 'yaml-value 1:4'],
  ])('refuses %j', (text, expected) => {
    expect(refusal(text)).toBe(expected);
  });

  it.each([
    ['{"a": 1,}', 'json-syntax 1:9'],
    ['{"a": 1', 'json-syntax 1:7'],
    ["{'a': 1}", 'json-syntax 1:2'],
    ['{"a": \n tru}', 'json-syntax 2:2'],
    ['[1]', 'not-a-mapping 1:1'],
    ['', 'json-syntax 1:1'],
    ['{"a": 1} 2', 'json-syntax 1:10'],
  ])('refuses JSON %j', (text, expected) => {
    expect(refusal(text, 'json')).toBe(expected);
  });

  it('takes nothing, and only comments, for an empty config', () => {
    expect(readConfig('', 'yaml')).toEqual({ kind: 'yaml', entries: [], diagnostics: [] });
    expect(readConfig('# nothing\n', 'yaml').entries).toEqual([]);
  });

  it('reads on after a repeated key, and names the line of the first', () => {
    const { entries, diagnostics } = readConfig('a: 1\nb: 2\na: 3\na: 4\nb: 5\n', 'yaml');
    expect(diagnostics.map(({ line, message }) => [line, message])).toEqual([
      [3, 'The key "a" occurs twice: first in line 1.'],
      [4, 'The key "a" occurs twice: first in line 1.'],
      [5, 'The key "b" occurs twice: first in line 2.'],
    ]);
    expect(entries.map(({ key, value }) => [key, value])).toEqual([
      ['a', 4],
      ['b', 5],
    ]);
    expect(readConfig('a: 1\nb:\n  c: 1\n  c: 2\n', 'yaml').diagnostics[0]?.message).toBe(
      'The key "c" occurs twice: first in line 3.',
    );
  });

  it('warns of a repeated key in JSON, where Python keeps the last', () => {
    const { entries, diagnostics } = readConfig('{"a": 1, "a": 2}', 'json');
    expect(entries.map(({ value }) => value)).toEqual([2]);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['duplicate-key', 'warning']]);
    expect(diagnostics[0]?.message).toContain('first in line 1');
  });

  it('refuses bytes that are no text, at their place', () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('a: 1\nb: '), 0xff, 0xfe, 0x00]);
    expect(readConfigBytes(bytes, 'yaml').diagnostics).toMatchObject([
      { code: 'file-not-text', line: 2, column: 4 },
    ]);
  });

  it('does not parse what is far too large, too deep or has too many values', () => {
    expect(refusal('x'.repeat(100_000_000))).toBe('file-too-large 1:1');
    expect(refusal('a: ['.repeat(10_000))).toBe('yaml-size 1:1');
    expect(refusal('- '.repeat(14_000))).toBe('yaml-size 1:1');
    expect(refusal(Array.from({ length: 900 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'))).toBe(
      'yaml-size 1:1',
    );
    expect(refusal('a: 1\n'.repeat(100_000))).toBe('yaml-size 1:1');
    expect(refusal('{"a": ['.repeat(1_000), 'json')).toBe('yaml-size 1:1');
  });

  it('stops at aliases that explode', () => {
    const lines = Array.from(
      { length: 30 },
      (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`,
    );
    expect(refusal(`a0: &a0 [x, x]\n${lines.join('\n')}`)).toMatch(/^yaml-size/);
  });
});

describe('the format of a file', () => {
  it('is told by its name', () => {
    expect([formatOf('a.json'), formatOf('a.yaml'), formatOf('a.YML'), formatOf('-')]).toEqual([
      'json',
      'yaml',
      'yaml',
      'yaml',
    ]);
  });
});
