import type { Call, Expression, Span } from '../python/ast.ts';
import { isSuper } from '../python/idioms.ts';
import { valueAt } from './evaluate.ts';
import { both, either, type Guard, isNever, NEVER, without } from './guard.ts';
import { type Context, guardOf, type Reach, targetOf, type World } from './reach.ts';
import type { CallSite, FunctionScan, Path, Position, Use } from './sites.ts';
import type { Value } from './value.ts';
import { namedAttribute } from './walk-expression.ts';

/** One place that uses a parameter's value, and when. */
export interface Read {
  readonly parameter: string;
  readonly fn: FunctionScan;
  readonly at: Span;
  readonly guard: Guard;
}

interface Reader {
  readonly world: World;
  readonly reach: Pick<Reach, 'callees'>;
  /** Parameters put on another object under their own name, and when: read wherever that attribute is read. */
  readonly relays: ReadonlyMap<string, Guard>;
  readonly reads: Read[];
}

/** Every use of a parameter in what is reached, with its guard. */
export interface Reading {
  readonly relays: ReadonlyMap<string, Guard>;
  /** In the order of the contexts. */
  readonly reads: readonly (readonly Read[])[];
}

export const readingOf = (world: World, reach: Reach): Reading => {
  const relays = relaysOf(world, reach.contexts);
  return { relays, reads: reach.contexts.map((context) => readsIn(world, reach, relays, context)) };
};

export const readsIn = (
  world: World,
  reach: Pick<Reach, 'callees'>,
  relays: ReadonlyMap<string, Guard>,
  context: Context,
): readonly Read[] => {
  const reader: Reader = { world, reach, relays, reads: [] };
  for (const use of context.frame.fn.uses) readUse(reader, context, use);
  for (const site of context.frame.fn.calls) readArguments(reader, context, site);
  return reader.reads;
};

const add = (reader: Reader, { frame }: Context, parameter: string, at: Span, guard: Guard): void => {
  if (!isNever(guard)) reader.reads.push({ parameter, fn: frame.fn, at, guard });
};

const parameterIn = (value: Value): string | undefined =>
  value.kind === 'parameter' || value.kind === 'copied' ? value.name : undefined;

/** `self.x = f(self.x)` in an arguments class: gives the field another form. */
const normalises = (
  world: World,
  { frame }: Context,
  { assigned, shadowed }: Pick<Use, 'assigned' | 'shadowed'>,
  parameter: string,
): boolean =>
  assigned?.attr === parameter && valueAt(world, frame, { shadowed }, assigned.receiver).kind === 'arguments';

/** A condition is read to an end only if something can happen in its branches, whatever the parameter itself is. */
const effective = (
  { world }: Reader,
  { frame, guard }: Context,
  site: Position & { readonly effects: readonly Path[] | null },
  parameter: string,
): Guard => {
  const here = both(guard, guardOf(world, frame, site));
  if (site.effects === null) return here;
  const possible = site.effects
    .map((path) => guardOf(world, frame, { path, shadowed: site.shadowed }))
    .reduce<Guard>((sum, one) => either(sum, one), NEVER);
  return both(here, without(possible, parameter));
};

const readUse = (reader: Reader, context: Context, use: Use): void => {
  const { world, relays } = reader;
  const value = valueOfUse(world, context, use);
  if (value === undefined) return;
  const parameter = parameterIn(value);
  if (parameter !== undefined) {
    if (!normalises(world, context, use, parameter))
      add(reader, context, parameter, use.at, effective(reader, context, use, parameter));
    return;
  }
  if (value.kind !== 'unknown' || !('attr' in use.what)) return;
  const { attr } = use.what;
  const relayed = relays.get(attr);
  if (relayed !== undefined)
    add(reader, context, attr, use.at, both(relayed, effective(reader, context, use, attr)));
};

/** Most names in a program are no parameters: look before evaluating. */
const valueOfUse = (world: World, { frame }: Context, use: Use): Value | undefined => {
  if ('name' in use.what) {
    const { name } = use.what;
    if (use.shadowed.has(name) || !(frame.bound.has(name) || frame.fn.stores.get(name))) return undefined;
    return valueAt(world, frame, use, { ...use.at, kind: 'Name', id: name });
  }
  const { receiver, attr } = use.what;
  if (!world.arguments.parameters.has(attr)) return undefined;
  return valueAt(world, frame, use, { ...use.at, kind: 'Attribute', value: receiver, attr });
};

/** An argument is used where the callee uses its formal, if the callee is known; otherwise by the call. */
const readArguments = (reader: Reader, context: Context, site: CallSite): void => {
  if (site.idle) return;
  const { world, relays } = reader;
  // Few calls are given a parameter: whom they call is looked up only for those.
  let isFollowed: ((argument: Expression) => boolean) | undefined;
  for (const argument of passedTo(site.call)) {
    const parameter = parameterIn(valueAt(world, context.frame, site, argument));
    if (parameter === undefined || normalises(world, context, site, parameter)) continue;
    isFollowed ??= followedArguments(reader, context, site);
    if (isFollowed(argument)) continue;
    if (relays.has(parameter) && parameter === relayedAttribute(site) && argument === site.call.args[2])
      continue;
    add(reader, context, parameter, argument, effective(reader, context, site, parameter));
  }
};

const passed = new WeakMap<Call, readonly Expression[]>();

/** The names and attributes among what a call is given; the same for every context and entry point. */
const passedTo = (call: Call): readonly Expression[] => {
  const known = passed.get(call);
  if (known !== undefined) return known;
  const found = [...call.args, ...call.keywords.map(({ value }) => value)].filter(
    ({ kind }) => kind === 'Name' || kind === 'Attribute',
  );
  passed.set(call, found);
  return found;
};

/**
 * Which arguments of a call go into a formal of a function that is itself read. A method of an object that is not known
 * was found by its name alone and may be another's (`dict.get`): it is followed, but the call itself counts as well.
 */
const followedArguments = (
  { world, reach }: Reader,
  { frame }: Context,
  site: CallSite,
): ((argument: Expression) => boolean) => {
  const [callee, ...others] = reach.callees(frame, site);
  const args = callee?.node?.args;
  const { kind } = targetOf(world, frame.fn, site.call);
  if (args === undefined || others.length > 0 || (kind === 'method' && !isOwnMethod(site.call)))
    return () => false;
  const offset = kind === 'function' ? 0 : 1;
  const positional = [...args.posOnly, ...args.args];
  const named = new Set([...args.args, ...args.kwOnly].map(({ name }) => name));
  return (argument) => {
    const position = site.call.args.indexOf(argument);
    if (position >= 0) return positional[position + offset] !== undefined;
    return site.call.keywords.some(({ arg, value }) => value === argument && arg !== null && named.has(arg));
  };
};

/** `self.fit(…)`, `super().__init__(…)` */
const isOwnMethod = ({ func }: Call): boolean => {
  if (func.kind !== 'Attribute') return false;
  const { value } = func;
  if (value.kind === 'Name') return value.id === 'self' || value.id === 'cls';
  return isSuper(value);
};

/** The attribute that `setattr(x, "name", value)` sets. */
const relayedAttribute = ({ call }: CallSite): string | undefined =>
  call.func.kind === 'Name' && call.func.id === 'setattr' && call.args.length === 3
    ? namedAttribute(call)
    : undefined;

interface Relaying {
  readonly site: CallSite;
  readonly attr: string;
  readonly relayed: Expression;
}

const relaying = new WeakMap<FunctionScan, readonly Relaying[]>();

/** The calls of a function that set an attribute by its name; the same for every context and entry point. */
const relayingCalls = (fn: FunctionScan): readonly Relaying[] => {
  const known = relaying.get(fn);
  if (known !== undefined) return known;
  const found = fn.calls.flatMap((site): readonly Relaying[] => {
    const attr = relayedAttribute(site);
    const relayed = site.call.args[2];
    return attr === undefined || relayed === undefined ? [] : [{ site, attr, relayed }];
  });
  relaying.set(fn, found);
  return found;
};

/** `setattr(processor, "image_max_pixels", model_args.image_max_pixels)`, if anybody reads it there. */
const relaysOf = (world: World, contexts: readonly Context[]): ReadonlyMap<string, Guard> => {
  const relays = new Map<string, Guard>();
  for (const context of contexts)
    for (const { attr, guard } of relaysIn(world, context))
      relays.set(attr, either(relays.get(attr) ?? NEVER, guard));
  const read = new Set(contexts.flatMap((context) => attributesRead(world, context, relays)));
  return new Map([...relays].filter(([attr]) => read.has(attr)));
};

export interface Relay {
  readonly attr: string;
  readonly guard: Guard;
}

/** What a function puts on another object under a parameter's own name. */
export const relaysIn = (world: World, { frame, guard }: Context): readonly Relay[] =>
  relayingCalls(frame.fn)
    .filter(({ site, attr, relayed }) => parameterIn(valueAt(world, frame, site, relayed)) === attr)
    .map(({ site, attr }) => ({ attr, guard: both(guard, guardOf(world, frame, site)) }));

/** Those of some attributes that a reached function reads from an object that is no arguments object. */
export const attributesRead = (
  world: World,
  context: Context,
  among: ReadonlyMap<string, unknown>,
): readonly string[] =>
  context.frame.fn.uses.flatMap((use) =>
    'attr' in use.what && among.has(use.what.attr) && valueOfUse(world, context, use)?.kind === 'unknown'
      ? [use.what.attr]
      : [],
  );
