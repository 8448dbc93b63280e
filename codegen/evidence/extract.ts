import { isDeepStrictEqual } from 'node:util';
import { ExprTable } from '../../src/expr/table.ts';
import type { CatalogData, EntryEvidence, EvidenceData, Parameter, ReadSite } from '../../src/model/index.ts';
import type { Span } from '../python/ast.ts';
import { type ClassGate, classGates } from './class-gates.ts';
import { type Domains, withinDomains } from './domains.ts';
import {
  type EntryNames,
  type Followable,
  type Followed,
  follow,
  type Overwrite,
  type Site,
  type Sites,
} from './follow.ts';
import { either, type Guard, guardKey, NEVER } from './guard.ts';
import { mend } from './mend.ts';
import { switchesIn } from './switches.ts';
import { guardToExpr } from './to-expr.ts';
import { type Scalar, scalarKey } from './value-set.ts';

/** What of the facts is needed: who declares which parameter, and which functions parse them. */
export type EvidenceFacts = Pick<CatalogData, 'source' | 'classes' | 'entryPoints'>;
export type ReadEvidence = Pick<EvidenceData, 'nodes' | 'files' | 'functions' | 'entries'>;

/** Runs the following of an entry point, or gives what it gave before: codegen/reuse.ts. */
export type EvidenceStage = <Result>(
  name: string,
  given: unknown,
  work: (program: Followable) => Result,
  /** Makes of what it gave what it gives now, where only bodies or what is given differ. */
  mend: {
    readonly make: (program: Followable, before: Result) => Result | undefined;
    readonly bodiesOnly: true;
  },
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
  const { result: followed } = stage(
    `evidence ${entry}`,
    given,
    (program) => follow(program, ownPackage, facts),
    { make: (program, before) => before && mend(program, ownPackage, facts, before), bodiesOnly: true },
  );
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
  const guarded = entries.map((entry, at) => guardedEntry(entry, known?.drafts[at]?.guarded));
  // Most choices are in no guard.
  if (same && guarded.every((one, at) => sameGuards(one, known.drafts[at]?.guarded))) {
    const kept = { ...known, domains };
    if (first !== undefined) drafted.set(first.followed, kept);
    return kept;
  }
  const index = new Index();
  const drafts = entries.map((entry, at) =>
    draft(entry, guarded[at] ?? guardedEntry(entry, undefined), index),
  );
  const made = { followed: entries.map(({ followed }) => followed), domains, index, drafts };
  if (first !== undefined) drafted.set(first.followed, made);
  return made;
};

/** Most guards are those of before, and so is what they come to together. */
const guardedEntry = (
  { facts: { owners, domains }, followed }: FollowedEntry,
  before: Guarded | undefined,
): Guarded => {
  const sites = sitesWithin(followed.sites, domains);
  const guards = new Map(
    [...sites].map(([parameter, own]) => {
      const others = before?.sites.get(parameter);
      const known = others && guardsAre(own, others) ? before?.guards.get(parameter) : undefined;
      return [parameter, known ?? wholeGuard(own)];
    }),
  );
  return { sites, guards, gates: classGates(owners, (parameter) => guards.get(parameter), domains) };
};

const guardsAre = (some: readonly Site[], others: readonly Site[]): boolean =>
  some.length === others.length && some.every(({ guard }, at) => guard === others[at]?.guard);

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
