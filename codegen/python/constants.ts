import type { Expression, Statement } from './ast.ts';
import { attributeValue } from './attribute.ts';
import type { Binding } from './binding.ts';
import { bindingValue, decideGuard, scopeFrame } from './binding-value.ts';
import { callValue } from './call.ts';
import { enumMembers, linearize } from './classes.ts';
import { evaluateExpression } from './evaluate.ts';
import { execute } from './execute.ts';
import { type Frame, makeFrame, readName } from './frame.ts';
import { type CallArguments, GiveUp, type Interpreter, PyError, type Site, unknown } from './interpreter.ts';
import type { Program, PyModule } from './program.ts';
import { innerScope, moduleScope, type Scope } from './scope.ts';
import type { ClassValue, EnumMember, PyValue } from './value.ts';
import { choose } from './variants.ts';
import { DEFAULT_WORLD, type World } from './world.ts';

/**
 * Constant evaluation over a Program in one World.
 *
 * Module statements, class bodies and plain functions are run on known values: registries filled by calls, tables
 * built by loops, field helpers, enums. Nothing outside the files is run but a list of pure standard functions;
 * what depends on anything else is `unknown` with the place and reason. Nothing here throws.
 */
export interface Constants {
  readonly world: World;
  /** An expression as it stands in a scope (`moduleScope(module)`, `innerScope(scope, node)`). */
  evaluate(scope: Scope, expression: Expression): PyValue;
  /** A global of a module, after all its statements have run. */
  global(module: PyModule, name: string): PyValue;
  /** What a binding from `Program` stands for. */
  value(binding: Binding): PyValue;
  /** The variant of a binding that holds in this world; see `choose` in variants.ts. */
  choose(binding: Binding): { readonly binding: Binding | undefined; readonly certain: boolean };
  /** Calls a function or class value. */
  call(callee: PyValue, args: CallArguments, at: Site): PyValue;
  /** C3 order, the class first, `object` left out; what is not among the files is `external` or `builtin`. */
  mro(value: ClassValue): readonly PyValue[];
  /** Members in order; `undefined` if it is no enum. */
  enumMembers(value: ClassValue): readonly EnumMember[] | undefined;
  /** Environment variables that evaluation has asked for since the last call of this. */
  takeAsked(): readonly string[];
  /** For the dataclass reader. */
  readonly interpreter: Interpreter;
}

/** Steps for one outermost request: seconds at worst. */
const MAX_STEPS = 400_000;

export function createConstants(program: Program, world: World = DEFAULT_WORLD): Constants {
  const modules = new Map<PyModule, Frame>();
  const classes = new Map<object, Frame>();
  const orders = new Map<object, readonly PyValue[]>();
  const frames = new Map<Scope, Frame>();
  let steps = 0;

  const self: Interpreter = {
    program,
    world,
    asked: new Set(),
    dataclasses: new Set(),
    evaluate: (frame, expression) => evaluateExpression(self, frame, expression),
    call: (callee, args, at) => callValue(self, callee, args, at),
    attribute: (owner, name, at) => attributeValue(self, owner, name, at),
    moduleFrame(module) {
      const known = modules.get(module);
      if (known !== undefined) return known;
      const frame = makeFrame(moduleScope(module), null);
      modules.set(module, frame);
      runStatements(frame, module.ast.body);
      return frame;
    },
    classFrame(value) {
      const { binding } = value;
      const known = classes.get(binding.node);
      if (known !== undefined) return known;
      const frame = makeFrame(innerScope(binding.scope, binding.node), self.frameOf(binding.scope));
      classes.set(binding.node, frame);
      runStatements(frame, binding.node.body);
      return frame;
    },
    mro(value) {
      const known = orders.get(value.binding.node);
      if (known !== undefined) return known;
      // A class that leads back to itself has nothing to inherit from there.
      orders.set(value.binding.node, [value]);
      try {
        const order = linearize(self, value);
        orders.set(value.binding.node, order);
        return order;
      } catch (thrown) {
        orders.delete(value.binding.node);
        throw thrown;
      }
    },
    frameOf(scope) {
      const known = frames.get(scope);
      if (known !== undefined) return known;
      const frame = scopeFrame(self, scope);
      frames.set(scope, frame);
      return frame;
    },
    step() {
      steps += 1;
      if (steps > MAX_STEPS) throw new GiveUp('too many steps');
    },
  };

  /** One statement failing leaves the others: Python would stop, but here a fault is mostly a lack of knowledge. */
  function runStatements(frame: Frame, body: readonly Statement[]): void {
    // Its own budget: what is run here is kept for all who ask later.
    const before = steps;
    steps = 0;
    for (const statement of body) {
      guarded(frame, statement.line, () => {
        const outcome = execute(self, frame, statement);
        return outcome.kind === 'return' ? outcome.value : undefined;
      });
    }
    steps = before;
  }

  /** Runs a request; what is thrown inside becomes `unknown`. */
  function guarded<T>(frame: Frame, line: number, run: () => T): T | PyValue {
    try {
      return run();
    } catch (thrown) {
      if (thrown instanceof PyError || thrown instanceof GiveUp || thrown instanceof RangeError) {
        return unknown({ frame, line }, thrown.message);
      }
      throw thrown;
    }
  }

  const outermost = (scope: Scope, line: number, run: (frame: Frame) => PyValue): PyValue => {
    steps = 0;
    const empty = makeFrame(scope, null);
    return guarded(empty, line, () => run(self.frameOf(scope)));
  };

  return {
    world,
    interpreter: self,
    evaluate: (scope, expression) =>
      outermost(scope, expression.line, (frame) => self.evaluate(frame, expression)),
    global: (module, name) =>
      outermost(moduleScope(module), 1, (frame) => {
        const held = readName(frame, name);
        return held ?? bindingValue(self, program.lookup(module, name), { frame, line: 1 });
      }),
    value(binding) {
      const home = 'scope' in binding ? binding.scope : undefined;
      if (home === undefined) return bindingValue(self, binding, { frame: NOWHERE, line: 1 });
      return outermost(home, 1, (frame) => bindingValue(self, binding, { frame, line: 1 }));
    },
    choose: (binding) =>
      choose(binding, (guard, scope) => {
        steps = 0;
        try {
          return decideGuard(self, guard, scope);
        } catch (thrown) {
          if (thrown instanceof PyError || thrown instanceof GiveUp || thrown instanceof RangeError)
            return undefined;
          throw thrown;
        }
      }),
    call: (callee, args, at) => outermost(at.frame.scope, at.line, () => self.call(callee, args, at)),
    mro: (value) => self.mro(value),
    enumMembers: (value) => enumMembers(self, value),
    takeAsked() {
      const asked = [...self.asked];
      self.asked.clear();
      return asked;
    },
  };
}

/** For bindings that stand in no scope. */
const NOWHERE = makeFrame(
  moduleScope({ name: '<none>', path: '<none>', isPackage: false, text: '', ast: { body: [], faults: [] } }),
  null,
);
