import type { BinaryOperator, CompareOperator, UnaryOp } from './ast.ts';

const BINARY: ReadonlySet<string> = new Set<BinaryOperator>([
  '+',
  '-',
  '*',
  '/',
  '//',
  '%',
  '**',
  '@',
  '<<',
  '>>',
  '|',
  '&',
  '^',
]);
const COMPARE: ReadonlySet<string> = new Set<CompareOperator>([
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'is',
  'is not',
  'in',
  'not in',
]);
const UNARY: ReadonlySet<string> = new Set<UnaryOp['op']>(['-', '+', '~']);

const isBinary = (token: string): token is BinaryOperator => BINARY.has(token);
const isCompare = (token: string): token is CompareOperator => COMPARE.has(token);
const isUnary = (token: string): token is UnaryOp['op'] => UNARY.has(token);

export const asBinary = (token = ''): BinaryOperator | undefined => (isBinary(token) ? token : undefined);
export const asCompare = (token = ''): CompareOperator | undefined => (isCompare(token) ? token : undefined);
export const asUnary = (token = ''): UnaryOp['op'] | undefined => (isUnary(token) ? token : undefined);
