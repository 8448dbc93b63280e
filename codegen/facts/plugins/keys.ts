import type { Json } from '../../../src/model/json.ts';
import type { PluginKey } from '../../../src/model/plugin.ts';
import { resolveType } from '../../python/annotations.ts';
import type { Expression } from '../../python/ast.ts';
import { childExpressions } from '../../python/children.ts';
import { annotations, isDataclass } from '../../python/dataclass.ts';
import { innerScope, type Scope } from '../../python/scope.ts';
import type { ClassValue, PyValue } from '../../python/value.ts';
import { type FactsContext, placeOf } from '../context.ts';
import { jsonValue } from '../json-value.ts';
import { extractClass } from '../parameters.ts';

/** The keys that a class declares: a dataclass by its fields, a `TypedDict` by its annotations; `undefined` for others. */
export function declaredKeys(context: FactsContext, value: ClassValue): readonly PluginKey[] | undefined {
  const { constants } = context;
  if (constants.mro(value).some((one) => one.type === 'class' && isDataclass(constants.interpreter, one)))
    return extractClass({ ...context, note: () => {} }, constants, value).class.parameters.map((field) => ({
      name: field.name,
      type: field.type,
      ...(field.default.kind === 'value' && { default: field.default.value }),
      ...(field.choices && { choices: field.choices.values }),
      place: field.place,
    }));
  return isTypedDict(context, value) ? typedKeys(context, value) : undefined;
}

const isTypedDict = ({ constants }: FactsContext, value: ClassValue): boolean =>
  constants.mro(value).some((one) => one.type === 'external' && /(^|\.)TypedDict$/.test(one.path));

function typedKeys({ constants }: FactsContext, value: ClassValue): PluginKey[] {
  const classes = constants.mro(value).filter((one) => one.type === 'class');
  return classes.toReversed().flatMap((one) =>
    [...annotations(constants.interpreter, one)].map(([name, statement]) => {
      const { binding } = one;
      const { text } = resolveType(constants, innerScope(binding.scope, binding.node), statement.annotation);
      return { name, type: text, place: placeOf(binding.module, statement) };
    }),
  );
}

/** A key that is read: with the default beside it, where it is given one that is constant. */
export function readKey(
  { constants }: FactsContext,
  scope: Scope,
  [key, fallback]: readonly (Expression | undefined)[],
): PluginKey | undefined {
  const name = key === undefined ? undefined : textOf(constants.evaluate(scope, key));
  if (key === undefined || name === undefined) return undefined;
  const value: Json | undefined =
    fallback === undefined ? undefined : jsonValue(constants.evaluate(scope, fallback));
  return { name, ...(value !== undefined && { default: value }), place: placeOf(scope.module, key) };
}

const textOf = (value: PyValue): string | undefined => (value.type === 'str' ? value.value : undefined);

/** The classes that an expression names anywhere: an annotation `dict | LoraParams`, an argument. */
export function classesIn(
  context: FactsContext,
  scope: Scope,
  expression: Expression,
): readonly ClassValue[] {
  if (expression.kind !== 'Name' && expression.kind !== 'Attribute')
    return childExpressions(expression).flatMap((child) => classesIn(context, scope, child));
  if (context.program.resolve(scope, expression)?.kind !== 'class') return [];
  const value = context.constants.evaluate(scope, expression);
  return value.type === 'class' ? [value] : [];
}
