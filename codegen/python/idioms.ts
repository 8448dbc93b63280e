import type { Expression, FunctionDef } from './ast.ts';

/** `super()`, with or without arguments. */
export const isSuper = (expression: Expression): boolean =>
  expression.kind === 'Call' && expression.func.kind === 'Name' && expression.func.id === 'super';

/** Whether a function is decorated with a plain name: `@staticmethod`. */
export const hasDecorator = ({ decorators }: FunctionDef, name: string): boolean =>
  decorators.some((decorator) => decorator.kind === 'Name' && decorator.id === name);
