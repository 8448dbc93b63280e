import type { ExprNode, Ref } from '../model/index.ts';
import type { Aspect } from './aspect.ts';
import { compileLoop } from './compile-loop.ts';
import { compileStrict } from './compile-strict.ts';
import { toValue } from './literal.ts';
import type { Machine, Thunk } from './machine.ts';
import { NameLists } from './name-lists.ts';
import { equals } from './python/compare.ts';
import { repr } from './python/text.ts';
import { PyFloat, Raised, UNKNOWN, type Value } from './python/value.ts';
import { Scopes } from './scopes.ts';
import { FreeVariables, READS_FILES } from './shape.ts';
import { childrenOf } from './table.ts';

/** What is asked of nodes besides their value. */
type Question = 'unknown' | 'decides' | 'waits';

/** Compiles nodes to closures, each once, when first asked for. Nothing is thrown and no text is evaluated. */
export class Compiler {
  readonly machine: Machine;
  readonly #thunks: (Thunk | undefined)[] = [];
  readonly #raised: (Thunk | undefined)[] = [];
  readonly #about: Readonly<Record<Question, (Thunk | undefined)[]>> = {
    unknown: [],
    decides: [],
    waits: [],
  };
  /** Lists of names that are answers: one number stands for all that are alike. */
  readonly names = new NameLists();
  readonly #variables: FreeVariables;
  readonly #scopes: Scopes;
  /** Of the first nodes of the table, in which parts stand before what holds them. */
  readonly #onConfig: boolean[] = [];

  constructor(machine: Machine) {
    this.machine = machine;
    this.#variables = new FreeVariables(machine.data.nodes);
    this.#scopes = new Scopes(machine.data.nodes, this.#variables);
  }

  thunk(ref: Ref): Thunk {
    const known = this.#thunks[ref];
    if (known !== undefined) return known;
    const node = this.node(ref);
    const made =
      node.op === 'const' ? this.#constant(node.value) : this.#remember(ref, this.#whenAsked(node, ref));
    this.#thunks[ref] = made;
    return made;
  }

  /** What a node raises, if it does, else null: less than its value, so that more configs are alike in it. */
  raised(ref: Ref): Thunk {
    this.#raised[ref] ??= this.#compileRaised(ref);
    return this.#raised[ref];
  }

  #compileRaised(ref: Ref): Thunk {
    const node = this.node(ref);
    const [test, then, otherwise] = node.op === 'if' ? (node.args as [Ref, Ref, Ref]) : [];
    if (test !== undefined && then !== undefined && otherwise !== undefined)
      return choice(this.machine, [this.thunk(test), this.raised(then), this.raised(otherwise)]);
    const value = this.thunk(ref);
    return this.#asAspect(ref, () => {
      const outcome = value();
      return outcome instanceof Raised ? outcome : null;
    });
  }

  /** What else there is to say of a node; where its value is an aspect, so is this. */
  about(ref: Ref, question: Question, answer: (compiler: Compiler, ref: Ref) => Value): Value {
    const answers = this.#about[question];
    answers[ref] ??= this.#asAspect(ref, () => answer(this, ref));
    return answers[ref]();
  }

  isUnknown(ref: Ref): boolean {
    return this.about(ref, 'unknown', comesToNothing) === true;
  }

  /** The parameter that alone decides the node's value, if there is one such. */
  parameterOf(ref: Ref): string | undefined {
    const key = this.#scopes.of(ref)?.key;
    return typeof key === 'string' ? key : undefined;
  }

  node(ref: Ref): ExprNode {
    return this.machine.data.nodes[ref] as ExprNode;
  }

  /** Loop variables that a node depends on and does not bind itself. */
  freeVariables(ref: Ref): readonly number[] {
    return this.#variables.of(ref);
  }

  /** Whether anything but the environment and constants decides the node. */
  dependsOnConfig(ref: Ref): boolean {
    const { nodes } = this.machine.data;
    for (let at = this.#onConfig.length; at <= ref; at++)
      this.#onConfig.push(this.#looksAtConfig(nodes[at] as ExprNode));
    return this.#onConfig[ref] === true;
  }

  #looksAtConfig(node: ExprNode): boolean {
    const { op } = node;
    if (op === 'input' || op === 'given' || op === 'config' || READS_FILES.has(op)) return true;
    return childrenOf(node).some((child) => this.#onConfig[child] === true);
  }

  #constant(literal: Parameters<typeof toValue>[0]): Thunk {
    const value = toValue(literal, this.machine.enums);
    return () => value;
  }

  /** Keeps a node's value as long as nothing it depends on has changed. */
  #remember(ref: Ref, compute: Thunk): Thunk {
    const { machine } = this;
    const { values, stamps, bound } = machine;
    const free = this.freeVariables(ref);
    const store = (): Value => {
      const value = compute();
      values[ref] = value;
      stamps[ref] = machine.clock;
      return value;
    };
    if (free.length > 0) {
      return () => {
        let since = machine.configSince;
        for (const id of free) since = Math.max(since, bound[id] ?? 0);
        return (stamps[ref] as number) >= since ? (values[ref] as Value) : store();
      };
    }
    if (!this.dependsOnConfig(ref)) return this.#ofEnvironment(ref, compute);
    const stored: Thunk = () =>
      (stamps[ref] as number) >= machine.configSince ? (values[ref] as Value) : store();
    return this.#asAspect(ref, stored, compute);
  }

  /** Kept for all configs of an environment, but for what has to be told of each: that it may raise. */
  #ofEnvironment(ref: Ref, compute: Thunk): Thunk {
    const { machine } = this;
    const { values, stamps, possible } = machine;
    return () => {
      if ((stamps[ref] as number) >= machine.environmentSince) return values[ref] as Value;
      const before = possible.length;
      const value = compute();
      values[ref] = value;
      if (possible.length === before) stamps[ref] = machine.clock;
      return value;
    };
  }

  /**
   * While aspects are asked, what looks at one key alone is an aspect of it; so is a file that nobody can look at. What a
   * node looks at is found out then: a program that judges one config has no use for it.
   */
  #asAspect(ref: Ref, plain: Thunk, look = plain): Thunk {
    const { machine } = this;
    const { aspects } = machine;
    let own: { readonly aspect: Aspect | null; readonly files: boolean } | undefined;
    return () => {
      if (!aspects.isAsked) return plain();
      own ??= this.#aspectOf(ref, look);
      if (own.aspect === null || (own.files && machine.files !== undefined)) return plain();
      return aspects.ask(own.aspect) as Value;
    };
  }

  #aspectOf(ref: Ref, look: Thunk): { readonly aspect: Aspect | null; readonly files: boolean } {
    const { key, files } = this.#scopes.of(ref) ?? { key: null, files: false };
    return { aspect: key === null ? null : this.machine.aspects.aspect(key, look), files };
  }

  /** Compiled when first asked: one config asks half of what there is. */
  #whenAsked(node: ExprNode, ref: Ref): Thunk {
    let made: Thunk | undefined;
    return () => {
      made ??= this.#compile(node, ref);
      return made();
    };
  }

  #compile(node: ExprNode, ref: Ref): Thunk {
    const { machine } = this;
    switch (node.op) {
      case 'config':
        return () => (machine.closed ? machine.whole() : UNKNOWN);
      case 'input':
        return this.#input(node.name, node.default);
      case 'given': {
        const { name } = node;
        return () => machine.has(name) || (machine.closed ? false : UNKNOWN);
      }
      case 'atom': {
        const { name } = node;
        return () => machine.atom(name);
      }
      case 'unknown':
        return () => UNKNOWN;
      case 'variable': {
        const { id } = node;
        return () => machine.variables[id] as Value;
      }
      case 'not':
        return negation(this.thunk(node.args[0] as Ref));
      case 'and':
      case 'or':
        return connective(
          machine,
          node.op === 'or',
          this.thunk(node.args[0] as Ref),
          this.thunk(node.args[1] as Ref),
        );
      case 'if':
        return choice(machine, this.#args(node.args));
      case 'raises':
        return raising(this.thunk(node.args[0] as Ref), node.exceptions);
      case 'collect':
      case 'fold':
        return compileLoop(this, node);
      case 'const':
        return this.thunk(ref);
      default:
        return compileStrict(machine, node, this.#args(node.args));
    }
  }

  #args(refs: readonly Ref[]): readonly Thunk[] {
    return refs.map((arg) => this.thunk(arg));
  }

  #input(name: string, otherwise: Ref | undefined): Thunk {
    const { machine } = this;
    const missing: Thunk = otherwise === undefined ? () => UNKNOWN : this.thunk(otherwise);
    return () => {
      const value = machine.value(name);
      if (value !== undefined) return value;
      return machine.closed ? missing() : UNKNOWN;
    };
  }
}

const comesToNothing = (compiler: Compiler, ref: Ref): boolean => compiler.thunk(ref)() === UNKNOWN;

const negation =
  (operand: Thunk): Thunk =>
  () => {
    const value = operand();
    return typeof value === 'boolean' ? !value : value;
  };

const raising =
  (operand: Thunk, exceptions: readonly string[]): Thunk =>
  () => {
    const value = operand();
    if (value instanceof Raised) return exceptions.length === 0 || exceptions.includes(value.exception);
    return value === UNKNOWN ? UNKNOWN : false;
  };

/** Kleene's and (`decisive` false) and or (true); the right side is only looked at when the left does not decide. */
const connective =
  (machine: Machine, decisive: boolean, left: Thunk, right: Thunk): Thunk =>
  () => {
    const a = left();
    if (a === decisive) return decisive;
    if (a === !decisive) return right();
    if (a instanceof Raised) return a;
    return machine.maybe(right()) === decisive ? decisive : UNKNOWN;
  };

const choice = (machine: Machine, [condition, yes, no]: readonly Thunk[]): Thunk => {
  const [test, then, otherwise] = [condition, yes, no] as [Thunk, Thunk, Thunk];
  return () => {
    const chosen = test();
    if (chosen === true) return then();
    if (chosen === false) return otherwise();
    if (chosen instanceof Raised) return chosen;
    const a = machine.maybe(then());
    return sameValue(a, machine.maybe(otherwise())) ? a : UNKNOWN;
  };
};

/** Equal and of the same type, so that either stands for both. */
export const sameValue = (a: Value, b: Value): boolean => {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (a instanceof PyFloat && b instanceof PyFloat) return Object.is(a.value, b.value);
  return equals(a, b) === true && repr(a) === repr(b);
};
