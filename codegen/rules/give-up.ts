import { and } from '../../src/expr/logic.ts';
import type * as ast from '../python/ast.ts';
import { childExpressions } from '../python/children.ts';
import { branches } from '../python/definitions.ts';
import { assign, setContent } from './assign.ts';
import { emit } from './emit-item.ts';
import type { Frame } from './frame.ts';
import { namesBound } from './local.ts';
import { notUnderstood } from './read.ts';
import { DeadEnd, type Run } from './run.ts';
import { localKey } from './state.ts';
import type { Value } from './value.ts';

/** What Python does here cannot be told: its value is unknown, and it may raise. */
export const giveUp = (run: Run, frame: Frame, at: number, reason: string): Value => {
  const { table } = run;
  const value = notUnderstood(run, at, reason);
  const raises = table.add({ op: 'unknown', why: `${reason} raises`, notNone: true, at });
  emit(run, frame, at, { kind: 'error', exception: 'Exception' }, and(table, run.path, raises));
  return value;
};

/** The same of a statement: whatever it may assign or change is unknown from here on. */
export const giveUpStatement = (run: Run, frame: Frame, node: ast.Statement, reason: string): void => {
  const unknown = giveUp(run, frame, run.places.of(frame, node), reason);
  for (const name of namesBound([node]))
    if (!frame.globals.has(name)) run.store.set(localKey(frame.id, name), unknown);
  for (const target of targetsIn(node).filter(isPlace)) quietly(() => assign(run, frame, target, unknown));
  for (const owner of changedIn(node)) {
    quietly(() => {
      const held = run.evaluate(frame, owner);
      if (held.kind === 'cell') setContent(run, held, unknown);
      if (held.kind === 'data' && run.table.node(held.ref).op !== 'const') setContent(run, held, unknown);
    });
  }
};

/** Names are bound already. */
const isPlace = ({ kind }: ast.Expression): boolean => kind === 'Attribute' || kind === 'Subscript';

const quietly = (action: () => void): void => {
  try {
    action();
  } catch (end) {
    if (!(end instanceof DeadEnd)) throw end;
  }
};

const within = (node: ast.Statement): readonly ast.Statement[] => [
  node,
  ...branches(node).flatMap(([, body]) => body.flatMap(within)),
];

/** What the statements bind, wherever they are. */
const targetsIn = (node: ast.Statement): readonly ast.Expression[] =>
  within(node).flatMap((one) => {
    if (one.kind === 'Assign') return one.targets;
    if (one.kind === 'AugAssign' || one.kind === 'AnnAssign' || one.kind === 'For') return [one.target];
    if (one.kind === 'Delete') return one.targets;
    if (one.kind === 'With') return one.items.flatMap(({ target }) => (target === null ? [] : [target]));
    return [];
  });

/** What the statements call a method of, which may change it. */
const changedIn = (node: ast.Statement): readonly ast.Expression[] =>
  within(node)
    .flatMap((one) => (one.kind === 'Expr' ? [one.value] : []))
    .flatMap(callsIn)
    .flatMap((call) => (call.func.kind === 'Attribute' ? [call.func.value] : []));

export const callsIn = (node: ast.Expression): readonly ast.Call[] => [
  ...(node.kind === 'Call' ? [node] : []),
  ...childExpressions(node).flatMap(callsIn),
];

/** What a statement assigns to, and what it calls a method of, which may change it. */
export const changedBy = (node: ast.Statement): readonly ast.Expression[] => [
  ...targetsIn(node),
  ...changedIn(node),
];
