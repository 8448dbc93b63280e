import { isDeepStrictEqual } from 'node:util';
import { ExprTable } from '../../src/expr/table.ts';
import type { CatalogData, EntryEvidence, EvidenceData, Parameter, ReadSite } from '../../src/model/index.ts';
import type { Span } from '../python/ast.ts';
import type { Program } from '../python/program.ts';
import { type ClassGate, classGates } from './class-gates.ts';
import { type Domains, withinDomains } from './domains.ts';
import { dumpReads } from './dumps.ts';
import { valueAt } from './evaluate.ts';
import { frameOf } from './frame.ts';
import { either, type Guard, guardKey, NEVER } from './guard.ts';
import { foreignModules, ownModules } from './imports.ts';
import { reach, type World } from './reach.ts';
import { type Read, readsOf } from './reads.ts';
import { type Roots, rootsOf } from './roots.ts';
import { scanned } from './scan.ts';
import { shownParameters } from './shown.ts';
import { switchesIn } from './switches.ts';
import { guardToExpr } from './to-expr.ts';
import { type Scalar, scalarKey } from './value-set.ts';
import { learnHolders, linkWorld } from './world.ts';

/** What of the facts is needed: who declares which parameter, and which functions parse them. */
export type EvidenceFacts = Pick<CatalogData, 'source' | 'classes' | 'entryPoints'>;
export type ReadEvidence = Pick<EvidenceData, 'nodes' | 'files' | 'functions' | 'entries'>;

/** Runs the following of an entry point, or gives what it gave before: codegen/reuse.ts. */
export type EvidenceStage = <Result>(
  name: string,
  given: unknown,
  work: (program: Pick<Program, 'module' | 'modules' | 'says'>) => Result,
) => { readonly result: Result };

/** Who reads each parameter of an entry point, and under which guard. Entry points that cannot be followed are left out. */
export const extractEvidence = (
  stage: EvidenceStage,
  facts: EvidenceFacts,
  entries: readonly string[] = facts.entryPoints.map(({ name }) => name),
): ReadEvidence => {
  const followed = entries.flatMap((entry) => followedEntry(stage, facts, entry) ?? []);
  const { index, drafts } = written(followed);
  return {
    entries: drafts.map((draft, at) => finished(draft, followed[at]?.facts.defaults ?? new Map())),
    nodes: index.table.nodes,
    files: index.files.list,
    functions: index.functions.list,
  };
};

/** Texts by number. */
class Numbered {
  readonly list: string[] = [];
  readonly #numbers = new Map<string, number>();

  of(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.list.length);
    return this.list.push(text) - 1;
  }
}

class Index {
  readonly table = new ExprTable();
  readonly files = new Numbered();
  readonly functions = new Numbered();
}

interface EntryNames {
  readonly parsers: readonly string[];
  /** Short names of the classes that the parser returns, in its order. */
  readonly composed: readonly string[];
  readonly parameters: ReadonlySet<string>;
  /** Fields by composed or declaring class. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly owners: ReadonlyMap<string, readonly string[]>;
  readonly classes: ReadonlySet<string>;
}

interface EntryFacts extends EntryNames {
  readonly domains: Domains;
  readonly defaults: ReadonlyMap<string, Scalar>;
}

const entryFacts = (facts: EvidenceFacts, entry: string): EntryFacts | undefined => {
  const point = facts.entryPoints.find(({ name }) => name === entry);
  if (point === undefined) return undefined;
  const composed = facts.classes.filter(({ qualname }) => point.classes.includes(qualname));
  const parameters = composed.flatMap((one) => one.parameters.filter(({ init }) => init));
  const owners = new Map<string, string[]>();
  for (const { owner, name } of parameters) owners.set(owner, [...(owners.get(owner) ?? []), name]);
  return {
    parsers: point.functions,
    composed: point.classes.map((qualname) => qualname.slice(qualname.lastIndexOf('.') + 1)),
    parameters: new Set(parameters.map(({ name }) => name)),
    fields: new Map(
      composed.map((one) => [one.name, one.parameters.filter(({ init }) => init).map(({ name }) => name)]),
    ),
    owners,
    classes: new Set(composed.flatMap(({ mro }) => mro)),
    domains: new Map(
      parameters.flatMap(({ name, choices, default: fallback }) =>
        choices === undefined ? [] : [[name, domainOf(choices.values, scalarDefault(fallback))]],
      ),
    ),
    defaults: new Map(
      parameters.flatMap(({ name, default: fallback }) =>
        scalarDefault(fallback).map((value): [string, Scalar] => [name, value]),
      ),
    ),
  };
};

/** Choices that stay the same give the same domain, whichever of them is the default. */
const domainOf = (choices: readonly Scalar[], fallback: readonly Scalar[]): readonly Scalar[] => {
  const keys = new Set(choices.map(scalarKey));
  return [...choices, ...fallback.filter((value) => !keys.has(scalarKey(value)))];
};

/** A parameter can always keep its default, even one that its choices do not list (`None`). */
const scalarDefault = (fallback: Parameter['default']): readonly Scalar[] => {
  if (fallback.kind !== 'value') return [];
  const { value } = fallback;
  return value === null || typeof value !== 'object' ? [value] : [];
};

/** Who reads what, before anything is said of defaults and choices: what following the whole program gives. */
interface Followed {
  readonly roots: readonly string[];
  readonly sites: Sites;
  readonly overwritten: readonly Overwrite[];
  readonly shown: readonly string[];
}

interface Overwrite {
  readonly parameter: string;
  readonly path: string;
  readonly at: Span;
}

const follow = (
  program: Pick<Program, 'module' | 'modules' | 'says'>,
  ownPackage: string,
  facts: EntryNames,
): Followed | undefined => {
  const roots = rootsOf(program, ownPackage, facts.parsers);
  if (roots === undefined) return undefined;
  const own = ownModules(
    program,
    ownPackage,
    roots.modules.map(({ name }) => name),
  );
  const named = unpackedClasses(roots, facts.composed);
  const holders = learnHolders(
    own.flatMap((module) => scanned(module).functions),
    facts.classes,
    named,
  );
  const foreign = foreignModules(program, own, new Set(holders.keys()), facts.parameters);
  const world = linkWorld(program, [...own, ...foreign], { ...facts, named });
  const always = [...world.classes.values()].filter(({ name }) => facts.classes.has(name));
  const starts = roots.functions.flatMap(({ key }) => world.functions.get(key) ?? []);
  const reached = reach(world, starts, always);
  const direct = readsOf(world, reached);
  const isRead = new Set(direct.map(({ parameter }) => parameter));
  const dumped = dumpReads(
    world,
    reached.contexts,
    ownPackage,
    (name) => facts.fields.get(name) ?? facts.owners.get(name) ?? [],
    (parameter) => isRead.has(parameter),
  );
  return {
    roots: starts.map(({ key }) => qualified(key)),
    sites: mergeSites([...direct, ...dumped]),
    overwritten: overwrites(world, facts),
    shown: shownParameters(program, ownPackage, facts.parameters),
  };
};

interface FollowedEntry {
  readonly entry: string;
  readonly facts: EntryFacts;
  readonly followed: Followed;
}

const followedEntry = (
  stage: EvidenceStage,
  source: EvidenceFacts,
  entry: string,
): FollowedEntry | undefined => {
  const facts = entryFacts(source, entry);
  if (facts === undefined) return undefined;
  const { package: ownPackage } = source.source;
  const { parsers, composed, parameters, fields, owners, classes } = facts;
  const given = [ownPackage, parsers, composed, [...parameters], [...fields], [...owners], [...classes]];
  const followed = stage(`evidence ${entry}`, given, (program) => follow(program, ownPackage, facts)).result;
  return followed && { entry, facts, followed };
};

/** Guards of an entry point's reads and classes, within what its parameters can be. */
interface Guarded {
  readonly sites: Sites;
  readonly guards: ReadonlyMap<string, Guard>;
  readonly gates: readonly ClassGate[];
}

/** Evidence of an entry point but for lines, which move, and what hangs on defaults. */
interface Draft {
  readonly entry: string;
  readonly followed: Followed;
  readonly guarded: Guarded;
  readonly parameters: readonly string[];
  readonly reads: readonly (readonly [string, readonly DraftSite[]])[];
  readonly overwritten: readonly (readonly [Overwrite, file: number])[];
  readonly classes: EntryEvidence['classes'];
  /** As it was written last. */
  last?: EntryEvidence;
}
type DraftSite = readonly [file: number, at: Span, fn: number, guard: number];

interface Written {
  readonly followed: readonly Followed[];
  readonly domains: string;
  readonly index: Index;
  readonly drafts: readonly Draft[];
}

/** What was written of the same followed entry points, by the first of them. */
const drafted = new WeakMap<Followed, Written>();

const written = (entries: readonly FollowedEntry[]): Written => {
  const domains = JSON.stringify(entries.map(({ facts }) => [...facts.domains]));
  const [first] = entries;
  const known = first && drafted.get(first.followed);
  const same =
    known?.followed.length === entries.length &&
    entries.every(({ followed }, at) => followed === known.followed[at]);
  if (same && known.domains === domains) return known;
  const guarded = entries.map(guardedEntry);
  // Most choices are in no guard.
  if (same && guarded.every((one, at) => sameGuards(one, known.drafts[at]?.guarded))) {
    const kept = { ...known, domains };
    if (first !== undefined) drafted.set(first.followed, kept);
    return kept;
  }
  const index = new Index();
  const drafts = entries.map((entry, at) => draft(entry, guarded[at] ?? guardedEntry(entry), index));
  const made = { followed: entries.map(({ followed }) => followed), domains, index, drafts };
  if (first !== undefined) drafted.set(first.followed, made);
  return made;
};

const guardedEntry = ({ facts: { owners, domains }, followed }: FollowedEntry): Guarded => {
  const sites = sitesWithin(followed.sites, domains);
  const guards = new Map([...sites].map(([parameter, own]) => [parameter, wholeGuard(own)]));
  return { sites, guards, gates: classGates(owners, (parameter) => guards.get(parameter), domains) };
};

/** Of the same followed entry point, so that there are as many sites of the same parameters. */
const sameGuards = (now: Guarded, before: Guarded | undefined): boolean =>
  before !== undefined &&
  [...now.sites].every(([parameter, sites]) => {
    const others = before.sites.get(parameter) ?? [];
    return sites.every(({ guard }, at) => sameGuard(guard, others[at]?.guard ?? NEVER));
  }) &&
  now.gates.length === before.gates.length &&
  now.gates.every(({ owner, guard }, at) => {
    const other = before.gates[at];
    return other?.owner === owner && sameGuard(guard, other.guard);
  });

/** Word for word: how a guard is written hangs on the order of its parts. */
const sameGuard = (one: Guard, other: Guard): boolean => one === other || isDeepStrictEqual(one, other);

const draft = ({ entry, facts, followed }: FollowedEntry, guarded: Guarded, index: Index): Draft => {
  const { parameters } = facts;
  const reads = draftReads(guarded.sites, parameters, index);
  const overwritten = followed.overwritten.map((one) => [one, index.files.of(one.path)] as const);
  const classes = guarded.gates.map(({ owner, guard }) => ({
    owner,
    when: guardToExpr(index.table, guard),
  }));
  return { entry, followed, guarded, parameters: [...parameters], reads, overwritten, classes };
};

/** The same object as before where no line and no default that counts is another one. */
const finished = (from: Draft, defaults: ReadonlyMap<string, Scalar>): EntryEvidence => {
  const { entry, followed, parameters } = from;
  const made: EntryEvidence = {
    entry,
    roots: [...followed.roots],
    reads: Object.fromEntries(
      from.reads.map(([parameter, sites]) => [
        parameter,
        sites.map(([file, at, fn, guard]): ReadSite => [file, at.line, fn, guard]),
      ]),
    ),
    overwritten: Object.fromEntries(
      from.overwritten.map(([{ parameter, at }, file]) => [parameter, [file, at.line]]),
    ),
    classes: from.classes,
    opens: Object.fromEntries(
      switchesIn(
        parameters,
        (parameter) => from.guarded.guards.get(parameter),
        (parameter) => defaults.get(parameter),
      ),
    ),
    shown: [...followed.shown],
  };
  from.last = from.last !== undefined && isDeepStrictEqual(from.last, made) ? from.last : made;
  return from.last;
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

interface Site {
  readonly path: string;
  readonly at: Span;
  readonly fn: string;
  readonly guard: Guard;
}
type Sites = ReadonlyMap<string, readonly Site[]>;

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

const sitesWithin = (sites: Sites, domains: Domains): Sites => {
  // Many sites share a guard.
  const known = new Map<Guard, Guard>();
  const within = (guard: Guard): Guard => {
    const found = known.get(guard) ?? withinDomains(guard, domains);
    known.set(guard, found);
    return found;
  };
  return new Map(
    [...sites].map(([parameter, own]) => [
      parameter,
      own.map((site) => ({ ...site, guard: within(site.guard) })),
    ]),
  );
};

const wholeGuard = (sites: readonly Site[]): Guard =>
  sites.reduce<Guard>((sum, { guard }) => either(sum, guard), NEVER);

const draftReads = (sites: Sites, parameters: ReadonlySet<string>, index: Index): Draft['reads'] => {
  const refs = new Map<string, number>();
  const refOf = (guard: Guard): number => {
    const key = guardKey(guard);
    const ref = refs.get(key) ?? guardToExpr(index.table, guard);
    refs.set(key, ref);
    return ref;
  };
  const ordered = [...parameters].filter((parameter) => sites.has(parameter));
  return ordered.map((parameter) => [
    parameter,
    [...(sites.get(parameter) ?? [])]
      .sort((a, b) => (a.path === b.path ? a.at.line - b.at.line : a.path < b.path ? -1 : 1))
      .map(
        ({ path, at, fn, guard }): DraftSite => [
          index.files.of(path),
          at,
          index.functions.of(fn),
          refOf(guard),
        ],
      ),
  ]);
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
