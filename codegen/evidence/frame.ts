import type { Expression } from '../python/ast.ts';
import type { Guard } from './guard.ts';
import type { ClassScan, FunctionScan, Step } from './sites.ts';
import type { Value } from './value.ts';

/** What evaluation needs of the whole program. */
export interface Names {
  readonly arguments: ArgumentNames;
  functionNamed(from: FunctionScan, name: string): FunctionScan | undefined;
  classNamed(from: FunctionScan, name: string): ClassScan | undefined;
  /** A module-level name assigned one expression, and a scan that stands for the module it is written in. */
  constantNamed(from: FunctionScan, name: string): { expr: Expression; home: FunctionScan } | undefined;
  /** The only, unconditional assignment to a derived attribute of an arguments object, or of a class's `self`. */
  derived(attr: string, of: string | null): { expr: Expression; home: FunctionScan } | undefined;
}

/** How upstream names its arguments objects, learned from its annotations. */
export interface ArgumentNames {
  /** Parameters of the entry point. */
  readonly parameters: ReadonlySet<string>;
  /** Short names of the dataclasses and their bases. */
  readonly classes: ReadonlySet<string>;
  /** Variables and attributes that hold such objects, with the class of each where it is but one. */
  readonly holders: ReadonlyMap<string, string | null>;
}

/** A function under what its caller passed. Values are kept, so that each expression is evaluated once a frame. */
export interface Frame {
  readonly fn: FunctionScan;
  readonly bound: ReadonlyMap<string, Value>;
  readonly known: Map<Expression, Value>;
  readonly ways: Map<Step, Guard>;
}

export const frameOf = (fn: FunctionScan, bound: ReadonlyMap<string, Value> = new Map()): Frame => ({
  fn,
  bound,
  known: new Map(),
  ways: new Map(),
});

/** Values are many, and found again. */
export const forget = ({ known, ways }: Frame): void => {
  known.clear();
  ways.clear();
};
