import type { Call, Expression } from '../../python/ast.ts';
import type { Binding, ClassBinding } from '../../python/binding.ts';
import { hasDecorator, isSuper } from '../../python/idioms.ts';
import type { Program } from '../../python/program.ts';
import type { Scope } from '../../python/scope.ts';
import type { Unit } from './units.ts';

/** A function that a call runs, and how many of its first parameters the call does not give: `self`, `cls`. */
export interface Callee {
  readonly unit: Unit;
  readonly bound: 0 | 1;
  /** Set where a registry leads there: the name it is registered under. */
  readonly name: string | null;
}

/** What a call runs. `outside`: code that was not read; `unknown`: an object of which nothing is known. */
export type Callees = readonly Callee[] | 'outside' | 'builtin' | 'unknown';

/** The functions of a package, to be found by what a call names. */
export class Callables {
  readonly #program: Program;
  readonly #units: ReadonlyMap<object, Unit>;
  readonly #registered: readonly Unit[];

  constructor(program: Program, units: readonly Unit[]) {
    this.#program = program;
    this.#units = new Map(units.map((unit) => [unit.binding.node, unit]));
    this.#registered = units.filter(({ registered }) => registered.length > 0);
  }

  /** `self`: the class that the calling method belongs to. */
  of(call: Call, scope: Scope, self: ClassBinding | null): Callees {
    const { func } = call;
    const family = this.#constructed(scope, func.kind === 'Attribute' ? func.value : func);
    if (family !== undefined) {
      const method = func.kind === 'Attribute' ? func.attr : '__call__';
      return [...this.#method(family.class, method, 1), ...this.#inFamily(family, method)];
    }
    if (func.kind === 'Attribute' && self !== null) {
      if (func.value.kind === 'Name' && SELVES.has(func.value.id)) return this.#method(self, func.attr, 1);
      if (isSuper(func.value)) return this.#inBases(self, func.attr);
    }
    return this.#resolved(this.#program.resolve(scope, func), func, scope);
  }

  #resolved(binding: Binding | undefined, func: Expression, scope: Scope): Callees {
    switch (binding?.kind) {
      case 'function': {
        const ofClass =
          func.kind === 'Attribute' && this.#program.resolve(scope, func.value)?.kind === 'class';
        return this.#unit(binding.node, ofClass && hasDecorator(binding.node, 'classmethod') ? 1 : 0);
      }
      case 'class':
        return this.#method(binding, '__init__', 1);
      case 'variants':
        return binding.variants.flatMap((one) => {
          const found = this.#resolved(one.binding, func, scope);
          return typeof found === 'string' ? [] : found;
        });
      case 'external':
        return 'outside';
      case 'builtin':
        return 'builtin';
      default:
        return 'unknown';
    }
  }

  /** `PeftPlugin(name)`: an object of a class of the package, made on the spot; `name` where it is written down. */
  #constructed(
    scope: Scope,
    expression: Expression,
  ): { readonly class: ClassBinding; readonly name: string | null } | undefined {
    if (expression.kind !== 'Call') return undefined;
    const binding = this.#program.resolve(scope, expression.func);
    const [first] = expression.args;
    const name = first?.kind === 'Constant' && first.constant.type === 'str' ? first.constant.value : null;
    return binding?.kind === 'class' ? { class: binding, name } : undefined;
  }

  #inFamily(
    { class: family, name }: { readonly class: ClassBinding; readonly name: string | null },
    method: string,
  ): Callee[] {
    return this.#registered.flatMap((unit) =>
      unit.registered
        .filter((one) => one.family.node === family.node && (name === null || one.name === name))
        .flatMap((one): Callee[] => {
          if (unit.owner === null) return [{ unit, bound: 0, name: one.name }];
          const found = unit === this.#first(unit.owner) ? this.#method(unit.owner, method, 1) : [];
          return found.map((callee) => ({ ...callee, name: one.name }));
        }),
    );
  }

  /** Of the methods of a registered class one speaks for all. */
  #first(owner: ClassBinding): Unit | undefined {
    return this.#registered.find((unit) => unit.owner?.node === owner.node);
  }

  #method(owner: ClassBinding, name: string, bound: 0 | 1): Callee[] {
    const found = this.#program.member(owner, name);
    if (found?.kind !== 'function') return [];
    const made = this.#unit(found.node, hasDecorator(found.node, 'staticmethod') ? 0 : bound);
    return made.map((callee) => ({ ...callee, unit: { ...callee.unit, owner } }));
  }

  #inBases(self: ClassBinding, name: string): Callee[] {
    return self.node.bases.flatMap((base) => {
      const binding = this.#program.resolve(self.scope, base);
      return binding?.kind === 'class' ? this.#method(binding, name, 1) : [];
    });
  }

  #unit(node: object, bound: 0 | 1): Callee[] {
    const unit = this.#units.get(node);
    return unit === undefined ? [] : [{ unit, bound, name: null }];
  }
}

const SELVES: ReadonlySet<string> = new Set(['self', 'cls']);
