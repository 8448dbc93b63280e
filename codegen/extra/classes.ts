import { UserError } from '../../src/model/error.ts';
import type { FactsContext } from '../facts/context.ts';
import { isDataclass } from '../python/dataclass.ts';
import type { PyModule } from '../python/program.ts';
import type { ClassValue } from '../python/value.ts';
import type { ExtraModule } from '../source/index.ts';
import { classStatements } from './graft.ts';

/** A dataclass of the user's own, by where it can be imported from. */
export interface ExtraClass {
  readonly module: string;
  readonly name: string;
  readonly value: ClassValue;
}

/**
 * The dataclasses named, or all that the module or package declares but for those that others of them build on.
 * Throws `EXTRA_NOT_FOUND`, `EXTRA_WITHOUT_CLASS`, `EXTRA_UNKNOWN_CLASS`.
 */
export function extraClasses(context: FactsContext, extra: ExtraModule): readonly ExtraClass[] {
  const { program } = context;
  const names = new Set([extra.module, ...program.modules(extra.module)]);
  const modules = [...names].flatMap((name) => program.module(name) ?? []);
  if (modules.length === 0) throw vanished(extra);
  const declared = modules.flatMap((module) => dataclassesOf(context, module));
  if (declared.length === 0) throw withoutClass(extra);
  if (extra.classes.length === 0) return outermost(context, declared);
  return extra.classes.map((name) => {
    const found = declared.find((item) => item.name === name);
    if (found === undefined)
      throw unknownClass(
        extra,
        name,
        declared.map((item) => item.name),
      );
    return found;
  });
}

const dataclassesOf = ({ constants }: FactsContext, module: PyModule): readonly ExtraClass[] =>
  classStatements(module.ast.body).flatMap(({ name }) => {
    const value = constants.global(module, name);
    return value.type === 'class' && isDataclass(constants.interpreter, value)
      ? [{ module: module.name, name, value }]
      : [];
  });

const outermost = ({ constants }: FactsContext, classes: readonly ExtraClass[]): readonly ExtraClass[] => {
  const isBase = ({ value }: ExtraClass): boolean =>
    classes.some((other) =>
      constants
        .mro(other.value)
        .slice(1)
        .some((base) => base.type === 'class' && base.binding.node === value.binding.node),
    );
  return classes.filter((item) => !isBase(item));
};

const vanished = ({ path }: ExtraModule): UserError =>
  new UserError({
    code: 'EXTRA_NOT_FOUND',
    message: `${path}, named for further argument classes, holds no Python that can be read.`,
    next: 'Name an existing .py file or package folder.',
    place: path,
  });

const withoutClass = ({ path }: ExtraModule): UserError =>
  new UserError({
    code: 'EXTRA_WITHOUT_CLASS',
    message: `${path}, named for further argument classes, declares no dataclass.`,
    next: 'Name the file that declares it, and decorate the class with @dataclass.',
    place: path,
  });

const unknownClass = ({ path }: ExtraModule, name: string, known: readonly string[]): UserError =>
  new UserError({
    code: 'EXTRA_UNKNOWN_CLASS',
    message: `${path} declares no dataclass ${name}.`,
    next: `It declares ${known.join(', ')}.`,
    place: path,
    suggestions: known,
  });
