import type { Constant } from '../../src/model/catalog.ts';
import type { PyModule } from '../python/program.ts';
import { moduleScope } from '../python/scope.ts';
import type { PyValue } from '../python/value.ts';
import { type FactsContext, placeOf } from './context.ts';
import { jsonValue } from './json-value.ts';

/**
 * Constants and enums of modules that hold mostly such: upper-case names assigned at module level, and enum classes,
 * in any module that the argument modules import such names from.
 */
export function extractConstants(context: FactsContext, modules: readonly PyModule[]): Constant[] {
  return modules.flatMap((module) =>
    [...moduleScope(module).definitions.byName].flatMap(([name, definitions]): Constant[] => {
      const definition = definitions.at(-1);
      if (definition === undefined) return [];
      const common = {
        name,
        qualname: `${module.name}.${name}`,
        place: placeOf(module, definition.statement),
      };
      if (definition.source.kind === 'class') {
        const value = context.constants.global(module, name);
        const members = value.type === 'class' ? context.constants.enumMembers(value) : undefined;
        if (members === undefined) return [];
        const listed = members.map((member) => [member.name, jsonValue(member.value) ?? null]);
        return [{ ...common, kind: 'enum', value: Object.fromEntries(listed) }];
      }
      if (definition.source.kind !== 'value' || !isConstantName(name)) return [];
      const value = jsonValue(context.constants.global(module, name));
      return [{ ...common, kind: 'value', ...(value === undefined ? {} : { value }) }];
    }),
  );
}

/** Python's convention for constants. */
export const isConstantName = (name: string): boolean => /^[A-Z][A-Z0-9_]+$/.test(name);

/** Modules whose own module-level names are mostly constants, filled registries and enums. */
export function constantModules(context: FactsContext): PyModule[] {
  return context.program
    .modules(context.package)
    .flatMap((name) => context.program.module(name) ?? [])
    .filter((module) => {
      const own = [...moduleScope(module).definitions.byName].filter(([, definitions]) =>
        definitions.some(
          ({ source }) => source.kind === 'value' || source.kind === 'class' || source.kind === 'function',
        ),
      );
      const constants = own.filter(
        ([name, definitions]) =>
          (isConstantName(name) && definitions.some(({ source }) => source.kind === 'value')) ||
          definitions.some(({ source }) =>
            isEnum(context, module, source.kind === 'class' ? name : undefined),
          ),
      );
      return constants.length >= 3 && constants.length * 2 > own.length;
    });
}

function isEnum(context: FactsContext, module: PyModule, name: string | undefined): boolean {
  if (name === undefined) return false;
  const value: PyValue = context.constants.global(module, name);
  return value.type === 'class' && context.constants.enumMembers(value) !== undefined;
}
