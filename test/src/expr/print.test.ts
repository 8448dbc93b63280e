import { describe, expect, it } from 'vitest';
import * as build from '../../../src/expr/build.ts';
import { and, ifThenElse, not, or } from '../../../src/expr/logic.ts';
import { type Label, print } from '../../../src/expr/print.ts';
import { ExprTable } from '../../../src/expr/table.ts';
import type { EnumType, Ref } from '../../../src/model/index.ts';

const COLOR: EnumType = {
  name: 'Color',
  qualname: 'app.Color',
  base: 'str',
  members: [{ name: 'RED', value: 'red' }],
};
const MODE: EnumType = {
  name: 'Mode',
  qualname: 'app.Mode',
  base: 'plain',
  members: [{ name: 'FAST', value: 1 }],
};

const table = new ExprTable([], [COLOR, MODE]);
const input = (name: string): Ref => table.add({ op: 'input', name, default: table.literal(null) });
const text = (ref: Ref, labels: ReadonlyMap<Ref, Label> = new Map()): string =>
  print({ nodes: table.nodes, enums: table.enumTypes, labels }, ref);
const is = (name: string, value: string): Ref => build.eq(table, input(name), table.literal(value));
const truth = (name: string): Ref => build.truth(table, input(name));

describe('B4 conditions for people', () => {
  it('prints comparisons and their opposites in Python’s words', () => {
    expect(text(and(table, not(table, is('kind', 'lora')), truth('dora')))).toBe('kind != "lora" and dora');
    expect(text(not(table, build.is(table, input('a'), table.literal(null))))).toBe('a is not None');
    const few = table.literal({ list: ['a', 'b'] });
    expect(text(not(table, build.operation(table, 'in', [input('a'), few])))).toBe('a not in ["a", "b"]');
  });

  it('says no more than it knows: not a < b is no a >= b', () => {
    expect(text(not(table, build.operation(table, 'lt', [input('a'), input('b')], 0)))).toBe('not a < b');
  });

  it('moves not inwards and sets parentheses only where they are needed', () => {
    expect(text(not(table, or(table, truth('a'), is('b', 'x'))))).toBe('not a and b != "x"');
    expect(text(not(table, and(table, truth('a'), truth('b'))))).toBe('not a or not b');
    expect(text(and(table, or(table, truth('a'), truth('b')), truth('c')))).toBe('(a or b) and c');
    expect(text(or(table, and(table, truth('a'), truth('b')), truth('c')))).toBe('a and b or c');
  });

  it('says each part once: what follows it is only asked where it holds', () => {
    const [a, b, c] = [truth('a'), truth('b'), truth('c')];
    const raw = (op: 'and' | 'or', ...args: Ref[]): Ref => table.add({ op, args });
    expect(text(raw('and', a, raw('or', raw('and', a, b), c)))).toBe('a and (b or c)');
    expect(text(raw('and', raw('and', a, b), raw('and', a, c)))).toBe('a and b and c');
    expect(text(raw('and', a, not(table, raw('and', a, b))))).toBe('a and not b');
    expect(text(raw('or', raw('and', a, b), raw('and', a, c)))).toBe('a and b or a and c');
    expect(text(raw('and', c, raw('or', b, raw('and', c, b))))).toBe('c and b');
  });

  it('prints members of enums as what a config would say', () => {
    expect(text(build.eq(table, input('c'), table.literal({ enum: 0, member: 'RED' })))).toBe('c == "red"');
    expect(text(build.eq(table, input('m'), table.literal({ enum: 1, member: 'FAST' })))).toBe('m == FAST');
  });

  it('keeps floats floats', () => {
    expect(text(build.operation(table, 'gt', [input('a'), table.literal({ float: 1 })], 0))).toBe('a > 1.0');
    expect(text(build.operation(table, 'gt', [input('a'), table.literal(0.000001)], 0))).toBe('a > 1e-06');
  });

  it('knows atoms by their last names, and constants of libraries with their class', () => {
    const atom = (name: string): string => text(table.add({ op: 'atom', name }));
    expect(atom('torch.cuda.device_count()')).toBe('device_count()');
    expect(atom('env:USE_RAY')).toBe('env USE_RAY');
    expect(atom('package:vllm>=0.4.3')).toBe('package vllm>=0.4.3');
    expect(atom('a.b.State().kind == a.Kind.NO')).toBe('State().kind == Kind.NO');
  });

  it('prints what people know by a shorter name by that name', () => {
    const split = ifThenElse(
      table,
      build.isinstance(table, input('d'), ['str']),
      build.method(table, 'split', [input('d')], 0),
      input('d'),
    );
    const test = build.operation(
      table,
      'gt',
      [build.operation(table, 'len', [split], 0), table.literal(1)],
      0,
    );
    expect(text(test, new Map([[split, { text: 'd' }]]))).toBe('len(d) > 1');
    const label = new Map([[test, { text: 'many', negated: 'few' }]]);
    expect([text(test, label), text(not(table, test), label)]).toEqual(['many', 'few']);
  });
});
