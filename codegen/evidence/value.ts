import { ALWAYS, both, either, type Guard, NEVER, test } from './guard.ts';
import { FALSY, falsy, oneOf, type Scalar, truthy, type ValueSet } from './value-set.ts';

/** When an expression may be true, and when it may be false. Both are ALWAYS where nothing is known. */
export interface Condition {
  readonly yes: Guard;
  readonly no: Guard;
}

/** What is known of a Python value, as far as parameters are concerned. */
export type Value =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'scalar'; readonly value: Scalar }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  /** The user's value of a parameter. */
  | { readonly kind: 'parameter'; readonly name: string }
  /** A parameter of an arguments object made from the user's: read, but perhaps with another value. */
  | { readonly kind: 'copied'; readonly name: string }
  /** An object that exists exactly when an atom of the environment holds. */
  | { readonly kind: 'presence'; readonly atom: string }
  | { readonly kind: 'truth'; readonly when: Condition }
  /** An arguments object: the user's, one made from it, or a new one of which nothing is the user's. */
  | { readonly kind: 'arguments'; readonly origin: 'user' | 'copy' | 'fresh' };

export const UNKNOWN: Value = { kind: 'unknown' };
export const scalar = (value: Scalar): Value => ({ kind: 'scalar', value });

export const PERHAPS: Condition = { yes: ALWAYS, no: ALWAYS };
const CERTAIN: Condition = { yes: ALWAYS, no: NEVER };
export const negated = ({ yes, no }: Condition): Condition => ({ yes: no, no: yes });
export const known = (holds: boolean): Condition => (holds ? CERTAIN : negated(CERTAIN));

export const conjoined = (a: Condition, b: Condition): Condition => ({
  yes: both(a.yes, b.yes),
  no: either(a.no, both(a.yes, b.no)),
});
export const disjoined = (a: Condition, b: Condition): Condition =>
  negated(conjoined(negated(a), negated(b)));

/** Names of environment atoms in guards begin with `@`, which no parameter does. */
const atomIs = (atom: string, holds: boolean): Guard => test(`@${atom}`, oneOf([holds]));
export const atomCondition = (atom: string): Condition => ({
  yes: atomIs(atom, true),
  no: atomIs(atom, false),
});

const complement = (set: ValueSet): ValueSet => ({ ...set, mode: set.mode === 'in' ? 'out' : 'in' });
/** Only for sets without bounds, whose complement is again a set. */
export const isOneOf = (name: string, set: ValueSet): Condition => ({
  yes: test(name, set),
  no: test(name, complement(set)),
});

/** Python's `bool(value)`. */
export const truthOf = (value: Value): Condition => {
  switch (value.kind) {
    case 'scalar':
      return known(!FALSY.includes(value.value) && value.value !== 0);
    case 'list':
      return known(value.items.length > 0);
    case 'parameter':
      return { yes: test(value.name, truthy), no: test(value.name, falsy) };
    case 'presence':
      return atomCondition(value.atom);
    case 'truth':
      return value.when;
    case 'arguments':
      return CERTAIN;
    default:
      return PERHAPS;
  }
};
