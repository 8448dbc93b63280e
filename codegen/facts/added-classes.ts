import type { ClassValue, PyValue } from '../python/value.ts';
import type { FactsContext } from './context.ts';
import type { FoundEntry } from './entry-points.ts';

/** A dataclass that an entry point takes besides those that its parser lists. */
export interface AddedClass {
  readonly entry: string;
  readonly module: string;
  readonly name: string;
}

/** A class that extends one of the parser's own takes its place, as a parser refuses the same field twice. */
export const addClasses = (
  context: FactsContext,
  entries: readonly FoundEntry[],
  added: readonly AddedClass[],
): readonly FoundEntry[] =>
  entries.map((entry) =>
    added
      .filter((one) => one.entry === entry.name)
      .reduce((made, one) => withClass(made, classValue(context, made, one)), entry),
  );

const classValue = (context: FactsContext, entry: FoundEntry, { module, name }: AddedClass): PyValue[] => {
  const found = context.program.module(module);
  const value = found && entry.constants.global(found, name);
  return value?.type === 'class' ? [value] : [];
};

const withClass = (entry: FoundEntry, [value]: readonly PyValue[]): FoundEntry => {
  if (value?.type !== 'class') return entry;
  const extended = entry.classes.findIndex(
    (item) => item.type === 'class' && extendsClass(entry, value, item),
  );
  const classes = extended < 0 ? [...entry.classes, value] : entry.classes.with(extended, value);
  return { ...entry, classes };
};

const extendsClass = ({ constants }: FoundEntry, value: ClassValue, base: ClassValue): boolean =>
  constants
    .mro(value)
    .some((item) => item.type === 'class' && item.binding.qualname === base.binding.qualname);
