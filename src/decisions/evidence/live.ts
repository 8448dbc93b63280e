import type { Catalog } from '../../catalog/index.ts';
import { once } from '../../catalog/once.ts';
import type {
  DecidedEntry,
  EntryEvidence,
  EvidenceData,
  Json,
  Parameter,
  ReadSite,
  Ref,
} from '../../model/index.ts';
import { agrees, type Dimension, dimensionsOf } from '../dimension.ts';
import type { DimensionName, Gate } from '../dimensions.ts';
import type { Decisions } from '../parse.ts';
import { type AskedBy, askedByIn } from './asked-by.ts';
import { decisionAssignment, UNUSUAL } from './assignment.ts';
import { DecidedGuards } from './decided-guards.ts';
import { type Assignment, Guards } from './guards.ts';
import { customaryValues, defaultValues } from './usual.ts';

/** Parameters that take effect under an assignment. */
export interface Live {
  has(name: string): boolean;
  /** The reads that may be reached. */
  reads(name: string): readonly ReadSite[];
}

/** Which parameters of one entry point are read, by what is known of a run. Kept as long as its catalog is. */
export class LiveIndex {
  readonly evidence: EntryEvidence;
  /** What decisions come to, where that was worked out beforehand. */
  readonly decided: DecidedEntry | undefined;
  readonly #catalog: Catalog;
  readonly #entry: string;
  readonly #data: EvidenceData;
  readonly #open = new Map<Dimension, Map<string, readonly string[]>>();
  readonly #usual = new Map<Dimension, Map<string, readonly string[]>>();
  readonly #narrowness: Map<string, readonly number[]>;
  readonly #alike = new Map<DimensionName, Map<string, Live>>();
  readonly #usuallyAlike = new Map<DimensionName, Map<string, Live>>();
  readonly #shown: ReadonlySet<string>;
  readonly #readings = once(() => this.#makeReadings());

  constructor(catalog: Catalog, data: EvidenceData, evidence: EntryEvidence) {
    this.evidence = evidence;
    this.decided = catalog.decided(evidence.entry);
    this.#catalog = catalog;
    this.#entry = evidence.entry;
    this.#data = data;
    this.#shown = new Set(evidence.shown);
    this.#narrowness = new Map(this.decided?.parameters.map(({ name, narrowness }) => [name, narrowness]));
  }

  get guards(): Guards {
    return guardsOf(this.#data);
  }

  /** What nearly every config turns on and no decision is about: `do_train`. */
  get turnedOn(): Readonly<Record<string, Json>> {
    const customary = withoutGates(this.#readings().customary, this.dimensions());
    return Object.fromEntries(Object.entries(customary).filter(([, value]) => value === true));
  }

  /** What parameters are that nobody decided: what is customary, else the default. */
  get usual(): Readonly<Record<string, Json>> {
    return this.#readings().usual;
  }

  /** What is needed to work anything out; for most questions it has been before. */
  #makeReadings(): Readings {
    const { evidence, guards } = this;
    const data = this.#data;
    const parameters = this.#catalog.parametersOf(this.#entry);
    const customary = customaryValues(this.#catalog, data, this.#entry, parameters);
    const usual = { ...defaultValues(parameters), ...customary };
    const open = withoutGates(usual, this.dimensions());
    const askedBy = askedByIn(guards, this.dimensions());
    const decided = (assignment: (decisions: Decisions) => Assignment): DecidedGuards =>
      new DecidedGuards(guards, this.dimensions(), askedBy, assignment);
    return {
      customary,
      usual,
      uses: usesOf(evidence, parameters, readSomewhere(data)),
      askedBy,
      may: decided((decisions) => this.#assignment(decisions)),
      usually: decided((decisions) => this.#asUsual(this.#assignment(decisions), usual)),
      alone: decided((decisions) => this.#asUsual(this.#assignment(decisions), open)),
    };
  }

  /** Under whatever is known of a run; given values cost a look at every guard. */
  under(assignment: Assignment): Live {
    const mayHold = this.guards.under(assignment);
    const held = new Map(this.#allGuards().map((guard) => [guard, mayHold(guard)]));
    return this.#live((guard) => held.get(guard) === true);
  }

  /** The same while everything else is as usual. */
  usuallyUnder(assignment: Assignment): Live {
    return this.under(this.#asUsual(assignment, this.usual));
  }

  underDecisions(decisions: Decisions): Live {
    return this.#live(this.#readings().may.under(decisions));
  }

  usuallyUnderDecisions(decisions: Decisions): Live {
    return this.#live(this.#readings().usually.under(decisions));
  }

  /** Whether a parameter may take effect or not by what a dimension is; with other given values it may all the same. */
  dependsOn(name: string, dimension: Dimension): boolean {
    const { uses, askedBy } = this.#readings();
    return uses.get(name)?.guards.some((guard) => askedBy(guard).has(dimension)) ?? false;
  }

  #allGuards(): readonly Ref[] {
    return [...new Set([...this.#readings().uses.values()].flatMap(({ guards }) => guards))];
  }

  #live(mayHold: (guard: Ref) => boolean): Live {
    return { has: (name) => this.#has(name, mayHold), reads: (name) => this.#reads(name, mayHold) };
  }

  /** What no run at all reads goes with its class, if that has a condition. */
  #has(name: string, mayHold: (guard: Ref) => boolean): boolean {
    const uses = this.#readings().uses.get(name);
    if (uses === undefined) return false;
    return uses.sites === undefined ? uses.guards.every(mayHold) : uses.guards.some(mayHold);
  }

  #reads(name: string, mayHold: (guard: Ref) => boolean): readonly ReadSite[] {
    return (
      this.#readings()
        .uses.get(name)
        ?.sites?.filter(([, , , guard]) => mayHold(guard)) ?? []
    );
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
    return this.#live(this.#readings().alone.under({ [dimension]: value }));
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

interface Readings {
  /** What nearly every config sets. */
  readonly customary: Readonly<Record<string, Json>>;
  readonly usual: Readonly<Record<string, Json>>;
  readonly uses: ReadonlyMap<string, Uses>;
  readonly askedBy: AskedBy;
  readonly may: DecidedGuards;
  readonly usually: DecidedGuards;
  readonly alone: DecidedGuards;
}

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
