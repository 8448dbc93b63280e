import fc from 'fast-check';
import * as build from '../../../src/expr/build.ts';
import { Compiler } from '../../../src/expr/compile.ts';
import { display } from '../../../src/expr/displays.ts';
import type { Environment } from '../../../src/expr/environment.ts';
import { PyDict, repr, type Value } from '../../../src/expr/index.ts';
import { and, ifThenElse, not, or } from '../../../src/expr/logic.ts';
import { Machine } from '../../../src/expr/machine.ts';
import type { ExprTable } from '../../../src/expr/table.ts';
import type { ExprNode, Literal, Ref } from '../../../src/model/index.ts';

/** An expression as a tree, to be made into nodes in two ways: as it stands, and by the simplifying constructors. */
export type Tree =
  | { readonly op: 'const'; readonly value: Literal }
  | { readonly op: 'input'; readonly name: string; readonly otherwise: Literal }
  | { readonly op: 'atom'; readonly name: string }
  | { readonly op: 'not' | 'truth' | 'str' | 'len' | 'int'; readonly args: readonly Tree[] }
  | {
      readonly op: 'and' | 'or' | 'eq' | 'is' | 'in' | 'lt' | 'add' | 'getitem';
      readonly args: readonly Tree[];
    }
  | { readonly op: 'if' | 'setitem'; readonly args: readonly Tree[] }
  | { readonly op: 'newList' | 'newDict'; readonly args: readonly Tree[] }
  | { readonly op: 'isinstance'; readonly args: readonly Tree[]; readonly types: readonly string[] }
  | { readonly op: 'get' | 'split' | 'pop'; readonly args: readonly Tree[] };

const literal: fc.Arbitrary<Literal> = fc.constantFrom<Literal[]>(
  null,
  true,
  false,
  0,
  1,
  3,
  { float: 1 },
  0.5,
  '',
  'a',
  'a,b',
  { list: [] },
  { list: [1, 'a'] },
  { tuple: ['a'] },
  { dict: [['a', 1]] },
);

const input = fc
  .tuple(fc.constantFrom('x', 'y', 'z'), literal)
  .map(([name, otherwise]): Tree => ({ op: 'input', name, otherwise }));

/** Conditions on one parameter that cannot fail: most of what there is must get as far as being compared. */
const simple: fc.Arbitrary<Tree> = fc.oneof(
  input.map((arg): Tree => ({ op: 'truth', args: [arg] })),
  fc.tuple(input, literal).map(([arg, value]): Tree => ({ op: 'eq', args: [arg, { op: 'const', value }] })),
  input.map((arg): Tree => ({ op: 'is', args: [arg, { op: 'const', value: null }] })),
  input.map((arg): Tree => ({ op: 'isinstance', args: [arg], types: ['str'] })),
);

/** The same condition in two places, where simplifying sees it: after itself, its opposite, inside its own branches. */
const repeated = (a: Tree, b: Tree, c: Tree, which: number): Tree => {
  const op = which % 2 === 0 ? 'and' : 'or';
  const again: Tree = which % 4 < 2 ? { op: 'not', args: [a] } : a;
  if (which < 4) return { op, args: [{ op, args: [a, b] }, again] };
  if (which < 6) return { op, args: [a, again] };
  const inner: Tree = { op: 'if', args: [a, b, c] };
  return { op: 'if', args: which === 6 ? [again, inner, c] : [again, b, inner] };
};

/** Trees of data; conditions are trees of booleans. */
export const { data, condition } = fc.letrec<{ data: Tree; condition: Tree }>((tie) => {
  const [d, c] = [tie('data'), tie('condition')];
  const pair = fc.tuple(d, d);
  const node =
    <T extends string>(op: T) =>
    <A extends readonly Tree[]>(args: A) =>
      ({ op, args }) as const;
  return {
    data: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      literal.map((value): Tree => ({ op: 'const', value })),
      { weight: 4, arbitrary: input },
      fc.constantFrom('p', 'q').map((name): Tree => ({ op: 'atom', name })),
      fc.tuple(c, d, d).map(node('if')),
      fc.array(d, { maxLength: 3 }).map(node('newList')),
      fc.tuple(literal, d).map(
        ([key, value]): Tree => ({
          op: 'newDict',
          args: [{ op: 'const', value: typeof key === 'object' ? 'k' : key }, value],
        }),
      ),
      fc.tuple(d).map(node('str')),
      fc.tuple(d).map(node('len')),
      fc.tuple(d).map(node('int')),
      pair.map(node('add')),
      pair.map(node('getitem')),
      pair.map(node('get')),
      pair.map(node('split')),
      pair.map(node('pop')),
      fc.tuple(d, d, d).map(node('setitem')),
      c,
    ),
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 12, arbitrary: simple },
      fc.boolean().map((value): Tree => ({ op: 'const', value })),
      fc.tuple(d).map(node('truth')),
      fc.tuple(c).map(node('not')),
      fc.tuple(c, c).map(node('and')),
      fc.tuple(c, c).map(node('or')),
      {
        weight: 6,
        arbitrary: fc.tuple(c, c, c, fc.nat(7)).map(([a, b, d, which]) => repeated(a, b, d, which)),
      },
      fc.tuple(c, c, c).map(node('if')),
      fc
        .tuple(c, fc.boolean(), c)
        .map(([a, b, d]): Tree => ({ op: 'if', args: [a, { op: 'const', value: b }, d] })),
      fc
        .tuple(c, c, fc.boolean())
        .map(([a, b, d]): Tree => ({ op: 'if', args: [a, b, { op: 'const', value: d }] })),
      pair.map(node('eq')),
      fc.tuple(d, literal).map(
        ([a, b]): Tree => ({
          op: 'is',
          args: [a, { op: 'const', value: typeof b === 'boolean' ? b : null }],
        }),
      ),
      pair.map(node('in')),
      pair.map(node('lt')),
      fc
        .tuple(d, fc.subarray(['str', 'int', 'list', 'dict', 'bool', 'NoneType']))
        .map(([a, types]): Tree => ({ op: 'isinstance', args: [a], types })),
    ),
  };
});

/** The tree as it stands. */
export const plain = (table: ExprTable, tree: Tree): Ref => {
  if (tree.op === 'const') return table.literal(tree.value);
  if (tree.op === 'input')
    return table.add({ op: 'input', name: tree.name, default: table.literal(tree.otherwise) });
  if (tree.op === 'atom') return table.add({ op: 'atom', name: tree.name });
  const args = tree.args.map((arg) => plain(table, arg));
  return table.add(nodeOf(tree, args));
};

const nodeOf = (tree: Exclude<Tree, { op: 'const' | 'input' | 'atom' }>, args: Ref[]): ExprNode => {
  switch (tree.op) {
    case 'isinstance':
      return { op: 'isinstance', args, types: [...tree.types].sort() };
    case 'get':
    case 'split':
      return { op: 'method', name: tree.op, args, at: 1 };
    case 'pop':
      return { op: 'mutated', name: 'pop', args, at: 1 };
    case 'not':
    case 'and':
    case 'or':
    case 'if':
    case 'newList':
    case 'newDict':
    case 'truth':
    case 'eq':
    case 'is':
    case 'str':
      return { op: tree.op, args };
    default:
      return { op: tree.op, args, at: 1 };
  }
};

/** The same through the constructors that the extractor uses. */
export const simplified = (table: ExprTable, tree: Tree): Ref => {
  if (tree.op === 'const' || tree.op === 'input' || tree.op === 'atom') return plain(table, tree);
  const args = tree.args.map((arg) => simplified(table, arg));
  const [a, b, c] = args as [Ref, Ref, Ref];
  switch (tree.op) {
    case 'not':
      return not(table, a);
    case 'and':
      return and(table, a, b);
    case 'or':
      return or(table, a, b);
    case 'if':
      return ifThenElse(table, a, b, c);
    case 'truth':
      return build.truth(table, a);
    case 'eq':
      return build.eq(table, a, b);
    case 'is':
      return build.is(table, a, b);
    case 'isinstance':
      return build.isinstance(table, a, tree.types);
    case 'newList':
    case 'newDict':
      return display(table, tree.op, args);
    case 'get':
    case 'split':
      return build.method(table, tree.op, args, 1);
    case 'pop':
      return build.mutated(table, 'pop', args, 1);
    case 'str':
      return build.operation(table, 'str', args);
    default:
      return build.operation(table, tree.op, args, 1);
  }
};

export const config: fc.Arbitrary<PyDict> = fc
  .array(
    fc.tuple(
      fc.constantFrom('x', 'y', 'z'),
      fc.constantFrom<Value[]>(null, true, 1, 0.5, 'a', 'a,b', '', [], ['a']),
    ),
  )
  .map((entries) => new PyDict(entries));

export const evaluate = (
  table: ExprTable,
  ref: Ref,
  given: PyDict,
  environment: Environment,
  closed = true,
): Value => {
  const machine = new Machine({
    nodes: table.nodes,
    places: [],
    enums: [],
    entries: [],
    labels: [],
    unknowns: [],
  });
  machine.begin(given, environment, closed);
  return new Compiler(machine).thunk(ref)();
};

export const shown = (value: Value): string => ('exception' in Object(value) ? 'raises' : repr(value));
