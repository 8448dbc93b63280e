import type { Catalog } from '../../catalog/index.ts';
import type { EntryEvidence, EvidenceData, Json, Parameter, ReadSite, Ref } from '../../model/index.ts';
import { agrees, type Dimension, dimensionsOf } from '../dimension.ts';
import type { DimensionName, Gate } from '../dimensions.ts';
import type { Decisions } from '../parse.ts';
import { type AskedBy, askedByIn } from './asked-by.ts';
import { decisionAssignment, UNUSUAL } from './assignment.ts';
import { DecidedGuards } from './decided-guards.ts';
import { DecisionTables } from './decision-tables.ts';
import { type Assignment, Guards } from './guards.ts';
import { customaryValues, defaultValues } from './usual.ts';

/** Parameters that take effect under an assignment, with the reads that may be reached. */
export interface Live {
  has(name: string): boolean;
  get(name: string): readonly ReadSite[] | undefined;
  keys(): Iterable<string>;
}

/** The reads of a parameter that may be reached; `null` where it takes no effect. */
type Reached = readonly ReadSite[] | null;

/** Of parameters: few depend on more, and what is kept of all of them must stay small. */
const LARGEST_TABLE = 1 << 10;

/** Which parameters of one entry point are read, by what is known of a run. Kept as long as its catalog is. */
export class LiveIndex {
  readonly evidence: EntryEvidence;
  readonly guards: Guards;
  /** What nearly every config sets. */
  readonly customary: Readonly<Record<string, Json>>;
  /** What parameters are that nobody decided: what is customary, else the default. */
  readonly usual: Readonly<Record<string, Json>>;
  readonly #catalog: Catalog;
  readonly #entry: string;
  readonly #uses: ReadonlyMap<string, Uses>;
  readonly #may: DecidedGuards;
  readonly #usually: DecidedGuards;
  readonly #alone: DecidedGuards;
  readonly #mayReach: DecisionTables<string, Reached>;
  readonly #usuallyReach: DecisionTables<string, Reached>;
  readonly #reasons = new Map<string, DecisionTables<string, string>>();
  readonly #activated: DecisionTables<string, boolean>;
  readonly #askedBy: AskedBy;
  readonly #open = new Map<Dimension, Map<string, readonly string[]>>();
  readonly #usual = new Map<Dimension, Map<string, readonly string[]>>();
  readonly #narrowness = new Map<string, readonly number[]>();
  readonly #alike = new Map<DimensionName, Map<string, Live>>();
  readonly #usuallyAlike = new Map<DimensionName, Map<string, Live>>();
  readonly #shown: ReadonlySet<string>;

  constructor(catalog: Catalog, data: EvidenceData, evidence: EntryEvidence) {
    this.evidence = evidence;
    this.guards = guardsOf(data);
    this.#catalog = catalog;
    this.#entry = evidence.entry;
    const parameters = catalog.parametersOf(evidence.entry);
    this.customary = customaryValues(catalog, data, evidence.entry, parameters);
    this.usual = { ...defaultValues(parameters), ...this.customary };
    this.#uses = usesOf(evidence, parameters, readSomewhere(data));
    this.#shown = new Set(evidence.shown);
    this.#askedBy = askedByIn(this.guards, this.dimensions());
    const decided = (assignment: (decisions: Decisions) => Assignment): DecidedGuards =>
      new DecidedGuards(this.guards, this.dimensions(), this.#askedBy, assignment);
    this.#may = decided((decisions) => this.#assignment(decisions));
    this.#usually = decided((decisions) => this.#asUsual(this.#assignment(decisions), this.usual));
    this.#mayReach = this.#tables();
    this.#usuallyReach = this.#tables();
    this.#activated = this.#tables();
    const open = withoutGates(this.usual, this.dimensions());
    this.#alone = decided((decisions) => this.#asUsual(this.#assignment(decisions), open));
  }

  /** Under whatever is known of a run; given values cost a look at every guard. */
  under(assignment: Assignment): Live {
    const reached = this.#reached(this.guards.under(assignment));
    const names = [...reached.keys()];
    return new Map(names.map((name) => [name, reached.get(name) ?? []]));
  }

  /** The same while everything else is as usual. */
  usuallyUnder(assignment: Assignment): Live {
    return this.under(this.#asUsual(assignment, this.usual));
  }

  underDecisions(decisions: Decisions): Live {
    return this.#tabled(this.#mayReach, this.#may, decisions);
  }

  usuallyUnderDecisions(decisions: Decisions): Live {
    return this.#tabled(this.#usuallyReach, this.#usually, decisions);
  }

  /** Whether a parameter may take effect or not by what a dimension is; with other given values it may all the same. */
  dependsOn(name: string, dimension: Dimension): boolean {
    return this.#mayReach.dependsOn(name, dimension);
  }

  /** What to say of a parameter under decisions and nothing else, one thing for each `why`; worked out once. */
  reason(why: string, name: string, decisions: Decisions, workOut: () => string): string {
    const tables = this.#reasons.get(why) ?? this.#tables<string>();
    this.#reasons.set(why, tables);
    return tables.under(decisions)(name, workOut);
  }

  /** Names of those that take effect because of a decision, under decisions and nothing else; worked out once. */
  activated(decisions: Decisions, workOut: (name: string) => boolean): ReadonlySet<string> {
    const lookUp = this.#activated.under(decisions);
    const activated = new Set<string>();
    for (const name of this.#uses.keys()) if (lookUp(name, () => workOut(name))) activated.add(name);
    return activated;
  }

  #tables<Answer extends Reached | string | boolean>(): DecisionTables<string, Answer> {
    const asks = (name: string, dimension: Dimension): boolean =>
      this.#uses.get(name)?.guards.some((guard) => this.#askedBy(guard).has(dimension)) ?? false;
    return new DecisionTables(this.dimensions(), asks, LARGEST_TABLE);
  }

  #tabled(tables: DecisionTables<string, Reached>, guards: DecidedGuards, decisions: Decisions): Live {
    const lookUp = tables.under(decisions);
    const mayHold = guards.under(decisions);
    return this.#live((name) => lookUp(name, () => this.#reach(name, mayHold)));
  }

  #reached(mayHold: (guard: Ref) => boolean): Live {
    return this.#live((name) => this.#reach(name, mayHold));
  }

  #live(reach: (name: string) => Reached): Live {
    return {
      has: (name) => reach(name) !== null,
      get: (name) => reach(name) ?? undefined,
      keys: () => [...this.#uses.keys()].filter((name) => reach(name) !== null),
    };
  }

  /** Reads that may be reached; what no run at all reads goes with its class, if that has a condition. */
  #reach(name: string, mayHold: (guard: Ref) => boolean): Reached {
    const uses = this.#uses.get(name);
    if (uses === undefined) return null;
    if (uses.sites === undefined) return uses.guards.every(mayHold) ? NO_SITES : null;
    const sites = uses.sites.filter(([, , , guard]) => mayHold(guard));
    if (sites.length === 0) return null;
    return sites.length === uses.sites.length ? uses.sites : sites;
  }

  /** Of a dimension's values those under which a parameter may take effect, all else being open. */
  valuesWith(name: string, dimension: Dimension): readonly string[] {
    return valuesIn(this.#open, name, dimension, (value) =>
      liveIn(this.#alike, dimension.name, value, () => this.underDecisions({ [dimension.name]: value })),
    );
  }

  /** For each dimension the share of its values with which a parameter can take no effect, all else being open. */
  narrowness(name: string): readonly number[] {
    const known = this.#narrowness.get(name);
    if (known !== undefined) return known;
    const shares = this.dimensions().map(
      (dimension) => 1 - this.valuesWith(name, dimension).length / Math.max(1, dimension.values.length),
    );
    this.#narrowness.set(name, shares);
    return shares;
  }

  /** The same, all else being as usual but for the other decisions, which are open. */
  usualValuesWith(name: string, dimension: Dimension): readonly string[] {
    return valuesIn(this.#usual, name, dimension, (value) =>
      liveIn(this.#usuallyAlike, dimension.name, value, () => this.#usuallyWith(dimension.name, value)),
    );
  }

  /** Upstream's own examples or documents name it. */
  isShown(name: string): boolean {
    return this.#shown.has(name);
  }

  #usuallyWith(dimension: DimensionName, value: string): Live {
    return this.#reached(this.#alone.under({ [dimension]: value }));
  }

  #asUsual({ values, atoms }: Assignment, usual: Readonly<Record<string, Json>>): Assignment {
    return { values: { ...usual, ...values }, atoms: { ...UNUSUAL, ...atoms } };
  }

  #assignment(decisions: Decisions): Assignment {
    return decisionAssignment(this.#catalog, this.#entry, decisions);
  }

  /** A gate that holds for a config which says nothing. */
  isDefault(gate: Gate): boolean {
    return agrees(gate, {}, this.#catalog.occurrences(gate.parameter)[0]?.parameter);
  }

  dimensions(): readonly Dimension[] {
    return dimensionsOf(this.#catalog);
  }
}

const NO_SITES: readonly ReadSite[] = [];

/** What makes a parameter take effect: one of the reads, each under its guard; without any, its class's conditions. */
interface Uses {
  readonly sites: readonly ReadSite[] | undefined;
  /** Each once: of the reads, of which one must hold; else of the class, of which all must. */
  readonly guards: readonly Ref[];
}

/** Of every parameter that a config can set and that can take effect at all. */
const usesOf = (
  { reads, classes, overwritten }: EntryEvidence,
  parameters: readonly Parameter[],
  readInSomeRun: ReadonlySet<string>,
): ReadonlyMap<string, Uses> => {
  const uses = new Map<string, Uses>();
  for (const { name, owner, init } of parameters) {
    if (!init || Object.hasOwn(overwritten, name)) continue;
    const sites = Object.hasOwn(reads, name) ? reads[name] : undefined;
    if (sites === undefined && readInSomeRun.has(name)) continue;
    const guards = sites?.map(([, , , guard]) => guard) ?? whensOf(classes, owner);
    if (sites !== undefined || guards.length > 0) uses.set(name, { sites, guards: [...new Set(guards)] });
  }
  return uses;
};

/** Read in a run of whatever kind: where one of another kind reads it, this one ignores it. */
const readSomewhere = ({ entries }: EvidenceData): ReadonlySet<string> =>
  new Set(entries.flatMap(({ reads }) => Object.keys(reads)));

const whensOf = (classes: EntryEvidence['classes'], owner: string): readonly Ref[] =>
  classes.filter((one) => one.owner === owner).map(({ when }) => when);

/** Of a dimension's values those under which a parameter may take effect. */
const valuesIn = (
  known: Map<Dimension, Map<string, readonly string[]>>,
  name: string,
  dimension: Dimension,
  liveWith: (value: string) => Live,
): readonly string[] => {
  const byName = known.get(dimension) ?? new Map<string, readonly string[]>();
  known.set(dimension, byName);
  const found =
    byName.get(name) ??
    dimension.values.map(({ value }) => value).filter((value) => liveWith(value).has(name));
  byName.set(name, found);
  return found;
};

/** What takes effect with one value of a dimension: asked for each parameter. */
const liveIn = (
  known: Map<DimensionName, Map<string, Live>>,
  dimension: DimensionName,
  value: string,
  make: () => Live,
): Live => {
  const byValue = known.get(dimension) ?? new Map<string, Live>();
  known.set(dimension, byValue);
  const live = byValue.get(value) ?? make();
  byValue.set(value, live);
  return live;
};

/** What no decision is about. */
const withoutGates = (
  values: Readonly<Record<string, Json>>,
  dimensions: readonly Dimension[],
): Readonly<Record<string, Json>> => {
  const gates = new Set(dimensions.flatMap(({ gateParameters }) => gateParameters));
  return Object.fromEntries(Object.entries(values).filter(([name]) => !gates.has(name)));
};

const compiled = new WeakMap<EvidenceData, Guards>();

const guardsOf = (data: EvidenceData): Guards => {
  const guards = compiled.get(data) ?? new Guards(data);
  compiled.set(data, guards);
  return guards;
};
