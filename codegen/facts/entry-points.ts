import type { EntryPoint } from '../../src/model/catalog.ts';
import type { Expression } from '../python/ast.ts';
import type { Binding, FunctionBinding } from '../python/binding.ts';
import { childExpressions } from '../python/children.ts';
import type { Constants } from '../python/constants.ts';
import { isDataclass } from '../python/dataclass.ts';
import { iterate } from '../python/iterate.ts';
import { moduleScope, type Scope } from '../python/scope.ts';
import { truth } from '../python/truth.ts';
import type { PyValue } from '../python/value.ts';
import type { CallIndex } from './calls.ts';
import { type FactsContext, modulesSaying, placeOf } from './context.ts';
import { entryName } from './entry-names.ts';
import { followList, makesParser, type ParserCall, parserNames } from './parser-calls.ts';
import { reachable, waysOut } from './reachable.ts';

/** An entry point before its classes are extracted. */
export interface FoundEntry {
  readonly name: string;
  readonly symbol: string;
  readonly place: EntryPoint['place'];
  readonly when: string | null;
  /** The constants of the world it exists in. */
  readonly constants: Constants;
  /** Classes among the files, external paths of those that are not, and what is only chosen when it runs. */
  readonly classes: readonly PyValue[];
  /** Functions between this parser and whoever asks for arguments, the one that makes the parser first. */
  readonly functions: readonly FunctionBinding[];
  readonly allowExtraKeys: boolean;
}

/** Every parser that the package makes, with the worlds it is made in. */
export function findEntryPoints(context: FactsContext, index: CallIndex): FoundEntry[] {
  const names = parserNames(context);
  const modules = new Set(modulesSaying(context.program, context.package, names));
  const calls = index.sites
    .filter((site) => modules.has(site.scope.module) && makesParser(context, site, names))
    .flatMap((site) => followList(context, index, site, 0));
  const found = calls.flatMap((call) => inWorlds(context, index, call));
  return withUniqueNames(found);
}

/** The default world, then each in which one environment variable that decides something here is set. */
function inWorlds(context: FactsContext, index: CallIndex, call: ParserCall): FoundEntry[] {
  const found: FoundEntry[] = [];
  const add = (constants: Constants, when: string | null): void => {
    const entry = entryIn(context, index, call, constants, when);
    if (entry !== undefined && !found.some((other) => signature(other) === signature(entry)))
      found.push(entry);
  };
  add(context.constants, null);
  for (const name of decidingVariables(context, index, call))
    add(context.under(new Map([[name, '1']])), `${name}=1`);
  if (found.length === 0 && classesIn(context.constants, call) === undefined) noteList(context, call);
  return found;
}

/** A parser whose classes are not known in any world is no entry point, and that is said. */
const noteList = (context: FactsContext, { list, listScope, call }: ParserCall): void => {
  const value = context.constants.evaluate(listScope, list);
  const why = value.type === 'unknown' ? `: ${value.reason}` : '';
  context.note(placeOf(call.scope.module, call.node), `classes of a parser${why}`);
};

/** Environment variables in the guards of the list, of the bases of its classes and of the ways to the parser. */
function decidingVariables(context: FactsContext, index: CallIndex, call: ParserCall): readonly string[] {
  const { constants } = context;
  constants.takeAsked();
  const seen = new Set<Expression>();
  const inList = (scope: Scope, expression: Expression): void => {
    if (seen.has(expression)) return;
    seen.add(expression);
    const binding = context.program.resolve(scope, expression);
    if (binding !== undefined) inBinding(binding);
    else for (const child of childExpressions(expression)) inList(scope, child);
  };
  const inBinding = (binding: Binding): void => {
    if (binding.kind === 'variants') {
      for (const variant of binding.variants) {
        for (const guard of variant.guards) {
          if (guard.kind === 'if') constants.evaluate(binding.scope, guard.test);
        }
        inBinding(variant.binding);
      }
    } else if (binding.kind === 'value') inList(binding.scope, binding.value);
    else if (binding.kind === 'class') for (const base of binding.node.bases) inList(binding.scope, base);
  };
  inList(call.listScope, call.list);
  if (call.maker !== undefined) reachable(index, constants, call.maker);
  return constants.takeAsked();
}

const signature = (entry: FoundEntry): string =>
  JSON.stringify(entry.classes.map((item) => compositionKey(entry.constants, item)));

/** What a class is made of in one world. */
export const compositionKey = (constants: Constants, item: PyValue): string =>
  item.type === 'class'
    ? constants
        .mro(item)
        .map((part) =>
          part.type === 'class' ? part.binding.qualname : part.type === 'external' ? part.path : part.type,
        )
        .join('<')
    : item.type === 'external'
      ? item.path
      : item.type;

function entryIn(
  context: FactsContext,
  index: CallIndex,
  call: ParserCall,
  constants: Constants,
  when: string | null,
): FoundEntry | undefined {
  const classes = classesIn(constants, call);
  if (classes === undefined || classes.length === 0) return undefined;
  const { maker } = call;
  if (maker !== undefined && !reachable(index, constants, maker)) return undefined;
  const symbol =
    call.list.kind === 'Name' && call.list.id.length > 1 && isGlobal(context, call)
      ? call.list.id
      : (maker?.node.name ?? call.call.scope.module.name);
  return {
    name: entryName(symbol, call.call.scope.module.name, context.package),
    symbol,
    place: listPlace(context, constants, call),
    when,
    constants,
    classes,
    functions: maker === undefined ? [] : waysOut(index, constants, maker),
    allowExtraKeys: maker !== undefined && letsExtraPass(constants, maker),
  };
}

const isGlobal = (context: FactsContext, call: ParserCall): boolean => {
  if (call.list.kind !== 'Name') return false;
  const binding = context.program.resolveName(call.listScope, call.list.id);
  return binding.kind === 'value'
    ? binding.scope.kind === 'module'
    : binding.kind === 'variants' && binding.scope.kind === 'module';
};

/**
 * The dataclasses listed, or `undefined` if the list is not known in this world. Beside known ones there may be one that
 * a function chooses by the config.
 */
function classesIn(constants: Constants, call: ParserCall): PyValue[] | undefined {
  const value = constants.evaluate(call.listScope, call.list);
  const items = value.type === 'class' || value.type === 'external' ? [value] : iterate(value);
  if (items === undefined || items.every(({ type }) => type === 'unknown')) return undefined;
  const isArgumentClass = (item: PyValue): boolean =>
    item.type === 'external' ||
    item.type === 'unknown' ||
    (item.type === 'class' &&
      constants.mro(item).some((part) => part.type !== 'class' || isDataclass(constants.interpreter, part)));
  return items.every(isArgumentClass) ? items : undefined;
}

/** Where the list is written: its assignment, or the call. */
function listPlace(context: FactsContext, constants: Constants, call: ParserCall): EntryPoint['place'] {
  const found = context.program.resolve(call.listScope, call.list);
  const binding = found === undefined ? undefined : constants.choose(found).binding;
  if (binding?.kind === 'value') return placeOf(binding.module, binding.statement);
  return placeOf(call.call.scope.module, call.call.node);
}

/** The maker itself says `allow_extra_keys=True`, whatever the environment. */
function letsExtraPass(constants: Constants, maker: FunctionBinding): boolean {
  const scope = moduleScope(maker.module);
  return maker.node.body.some((statement) => {
    const value =
      statement.kind === 'Assign' || statement.kind === 'Return' || statement.kind === 'Expr'
        ? statement.value
        : null;
    if (value?.kind !== 'Call') return false;
    const flag = value.keywords.find((keyword) => keyword.arg === 'allow_extra_keys')?.value;
    return flag?.kind === 'Constant' && truth(constants.evaluate(scope, flag)) === true;
  });
}

/** Entry points that would share a name are told apart by the variable that selects them, then by number. */
function withUniqueNames(entries: readonly FoundEntry[]): FoundEntry[] {
  const taken = new Set<string>();
  return entries.map((entry) => {
    const variant =
      entry.when === null ? undefined : `${entry.name}_${entry.when.split('=')[0]?.toLowerCase()}`;
    const options = [entry.name, ...(variant === undefined ? [] : [variant])];
    let name = options.find((option) => !taken.has(option));
    for (let number = 2; name === undefined; number += 1) {
      if (!taken.has(`${entry.name}_${number}`)) name = `${entry.name}_${number}`;
    }
    taken.add(name);
    return { ...entry, name };
  });
}
