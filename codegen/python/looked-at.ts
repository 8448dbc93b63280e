import type {
  ClassDef,
  Constant,
  ConstantExpr,
  Expression,
  FunctionDef,
  Module,
  Statement,
  Subscript,
} from './ast.ts';
import { childExpressions } from './children.ts';

/*
 * What a stage looked at, besides the trees of modules. Parts that few look at are set apart: the bodies of classes and
 * functions, the defaults and helps of a class's fields, what their types are made of (the choices of a `Literal[…]`),
 * and docstrings, which are what most edits change. Each says when it is looked at, so that what never looked is known
 * not to depend on it.
 */

/** Statements with a body that is set apart. */
export type Definition = ClassDef | FunctionDef;

export interface LookedAt {
  readonly literals: Set<ConstantExpr>;
  /** `Literal[…]` and the like, of which the part in brackets was looked at. */
  readonly types: Set<Subscript>;
  readonly bodies: Set<Definition>;
  /** What was looked at before and is remembered. */
  readonly parts: Set<Seen>;
}

/** Literals by what they hold: the nodes stay while their values follow the file. */
const held = new WeakMap<object, { constant: Constant }>();
const heldTypes = new WeakMap<object, { slice: Expression }>();
const heldBodies = new WeakMap<object, { body: readonly Statement[] }>();
const listeners: LookedAt[] = [];

export const isApart = (node: object): boolean => held.has(node);

/** Runs something and gives what it looked at. */
export const lookedAt = <Result>(
  work: () => Result,
): { readonly result: Result; readonly looked: LookedAt } => {
  const looked: LookedAt = {
    literals: new Set(),
    types: new Set(),
    bodies: new Set(),
    parts: new Set(),
  };
  listeners.push(looked);
  try {
    return { result: work(), looked };
  } finally {
    listeners.splice(listeners.indexOf(looked), 1);
  }
};

/** What was looked at, as it was then. */
export interface Seen {
  readonly literals: readonly (readonly [ConstantExpr, Constant])[];
  readonly types: readonly (readonly [Subscript, Expression | undefined])[];
  readonly bodies: readonly (readonly [Definition, readonly Statement[] | undefined])[];
  readonly parts: readonly Seen[];
}

export const seenIn = (looked: LookedAt): Seen => ({
  literals: [...looked.literals].map((node) => [node, node.constant] as const),
  types: [...looked.types].map((node) => [node, typeApart(node)] as const),
  bodies: [...looked.bodies].map((node) => [node, bodyApart(node)] as const),
  parts: [...looked.parts],
});

/** Whether all of it is as it was then. */
export const isAsSeen = (seen: Seen): boolean => {
  const known = compared.get(seen);
  if (known?.revision === revision) return known.same;
  const { literals, types, bodies, parts } = seen;
  const same =
    bodies.every(([node, before]) => bodyApart(node) === before) &&
    literals.every(([node, before]) => sameConstant(held.get(node)?.constant ?? node.constant, before)) &&
    types.every(([node, before]) => typeApart(node) === before) &&
    parts.every(isAsSeen);
  compared.set(seen, { revision, same });
  return same;
};

/** What was compared in a state of the files need not be compared again: parts of many are looked at by many. */
const compared = new WeakMap<Seen, { readonly revision: number; readonly same: boolean }>();

/** The same pieces as they are now, where no more than bodies are others; else `undefined`. */
export const reseen = (seen: Seen): Seen | undefined => {
  const bodies = new Map<Definition, readonly Statement[] | undefined>();
  const parts = new Set<Seen>();
  const literals = new Map<ConstantExpr, Constant>();
  const types = new Map<Subscript, Expression | undefined>();
  const take = (one: Seen): boolean => {
    for (const [node] of one.bodies) bodies.set(node, bodyApart(node));
    for (const [node, constant] of one.literals) literals.set(node, constant);
    for (const [node, type] of one.types) types.set(node, type);
    if (!isAsSeen({ ...one, bodies: [], parts: [] })) return false;
    return one.parts.every((part) => {
      if (!isAsSeen(part)) return take(part);
      parts.add(part);
      return true;
    });
  };
  if (!take(seen)) return undefined;
  return { literals: [...literals], types: [...types], bodies: [...bodies], parts: [...parts] };
};

/** All that either is, where both are as it is now. */
export const bothSeen = (one: Seen, other: Seen): Seen => ({
  literals: [...new Map([...one.literals, ...other.literals])],
  types: [...new Map([...one.types, ...other.types])],
  bodies: [...new Map([...one.bodies, ...other.bodies])],
  parts: [...new Set([...one.parts, ...other.parts])],
});

const sameConstant = (one: Constant, other: Constant): boolean =>
  one === other ||
  (one.type === other.type && 'value' in one && 'value' in other && Object.is(one.value, other.value));

/** Grows with each state of any file: what was compared in this one need not be compared again. */
let revision = 0;

/** A module has moved along to another state of its file. */
export const followed = (): void => {
  revision += 1;
};

/** A result with what was looked at for it. */
export interface Looked<Result> {
  readonly result: Result;
  readonly seen: Seen;
}

/**
 * What was worked out before, if all that was looked at for it is as it was, else what is worked out now. Whoever takes a
 * result of before has looked at what it was made of.
 */
export const takeOr = <Result>(before: Looked<Result> | undefined, work: () => Result): Looked<Result> => {
  if (before === undefined || !isAsSeen(before.seen)) {
    const { result, looked } = lookedAt(work);
    return { result, seen: seenIn(looked) };
  }
  for (const listener of listeners) listener.parts.add(before.seen);
  return before;
};

/**
 * Something worked out of a piece of syntax once, for all who ask, until what it looked at in it is another. Whoever
 * asks has looked at that too.
 */
export const remembered = <Piece extends object, Result>(
  find: (piece: Piece) => Result,
): ((piece: Piece) => Result) => {
  const known = new WeakMap<Piece, Looked<Result>>();
  return (piece) => {
    const now = takeOr(known.get(piece), () => find(piece));
    known.set(piece, now);
    return now.result;
  };
};

/** Gives a literal the value that another has; nobody has looked at either. */
export const takeLiteral = (node: object, from: object): void => {
  const [own, other] = [held.get(node), held.get(from)];
  if (own !== undefined && other !== undefined) own.constant = other.constant;
};

/** What is in the brackets of a type that is set apart; nobody is told that it was looked at. */
export const typeApart = (node: object): Expression | undefined => heldTypes.get(node)?.slice;

/** Gives a type the part in brackets that another has. */
export const takeType = (node: object, from: object): void => {
  const [own, other] = [heldTypes.get(node), heldTypes.get(from)];
  if (own !== undefined && other !== undefined) own.slice = other.slice;
};

/** The body of a class or function that is set apart; nobody is told that it was looked at. */
export const bodyApart = (node: object): readonly Statement[] | undefined => heldBodies.get(node)?.body;

/** Gives a class or function another body. */
export const takeBody = (node: object, body: readonly Statement[]): void => {
  const own = heldBodies.get(node);
  if (own !== undefined) own.body = body;
};

/** Sets a module's bodies, field literals, field types and docstrings apart. */
export const setApart = ({ body }: Module): void => {
  docstringOf(body);
  body.forEach(visit);
};

const visit = (statement: Statement): void => {
  if (statement.kind === 'ClassDef') inClass(statement);
  else if (statement.kind === 'FunctionDef') {
    docstringOf(statement.body);
    bodyApartIn(statement);
  } else if (statement.kind === 'If') [...statement.body, ...statement.orelse].forEach(visit);
  else if (statement.kind === 'Try') [...statement.body, ...statement.orelse].forEach(visit);
};

const inClass = (node: ClassDef): void => {
  const { body } = node;
  docstringOf(body);
  bodyApartIn(node);
  for (const statement of body) {
    visit(statement);
    if (statement.kind !== 'AnnAssign') continue;
    typesIn(statement.annotation);
    if (statement.value !== null) literalsIn(statement.value);
  }
};

const docstringOf = (body: ClassDef['body'] | FunctionDef['body']): void => {
  const [first] = body;
  if (first?.kind === 'Expr' && first.value.kind === 'Constant') apart(first.value);
};

const literalsIn = (expression: Expression): void => {
  if (expression.kind === 'Constant') apart(expression);
  else for (const child of childExpressions(expression)) literalsIn(child);
};

const typesIn = (annotation: Expression): void => {
  if (annotation.kind === 'Subscript') typeApartIn(annotation);
  else if (annotation.kind === 'BinOp') [annotation.left, annotation.right].forEach(typesIn);
};

/** Only on one line, so that no line comes or goes with it. */
const typeApartIn = (node: Subscript): void => {
  if (node.line !== node.endLine) return;
  const own = { slice: node.slice };
  heldTypes.set(node, own);
  Object.defineProperty(node, 'slice', {
    enumerable: true,
    get: () => {
      for (const listener of listeners) listener.types.add(node);
      return own.slice;
    },
  });
};

const bodyApartIn = (node: Definition): void => {
  const own = { body: node.body };
  heldBodies.set(node, own);
  Object.defineProperty(node, 'body', {
    enumerable: true,
    get: () => {
      for (const listener of listeners) listener.bodies.add(node);
      return own.body;
    },
  });
};

const SIMPLE: ReadonlySet<Constant['type']> = new Set(['none', 'bool', 'int', 'float', 'str']);

const apart = (node: ConstantExpr): void => {
  if (!SIMPLE.has(node.constant.type)) return;
  const own = { constant: node.constant };
  held.set(node, own);
  Object.defineProperty(node, 'constant', {
    enumerable: true,
    get: () => {
      for (const listener of listeners) listener.literals.add(node);
      return own.constant;
    },
  });
};
