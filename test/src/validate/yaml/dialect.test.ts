import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readConfig } from '../../../../src/validate/read.ts';
import { encodeDocument } from './encode.ts';

const Fact = z.object({
  text: z.string(),
  overrides: z.array(z.string()).default([]),
  value: z.unknown().optional(),
  error: z.literal(true).optional(),
});

const facts = readFileSync(new URL('facts.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => Fact.parse(JSON.parse(line)));

const told = (text: string, overrides: readonly string[] = []): unknown => {
  const document = readConfig(text, 'yaml', overrides);
  return document.diagnostics.some(({ severity }) => severity === 'error')
    ? 'refused'
    : encodeDocument(document);
};

describe("B5: YAML in upstream's dialect, as recorded from OmegaConf 2.4.0 and PyYAML 6.0.3", () => {
  it('reads or refuses every recorded text as the real reader does', () => {
    expect(facts.length).toBeGreaterThan(1200);
    const wrong = facts.flatMap(({ text, overrides, value, error }) => {
      const expected = JSON.stringify(error === true ? 'refused' : value);
      const ours = JSON.stringify(told(text, overrides));
      return ours === expected ? [] : [{ text, overrides, expected, ours }];
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    ['1e-5', { float: '1e-05' }],
    ['1e5', { float: '100000.0' }],
    ['5e-06', { float: '5e-06' }],
    ['yes', true],
    ['on', true],
    ['TRUE', true],
    ['y', { str: 'y' }],
    ['010', { int: '8' }],
    ['08', { str: '08' }],
    ['0x1F', { int: '31' }],
    ['0o10', { str: '0o10' }],
    ['1:30', { int: '90' }],
    ['1_000', { int: '1000' }],
    ['2020-01-01', { str: '2020-01-01' }],
    ['3.0', { float: '3.0' }],
    ['', null],
    ['null', null],
    ['none', { str: 'none' }],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an interpolation of OmegaConf
    ['${output_dir}/x', { str: '${output_dir}/x' }],
    ['99999999999999999999', { int: '99999999999999999999' }],
    ['[a, 1, {b: no}]', { list: [{ str: 'a' }, { int: '1' }, { dict: [[{ str: 'b' }, false]] }] }],
  ])('reads `a: %s`', (text, value) => {
    expect(told(`a: ${text}`)).toEqual({ dict: [[{ str: 'a' }, value]] });
  });

  it('takes overrides as upstream does: f= and e=null are null, d=[x,y] a list, dots nest', () => {
    expect(told('a: 1', ['f=', 'e=null', 'd=[x,y]', 'n.m=2', 'a=1e-5'])).toEqual({
      dict: [
        [{ str: 'a' }, { float: '1e-05' }],
        [{ str: 'f' }, null],
        [{ str: 'e' }, null],
        [{ str: 'd' }, { list: [{ str: 'x' }, { str: 'y' }] }],
        [{ str: 'n' }, { dict: [[{ str: 'm' }, { int: '2' }]] }],
      ],
    });
  });
});
