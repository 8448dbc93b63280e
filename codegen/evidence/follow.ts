import type { Span } from '../python/ast.ts';
import type { Program, PyModule } from '../python/program.ts';
import { dumpReads } from './dumps.ts';
import { valueAt } from './evaluate.ts';
import { forget, frameOf } from './frame.ts';
import { either, type Guard, NEVER } from './guard.ts';
import { foreignModules, importedModules, importedNames, ownModules } from './imports.ts';
import { type Context, type Reach, reach, type World } from './reach.ts';
import { type Read, type Reading, readingOf } from './reads.ts';
import { type Roots, rootsOf } from './roots.ts';
import { scanned } from './scan.ts';
import { shownParameters } from './shown.ts';
import type { ModuleScan } from './sites.ts';
import { learnHolders, linkWorld } from './world.ts';

/** What following needs of a program. */
export type Followable = Pick<Program, 'module' | 'modules' | 'says'>;

/** What an entry point's parameters are called, and whose they are. */
export interface EntryNames {
  readonly parsers: readonly string[];
  /** Short names of the classes that the parser returns, in its order. */
  readonly composed: readonly string[];
  readonly parameters: ReadonlySet<string>;
  /** Fields by composed or declaring class. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly owners: ReadonlyMap<string, readonly string[]>;
  readonly classes: ReadonlySet<string>;
}

/** Who reads what, before anything is said of defaults and choices: what following the whole program gives. */
export interface Followed {
  readonly roots: readonly string[];
  readonly sites: Sites;
  readonly overwritten: readonly Overwrite[];
  readonly shown: readonly string[];
  readonly following: Following;
}

export interface Overwrite {
  readonly parameter: string;
  readonly path: string;
  readonly at: Span;
}

export interface Site {
  readonly path: string;
  readonly at: Span;
  readonly fn: string;
  readonly guard: Guard;
}
export type Sites = ReadonlyMap<string, readonly Site[]>;

/** All that was found on the way: what an edit bears on is found anew, and the rest stays (mend.ts). */
export interface Following {
  readonly facts: EntryNames;
  readonly start: Roots;
  /** Modules that take part, with what they say. */
  readonly members: ReadonlyMap<PyModule, MemberScan>;
  /** Modules of other packages that might have taken part. */
  readonly asked: readonly PyModule[];
  readonly world: World;
  readonly contexts: readonly Context[];
  readonly callees: Reach['callees'];
  readonly reading: Reading;
}

export interface MemberScan {
  readonly scan: ModuleScan;
  readonly names: ReturnType<typeof importedNames>;
  readonly modules: ReturnType<typeof importedModules>;
}

export const memberScan = (module: PyModule): MemberScan => ({
  scan: scanned(module),
  names: importedNames(module),
  modules: importedModules(module),
});

/** Follows an entry point's parameters through the whole program. */
export const follow = (program: Followable, ownPackage: string, facts: EntryNames): Followed | undefined => {
  const start = rootsOf(program, ownPackage, facts.parsers);
  if (start === undefined) return undefined;
  const own = ownModules(
    program,
    ownPackage,
    start.modules.map(({ name }) => name),
  );
  const named = unpackedClasses(start, facts.composed);
  const holders = learnHolders(
    own.flatMap((module) => scanned(module).functions),
    facts.classes,
    named,
  );
  const foreign = foreignModules(program, own, new Set(holders.keys()), facts.parameters);
  const members = [...own, ...foreign.taken];
  const world = linkWorld(program, members, { ...facts, named });
  const always = [...world.classes.values()].filter(({ name }) => facts.classes.has(name));
  const starts = start.functions.flatMap(({ key }) => world.functions.get(key) ?? []);
  const reached = reach(world, starts, always);
  const following: Following = {
    facts,
    start,
    members: new Map(members.map((module) => [module, memberScan(module)])),
    asked: foreign.asked,
    world,
    contexts: reached.contexts,
    callees: reached.callees,
    reading: readingOf(world, reached),
  };
  return followed(program, ownPackage, following);
};

/** What is told of all that was found. */
export const followed = (program: Followable, ownPackage: string, following: Following): Followed => {
  const { facts, world, contexts, reading, start } = following;
  const direct = reading.reads.flat();
  const isRead = new Set(direct.map(({ parameter }) => parameter));
  const dumped = dumpReads(
    world,
    contexts,
    ownPackage,
    (name) => facts.fields.get(name) ?? facts.owners.get(name) ?? [],
    (parameter) => isRead.has(parameter),
  );
  const told: Followed = {
    roots: start.functions.flatMap(({ key }) => (world.functions.has(key) ? qualified(key) : [])),
    sites: mergeSites([...direct, ...dumped]),
    overwritten: overwrites(world, facts),
    shown: shownParameters(program, ownPackage, facts.parameters),
    following,
  };
  for (const { frame } of contexts) forget(frame);
  return told;
};

/** What holds an object of which class, as the callers of the parser name it. */
const unpackedClasses = ({ unpacked }: Roots, composed: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    [...unpacked].flatMap(([name, position]) => {
      const one = composed[position];
      return one === undefined ? [] : [[name, one] as const];
    }),
  );

const qualified = (key: string): string => key.replace(':', '.');

/** One site per line: reached in several ways, or read twice in it, it is read when any of them holds. */
const mergeSites = (reads: readonly Read[]): Sites => {
  const merged = new Map<string, Map<string, Site>>();
  for (const { parameter, fn, at, guard } of reads) {
    const sites = merged.get(parameter) ?? new Map<string, Site>();
    merged.set(parameter, sites);
    const key = `${fn.key}:${at.line}`;
    const known = sites.get(key);
    sites.set(key, { path: fn.path, at, fn: qualified(fn.key), guard: either(known?.guard ?? NEVER, guard) });
  }
  return new Map([...merged].map(([parameter, sites]) => [parameter, [...sites.values()]]));
};

/** `training_args.remove_unused_columns = False` in the parser itself: the user's value never counts. */
const overwrites = (world: World, facts: EntryNames): readonly Overwrite[] => {
  const found: Overwrite[] = [];
  for (const fn of world.functions.values()) {
    if (!facts.parsers.includes(qualified(fn.key))) continue;
    const frame = frameOf(fn);
    for (const { receiver, attr, value, path, at, shadowed } of fn.writes) {
      if (path !== null || value === null || !facts.parameters.has(attr)) continue;
      if (valueAt(world, frame, { shadowed }, receiver).kind !== 'arguments') continue;
      if (valueAt(world, frame, { shadowed }, value).kind === 'scalar')
        found.push({ parameter: attr, path: fn.path, at });
    }
  }
  return found;
};
