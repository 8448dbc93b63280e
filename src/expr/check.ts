import type { Rule, RulesData } from '../model/index.ts';
import type { Checker } from './checker.ts';
import { Compiler } from './compile.ts';
import { constraintsUnder } from './constraints.ts';
import { DerivedValues } from './derived.ts';
import type { Environment } from './environment.ts';
import { findingOf, type Met, type Reporter } from './finding.ts';
import { Machine, type Thunk } from './machine.ts';
import { print } from './print.ts';
import { type PyDict, Raised, UNKNOWN, type Value } from './python/value.ts';
import { childrenOf } from './table.ts';
import type { Constraint, Finding, Verdict } from './verdict.ts';

interface CompiledRule {
  readonly rule: Rule;
  readonly index: number;
  readonly when: Thunk;
  readonly value: Thunk | null;
  readonly raised: Raised;
}

/** Compiles the rules of an entry point. Throws a RangeError for an entry point that the rules do not have. */
export const compileRules = (data: RulesData, entry: string): Checker => new RuleChecker(data, entry);

class RuleChecker implements Checker {
  readonly rules;
  readonly #data: RulesData;
  readonly #machine: Machine;
  readonly #compiler: Compiler;
  readonly #compiled: readonly CompiledRule[];
  readonly #reporter: Reporter;
  #readers: ReadonlyMap<string, readonly number[]> | undefined;

  constructor(data: RulesData, entry: string) {
    const rules = data.entries.find((candidate) => candidate.entry === entry);
    if (rules === undefined) throw new RangeError(`no rules for entry point ${entry}`);
    this.rules = rules;
    this.#data = data;
    this.#machine = new Machine(data);
    this.#compiler = new Compiler(this.#machine);
    this.#compiled = rules.rules.map((rule, index) => ({
      rule,
      index,
      when: this.#compiler.thunk(rule.when),
      value: rule.value === undefined ? null : this.#compiler.thunk(rule.value),
      raised: new Raised(rule.exception ?? 'Exception', rule.at),
    }));
    this.#reporter = { data, compiler: this.#compiler, labels: new Map(data.labels) };
  }

  first(config: PyDict, environment: Environment): Finding | null {
    this.#machine.begin(config, environment, true);
    for (const compiled of this.#compiled) {
      const met = this.#meet(compiled);
      if (met?.raised != null && met.certain) return findingOf(this.#reporter, met, 'first');
    }
    return null;
  }

  run(config: PyDict, environment: Environment): Verdict {
    return this.#run(config, environment, true);
  }

  runPartial(config: PyDict, environment: Environment): Verdict {
    return this.#run(config, environment, false);
  }

  #run(config: PyDict, environment: Environment, closed: boolean): Verdict {
    this.#machine.begin(config, environment, closed);
    const findings: Finding[] = [];
    const reported = new Set<string>();
    const broken = new Set<string>();
    let first: Finding | null = null;
    let certain = true;
    const report = (met: Met): void => {
      const fails = met.raised !== null;
      if (fails && !isNew(reported, met)) return;
      const decides = fails && met.certain;
      const standing =
        decides && first === null ? 'first' : isConsequence(met, broken) ? 'consequence' : 'also';
      const finding = findingOf(this.#reporter, met, standing);
      findings.push(finding);
      if (first === null && !met.certain && fails) certain = false;
      if (!decides) return;
      first ??= finding;
      for (const parameter of met.rule.parameters) broken.add(parameter);
    };
    for (const compiled of this.#compiled) {
      const met = this.#meet(compiled);
      for (const raised of this.#machine.possible.splice(0)) report(possible(compiled, raised));
      if (met !== null) report(met);
    }
    const derived = (): DerivedValues => new DerivedValues(this.#data, this.#compiler, this.rules.derived);
    return {
      accepted: first === null,
      certain,
      first,
      findings,
      derived: () => {
        this.#machine.begin(config, environment, closed);
        return derived().all();
      },
    };
  }

  /** What a rule does with the config at hand; `null`: nothing. */
  #meet(compiled: CompiledRule): Met | null {
    const { rule, index, when, value, raised } = compiled;
    const holds = when();
    if (holds === false) return null;
    const met = (outcome: Raised | null, certain: boolean): Met => ({
      rule,
      index,
      raised: outcome,
      certain,
    });
    // A condition that raises: the operation was forced before, and is reported there.
    if (holds instanceof Raised) return met(holds, true);
    const certain = holds === true;
    if (rule.kind === 'error') return met(raised, certain);
    if (rule.kind === 'warning') return met(null, certain);
    if (rule.kind === 'mayRaise') return met(raised, false);
    const outcome: Value = value === null ? UNKNOWN : value();
    if (rule.kind === 'requirement')
      return outcome === true ? null : met(raised, certain && outcome === false);
    return outcome instanceof Raised ? met(outcome, certain) : null;
  }

  constraints(decisions: PyDict, environment: Environment): readonly Constraint[] {
    return constraintsUnder(this.#data, this.rules, decisions, environment);
  }

  rulesFor(parameter: string): readonly number[] {
    this.#readers ??= readersOf(this.#data, this.rules.rules);
    return this.#readers.get(parameter) ?? [];
  }

  describe(rule: number): string {
    const found = this.rules.rules[rule];
    if (found === undefined) throw new RangeError(`no rule ${rule} in ${this.rules.entry}`);
    return print({ nodes: this.#data.nodes, labels: this.#reporter.labels }, found.when);
  }
}

const keyOf = (met: Met): string => `${met.raised?.at}:${met.raised?.exception}:${met.rule.subject ?? ''}`;

const isNew = (reported: Set<string>, met: Met): boolean => {
  const key = keyOf(met);
  if (reported.has(key)) return false;
  reported.add(key);
  return true;
};

/** After a certain error, what reads the same parameters may go away with it. */
const isConsequence = (met: Met, broken: ReadonlySet<string>): boolean =>
  met.rule.parameters.some((parameter) => broken.has(parameter)) ||
  (met.rule.kind === 'partial' && broken.size > 0);

const possible = ({ rule, index }: CompiledRule, raised: Raised): Met => ({
  rule,
  index,
  raised,
  certain: false,
});

/** Parameter to the rules whose condition or value reads it, directly or through what it is derived from. */
const readersOf = (data: RulesData, rules: readonly Rule[]): ReadonlyMap<string, readonly number[]> => {
  const inputs: (ReadonlySet<string> | undefined)[] = [];
  const inputsOf = (ref: number): ReadonlySet<string> => {
    const known = inputs[ref];
    if (known !== undefined) return known;
    const node = data.nodes[ref];
    const found = new Set(
      node === undefined ? [] : childrenOf(node).flatMap((child) => [...inputsOf(child)]),
    );
    if (node?.op === 'input' || node?.op === 'given') found.add(node.name);
    inputs[ref] = found;
    return found;
  };
  const readers = new Map<string, number[]>();
  rules.forEach((rule, index) => {
    const roots = rule.value === undefined ? [rule.when] : [rule.when, rule.value];
    for (const name of new Set([...rule.parameters, ...roots.flatMap((root) => [...inputsOf(root)])]))
      readers.set(name, [...(readers.get(name) ?? []), index]);
  });
  return readers;
};
