import type { Catalog } from '../../catalog/index.ts';
import type { EntryEvidence, EvidenceData, Json, ReadSite } from '../../model/index.ts';
import { agrees, type Dimension, dimensionsOf } from '../dimension.ts';
import type { DimensionName, Gate } from '../dimensions.ts';
import type { Decisions } from '../parse.ts';
import { decisionAssignment, UNUSUAL } from './assignment.ts';
import { type Assignment, Guards } from './guards.ts';
import { customaryValues, defaultValues } from './usual.ts';

/** Parameters that take effect under an assignment, with the reads that may be reached. */
export type Live = ReadonlyMap<string, readonly ReadSite[]>;

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
  readonly #owners: ReadonlyMap<string, string>;
  /** Read in a run of whatever kind: where one of another kind reads it, this one ignores it. */
  readonly #readSomewhere: ReadonlySet<string>;
  readonly #byDecision = new Map<string, Live>();
  readonly #values = new Map<string, readonly string[]>();

  constructor(catalog: Catalog, data: EvidenceData, evidence: EntryEvidence) {
    this.evidence = evidence;
    this.#readSomewhere = new Set(data.entries.flatMap(({ reads }) => Object.keys(reads)));
    this.guards = guardsOf(data);
    this.#catalog = catalog;
    this.#entry = evidence.entry;
    const parameters = catalog.parametersOf(evidence.entry);
    this.customary = customaryValues(catalog, data, evidence.entry, parameters);
    this.usual = { ...defaultValues(parameters), ...this.customary };
    const settable = parameters.filter(({ init }) => init);
    this.#owners = new Map(settable.map(({ name, owner }) => [name, owner]));
  }

  /** Parameters with a read that may be reached; those that no run at all reads go with their class, if it has a condition. */
  under(assignment: Assignment): Live {
    const mayHold = this.guards.under(assignment);
    const live = new Map<string, readonly ReadSite[]>();
    for (const [name, owner] of this.#owners) {
      if (Object.hasOwn(this.evidence.overwritten, name)) continue;
      const sites = this.evidence.reads[name];
      if (sites === undefined) {
        if (!this.#readSomewhere.has(name) && this.#classHolds(owner, mayHold)) live.set(name, []);
        continue;
      }
      const reached = sites.filter(([, , , guard]) => mayHold(guard));
      if (reached.length > 0) live.set(name, reached);
    }
    return live;
  }

  #classHolds(owner: string, mayHold: (guard: number) => boolean): boolean {
    const gates = this.evidence.classes.filter((one) => one.owner === owner);
    return gates.length > 0 && gates.every(({ when }) => mayHold(when));
  }

  /** The same while everything else is as usual. */
  usuallyUnder({ values, atoms }: Assignment): Live {
    return this.under({ values: { ...this.usual, ...values }, atoms: { ...UNUSUAL, ...atoms } });
  }

  usuallyUnderDecisions(decisions: Decisions): Live {
    return this.#remember(`usually ${JSON.stringify(decisions)}`, () =>
      this.usuallyUnder(this.#assignment(decisions)),
    );
  }

  underDecisions(decisions: Decisions): Live {
    return this.#remember(`may ${JSON.stringify(decisions)}`, () => this.under(this.#assignment(decisions)));
  }

  /** Of a dimension's values those under which a parameter may take effect, all else being open. */
  valuesWith(name: string, dimension: Dimension): readonly string[] {
    return this.#valuesIn('open', name, dimension, (value) =>
      this.underDecisions({ [dimension.name]: value }),
    );
  }

  /** The same, all else being as usual but for the other decisions, which are open. */
  usualValuesWith(name: string, dimension: Dimension): readonly string[] {
    return this.#valuesIn('usual', name, dimension, (value) => this.#usuallyWith(dimension.name, value));
  }

  #valuesIn(
    how: string,
    name: string,
    { name: dimension, values }: Dimension,
    liveWith: (value: string) => Live,
  ): readonly string[] {
    const key = `${how} ${dimension} ${name}`;
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const found = values.map(({ value }) => value).filter((value) => liveWith(value).has(name));
    this.#values.set(key, found);
    return found;
  }

  #usuallyWith(dimension: DimensionName, value: string): Live {
    return this.#remember(`usually ${dimension} ${value}`, () => {
      const gates = new Set(this.dimensions().flatMap(({ gateParameters }) => gateParameters));
      const rest = Object.entries(this.usual).filter(([name]) => !gates.has(name));
      const { values, atoms } = this.#assignment({ [dimension]: value });
      return this.under({
        values: { ...Object.fromEntries(rest), ...values },
        atoms: { ...UNUSUAL, ...atoms },
      });
    });
  }

  #assignment(decisions: Decisions): Assignment {
    return decisionAssignment(this.#catalog, this.#entry, decisions);
  }

  #remember(key: string, compute: () => Live): Live {
    const live = this.#byDecision.get(key) ?? compute();
    this.#byDecision.set(key, live);
    return live;
  }

  /** A gate that holds for a config which says nothing. */
  isDefault(gate: Gate): boolean {
    return agrees(gate, {}, this.#catalog.occurrences(gate.parameter)[0]?.parameter);
  }

  dimensions(): readonly Dimension[] {
    return dimensionsOf(this.#catalog);
  }
}

const compiled = new WeakMap<EvidenceData, Guards>();

const guardsOf = (data: EvidenceData): Guards => {
  const guards = compiled.get(data) ?? new Guards(data);
  compiled.set(data, guards);
  return guards;
};
