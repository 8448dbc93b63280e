import type { EntryRules, Ref, Rule, RulesData } from '../model/index.ts';
import { Compiler } from './compile.ts';
import { Machine, type Thunk } from './machine.ts';
import { Raised, UNKNOWN, type Value } from './python/value.ts';

/** A rule that applies: what it raises (`null`: a warning), and whether that is certain. */
export interface Met {
  readonly rule: Rule;
  readonly index: number;
  readonly raised: Raised | null;
  readonly certain: boolean;
  /** What is raised is told once for each of these: what uses a failed value fails with it. */
  readonly once: string | null;
}

export const inOrder = (a: Met, b: Met): number => a.index - b.index;

const metBy = (rule: Rule, index: number, raised: Raised | null, certain: boolean): Met => ({
  rule,
  index,
  raised,
  certain,
  once: raised && `${raised.at}:${raised.exception}:${rule.subject ?? ''}`,
});

interface CompiledRule {
  readonly rule: Rule;
  readonly index: number;
  readonly when: Thunk;
  readonly value: Thunk | null;
  readonly raised: Raised;
}

/** The rules of an entry point as closures, asked about the config that their machine looks at. */
export class Judge {
  readonly machine: Machine;
  readonly compiler: Compiler;
  readonly #rules: readonly CompiledRule[];

  constructor(data: RulesData, { rules }: EntryRules) {
    this.machine = new Machine(data);
    this.compiler = new Compiler(this.machine);
    this.#rules = rules.map((rule, index) => ({
      rule,
      index,
      when: this.compiler.thunk(rule.when),
      value: rule.value === undefined ? null : this.#valueOf(rule, rule.value),
      raised: new Raised(rule.exception ?? 'Exception', rule.at),
    }));
  }

  /** Of what a `partial` rule computes only what it raises matters here. */
  #valueOf({ kind }: Rule, value: Ref): Thunk {
    return kind === 'partial' ? this.compiler.raised(value) : this.compiler.thunk(value);
  }

  all(): readonly Met[] {
    return this.#met(this.#rules);
  }

  /** What some rules do, in the order given. */
  some(indices: readonly number[]): readonly Met[] {
    return this.#met(indices.flatMap((index) => this.#rules[index] ?? []));
  }

  #met(rules: readonly CompiledRule[]): readonly Met[] {
    const { possible } = this.machine;
    const found: Met[] = [];
    for (const compiled of rules) {
      const met = meet(compiled);
      const { rule, index } = compiled;
      if (possible.length > 0)
        for (const raised of possible.splice(0)) found.push(metBy(rule, index, raised, false));
      if (met !== null) found.push(met);
    }
    return found;
  }
}

/** What a rule does with the config at hand; `null`: nothing. */
const meet = ({ rule, index, when, value, raised }: CompiledRule): Met | null => {
  const holds = when();
  if (holds === false) return null;
  const met = (outcome: Raised | null, certain: boolean): Met => metBy(rule, index, outcome, certain);
  // A condition that raises: the operation was forced before, and is reported there. No package would help.
  if (holds instanceof Raised) return rule.kind === 'requirement' ? null : met(holds, true);
  const certain = holds === true;
  if (rule.kind === 'error') return met(raised, certain);
  if (rule.kind === 'warning') return met(null, certain);
  if (rule.kind === 'mayRaise') return met(raised, false);
  const outcome: Value = value === null ? UNKNOWN : value();
  if (rule.kind === 'requirement') return outcome === true ? null : met(raised, certain && outcome === false);
  return outcome instanceof Raised ? met(outcome, certain) : null;
};
