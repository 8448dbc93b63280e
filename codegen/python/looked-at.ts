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
import type { PyModule } from './program.ts';

/*
 * What a stage looked at, besides the trees of modules. Parts that few look at are set apart: the defaults and helps of
 * a class's fields, what their types are made of (the choices of a `Literal[…]`), and docstrings, which are what most
 * edits of argument classes change. Each says when it is looked at, so that what never looked is known not to depend on
 * it. So it is with words that a module's text is searched for.
 */

export interface LookedAt {
  readonly literals: Set<ConstantExpr>;
  /** `Literal[…]` and the like, of which the part in brackets was looked at. */
  readonly types: Set<Subscript>;
  readonly words: { readonly module: PyModule; readonly word: string; readonly found: boolean }[];
}

/** Literals by what they hold: the nodes stay while their values follow the file. */
const held = new WeakMap<object, { constant: Constant }>();
const heldTypes = new WeakMap<object, { slice: Expression }>();
const listeners: LookedAt[] = [];

export const isApart = (node: object): boolean => held.has(node);

/** Runs something and gives what it looked at. */
export const lookedAt = <Result>(
  work: () => Result,
): { readonly result: Result; readonly looked: LookedAt } => {
  const looked: LookedAt = { literals: new Set(), types: new Set(), words: [] };
  listeners.push(looked);
  try {
    return { result: work(), looked };
  } finally {
    listeners.splice(listeners.indexOf(looked), 1);
  }
};

/** Whether a module's text has a word, in comments too. Where a name is looked for before the tree is, look directly. */
export const says = (module: PyModule, word: string): boolean => {
  const found = module.text.includes(word);
  for (const listener of listeners) listener.words.push({ module, word, found });
  return found;
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

/** Sets a module's field literals, field types and docstrings apart. */
export const setApart = ({ body }: Module): void => {
  docstringOf(body);
  body.forEach(visit);
};

const visit = (statement: Statement): void => {
  if (statement.kind === 'ClassDef') inClass(statement);
  else if (statement.kind === 'FunctionDef') docstringOf(statement.body);
  else if (statement.kind === 'If') [...statement.body, ...statement.orelse].forEach(visit);
  else if (statement.kind === 'Try') [...statement.body, ...statement.orelse].forEach(visit);
};

const inClass = ({ body }: ClassDef): void => {
  docstringOf(body);
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
