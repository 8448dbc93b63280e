import type { Scope } from './scope.ts';
import type { PyValue } from './value.ts';

/** Names of a running scope. An import is a thunk until it is first read, so that nothing is run in vain. */
export interface Frame {
  readonly scope: Scope;
  readonly names: Map<string, PyValue | (() => PyValue)>;
  /** Frame of the enclosing function, class or module. */
  readonly parent: Frame | null;
  /** Names declared `global` here. */
  readonly globals: Set<string>;
}

export const makeFrame = (scope: Scope, parent: Frame | null): Frame => ({
  scope,
  names: new Map(),
  parent,
  globals: new Set(),
});

/** The module's frame. */
export function globalFrame(frame: Frame): Frame {
  let at = frame;
  while (at.parent !== null) at = at.parent;
  return at;
}

/** A name in one frame, its thunk forced and replaced by the value. */
export function readName(frame: Frame, name: string): PyValue | undefined {
  const held = frame.names.get(name);
  if (typeof held !== 'function') return held;
  const value = held();
  frame.names.set(name, value);
  return value;
}

export function bindName(frame: Frame, name: string, value: PyValue | (() => PyValue)): void {
  (frame.globals.has(name) ? globalFrame(frame) : frame).names.set(name, value);
}
