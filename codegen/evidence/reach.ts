import type { Call, Expression } from '../python/ast.ts';
import { conditionAt, valueAt } from './evaluate.ts';
import { type Frame, frameOf, type Names } from './frame.ts';
import { ALWAYS, both, either, type Guard, guardKey, isNever } from './guard.ts';
import type { CallSite, ClassScan, FunctionScan, Mention, Position } from './sites.ts';
import { UNKNOWN, type Value } from './value.ts';

/** A function as reached with certain arguments, and when that may happen. */
export interface Context {
  readonly frame: Frame;
  guard: Guard;
}

/** The whole program, as far as it takes part. */
export interface World extends Names {
  readonly functions: ReadonlyMap<string, FunctionScan>;
  readonly classes: ReadonlyMap<string, ClassScan>;
  /** Scanned base classes, nearest first. */
  basesOf(one: ClassScan): readonly ClassScan[];
  /** A base that is not of the class's own package calls methods that we do not see called. */
  hasForeignBase(one: ClassScan): boolean;
  /** A name that `import` binds to a module that is none of the program's. */
  isModule(from: FunctionScan, name: string): boolean;
  /** Classes that define a method of this name. */
  definers(method: string): readonly ClassScan[];
  /** The methods of this name that they define, in the same order. */
  methodsNamed(name: string): readonly FunctionScan[];
}

export interface Reach {
  readonly contexts: readonly Context[];
  /** The scanned functions that a call may run, as far as its arguments can be followed into them. */
  callees(frame: Frame, site: CallSite): readonly FunctionScan[];
}

/** Passed arguments told apart per function; beyond this many, callers are no longer told apart. */
const MOST_CONTEXTS = 12;

/** When control may get from the start of a function to a place in it. */
export const guardOf = (names: Names, frame: Frame, { path, shadowed }: Position): Guard => {
  if (path === null) return ALWAYS;
  const known = frame.ways.get(path);
  if (known !== undefined) return known;
  const { yes, no } = conditionAt(names, frame, { shadowed }, path.test);
  const guard = both(guardOf(names, frame, { path: path.outer, shadowed }), path.holds ? yes : no);
  frame.ways.set(path, guard);
  return guard;
};

const describe = (value: Value): string => {
  switch (value.kind) {
    case 'truth':
      return `truth ${guardKey(value.when.yes)} / ${guardKey(value.when.no)}`;
    case 'list':
      return `[${value.items.map(describe).join()}]`;
    default:
      return JSON.stringify(value);
  }
};
const boundKey = (bound: ReadonlyMap<string, Value>): string =>
  [...bound].map(([name, value]) => `${name}=${describe(value)}`).join('\n');

/**
 * Follows calls from the entry functions until nothing new is reached: a function's guard is the disjunction of the
 * guards of its call sites, a method's that of its class and of every call of its name.
 */
export const reach = (
  world: World,
  entries: readonly FunctionScan[],
  always: readonly ClassScan[],
): Reach => {
  /** By function: a scan of it may be replaced by a newer one. */
  const contexts = new Map<string, Map<string, Context>>();
  const classGuards = new Map<ClassScan, Guard>();
  /** What is called by name on an object that is not known: with which arguments, and when. */
  const dispatches = new Map<string, Map<string, { bound: ReadonlyMap<string, Value>; guard: Guard }>>();
  const pending = new Set<Context>();

  const enter = (fn: FunctionScan, bound: ReadonlyMap<string, Value>, guard: Guard): void => {
    if (isNever(guard)) return;
    const known = contexts.get(fn.key) ?? new Map<string, Context>();
    contexts.set(fn.key, known);
    let key = boundKey(bound);
    if (!known.has(key) && known.size >= MOST_CONTEXTS) key = '';
    const context = known.get(key);
    if (context === undefined) {
      const added = { frame: frameOf(fn, key === '' ? new Map() : bound), guard };
      known.set(key, added);
      pending.add(added);
      return;
    }
    const widened = either(context.guard, guard);
    if (guardKey(widened) === guardKey(context.guard)) return;
    context.guard = widened;
    pending.add(context);
  };

  const methodsOf = (one: ClassScan, name: string): FunctionScan | undefined =>
    one.methods.includes(name) ? world.functions.get(`${one.key}.${name}`) : undefined;

  const enterClass = (one: ClassScan, guard: Guard, constructed: boolean): void => {
    if (isNever(guard)) return;
    const before = classGuards.get(one);
    const widened = before === undefined ? guard : either(before, guard);
    if (before !== undefined && guardKey(before) === guardKey(widened)) {
      if (!constructed) enterConstructor(one, guard);
      return;
    }
    classGuards.set(one, widened);
    for (const base of world.basesOf(one)) enterClass(base, widened, false);
    const foreign = world.hasForeignBase(one);
    for (const name of one.methods) {
      const method = methodsOf(one, name);
      if (method === undefined) continue;
      const special = name.startsWith('__') && name.endsWith('__') && name !== '__init__';
      if (special || foreign) {
        if (name !== '__init__') enter(method, new Map(), widened);
      }
      for (const { bound, guard: called } of dispatches.get(name)?.values() ?? [])
        enter(method, bound, both(widened, called));
    }
    if (!constructed) enterConstructor(one, widened);
  };

  const enterConstructor = (one: ClassScan, guard: Guard): void => {
    const method = methodsOf(one, '__init__');
    if (method !== undefined) enter(method, new Map(), guard);
  };

  const dispatch = (name: string, bound: ReadonlyMap<string, Value>, guard: Guard): void => {
    if (name.startsWith('__') && name.endsWith('__')) return;
    const known =
      dispatches.get(name) ?? new Map<string, { bound: ReadonlyMap<string, Value>; guard: Guard }>();
    dispatches.set(name, known);
    const key = boundKey(bound);
    const before = known.get(key);
    const widened = before === undefined ? guard : either(before.guard, guard);
    if (before !== undefined && guardKey(before.guard) === guardKey(widened)) return;
    known.set(key, { bound, guard: widened });
    for (const one of world.definers(name)) {
      const reached = classGuards.get(one);
      const method = methodsOf(one, name);
      if (reached !== undefined && method !== undefined) enter(method, bound, both(reached, widened));
    }
  };

  const take = (way: Way): void => {
    if (way.kind === 'class') enterClass(way.one, way.guard, way.constructed);
    else if (way.kind === 'method') dispatch(way.name, way.bound, way.guard);
    else enter(way.fn, way.bound, way.guard);
  };

  const targets = new Map<FunctionScan, Targets>();
  const targetsIn = (fn: FunctionScan): Targets => {
    const found = targets.get(fn) ?? targetsOf(world, fn);
    targets.set(fn, found);
    return found;
  };

  for (const fn of world.functions.values()) if (fn.node === null) enter(fn, new Map(), ALWAYS);
  for (const fn of entries) enter(fn, new Map(), ALWAYS);
  for (const one of always) enterClass(one, ALWAYS, false);
  for (const context of pending) {
    pending.delete(context);
    eachWay(world, context, targetsIn(context.frame.fn), take);
  }

  return {
    contexts: [...contexts.values()].flatMap((known) => [...known.values()]),
    callees: (frame, { call }) =>
      targetOf(world, frame.fn, call).methods.filter((method) => contexts.has(method.key)),
  };
};

/** Where control may go from a function, with what it is given there, and when. */
export type Way =
  | {
      readonly kind: 'function';
      readonly fn: FunctionScan;
      readonly bound: ReadonlyMap<string, Value>;
      readonly guard: Guard;
    }
  | {
      readonly kind: 'method';
      readonly name: string;
      readonly bound: ReadonlyMap<string, Value>;
      readonly guard: Guard;
    }
  | { readonly kind: 'class'; readonly one: ClassScan; readonly constructed: boolean; readonly guard: Guard };

const NONE: ReadonlyMap<string, Value> = new Map();

/** Every way that leads on from a reached function, in order. */
export const waysFrom = (world: World, context: Context): readonly Way[] => {
  const ways: Way[] = [];
  eachWay(world, context, targetsOf(world, context.frame.fn), (way) => ways.push(way));
  return ways;
};

const eachWay = (
  world: World,
  { frame, guard }: Context,
  { mentions, calls }: Targets,
  take: (way: Way) => void,
): void => {
  for (const { site, target } of mentions) {
    const reached = both(guard, guardOf(world, frame, site));
    if (!isNever(reached)) take(wayOfMention(target, reached));
  }
  for (const { site, target } of calls) {
    const reached = both(guard, guardOf(world, frame, site));
    if (!isNever(reached)) eachWayOfCall(world, frame, site, target, reached, take);
  }
};

const wayOfMention = (target: MentionTarget, guard: Guard): Way => {
  if (target.kind === 'method') return { kind: 'method', name: target.name, bound: NONE, guard };
  if (target.kind === 'function') return { kind: 'function', fn: target.fn, bound: NONE, guard };
  return { kind: 'class', one: target.one, constructed: false, guard };
};

const eachWayOfCall = (
  world: World,
  frame: Frame,
  site: CallSite,
  target: Target,
  guard: Guard,
  take: (way: Way) => void,
): void => {
  if (target.kind === 'class') take({ kind: 'class', one: target.one, constructed: true, guard });
  if (target.kind === 'method' && target.methods.length !== 1) {
    take({ kind: 'method', name: target.name, bound: NONE, guard });
    return;
  }
  for (const fn of target.methods) {
    const bound = boundArguments(world, frame, site, fn, target.kind === 'function' ? 0 : 1);
    if (target.kind === 'method') take({ kind: 'method', name: target.name, bound, guard });
    else take({ kind: 'function', fn, bound, guard });
  }
};

type MentionTarget =
  | { readonly kind: 'function'; readonly fn: FunctionScan }
  | { readonly kind: 'class'; readonly one: ClassScan }
  | { readonly kind: 'method'; readonly name: string };

/** What a function's mentions and calls may run; those that lead nowhere are left out. */
interface Targets {
  readonly mentions: readonly { readonly site: Mention; readonly target: MentionTarget }[];
  readonly calls: readonly { readonly site: CallSite; readonly target: Target }[];
}

const targetsOf = (world: World, fn: FunctionScan): Targets => ({
  mentions: fn.mentions.flatMap((site) => {
    const target = mentionTarget(world, fn, site);
    return target === undefined ? [] : [{ site, target }];
  }),
  calls: fn.calls
    .map((site) => ({ site, target: targetOf(world, fn, site.call) }))
    .filter(({ target }) => target.kind === 'class' || target.methods.length > 0),
});

const mentionTarget = (world: World, from: FunctionScan, { expr }: Mention): MentionTarget | undefined => {
  if (expr.kind === 'Attribute')
    return world.definers(expr.attr).length === 0 ? undefined : { kind: 'method', name: expr.attr };
  const fn = world.functionNamed(from, expr.id);
  if (fn !== undefined) return { kind: 'function', fn };
  const one = world.classNamed(from, expr.id);
  return one === undefined ? undefined : { kind: 'class', one };
};

type Target =
  | { readonly kind: 'function' | 'nothing'; readonly methods: readonly FunctionScan[] }
  | { readonly kind: 'class'; readonly one: ClassScan; readonly methods: readonly FunctionScan[] }
  | { readonly kind: 'method'; readonly name: string; readonly methods: readonly FunctionScan[] };

/** What a call runs: a function, a constructor (perhaps inherited), or the methods of a name. */
export const targetOf = (world: World, from: FunctionScan, call: Call): Target => {
  const { func } = call;
  if (func.kind === 'Name') {
    const fn = world.functionNamed(from, func.id);
    if (fn !== undefined) return { kind: 'function', methods: [fn] };
    const one = world.classNamed(from, func.id);
    if (one === undefined) return { kind: 'nothing', methods: [] };
    const initialiser = [one, ...world.basesOf(one)]
      .map(({ key }) => world.functions.get(`${key}.__init__`))
      .find((found) => found !== undefined);
    return { kind: 'class', one, methods: initialiser === undefined ? [] : [initialiser] };
  }
  if (func.kind !== 'Attribute' || isForeign(world, from, func.value))
    return { kind: 'nothing', methods: [] };
  const methods = accepting(world.methodsNamed(func.attr), call);
  return { kind: 'method', name: func.attr, methods };
};

/** `os.path`, a text: its methods are none of the program's. */
const isForeign = (world: World, from: FunctionScan, receiver: Expression): boolean => {
  if (receiver.kind === 'Attribute') return isForeign(world, from, receiver.value);
  if (receiver.kind === 'Name') return world.isModule(from, receiver.id);
  return (
    receiver.kind === 'Constant' ||
    receiver.kind === 'JoinedStr' ||
    receiver.kind === 'List' ||
    receiver.kind === 'Dict'
  );
};

const accepted = new WeakMap<readonly FunctionScan[], Map<string, readonly FunctionScan[]>>();

/** Those of some methods that could be called so: the same for every call with as many arguments and these keywords. */
const accepting = (methods: readonly FunctionScan[], call: Call): readonly FunctionScan[] => {
  if (methods.length === 0) return methods;
  const known = accepted.get(methods) ?? new Map<string, readonly FunctionScan[]>();
  accepted.set(methods, known);
  const key = `${call.args.length} ${call.keywords.map(({ arg }) => arg ?? '**').join(' ')}`;
  const found = known.get(key) ?? methods.filter((method) => accepts(method, call));
  known.set(key, found);
  return found;
};

/** Whether a method could be called so at all: many names are used for different things. */
const accepts = ({ node, formals }: FunctionScan, { args, keywords }: Call): boolean => {
  if (node === null) return false;
  const { vararg, kwarg, posOnly, args: named } = node.args;
  const fits = vararg !== null || args.length <= posOnly.length + named.length;
  return fits && (kwarg !== null || keywords.every(({ arg }) => arg === null || formals.includes(arg)));
};

/** Values of a function's formals at one call. `offset`: formals that the call does not write (`self`). */
const boundArguments = (
  names: Names,
  frame: Frame,
  { call, shadowed }: CallSite,
  callee: FunctionScan,
  offset: number,
): ReadonlyMap<string, Value> => {
  const args = callee.node?.args;
  if (args === undefined) return new Map();
  const bound = new Map<string, Value>();
  const open =
    call.args.some(({ kind }) => kind === 'Starred') || call.keywords.some(({ arg }) => arg === null);
  const positional = [...args.posOnly, ...args.args];
  const isStatic =
    callee.node?.decorators.some((one) => one.kind === 'Name' && one.id === 'staticmethod') ?? false;
  for (const [position, argument] of call.args.entries()) {
    if (argument.kind === 'Starred') break;
    const formal = positional[position + (isStatic ? 0 : offset)];
    if (formal !== undefined) bound.set(formal.name, valueAt(names, frame, { shadowed }, argument));
  }
  for (const { arg, value } of call.keywords)
    if (arg !== null && callee.formals.includes(arg))
      bound.set(arg, valueAt(names, frame, { shadowed }, value));
  for (const { name, default: fallback } of [...positional, ...args.kwOnly])
    if (fallback !== null && !bound.has(name) && !open)
      bound.set(name, valueAt(names, frameOf(callee), { shadowed: new Set() }, fallback));
  return telling(bound);
};

/** Without what says nothing, so that calls that differ only there are one. */
const telling = (bound: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> =>
  new Map([...bound].filter(([, value]) => value !== UNKNOWN && value.kind !== 'unknown'));
