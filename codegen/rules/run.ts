import type { ExprTable } from '../../src/expr/table.ts';
import type { EnumType, Ref, RuleKind } from '../../src/model/index.ts';
import type { Expression, Statement } from '../python/ast.ts';
import type { Binding } from '../python/binding.ts';
import type { Program } from '../python/program.ts';
import type { Ambient } from './base.ts';
import type { ClassInfo } from './class-info.ts';
import type { Frame, OnYield } from './frame.ts';
import type { Places } from './places.ts';
import type { Notes } from './recall.ts';
import type { Store } from './store.ts';
import type { FunctionValue, Value } from './value.ts';

/** A rule as it is met during execution; indices are those of the run's tables. */
export interface Item {
  readonly kind: RuleKind;
  readonly when: Ref;
  readonly value?: Ref;
  readonly exception?: string;
  readonly subject?: string;
  readonly message?: Ref;
  readonly at: number;
  readonly function: string;
  /** When it is met, as the count of what the run did before. */
  readonly order: number;
  /** In the body of a `try`: what was held there, for whoever catches it. */
  readonly store?: Store;
}

/** An assignment to a field. */
export interface Assignment {
  readonly instance: number;
  readonly name: string;
  readonly when: Ref;
  readonly at: number;
  readonly order: number;
}

export interface Arguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  /** `**mapping` of what is only known when a config is. */
  readonly spread: Value | null;
}

/** Thrown where the path ends in a certain error; caught where paths meet. */
export class DeadEnd extends Error {}

/**
 * One symbolic execution. The current state is `path` (the condition under which this is reached) and `store`;
 * branches set and restore them. `items` is what comes out.
 */
export interface Run {
  readonly program: Program;
  readonly table: ExprTable;
  readonly enumTypes: EnumType[];
  readonly places: Places;
  /** Environment variables taken as given: `USE_MCA` is not set. */
  readonly assumed: ReadonlyMap<string, string | null>;
  path: Ref;
  store: Store;
  items: Item[];
  /** Where a node's partial operations have been forced already, by node. */
  forced: Map<Ref, readonly Ref[]>;
  assignments: Assignment[];
  notes: Notes;
  /** Functions being executed, outermost first. */
  readonly stack: FunctionValue[];
  /** Set while what lies behind the boundary is executed for what it refuses: the variables taken as not set, with when. */
  looking: Map<string, number> | null;
  /** How many bodies of `try` are being executed. */
  trying: number;
  /** What was worked out apart from any path, here or for another entry point. */
  readonly ambient: Ambient;
  /** Classes and globals that are being worked out, the latter with what they are taken for meanwhile. */
  readonly underway: { readonly classes: Set<string>; readonly globals: Map<string, Value> };
  /** Argument objects that were made by themselves: one made a second time is another one. */
  readonly made: Set<string>;
  /** The last number given to an object, a container or a frame. */
  counter: number;
  /** How much was done. */
  order: number;
  /** Loop variables in scope. Numbering them by depth makes equal loops equal nodes. */
  variables: number;

  // The parts of the executor, so that they can call each other.
  evaluate(frame: Frame, expression: Expression): Value;
  condition(frame: Frame, expression: Expression): Ref;
  /** `false`: the end of the block is never reached. */
  block(frame: Frame, body: readonly Statement[]): boolean;
  call(frame: Frame, callee: Value, args: Arguments, at: number): Value;
  invoke(fn: FunctionValue, args: Arguments, at: number, onYield?: OnYield): Value;
  attribute(frame: Frame, owner: Value, name: string, at: number, target: Expression | null): Value;
  bindingValue(binding: Binding): Value;
  classInfo(binding: Extract<Binding, { kind: 'class' }>): ClassInfo | null;
}
