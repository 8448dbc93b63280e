import type { AnnAssign, Expression, Statement } from './ast.ts';
import type { ClassBinding } from './binding.ts';
import { decideGuard } from './binding-value.ts';
import { classAttribute } from './classes.ts';
import { branches } from './definitions.ts';
import { readName } from './frame.ts';
import type { Interpreter, Site } from './interpreter.ts';
import type { Program } from './program.ts';
import { innerScope, type Scope } from './scope.ts';
import type { ClassValue, PyDict, PyValue } from './value.ts';

/** A field as `dataclasses.fields` has it. */
export interface DataclassField {
  readonly name: string;
  /** The dataclass whose processing made the field: the nearest that annotates it. */
  readonly declaredIn: ClassValue;
  readonly statement: AnnAssign;
  readonly default: PyValue | null;
  readonly factory: PyValue | null;
  readonly init: boolean;
  readonly metadata: PyDict | null;
}

/**
 * Fields of a class in Python's order: those of its bases from the far end of the MRO, then its own; a field
 * annotated again keeps its place. A class that is no dataclass itself has those of its nearest base that is.
 */
export function dataclassFields(self: Interpreter, owner: ClassValue): DataclassField[] {
  const known = cache(self).get(owner.binding.node);
  if (known !== undefined) return known;
  const mro = self.mro(owner).filter((item) => item.type === 'class');
  const nearest = mro.find((item) => isDataclass(self, item));
  if (nearest === undefined) return [];
  if (nearest.binding.node !== owner.binding.node) return dataclassFields(self, nearest);
  // A class that leads back to itself has no fields to inherit from there.
  cache(self).set(owner.binding.node, []);
  try {
    const result = composedFields(self, owner, mro);
    cache(self).set(owner.binding.node, result);
    return result;
  } catch (thrown) {
    cache(self).delete(owner.binding.node);
    throw thrown;
  }
}

function composedFields(self: Interpreter, owner: ClassValue, mro: readonly ClassValue[]): DataclassField[] {
  const fields = new Map<string, DataclassField>();
  for (const base of mro.slice(1).reverse()) {
    for (const field of dataclassFields(self, base)) fields.set(field.name, field);
  }
  for (const field of ownFields(self, owner)) fields.set(field.name, field);
  return [...fields.values()];
}

const caches = new WeakMap<Interpreter, Map<object, DataclassField[]>>();

function cache(self: Interpreter): Map<object, DataclassField[]> {
  const known = caches.get(self) ?? new Map<object, DataclassField[]>();
  caches.set(self, known);
  return known;
}

/** Whether the class statement itself is decorated with `dataclass`, in whatever way that was imported, or handed to it. */
export const isDataclass = (self: Interpreter, value: ClassValue): boolean =>
  self.dataclasses.has(value.binding.node) || isDecorated(self.program, value.binding);

export const isDecorated = (
  program: Program,
  { node, scope }: Pick<ClassBinding, 'node' | 'scope'>,
): boolean =>
  node.decorators.some((decorator) =>
    makesDataclass(program, scope, decorator.kind === 'Call' ? decorator.func : decorator, 0),
  );

/** `dataclasses.dataclass`, or a decorator of the program's own that applies it. */
function makesDataclass(program: Program, scope: Scope, expression: Expression, depth: number): boolean {
  const binding = program.resolve(scope, expression);
  if (binding?.kind === 'external') return binding.path === 'dataclasses.dataclass';
  if (binding?.kind === 'value' && depth < 3) {
    const { value } = binding;
    const made = value.kind === 'Call' ? (value.args[0] ?? value.func) : value;
    return makesDataclass(program, binding.scope, made, depth + 1);
  }
  if (binding?.kind !== 'function' || depth >= 3) return false;
  return appliesDataclass(program, innerScope(binding.scope, binding.node), binding.node.body, depth);
}

/** A decorator may apply it in a branch, and in a function that it returns. */
const appliesDataclass = (
  program: Program,
  scope: Scope,
  body: readonly Statement[],
  depth: number,
): boolean =>
  body.some((statement) => {
    const made = statement.kind === 'Return' || statement.kind === 'Assign' ? statement.value : null;
    return (
      (made?.kind === 'Call' && makesDataclass(program, scope, made.func, depth + 1)) ||
      (statement.kind === 'FunctionDef' &&
        appliesDataclass(program, innerScope(scope, statement), statement.body, depth)) ||
      branches(statement).some(([, block]) => appliesDataclass(program, scope, block, depth))
    );
  });

/** Annotated names of one class body in order, whatever branch that is taken they stand in. */
export function annotations(self: Interpreter, value: ClassValue): ReadonlyMap<string, AnnAssign> {
  const found = new Map<string, AnnAssign>();
  const scope = innerScope(value.binding.scope, value.binding.node);
  const visit = (body: readonly Statement[]): void => {
    for (const statement of body) {
      if (statement.kind === 'AnnAssign' && statement.target.kind === 'Name') {
        found.set(statement.target.id, statement);
      }
      for (const [guard, block] of branches(statement)) {
        if (guard === null || decideGuard(self, guard, scope) !== false) visit(block);
      }
    }
  };
  visit(value.binding.node.body);
  return found;
}

function ownFields(self: Interpreter, owner: ClassValue): DataclassField[] {
  const fields: DataclassField[] = [];
  for (const [name, statement] of annotations(self, owner)) {
    if (!isField(self, owner, statement)) continue;
    const held = initialValue(self, owner, name, { frame: self.classFrame(owner), line: statement.line });
    const common = { name, declaredIn: owner, statement };
    if (held?.type === 'field') {
      const { default: value, factory, init, metadata } = held;
      fields.push({ ...common, default: value, factory, init, metadata });
    } else {
      fields.push({ ...common, default: held ?? null, factory: null, init: true, metadata: null });
    }
  }
  return fields;
}

/** `ClassVar` and `InitVar` annotations, and the `KW_ONLY` mark, declare no field. */
function isField(self: Interpreter, owner: ClassValue, statement: AnnAssign): boolean {
  const { annotation } = statement;
  const head = annotation.kind === 'Subscript' ? annotation.value : annotation;
  if (head.kind === 'Constant' && head.constant.type === 'str') {
    return !/^\s*(\w+\.)*(ClassVar|InitVar|KW_ONLY)\b/.test(head.constant.value);
  }
  const binding = self.program.resolve(innerScope(owner.binding.scope, owner.binding.node), head);
  return !(binding?.kind === 'external' && /\.(ClassVar|InitVar|KW_ONLY)$/.test(binding.path));
}

/** `getattr(cls, name)`: the class's own value, else what a base left there (a base's bare `field()` leaves nothing). */
function initialValue(self: Interpreter, owner: ClassValue, name: string, at: Site): PyValue | undefined {
  const own = readName(self.classFrame(owner), name);
  if (own !== undefined) return own;
  for (const item of self.mro(owner).slice(1)) {
    const held = item.type === 'class' ? readName(self.classFrame(item), name) : undefined;
    if (held === undefined) continue;
    if (held.type !== 'field') return classAttribute(self, owner, name, at);
    if (held.default !== null) return held.default;
  }
  return undefined;
}
