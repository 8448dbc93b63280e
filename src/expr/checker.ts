import type { EntryRules } from '../model/index.ts';
import type { Environment } from './environment.ts';
import type { PyDict, Value } from './python/value.ts';
import type { Constraint, Finding, Verdict, Wanted } from './verdict.ts';

/**
 * The rules of one entry point, compiled once to closures. Immutable from outside; not re-entrant (one thread, one
 * `run` at a time).
 *
 * Made by `compileRules(data: RulesData, entry: string): Checker`.
 *
 * @example
 * const checker = compileRules(rules, 'train');
 * const verdict = checker.run(fromJson({ stage: 'sft', … }), environment);
 * verdict.first?.place; // what the real parser raises, and where
 */
export interface Checker {
  readonly rules: EntryRules;
  /**
   * Whole verdict for a whole config: keys it lacks have their default. `config` is a `PyDict` of Python values
   * (`fromJson`, `parseJson`). Everything is reported, not only the first error; whoever looks for a few findings says by
   * `wanted` which are worth making. `first` is there in any case.
   */
  run(config: PyDict, environment: Environment, wanted?: Wanted): Verdict;
  /**
   * The same for a config of which only some is known: every key that is not in it may have any value. What it says
   * is certain holds for every completion. Used for impossible decisions. Most rules are conditional then: see `wanted`.
   */
  runPartial(config: PyDict, environment: Environment, wanted?: Wanted): Verdict;
  /** Only what the real parser would say: stops at the first certain error. For streams of thousands. */
  first(config: PyDict, environment: Environment): Finding | null;
  /** Whether one rule certainly applies to a whole config, the others left aside. */
  meets(rule: number, config: PyDict, environment: Environment): boolean;
  /** Parameters that the decisions forbid or require, with the rule that says so. */
  constraints(decisions: PyDict, environment: Environment): readonly Constraint[];
  /** Indices of the rules that read a parameter. */
  rulesFor(parameter: string): readonly number[];
  /** The constants that the condition of a rule compares a parameter with. */
  constantsFor(rule: number, parameter: string): readonly Value[];
  /** The condition of a rule for people. */
  describe(rule: number): string;
}
