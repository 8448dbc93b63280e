import type * as ast from '../python/ast.ts';
import type { Frame } from './frame.ts';
import type { Run } from './run.ts';
import { NO_ARGUMENTS, type Value } from './value.ts';

/** Comprehensions as the functions that they stand for, made of syntax: loops, tests and what is done with each item. */

/** No name of a program's own has a space. */
const MADE = 'comprehension items';
/** What Python calls the function that a comprehension is. */
export const COMPREHENSION = '<comprehension>';

type Comprehended = Pick<ast.ComprehensionExpr, 'generators'> & ast.Span;

const spanOf = ({ line, col, endLine, endCol }: ast.Span): ast.Span => ({ line, col, endLine, endCol });

/** The loops around something that is done for each item. */
const loops = (node: Comprehended, body: readonly ast.Statement[]): readonly ast.Statement[] =>
  node.generators.toReversed().reduce<readonly ast.Statement[]>((inner, { target, iter, ifs }) => {
    const tested = ifs
      .toReversed()
      .reduce<readonly ast.Statement[]>(
        (then, test) => [{ kind: 'If', ...spanOf(test), test, body: then, orelse: [] }],
        inner,
      );
    return [{ kind: 'For', ...spanOf(iter), target, iter, body: tested, orelse: [], isAsync: false }];
  }, body);

const runAs = (run: Run, frame: Frame, node: ast.Span, body: readonly ast.Statement[]): Value => {
  const empty: ast.Arguments = { posOnly: [], args: [], vararg: null, kwOnly: [], kwarg: null };
  const fn: ast.FunctionDef = {
    kind: 'FunctionDef',
    ...spanOf(node),
    name: COMPREHENSION,
    args: empty,
    body,
    decorators: [],
    returns: null,
    isAsync: false,
  };
  const { module, function: qualname, owner } = frame;
  const made = { kind: 'function', name: fn.name, qualname, module, node: fn, closure: frame } as const;
  return run.invoke({ ...made, owner, opaque: false }, NO_ARGUMENTS, run.places.of(frame, node));
};

const nameOf = (node: ast.Span): ast.Name => ({ kind: 'Name', ...spanOf(node), id: MADE });

/** The list that a comprehension makes, item by item. */
export const listByLoops = (run: Run, frame: Frame, node: ast.ComprehensionExpr): Value => {
  const span = spanOf(node);
  const made = nameOf(node);
  const append: ast.Attribute = { kind: 'Attribute', ...span, value: made, attr: 'append' };
  const call: ast.Call = { kind: 'Call', ...span, func: append, args: [node.elt], keywords: [] };
  return runAs(run, frame, node, [
    { kind: 'Assign', ...span, targets: [made], value: { kind: 'List', ...span, elts: [] } },
    ...loops(node, [{ kind: 'Expr', ...span, value: call }]),
    { kind: 'Return', ...span, value: made },
  ]);
};

/** The same of a dictionary. */
export const dictByLoops = (run: Run, frame: Frame, node: ast.DictComp): Value => {
  const span = spanOf(node);
  const made = nameOf(node);
  const item: ast.Subscript = { kind: 'Subscript', ...span, value: made, slice: node.key };
  return runAs(run, frame, node, [
    { kind: 'Assign', ...span, targets: [made], value: { kind: 'Dict', ...span, keys: [], values: [] } },
    ...loops(node, [{ kind: 'Assign', ...span, targets: [item], value: node.value }]),
    { kind: 'Return', ...span, value: made },
  ]);
};

/** `next((… for …), otherwise)`: the first item, else what is given instead, else a StopIteration. */
export const firstByLoops = (
  run: Run,
  frame: Frame,
  node: ast.ComprehensionExpr,
  otherwise: ast.Expression | undefined,
): Value => {
  const span = spanOf(node);
  const exc: ast.Name = { kind: 'Name', ...span, id: 'StopIteration' };
  return runAs(run, frame, node, [
    ...loops(node, [{ kind: 'Return', ...span, value: node.elt }]),
    otherwise === undefined
      ? { kind: 'Raise', ...span, exc, cause: null }
      : { kind: 'Return', ...span, value: otherwise },
  ]);
};
