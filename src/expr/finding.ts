import type { EntryRules, Held, Place, Ref, Rule, RulesData } from '../model/index.ts';
import type { Compiler } from './compile.ts';
import { involvedIn, valuesOf } from './involved.ts';
import type { Met } from './judge.ts';
import { type Label, labelsOf, print } from './print.ts';
import { iterate, Raised, UNKNOWN } from './python/value.ts';
import { reachable } from './shape.ts';
import { partsOf } from './table.ts';
import type { Finding } from './verdict.ts';
import { waitedFor } from './waiting.ts';

const NOWHERE: Place = { path: '', line: 1 };

/** What findings are made with; what does not depend on the config is worked out once. */
export class Reporter {
  readonly data: RulesData;
  readonly compiler: Compiler;
  readonly #labels: ReadonlyMap<Ref, Label>;
  readonly #conditions = new Map<Ref, string>();
  readonly #rules: EntryRules;
  readonly #held = new Map<Rule, ReadonlyMap<string, Held>>();
  readonly #involvable = new Map<Rule, ReadonlySet<string>>();
  #inputs: ReadonlyMap<string, Ref> | undefined;

  /** `rules` are those of one entry point: another may take the same key with another default. */
  constructor(data: RulesData, rules: EntryRules, compiler: Compiler) {
    this.data = data;
    this.#rules = rules;
    this.compiler = compiler;
    this.#labels = labelsOf(data.labels);
  }

  /** A condition for people; '' for what always holds. */
  condition(ref: Ref): string {
    const known = this.#conditions.get(ref);
    if (known !== undefined) return known;
    const { nodes, enums } = this.data;
    const text = nodes[ref]?.op === 'const' ? '' : print({ nodes, enums, labels: this.#labels }, ref);
    this.#conditions.set(ref, text);
    return text;
  }

  /** The node of a parameter's value as the config gives it. */
  input(name: string): Ref | undefined {
    this.#inputs ??= inputsOf(this.data, this.#rules);
    return this.#inputs.get(name);
  }

  /** What its parameters held that were derived before, by their names. */
  heldBy(rule: Rule): ReadonlyMap<string, Held> {
    const known = this.#held.get(rule);
    if (known !== undefined) return known;
    const held = (rule.held ?? []).flatMap((index) => this.#rules.held[index] ?? []);
    const made = new Map(held.map((one) => [one.name, one] as const));
    this.#held.set(rule, made);
    return made;
  }

  /** Every parameter that can be among those of a finding: what the rule names, and what its derived ones come from. */
  mayInvolve(rule: Rule): ReadonlySet<string> {
    const known = this.#involvable.get(rule);
    if (known !== undefined) return known;
    const { nodes } = this.data;
    const behind = reachable(
      nodes,
      [...this.heldBy(rule).values()].map(({ value }) => value),
    ).flatMap((ref) => {
      const node = nodes[ref];
      return node?.op === 'input' || node?.op === 'given' ? [node.name] : [];
    });
    const made = new Set([...rule.parameters, ...behind]);
    this.#involvable.set(rule, made);
    return made;
  }

  place(at: number): Place {
    return this.data.places[at] ?? NOWHERE;
  }
}

/** The nodes of parameters' values that the rules reach, by name. */
const inputsOf = ({ nodes }: RulesData, { rules }: EntryRules): ReadonlyMap<string, Ref> => {
  const found = new Map<string, Ref>();
  for (const ref of reachable(nodes, rules.flatMap(partsOf))) {
    const node = nodes[ref];
    if (node?.op === 'input') found.set(node.name, ref);
  }
  return found;
};

/** A finding without the values it shows, and without the others that it stands beside. */
export type FindingCore = Omit<Finding, 'standing' | 'values'>;

/** What there is to say of a rule that applies. Must be called while the machine looks at the config that meets it. */
export const coreOf = (reporter: Reporter, met: Met): FindingCore => {
  const { rule, index, raised, certain } = met;
  const at = raised === null || raised.at < 0 ? rule.at : raised.at;
  return {
    kind: rule.kind,
    certainty: certain ? 'certain' : 'conditional',
    place: reporter.place(at),
    function: rule.function,
    exception: raised?.exception ?? null,
    ...involvedIn(reporter, rule),
    condition: reporter.condition(rule.when),
    on: certain ? [] : waitedFor(reporter.compiler, partsOf(rule)),
    subject: rule.subject ?? null,
    rule: index,
    unknownKeys: unknownKeys(reporter, rule),
  };
};

export const findingOf = (
  reporter: Reporter,
  { rule }: Met,
  core: FindingCore,
  standing: Finding['standing'],
): Finding => ({ ...core, standing, values: valuesOf(reporter, rule, core.parameters) });

/** The keys that no class takes, where that is what the rule is about. */
const unknownKeys = ({ data, compiler }: Reporter, rule: Rule): readonly string[] | null => {
  const ref = extraKeysOfConfig(data, rule.when);
  if (ref === undefined) return null;
  const keys = compiler.thunk(ref)();
  return keys instanceof Raised || keys === UNKNOWN ? null : (iterate(keys) ?? []).map(String).sort();
};

const extraKeysOfConfig = (data: RulesData, root: Ref): Ref | undefined => {
  const node = data.nodes[root];
  if (node === undefined) return undefined;
  if (node.op === 'unusedKeys') return root;
  if (node.op !== 'and' && node.op !== 'truth') return undefined;
  return node.args.map((arg) => extraKeysOfConfig(data, arg)).find((found) => found !== undefined);
};
