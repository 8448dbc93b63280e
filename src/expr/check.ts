import type { Rule, RulesData } from '../model/index.ts';
import { Affected } from './affected.ts';
import type { Checker } from './checker.ts';
import { Compiler } from './compile.ts';
import { constraintsUnder, WorkingTable } from './constraints.ts';
import { DerivedValues } from './derived.ts';
import type { Environment } from './environment.ts';
import { findingOf, type Met, Reporter } from './finding.ts';
import { Machine, type Thunk } from './machine.ts';
import { constantsFor } from './mentioned.ts';
import { type PyDict, Raised, UNKNOWN, type Value } from './python/value.ts';
import { Readers } from './readers.ts';
import { Report } from './report.ts';
import type { Constraint, Finding, Verdict, Wanted } from './verdict.ts';

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
  readonly #affected: Affected;
  readonly #table: WorkingTable;
  #readersMade: Readers | undefined;
  #derived: DerivedValues | undefined;

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
    this.#table = new WorkingTable(data);
    this.#reporter = new Reporter(data, rules, this.#compiler);
    this.#affected = new Affected(
      this.#machine,
      rules.rules.length,
      () => this.#readers(),
      (rule) => this.#isQuiet(rule),
    );
  }

  /** Made when first asked for: a program that judges one config needs none. */
  #readers(): Readers {
    this.#readersMade ??= new Readers(this.#data, this.rules.rules);
    return this.#readersMade;
  }

  first(config: PyDict, environment: Environment): Finding | null {
    const affected = this.#affected.by(config, environment);
    this.#machine.begin(config, environment, true);
    for (const compiled of this.#compiled) {
      const { kind } = compiled.rule;
      if (kind === 'warning' || kind === 'mayRaise' || !affected.has(compiled.index)) continue;
      const met = this.#meet(compiled);
      if (met?.raised != null && met.certain) return findingOf(this.#reporter, met, 'first');
    }
    return null;
  }

  run(config: PyDict, environment: Environment): Verdict {
    return this.#run(config, environment, true);
  }

  runPartial(config: PyDict, environment: Environment, wanted?: Wanted): Verdict {
    return this.#run(config, environment, false, wanted);
  }

  #run(config: PyDict, environment: Environment, closed: boolean, wanted?: Wanted): Verdict {
    const affected = closed ? this.#affected.by(config, environment) : null;
    this.#machine.begin(config, environment, closed);
    const report = new Report(this.#reporter, wanted);
    for (const compiled of this.#compiled) {
      if (affected !== null && !affected.has(compiled.index)) continue;
      const met = this.#meet(compiled);
      if (this.#machine.possible.length > 0)
        for (const raised of this.#machine.possible.splice(0)) report.add(possible(compiled, raised));
      if (met !== null) report.add(met);
    }
    let since = this.#machine.configSince;
    /** What was computed for the config is still there, unless the machine has looked at another one since. */
    const derived = (): DerivedValues => {
      if (this.#machine.configSince !== since) this.#machine.begin(config, environment, closed);
      since = this.#machine.configSince;
      this.#derived ??= new DerivedValues(this.#data, this.#compiler, this.rules.derived);
      return this.#derived;
    };
    return report.verdict({ derived: () => derived().all(), derivedOf: (key) => derived().of(key) });
  }

  meets(rule: number, config: PyDict, environment: Environment): boolean {
    this.#machine.begin(config, environment, true);
    return this.#meet(this.#ruleAt(rule))?.certain === true;
  }

  /** What a rule does with the config at hand; `null`: nothing. */
  #meet({ rule, index, when, value, raised }: CompiledRule): Met | null {
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

  /** Nothing is met, and nothing is possible, with the config that the machine looks at. */
  #isQuiet(index: number): boolean {
    const compiled = this.#compiled[index];
    return compiled !== undefined && this.#meet(compiled) === null && this.#machine.possible.length === 0;
  }

  constraints(decisions: PyDict, environment: Environment): readonly Constraint[] {
    const keys = [...decisions.keys()].filter((key) => typeof key === 'string');
    const candidates = [...new Set(keys.flatMap((key) => this.#readers().of(key)))].sort((a, b) => a - b);
    return constraintsUnder(this.#data, this.#table.get(), this.rules, candidates, decisions, environment);
  }

  rulesFor(parameter: string): readonly number[] {
    return this.#readers().of(parameter);
  }

  constantsFor(rule: number, parameter: string): readonly Value[] {
    return constantsFor(this.#data, this.#ruleAt(rule).rule.when, parameter);
  }

  describe(rule: number): string {
    return this.#reporter.condition(this.#ruleAt(rule).rule.when);
  }

  #ruleAt(index: number): CompiledRule {
    const found = this.#compiled[index];
    if (found === undefined) throw new RangeError(`no rule ${index} in ${this.rules.entry}`);
    return found;
  }
}

const possible = ({ rule, index }: CompiledRule, raised: Raised): Met => ({
  rule,
  index,
  raised,
  certain: false,
});
