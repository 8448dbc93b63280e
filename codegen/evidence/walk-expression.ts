import type { Arguments, Call, Expression } from '../python/ast.ts';
import { childExpressions } from '../python/children.ts';
import type { AttributeRef, CallSite, Dump, Mention, Path, Use, Write } from './sites.ts';

/** What is being gathered, and where the walk stands. Positions are copied on change, the lists are shared. */
export interface Walk {
  readonly found: {
    readonly uses: Use[];
    readonly calls: CallSite[];
    readonly mentions: Mention[];
    readonly writes: Write[];
    readonly dumps: Dump[];
  };
  readonly path: Path;
  readonly shadowed: ReadonlySet<string>;
  /** Nothing but logging, raising or normalising comes of what is read here. */
  readonly idle: boolean;
  readonly effects: readonly Path[] | null;
  readonly assigned: AttributeRef | null;
  /** Locals that stand for what they are assigned, so that reading happens where they are used. */
  readonly aliases: ReadonlySet<string>;
}

export const under = (walk: Walk, test: Expression, holds: boolean): Walk => ({
  ...walk,
  path: { outer: walk.path, test, holds },
});

const position = ({ path, shadowed }: Walk): Pick<Walk, 'path' | 'shadowed'> => ({ path, shadowed });

const use = (walk: Walk, at: Expression, what: Use['what']): void => {
  if (walk.idle) return;
  const { effects, assigned } = walk;
  walk.found.uses.push({ ...position(walk), at, what, effects, assigned });
};

/** The literal name that `getattr(x, "name")`, `hasattr` or `setattr` speaks of. */
export const namedAttribute = (call: Call): string | undefined => {
  const [, name] = call.args;
  return name?.kind === 'Constant' && name.constant.type === 'str' ? name.constant.value : undefined;
};

/** The object whose fields are read all at once: `X.to_dict()`, `asdict(X)`, `vars(X)`. */
export const dumpedObject = (call: Call): Expression | undefined => {
  if (call.func.kind === 'Attribute' && call.func.attr === 'to_dict') return call.func.value;
  if (call.func.kind === 'Name' && (call.func.id === 'asdict' || call.func.id === 'vars'))
    return call.args[0];
  return undefined;
};

const walkCall = (walk: Walk, call: Call): void => {
  const { idle, effects, assigned } = walk;
  const object = dumpedObject(call);
  if (object !== undefined && !idle) walk.found.dumps.push({ ...position(walk), at: call, object });
  if (call.func.kind === 'Name' && call.func.id === 'getattr') {
    const attr = namedAttribute(call);
    const receiver = call.args[0];
    if (attr !== undefined && receiver !== undefined) {
      use(walk, call, { receiver, attr });
      walk.found.mentions.push({
        ...position(walk),
        expr: { ...call, kind: 'Attribute', value: receiver, attr },
      });
    }
  }
  walk.found.calls.push({ ...position(walk), call, idle, effects, assigned });
  if (call.func.kind === 'Attribute') walkExpression(walk, call.func.value);
  else if (call.func.kind !== 'Name') walkExpression(walk, call.func);
  for (const argument of call.args) walkArgument(walk, argument);
  for (const keyword of call.keywords) walkArgument(walk, keyword.value);
};

/** A plain argument is used by whom it is passed to, which only linking knows; see `reads.ts`. */
const walkArgument = (walk: Walk, argument: Expression): void => {
  if (argument.kind === 'Attribute') walkExpression(walk, argument.value);
  else if (argument.kind !== 'Name') walkExpression(walk, argument);
  if (argument.kind === 'Name' || argument.kind === 'Attribute')
    walk.found.mentions.push({ ...position(walk), expr: argument });
};

export const shadowing = (walk: Walk, names: readonly string[]): Walk =>
  names.length === 0 ? walk : { ...walk, shadowed: new Set([...walk.shadowed, ...names]) };

export const formalNames = ({ posOnly, args, vararg, kwOnly, kwarg }: Arguments): string[] =>
  [...posOnly, ...args, ...kwOnly, ...(vararg ? [vararg] : []), ...(kwarg ? [kwarg] : [])].map(
    ({ name }) => name,
  );

/** The names that an assignment to this target binds. */
export const storedNames = (target: Expression): string[] => {
  if (target.kind === 'Name') return [target.id];
  return target.kind === 'Tuple' || target.kind === 'List' || target.kind === 'Starred'
    ? childExpressions(target).flatMap(storedNames)
    : [];
};

/** Visits an expression in evaluation order, noting which conditions have been passed. */
export const walkExpression = (walk: Walk, expr: Expression): void => {
  switch (expr.kind) {
    case 'Name':
      use(walk, expr, { name: expr.id });
      walk.found.mentions.push({ ...position(walk), expr });
      return;
    case 'Attribute':
      use(walk, expr, { receiver: expr.value, attr: expr.attr });
      walk.found.mentions.push({ ...position(walk), expr });
      walkExpression(walk, expr.value);
      return;
    case 'Call':
      walkCall(walk, expr);
      return;
    case 'BoolOp': {
      let inner = walk;
      for (const value of expr.values) {
        walkExpression(inner, value);
        inner = under(inner, value, expr.op === 'and');
      }
      return;
    }
    case 'IfExp':
      walkExpression(walk, expr.test);
      walkExpression(under(walk, expr.test, true), expr.body);
      walkExpression(under(walk, expr.test, false), expr.orelse);
      return;
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
    case 'DictComp': {
      let inner = walk;
      for (const { target, iter, ifs } of expr.generators) {
        walkExpression(inner, iter);
        inner = shadowing(inner, storedNames(target));
        for (const test of ifs) {
          walkExpression(inner, test);
          inner = under(inner, test, true);
        }
      }
      const results = expr.kind === 'DictComp' ? [expr.key, expr.value] : [expr.elt];
      for (const result of results) walkExpression(inner, result);
      return;
    }
    case 'Lambda':
      walkExpression(shadowing(walk, formalNames(expr.args)), expr.body);
      return;
    default:
      for (const child of childExpressions(expr)) walkExpression(walk, child);
  }
};
