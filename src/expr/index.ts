export { compileRules } from './check.ts';
export type { Checker } from './checker.ts';
export { type Environment, type FileFacts, NO_ENVIRONMENT } from './environment.ts';
export { compileMessages, type Messages } from './messages.ts';
export { type Move, moveOf } from './moved.ts';
export { type Label, labelsOf, type Printable, print } from './print.ts';
export { fromJson, toJson } from './python/from-json.ts';
export { parseJson } from './python/json.ts';
export { repr, str } from './python/text.ts';
export {
  float,
  integer,
  PyDict,
  PyEnum,
  PyFloat,
  PySet,
  PyTuple,
  Raised,
  UNKNOWN,
  type Value,
} from './python/value.ts';
export { reachable } from './shape.ts';
export type { Constraint, DerivedValue, Finding, Verdict, Wanted } from './verdict.ts';
