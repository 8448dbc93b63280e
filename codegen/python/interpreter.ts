import type { Place } from '../../src/model/place.ts';
import type { ClassDef, Expression } from './ast.ts';
import type { Frame } from './frame.ts';
import type { Program, PyModule } from './program.ts';
import type { Scope } from './scope.ts';
import type { ClassValue, PyValue, UnknownValue } from './value.ts';
import type { World } from './world.ts';

/** What the parts of the evaluator share: one per Program and World. */
export interface Interpreter {
  readonly program: Program;
  readonly world: World;
  /** Environment variables asked for so far. */
  readonly asked: Set<string>;
  /** Class statements that a call made dataclasses of: `Late = dataclass(Late)`. */
  readonly dataclasses: Set<ClassDef>;
  /** Evaluates in a frame. Throws only `PyError` (an exception of the program) and `GiveUp`. */
  evaluate(frame: Frame, expression: Expression): PyValue;
  call(callee: PyValue, args: CallArguments, at: Site): PyValue;
  attribute(owner: PyValue, name: string, at: Site): PyValue;
  /** The module after all its statements have run. */
  moduleFrame(module: PyModule): Frame;
  /** The body of a class after it has run. */
  classFrame(value: ClassValue): Frame;
  /** Classes in C3 order, `object` left out; what is outside the files is `external`. */
  mro(value: ClassValue): readonly PyValue[];
  frameOf(scope: Scope): Frame;
  /** Counts a step; throws `GiveUp` when an evaluation takes too long. */
  step(): void;
}

export interface CallArguments {
  readonly args: readonly PyValue[];
  readonly keywords: ReadonlyMap<string, PyValue>;
}

/** Where an evaluation stands, for `unknown` values. */
export interface Site {
  readonly frame: Frame;
  readonly line: number;
}

/** An exception that the interpreted program raises, by class name. */
export class PyError extends Error {
  readonly exception: string;
  constructor(exception: string, detail = '') {
    super(`${exception}: ${detail}`);
    this.exception = exception;
  }
}

/** Evaluation went on for too long, or too deep. */
export class GiveUp extends Error {}

export const placeOf = (at: Site): Place => ({ path: at.frame.scope.module.path, line: at.line });

export const unknown = (at: Site, reason: string): UnknownValue => ({
  type: 'unknown',
  place: placeOf(at),
  reason,
});

export const isUnknown = (value: PyValue): value is UnknownValue => value.type === 'unknown';
