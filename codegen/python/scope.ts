import type { ClassDef, FunctionDef, Lambda, Parameter } from './ast.ts';
import { collectDefinitions, type Definitions } from './definitions.ts';
import type { PyModule } from './program.ts';

/** Where a name is looked up: a function inside functions and classes inside a module. */
export interface Scope {
  readonly kind: 'module' | 'class' | 'function';
  readonly module: PyModule;
  readonly parent: Scope | null;
  readonly definitions: Definitions;
  /** Parameters of a function scope by name. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** Dotted name: `pkg.module`, `pkg.module.Class`, `pkg.module.Class.method`. */
  readonly name: string;
}

const scopes = new WeakMap<object, Scope>();
const NO_PARAMETERS: ReadonlyMap<string, Parameter> = new Map();

/** The scope of a module; made once per module. */
export const moduleScope = (module: PyModule): Scope =>
  cached(module, () => ({
    kind: 'module',
    module,
    parent: null,
    definitions: collectDefinitions(module.ast.body),
    parameters: NO_PARAMETERS,
    name: module.name,
  }));

/** The scope inside a class body or function body that stands in `parent`; made once per body. */
export const innerScope = (parent: Scope, node: ClassDef | FunctionDef): Scope =>
  cached(node.body, () => ({
    kind: node.kind === 'ClassDef' ? 'class' : 'function',
    module: parent.module,
    parent,
    definitions: collectDefinitions(node.body),
    parameters: node.kind === 'FunctionDef' ? parametersByName(node) : NO_PARAMETERS,
    name: `${parent.name}.${node.name}`,
  }));

const parametersByName = (node: FunctionDef | Lambda): ReadonlyMap<string, Parameter> => {
  const { posOnly, args, vararg, kwOnly, kwarg } = node.args;
  const all = [...posOnly, ...args, ...(vararg ? [vararg] : []), ...kwOnly, ...(kwarg ? [kwarg] : [])];
  return new Map(all.map((parameter) => [parameter.name, parameter]));
};

function cached(key: object, make: () => Scope): Scope {
  const known = scopes.get(key);
  if (known !== undefined) return known;
  const made = make();
  scopes.set(key, made);
  return made;
}
