import type { Constant } from '../../src/model/catalog.ts';
import type { Json } from '../../src/model/json.ts';
import { absoluteName } from '../python/modules.ts';
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
      const value = withoutSentences(jsonValue(context.constants.global(module, name)));
      return [{ ...common, kind: 'value', ...(value === undefined ? {} : { value }) }];
    }),
  );
}

/** A value that holds sentences is upstream's text, not a fact: it stays in the source. */
const withoutSentences = (value: Json | undefined): Json | undefined =>
  value === undefined || holdsSentence(value) ? undefined : value;

function holdsSentence(value: Json): boolean {
  if (typeof value === 'string') return value.trim().split(/\s+/).length > MAX_WORDS || WIDE_TEXT.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, item]) => holdsSentence(key) || holdsSentence(item));
}

const MAX_WORDS = 6;
/** Scripts written without spaces. */
const WIDE_TEXT = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{6,}/u;

/** Python's convention for constants. */
export const isConstantName = (name: string): boolean => /^[A-Z][A-Z0-9_]+$/.test(name);

/** Modules whose own names are mostly constants, filled registries and enums, and that other modules take such from. */
export function constantModules(context: FactsContext): PyModule[] {
  const modules = context.program
    .modules(context.package)
    .flatMap((name) => context.program.module(name) ?? []);
  const shared = sharedNames(modules);
  return modules.filter((module) => {
    const own = [...moduleScope(module).definitions.byName].filter(([, definitions]) =>
      definitions.some(
        ({ source }) => source.kind === 'value' || source.kind === 'class' || source.kind === 'function',
      ),
    );
    const constants = own.filter(
      ([name, definitions]) =>
        (isConstantName(name) && definitions.some(({ source }) => source.kind === 'value')) ||
        definitions.some(({ source }) => isEnum(context, module, source.kind === 'class' ? name : undefined)),
    );
    const taken = constants.filter(([name]) => shared.has(`${module.name}.${name}`));
    return (
      constants.length >= MIN_CONSTANTS && taken.length >= MIN_SHARED && constants.length * 2 > own.length
    );
  });
}

const MIN_CONSTANTS = 3;
/** A module that others take fewer constants from is no place for them. */
const MIN_SHARED = 2;

/** What modules import by name, as `module.name`. */
function sharedNames(modules: readonly PyModule[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const module of modules) {
    for (const { source } of [...moduleScope(module).definitions.byName.values()].flat()) {
      const target = source.kind === 'from' ? absoluteName(module, source.level, source.module) : undefined;
      if (source.kind === 'from' && target !== undefined) names.add(`${target}.${source.name}`);
    }
  }
  return names;
}

function isEnum(context: FactsContext, module: PyModule, name: string | undefined): boolean {
  if (name === undefined) return false;
  const value: PyValue = context.constants.global(module, name);
  return value.type === 'class' && context.constants.enumMembers(value) !== undefined;
}
