import type { Expression, Statement } from '../../python/ast.ts';
import type { ClassBinding, FunctionBinding } from '../../python/binding.ts';
import { childExpressions } from '../../python/children.ts';
import { branches } from '../../python/definitions.ts';
import type { Program, PyModule } from '../../python/program.ts';
import { innerScope, moduleScope, type Scope } from '../../python/scope.ts';
import { headExpressions } from '../../python/walrus.ts';

/** A function of the package, with the registry and the name that a decorator puts it (or its class) under. */
export interface Unit {
  readonly binding: FunctionBinding;
  readonly owner: ClassBinding | null;
  readonly registered: readonly Registered[];
}

/** `@PeftPlugin("lora").register()`: family `PeftPlugin`, name `lora`. */
export interface Registered {
  readonly family: ClassBinding;
  readonly name: string;
}

/** Every function and method of some modules; those within functions belong to them. */
export function unitsOf(program: Program, modules: readonly PyModule[]): Unit[] {
  const found: Unit[] = [];
  const visit = (
    body: readonly Statement[],
    scope: Scope,
    owner: ClassBinding | null,
    inherited: readonly Registered[],
  ): void => {
    for (const statement of body) {
      for (const [, block] of branches(statement)) visit(block, scope, owner, inherited);
      if (statement.kind !== 'FunctionDef' && statement.kind !== 'ClassDef') continue;
      const registered = [
        ...inherited,
        ...statement.decorators.flatMap((one) => registrations(program, scope, one)),
      ];
      const common = { qualname: `${scope.name}.${statement.name}`, module: scope.module, scope };
      if (statement.kind === 'FunctionDef')
        found.push({ binding: { kind: 'function', ...common, node: statement }, owner, registered });
      else
        visit(
          statement.body,
          innerScope(scope, statement),
          { kind: 'class', ...common, node: statement },
          registered,
        );
    }
  };
  for (const module of modules) visit(module.ast.body, moduleScope(module), null, []);
  return found;
}

/** Classes of the package that a decorator calls with a text: the text is what they know the decorated by. */
function registrations(program: Program, scope: Scope, decorator: Expression): Registered[] {
  const inner = childExpressions(decorator).flatMap((child) => registrations(program, scope, child));
  if (decorator.kind !== 'Call') return inner;
  const family = program.resolve(scope, decorator.func);
  const [name] = decorator.args;
  return family?.kind === 'class' && name?.kind === 'Constant' && name.constant.type === 'str'
    ? [...inner, { family, name: name.constant.value }]
    : inner;
}

/** A statement of a function, and whether a dictionary that the function is given always comes to it. */
export interface Step {
  readonly statement: Statement;
  readonly always: boolean;
}

/** All statements below a function's body, those of functions inside it included. */
export function stepsOf(body: readonly Statement[], reached = true): Step[] {
  let always = reached;
  return body.flatMap((statement): Step[] => {
    const found = [
      { statement, always },
      ...branches(statement).flatMap(([, block]) => stepsOf(block, always && statement.kind === 'With')),
      ...(statement.kind === 'FunctionDef' ? stepsOf(statement.body, false) : []),
    ];
    if (leaves(statement) && !asksForOther(statement)) always = false;
    return found;
  });
}

const leaves = (statement: Statement): boolean =>
  statement.kind === 'Return' || branches(statement).some(([, block]) => block.some(leaves));

/** `if isinstance(config, Params): return config`: a dictionary goes on. */
const asksForOther = (statement: Statement): boolean =>
  statement.kind === 'If' &&
  statement.test.kind === 'Call' &&
  statement.test.func.kind === 'Name' &&
  statement.test.func.id === 'isinstance' &&
  statement.test.args[1]?.kind === 'Name' &&
  statement.test.args[1].id !== 'dict';

const expressions = new WeakMap<Statement, readonly Expression[]>();

/** Every expression that a statement evaluates itself, the outer ones first; the same for each parameter that asks. */
export function expressionsOf(statement: Statement): readonly Expression[] {
  const known = expressions.get(statement) ?? collected(statement);
  expressions.set(statement, known);
  return known;
}

function collected(statement: Statement): Expression[] {
  const found: Expression[] = [];
  const visit = (expression: Expression): void => {
    found.push(expression);
    for (const child of childExpressions(expression)) visit(child);
  };
  for (const expression of headExpressions(statement)) visit(expression);
  return found;
}
