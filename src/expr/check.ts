import type { Rule, RulesData } from '../model/index.ts';
import type { Checker } from './checker.ts';
import { constraintsUnder, WorkingTable } from './constraints.ts';
import { DerivedValues } from './derived.ts';
import type { Environment } from './environment.ts';
import { coreOf, findingOf, Reporter } from './finding.ts';
import { Judge, type Met } from './judge.ts';
import { Memory } from './memory.ts';
import { constantsFor } from './mentioned.ts';
import type { PyDict, Value } from './python/value.ts';
import { Readers } from './readers.ts';
import { outlineOf, Report, verdictOf } from './report.ts';
import type { Constraint, Finding, Verdict, Wanted } from './verdict.ts';

/** Compiles the rules of an entry point. Throws a RangeError for an entry point that the rules do not have. */
export const compileRules = (data: RulesData, entry: string): Checker => new RuleChecker(data, entry);

class RuleChecker implements Checker {
  readonly rules;
  readonly #data: RulesData;
  readonly #judge: Judge;
  readonly #reporter: Reporter;
  readonly #memory: Memory;
  readonly #table: WorkingTable;
  #readersMade: Readers | undefined;
  #derived: DerivedValues | undefined;

  constructor(data: RulesData, entry: string) {
    const rules = data.entries.find((candidate) => candidate.entry === entry);
    if (rules === undefined) throw new RangeError(`no rules for entry point ${entry}`);
    this.rules = rules;
    this.#data = data;
    this.#judge = new Judge(data, rules);
    this.#table = new WorkingTable(data);
    this.#reporter = new Reporter(data, rules, this.#judge.compiler);
    this.#memory = new Memory(this.#judge, this.#reporter, () => this.#readers().groups());
  }

  /** Made when first asked for: a program that judges one config needs none. */
  #readers(): Readers {
    this.#readersMade ??= new Readers(this.#data, this.rules.rules);
    return this.#readersMade;
  }

  first(config: PyDict, environment: Environment): Finding | null {
    return this.run(config, environment).first;
  }

  run(config: PyDict, environment: Environment, wanted?: Wanted): Verdict {
    if (!this.#memory.isWorth(environment)) return this.#run(config, environment, true, wanted);
    return verdictOf(
      outlineOf(this.#reporter, this.#memory.outline(config), wanted),
      (noted) => this.#memory.finding(noted),
      this.#derivedFrom(config, environment, true),
    );
  }

  runPartial(config: PyDict, environment: Environment, wanted?: Wanted): Verdict {
    return this.#run(config, environment, false, wanted);
  }

  #run(config: PyDict, environment: Environment, closed: boolean, wanted?: Wanted): Verdict {
    this.#judge.machine.begin(config, environment, closed);
    const report = new Report<Met>();
    for (const met of this.#judge.all()) report.add(met);
    return verdictOf(
      outlineOf(this.#reporter, report.outline(), wanted),
      ({ met, standing }) => findingOf(this.#reporter, met, coreOf(this.#reporter, met), standing),
      this.#derivedFrom(config, environment, closed),
    );
  }

  /** What was computed for the config is still there, unless the machine has looked at another one since. */
  #derivedFrom(
    config: PyDict,
    environment: Environment,
    closed: boolean,
  ): Pick<Verdict, 'derived' | 'derivedOf'> {
    const { machine, compiler } = this.#judge;
    let since = machine.configSince;
    const derived = (): DerivedValues => {
      if (machine.configSince !== since) machine.begin(config, environment, closed);
      since = machine.configSince;
      this.#derived ??= new DerivedValues(this.#data, compiler, this.rules.derived);
      return this.#derived;
    };
    return { derived: () => derived().all(), derivedOf: (key) => derived().of(key) };
  }

  meets(rule: number, config: PyDict, environment: Environment): boolean {
    this.#ruleAt(rule);
    this.#judge.machine.begin(config, environment, true);
    return this.#judge.some([rule]).at(-1)?.certain === true;
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
    return constantsFor(this.#data, this.#ruleAt(rule).when, parameter);
  }

  describe(rule: number): string {
    return this.#reporter.condition(this.#ruleAt(rule).when);
  }

  #ruleAt(index: number): Rule {
    const found = this.rules.rules[index];
    if (found === undefined) throw new RangeError(`no rule ${index} in ${this.rules.entry}`);
    return found;
  }
}
