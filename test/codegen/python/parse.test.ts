import { beforeAll, describe, expect, it } from 'vitest';
import type { Expression, Statement } from '../../../codegen/python/ast.ts';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { parseModule } from '../../../codegen/python/parse.ts';

beforeAll(loadGrammar);

const only = (text: string): Statement => {
  const { body, faults } = parseModule(text);
  expect(faults).toEqual([]);
  const [statement] = body;
  if (statement === undefined) throw new Error('nothing parsed');
  return statement;
};
const expression = (text: string): Expression => {
  const statement = only(text);
  if (statement.kind !== 'Expr') throw new Error(statement.kind);
  return statement.value;
};
const constant = (text: string): unknown => {
  const value = expression(text);
  return value.kind === 'Constant' ? value.constant : value.kind;
};

describe('B1: literals', () => {
  it.each([
    [`'a' "b" """c"""`, { type: 'str', value: 'abc' }],
    [`r'\\n' '\\n'`, { type: 'str', value: '\\n\n' }],
    [`r'\\\\'`, { type: 'str', value: '\\\\' }],
    [`'\\x41\\u00e9\\101\\q'`, { type: 'str', value: 'AéA\\q' }],
    [`'a\\\nb'`, { type: 'str', value: 'ab' }],
    [`b'\\xff\\u0041'`, { type: 'bytes', text: '\u00ff\\u0041' }],
    ['1_000', { type: 'int', value: 1000n }],
    ['0x_ff', { type: 'int', value: 255n }],
    ['0o17', { type: 'int', value: 15n }],
    ['0b11', { type: 'int', value: 3n }],
    ['5e-5', { type: 'float', value: 0.00005 }],
    ['1_0.2_5', { type: 'float', value: 10.25 }],
    ['3j', { type: 'complex', text: '3j' }],
    ['...', { type: 'ellipsis' }],
    ['None', { type: 'none' }],
  ])('%s', (text, wanted) => {
    expect(constant(text)).toEqual(wanted);
  });

  it('keeps what it cannot read as unparsed, never as a guess', () => {
    expect(constant(`'\\N{BULLET}'`)).toBe('Unparsed');
    expect(constant('0777')).toBe('Unparsed');
  });

  it('joins f-strings with their neighbours and keeps conversion and format', () => {
    expect(expression(`'a' f'{{b}} {c!r:>{d}} {e=}' 'f'`)).toMatchObject({
      kind: 'JoinedStr',
      values: [
        'a{b} ',
        { value: { id: 'c' }, conversion: 'r', formatSpec: '>{d}' },
        ' e=',
        { value: { id: 'e' }, conversion: 'r', formatSpec: null },
        'f',
      ],
    });
  });
});

describe('B1: expressions', () => {
  it('has one node for a chain of the same operator, as Python has', () => {
    expect(expression('a and b and c or d')).toMatchObject({
      kind: 'BoolOp',
      op: 'or',
      values: [{ op: 'and', values: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] }, { id: 'd' }],
    });
    expect(expression('a < b is not c not in d')).toMatchObject({ ops: ['<', 'is not', 'not in'] });
  });

  it('ends an attribute on the line of its name', () => {
    expect(expression('(a\n  .b\n  .c(\n    1))')).toMatchObject({
      kind: 'Call',
      line: 1,
      endLine: 4,
      func: { attr: 'c', endLine: 3, value: { attr: 'b', endLine: 2 } },
    });
  });

  it('keeps the order of a union of types', () => {
    expect(only('def f(a: list[A] | dict[B, C] | None): pass')).toMatchObject({
      args: {
        args: [
          {
            annotation: {
              op: '|',
              left: { op: '|', left: { slice: { id: 'A' } }, right: { slice: { kind: 'Tuple' } } },
              right: { constant: { type: 'none' } },
            },
          },
        ],
      },
    });
  });

  it('stars the whole of what follows', () => {
    expect(expression('[*a.b, *c[1]]')).toMatchObject({
      elts: [
        { kind: 'Starred', value: { kind: 'Attribute' } },
        { kind: 'Starred', value: { kind: 'Subscript' } },
      ],
    });
  });
});

describe('B1: statements', () => {
  it('chains assignments and nests elif', () => {
    expect(only('a = b = c, d = 1')).toMatchObject({
      kind: 'Assign',
      targets: [{ id: 'a' }, { id: 'b' }, { kind: 'Tuple' }],
    });
    expect(only('if a: pass\nelif b: pass\nelse: c')).toMatchObject({
      orelse: [{ kind: 'If', line: 2, test: { id: 'b' }, orelse: [{ kind: 'Expr' }] }],
    });
  });

  it('reads parameters of every kind', () => {
    expect(only('async def f(a, /, b: int = 1, *c, d, e=2, **g) -> None: pass')).toMatchObject({
      isAsync: true,
      args: {
        posOnly: [{ name: 'a' }],
        args: [{ name: 'b', annotation: { id: 'int' }, default: { kind: 'Constant' } }],
        vararg: { name: 'c' },
        kwOnly: [{ name: 'd', default: null }, { name: 'e' }],
        kwarg: { name: 'g' },
      },
    });
  });

  it('reads imports with their dots', () => {
    expect(only('from ...a.b import (c as d, e,)')).toMatchObject({
      level: 3,
      module: 'a.b',
      names: [
        { name: 'c', asname: 'd' },
        { name: 'e', asname: null },
      ],
    });
    expect(only('from . import *')).toMatchObject({ level: 1, module: null, names: [{ name: '*' }] });
  });

  it('ends a block with its last statement, not with the comment after it', () => {
    expect(only('if a:\n  b\n  # c\n')).toMatchObject({ endLine: 2, endCol: 3 });
  });

  it('reads with, match, type aliases and exception groups', () => {
    expect(only('with (a as b, c): pass')).toMatchObject({
      items: [
        { context: { id: 'a' }, target: { id: 'b' } },
        { context: { id: 'c' }, target: null },
      ],
    });
    expect(only('match a:\n  case [1, *b] if c:\n    pass')).toMatchObject({
      kind: 'Match',
      cases: [{ pattern: { text: '[1, *b]' }, guard: { id: 'c' } }],
    });
    expect(only('type A[T] = list[T]')).toMatchObject({ kind: 'TypeAlias', name: 'A' });
    expect(only('try: a\nexcept* B as c: pass')).toMatchObject({
      handlers: [{ type: { id: 'B' }, name: 'c' }],
    });
  });
});

describe('bad input: Python that does not parse', () => {
  it('reports the place and goes on', () => {
    const { body, faults } = parseModule('a = 1\nb = = 2\nc = 3\n');
    expect(faults[0]).toMatchObject({ line: 2 });
    expect(body.filter((statement) => statement.kind === 'Assign').length).toBeGreaterThanOrEqual(2);
  });

  it('survives nesting deeper than any stack', () => {
    const { body } = parseModule(`x = ${'('.repeat(20_000)}1${')'.repeat(20_000)}\n`);
    expect(body.length).toBeGreaterThan(0);
  });

  it.each([
    ['not ', 10_000],
    ['[', 10_000],
    ['{', 10_000],
    ['lambda: ', 5_000],
    ['1 if a else ', 5_000],
    ['f"{', 500],
    ['elif a: pass\n', 2_000],
  ])('takes %j over and over', (part, times) => {
    parseModule(`if a: pass\n${part.repeat(times)}`);
    parseModule(`x = ${part.repeat(times)}1\n`);
  });

  it('leaves a file alone that no person wrote, and says so', () => {
    const { body, faults } = parseModule(`x = ${'f(1); y = '.repeat(1_000_000)}1\n`);
    expect(body).toMatchObject([{ kind: 'Unparsed', syntax: 'TOO_LARGE' }]);
    expect(faults).toMatchObject([{ line: 1, text: '10000006 characters' }]);
  });

  it.each([
    ['NUL', 'x = 1\0\ny = 2\n'],
    ['a lone surrogate', 'x = "\ud800"\ny = 2\n'],
    ['tabs and blanks mixed', 'if x:\n\tz = 1\n        z = 2\ny = 2\n'],
    ['lone carriage returns', 'x = 1\ry = 2\r'],
    ['latin-1 read as UTF-8', 'x = "\ufffd"\ny = 2\n'],
  ])('reads on after %s', (_what, text) => {
    expect(parseModule(text).body.length).toBeGreaterThan(0);
  });

  it('gives CRLF the lines that LF has', () => {
    const text = 'x = """a\nb"""\nif x:\n    y = 2\n';
    expect(parseModule(text.replaceAll('\n', '\r\n')).body.map(({ line }) => line)).toEqual(
      parseModule(text).body.map(({ line }) => line),
    );
  });

  it('keeps a byte order mark out of the first line', () => {
    expect(only('\ufeffa = 1')).toMatchObject({ kind: 'Assign', col: 0, targets: [{ id: 'a', col: 0 }] });
  });
});
