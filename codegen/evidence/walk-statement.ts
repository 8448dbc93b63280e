import type { AnnAssign, Assign, AugAssign, Expression, If, Statement, Try } from '../python/ast.ts';
import { effectsOf, isIdle, isReport, leaves, onlyNormalises } from './effects.ts';
import type { AttributeRef } from './sites.ts';
import { formalNames, shadowing, storedNames, under, type Walk, walkExpression } from './walk-expression.ts';

/** Visits statements in order. An early exit narrows what follows it; a raise does not (see FACTS of rules). */
export const walkBlock = (start: Walk, body: readonly Statement[]): void => {
  let walk = start;
  for (const statement of body) {
    walkStatement(walk, statement);
    if (statement.kind !== 'If') continue;
    const { test, orelse } = statement;
    if (leaves(statement.body) === 'exit') walk = under(walk, test, false);
    if (orelse.length > 0 && leaves(orelse) === 'exit') walk = under(walk, test, true);
  }
};

const isTypeChecking = (test: Expression): boolean =>
  (test.kind === 'Name' && test.id === 'TYPE_CHECKING') ||
  (test.kind === 'Attribute' && test.attr === 'TYPE_CHECKING');

const walkIf = (walk: Walk, statement: If): void => {
  const { test, body, orelse } = statement;
  if (isTypeChecking(test)) {
    walkBlock(walk, orelse);
    return;
  }
  const idle = (isIdle(body) && isIdle(orelse)) || onlyNormalises(statement);
  const exits = leaves(body) === 'exit' ? [{ outer: null, test, holds: true }] : [];
  const effects = idle ? null : [...effectsOf(statement), ...exits];
  walkExpression({ ...walk, idle: walk.idle || idle, effects }, test);
  walkBlock(under(walk, test, true), body);
  walkBlock(under(walk, test, false), orelse);
};

const walkTarget = (walk: Walk, target: Expression): void => {
  if (target.kind === 'Attribute') walkExpression(walk, target.value);
  else if (target.kind === 'Subscript') {
    walkExpression(walk, target.value);
    walkExpression(walk, target.slice);
  } else if (target.kind === 'Tuple' || target.kind === 'List')
    for (const one of target.elts) walkTarget(walk, one);
};

/** `y = x` and `y = args.x`: what is read is read where `y` is used; see `frame.ts`. */
const isAlias = ({ targets, value }: { targets: readonly Expression[]; value: Expression | null }): boolean =>
  targets.length === 1 &&
  targets[0]?.kind === 'Name' &&
  (value?.kind === 'Attribute' || value?.kind === 'Name');

const walkAssign = (walk: Walk, statement: Assign | AnnAssign | AugAssign): void => {
  const targets = statement.kind === 'Assign' ? statement.targets : [statement.target];
  let assigned: AttributeRef | null = null;
  for (const target of targets) {
    walkTarget(walk, target);
    if (target.kind !== 'Attribute') continue;
    const { path, shadowed } = walk;
    const { value: receiver, attr } = target;
    const value = statement.kind === 'AugAssign' ? null : statement.value;
    walk.found.writes.push({ path, shadowed, at: statement, receiver, attr, value });
    assigned = { receiver, attr };
  }
  const { value } = statement;
  if (value === null) return;
  const target = targets[0];
  if (isAlias({ targets, value }) && target?.kind === 'Name' && walk.aliases.has(target.id)) {
    if (value.kind === 'Attribute') walkExpression(walk, value.value);
    if (value.kind === 'Attribute' || value.kind === 'Name') {
      const { path, shadowed } = walk;
      walk.found.mentions.push({ path, shadowed, expr: value });
    }
    return;
  }
  walkExpression({ ...walk, assigned }, value);
};

const walkTry = (walk: Walk, { body, handlers, orelse, finalbody }: Try): void => {
  for (const block of [body, ...handlers.map((handler) => handler.body), orelse, finalbody])
    walkBlock(walk, block);
};

const walkStatement = (walk: Walk, statement: Statement): void => {
  switch (statement.kind) {
    case 'If':
      walkIf(walk, statement);
      return;
    case 'Assign':
    case 'AnnAssign':
    case 'AugAssign':
      walkAssign(walk, statement);
      return;
    case 'Expr': {
      const idle = walk.idle || (statement.value.kind === 'Call' && isReport(statement.value));
      walkExpression({ ...walk, idle }, statement.value);
      return;
    }
    case 'Return':
      if (statement.value !== null) walkExpression(walk, statement.value);
      return;
    case 'Assert':
      walkExpression({ ...walk, idle: true }, statement.test);
      return;
    case 'Raise':
      if (statement.exc !== null) walkExpression({ ...walk, idle: true }, statement.exc);
      return;
    case 'For':
      walkExpression(walk, statement.iter);
      walkBlock(walk, statement.body);
      walkBlock(walk, statement.orelse);
      return;
    case 'While':
      walkExpression(walk, statement.test);
      walkBlock(under(walk, statement.test, true), statement.body);
      walkBlock(walk, statement.orelse);
      return;
    case 'With':
      for (const { context } of statement.items) walkExpression(walk, context);
      walkBlock(walk, statement.body);
      return;
    case 'Try':
      walkTry(walk, statement);
      return;
    case 'FunctionDef':
      for (const decorator of statement.decorators) walkExpression(walk, decorator);
      walkBlock(shadowing(walk, formalNames(statement.args)), statement.body);
      return;
    case 'ClassDef':
      walkBlock(walk, statement.body);
      return;
    case 'Match':
      walkExpression(walk, statement.subject);
      for (const { body } of statement.cases) walkBlock(walk, body);
      return;
    case 'Delete':
      for (const target of statement.targets) walkTarget(walk, target);
      return;
    default:
      return;
  }
};

/** Adds every name that a body binds, with the value of a plain single assignment or `null`. */
export const collectStores = (body: readonly Statement[], stores: Map<string, Expression | null>): void => {
  const store = (name: string, value: Expression | null): void => {
    stores.set(name, stores.has(name) ? null : value);
  };
  const unpack = (target: Expression, value: Expression | null): void => {
    for (const name of storedNames(target)) store(name, target.kind === 'Name' ? value : null);
  };
  for (const statement of body) {
    switch (statement.kind) {
      case 'Assign':
        for (const target of statement.targets) unpack(target, statement.value);
        break;
      case 'AnnAssign':
        if (statement.value !== null) unpack(statement.target, statement.value);
        break;
      case 'AugAssign':
        unpack(statement.target, null);
        unpack(statement.target, null);
        break;
      case 'For':
        unpack(statement.target, null);
        break;
      case 'With':
        for (const { target } of statement.items) if (target !== null) unpack(target, null);
        break;
      default:
        break;
    }
    for (const inner of blocksOf(statement)) collectStores(inner, stores);
  }
};

/** The statements nested in a statement, inner functions and classes included. */
export const blocksOf = (statement: Statement): readonly (readonly Statement[])[] => {
  switch (statement.kind) {
    case 'If':
    case 'For':
    case 'While':
      return [statement.body, statement.orelse];
    case 'With':
    case 'FunctionDef':
    case 'ClassDef':
      return [statement.body];
    case 'Try':
      return [
        statement.body,
        ...statement.handlers.map(({ body }) => body),
        statement.orelse,
        statement.finalbody,
      ];
    case 'Match':
      return statement.cases.map(({ body }) => body);
    default:
      return [];
  }
};
