import { isDeepStrictEqual } from 'node:util';
import { isApart } from '../python/looked-at.ts';
import type { PyModule } from '../python/program.ts';
import {
  type EntryNames,
  type Followable,
  type Followed,
  type Following,
  followed,
  type MemberScan,
  memberScan,
} from './follow.ts';
import { frameOf } from './frame.ts';
import { ALWAYS } from './guard.ts';
import { saysWord } from './imports.ts';
import { type Context, type Way, type World, waysFrom } from './reach.ts';
import { attributesRead, type Reading, readsIn, relaysIn } from './reads.ts';
import { type Roots, rootsOf } from './roots.ts';
import { sameSyntax } from './same-syntax.ts';
import type { FunctionScan, ModuleScan } from './sites.ts';

/*
 * Following the whole program again for an edit of one body is a waste: what the other functions are reached by, and
 * read, hangs on where control goes from the edited one, and on little else. Where all of that is as it was, only what
 * the edited function itself reads is found anew. A parameter more or less matters only to who names it.
 */

/** What following gives now, made of what it gave; `undefined` where the edit may bear on more than the edited functions. */
export const mend = (
  program: Followable,
  ownPackage: string,
  facts: EntryNames,
  before: Followed,
): Followed | undefined => {
  const last = before.following;
  const start = rootsOf(program, ownPackage, facts.parsers);
  if (start === undefined || !sameNames(facts, last.facts) || !sameRoots(start, last.start)) return undefined;
  const members = new Map([...last.members.keys()].map((module) => [module, memberScan(module)]));
  const edited = editedFunctions(last.members, members);
  if (edited === undefined || anyNamed(differing(facts.parameters, last.facts.parameters), last))
    return undefined;
  const world = worldWith(last.world, facts, edited);
  const contexts = last.contexts.map((context) => renewed(context, edited));
  const same = contexts.every(
    (context, at) => context === last.contexts[at] || leadsSame(world, context, last.contexts[at], last),
  );
  if (!same) return undefined;
  const { callees } = last;
  const reading: Reading = {
    relays: last.reading.relays,
    reads: contexts.map((context, at) =>
      context === last.contexts[at]
        ? (last.reading.reads[at] ?? [])
        : readsIn(world, { callees }, last.reading.relays, context),
    ),
  };
  return followed(program, ownPackage, {
    facts,
    start,
    members,
    asked: last.asked,
    world,
    contexts,
    callees,
    reading,
  });
};

/** But for parameters, which may come and go. */
const sameNames = (one: EntryNames, other: EntryNames): boolean =>
  isDeepStrictEqual(
    [one.parsers, one.composed, [...one.classes]],
    [other.parsers, other.composed, [...other.classes]],
  );

const sameRoots = (one: Roots, other: Roots): boolean =>
  isDeepStrictEqual(rootKeys(one), rootKeys(other)) &&
  one.modules.every((module, at) => module === other.modules[at]);

const rootKeys = ({ modules, functions, unpacked }: Roots): unknown => [
  modules.map(({ name }) => name),
  functions.map(({ key }) => key),
  [...unpacked],
];

const differing = (some: ReadonlySet<string>, others: ReadonlySet<string>): readonly string[] => [
  ...[...some].filter((name) => !others.has(name)),
  ...[...others].filter((name) => !some.has(name)),
];

/** Whether anything that is followed, or was not for want of a parameter, may mean one of these as an attribute. */
const anyNamed = (names: readonly string[], { members, asked }: Following): boolean =>
  names.some(
    (name) =>
      asked.some(({ text }) => saysWord(text, name)) ||
      [...members].some(([module, { scan }]) => saysWord(module.text, name) && isAttribute(scan, name)),
  );

const isAttribute = ({ functions }: ModuleScan, name: string): boolean =>
  functions.some((fn) =>
    [fn.uses, fn.calls, fn.mentions, fn.writes, fn.dumps].some((sites) => says(sites, name)),
  );

/** As an attribute or as a text, which may be one's name; what is set apart is no name. */
const says = (piece: unknown, name: string): boolean => {
  if (typeof piece !== 'object' || piece === null || piece instanceof Set || isApart(piece)) return false;
  if (Array.isArray(piece)) return piece.some((item) => says(item, name));
  return Object.entries(piece).some(([key, value]) =>
    typeof value === 'string' ? value === name && (key === 'attr' || key === 'value') : says(value, name),
  );
};

/** By key, the functions whose bodies are others; `undefined` where more differs than can be told apart. */
const editedFunctions = (
  before: ReadonlyMap<PyModule, MemberScan>,
  now: ReadonlyMap<PyModule, MemberScan>,
): ReadonlyMap<string, FunctionScan> | undefined => {
  const edited = new Map<string, FunctionScan>();
  for (const [module, member] of now) {
    const last = before.get(module);
    if (last?.scan === member.scan) continue;
    if (last === undefined || !sameOutside(last, member)) return undefined;
    const keys = new Set(member.scan.functions.map(({ key }) => key));
    if (keys.size !== member.scan.functions.length) return undefined;
    for (const [at, fn] of member.scan.functions.entries()) {
      const other = last.scan.functions[at];
      if (other === fn) continue;
      if (other === undefined || !sameForOthers(other, fn)) return undefined;
      edited.set(fn.key, fn);
    }
  }
  return edited;
};

/** All of a module but what its functions do. */
const sameOutside = (one: MemberScan, other: MemberScan): boolean =>
  isDeepStrictEqual([...one.names], [...other.names]) &&
  isDeepStrictEqual([...one.modules], [...other.modules]) &&
  isDeepStrictEqual(
    one.scan.functions.map(({ key }) => key),
    other.scan.functions.map(({ key }) => key),
  ) &&
  one.scan.classes.length === other.scan.classes.length &&
  one.scan.classes.every((cls, at) => sameSyntax(classSyntax(cls), classSyntax(other.scan.classes[at])));

const classSyntax = (cls: ModuleScan['classes'][number] | undefined): unknown =>
  cls && [cls.key, cls.bases, cls.methods, [...cls.members]];

/** What others see of a function: its formals and their defaults, and the attributes that it sets. */
const sameForOthers = (one: FunctionScan, other: FunctionScan): boolean =>
  one.node === other.node &&
  isDeepStrictEqual(one.formals, other.formals) &&
  sameSyntax(one.writes.map(written), other.writes.map(written)) &&
  (sameSyntax([...one.stores], [...other.stores]) || (one.writes.length === 0 && plainDefaults(one)));

const written = ({ receiver, attr, value, path }: FunctionScan['writes'][number]): unknown => [
  receiver,
  attr,
  value,
  path === null,
];

const plainDefaults = ({ node }: FunctionScan): boolean =>
  node === null ||
  [...node.args.posOnly, ...node.args.args, ...node.args.kwOnly].every(
    ({ default: value }) => value === null || value.kind === 'Constant',
  );

const worldWith = (
  world: World,
  { parameters }: EntryNames,
  edited: ReadonlyMap<string, FunctionScan>,
): World => ({
  ...world,
  arguments: { ...world.arguments, parameters },
  functions:
    edited.size === 0
      ? world.functions
      : new Map([...world.functions].map(([key, fn]) => [key, edited.get(key) ?? fn])),
});

const renewed = (context: Context, edited: ReadonlyMap<string, FunctionScan>): Context => {
  const { frame, guard } = context;
  const fn = edited.get(frame.fn.key);
  return fn === undefined ? context : { frame: frameOf(fn, frame.bound), guard };
};

/** Whether control, and what is handed on, goes from a function to where it went before. */
const leadsSame = (world: World, now: Context, before: Context | undefined, last: Following): boolean => {
  if (before === undefined) return false;
  const old: Context = { ...before, frame: frameOf(before.frame.fn, before.frame.bound) };
  return (
    isDeepStrictEqual(ways(world, now), ways(last.world, old)) &&
    isDeepStrictEqual(relaysIn(world, now), relaysIn(last.world, old)) &&
    isDeepStrictEqual(relayed(world, now, last), relayed(last.world, old, last))
  );
};

/** Whenever the function itself is reached. */
const ways = (world: World, { frame }: Context): unknown =>
  waysFrom(world, { frame, guard: ALWAYS }).map(wayKey);

const wayKey = (way: Way): unknown => {
  if (way.kind === 'class') return [way.one.key, way.constructed, way.guard];
  return [way.kind, way.kind === 'method' ? way.name : way.fn.key, [...way.bound], way.guard];
};

const relayed = (world: World, context: Context, { reading }: Following): readonly string[] =>
  attributesRead(world, context, reading.relays);
