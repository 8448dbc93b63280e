import type { Expression } from '../python/ast.ts';
import type { Binding, FunctionBinding } from '../python/binding.ts';
import { isSuper } from '../python/idioms.ts';
import { moduleScope, type Scope } from '../python/scope.ts';
import type { CallIndex, CallSite } from './calls.ts';
import { type FactsContext, PARSER_CLASS, parserModules } from './context.ts';
import { enclosingFunction } from './reachable.ts';

/** A call of the parser class with the expression that lists the dataclasses, wherever that was handed in. */
export interface ParserCall {
  readonly call: CallSite;
  readonly list: Expression;
  readonly listScope: Scope;
  readonly maker: FunctionBinding | undefined;
}

/** The parser class and those that the package derives from it, by name. */
export function parserNames(context: FactsContext): ReadonlySet<string> {
  const names = new Set([PARSER_CLASS]);
  for (const module of parserModules(context.program, context.package))
    for (const [name, definitions] of moduleScope(module).definitions.byName)
      if (definitions.some(({ source }) => source.kind === 'class'))
        if (isParserClass(context, context.program.lookup(module, name))) names.add(name);
  return names;
}

/** A class of the package's own that makes itself in a way of its own is looked into instead. */
export function makesParser(context: FactsContext, site: CallSite, names: ReadonlySet<string>): boolean {
  const { func } = site.node;
  const { program } = context;
  if (func.kind === 'Attribute' && func.attr === '__init__' && isSuper(func.value))
    return site.scope.parent?.kind === 'class' && isParserClass(context, classOf(site.scope.parent, program));
  if (func.kind !== 'Name' && !(func.kind === 'Attribute' && names.has(func.attr))) return false;
  const binding = program.resolve(site.scope, func);
  return isParserClass(context, binding) && !hasOwnInit(context, binding);
}

const classOf = (scope: Scope, program: FactsContext['program']): Binding | undefined =>
  scope.parent === null
    ? undefined
    : program.resolveName(scope.parent, scope.name.slice(scope.parent.name.length + 1));

function hasOwnInit({ program, package: packageName }: FactsContext, binding: Binding | undefined): boolean {
  const init = binding?.kind === 'class' ? program.member(binding, '__init__') : undefined;
  return init?.kind === 'function' && `${init.module.name}.`.startsWith(`${packageName}.`);
}

/** The class itself, one that is derived from it, or another name it was assigned to. */
function isParserClass(context: FactsContext, binding: Binding | undefined, depth = 0): boolean {
  if (depth > MAX_BASES) return false;
  if (binding?.kind === 'external' || binding?.kind === 'missing')
    return binding.path.endsWith(`.${PARSER_CLASS}`);
  const follow = (scope: Scope, expression: Expression): boolean =>
    isParserClass(context, context.program.resolve(scope, expression), depth + 1);
  if (binding?.kind === 'class')
    return (
      binding.node.name === PARSER_CLASS || binding.node.bases.some((base) => follow(binding.scope, base))
    );
  if (binding?.kind !== 'value' || binding.index.length > 0) return false;
  const { value, scope } = binding;
  return (value.kind === 'Attribute' || value.kind === 'Name') && follow(scope, value);
}

/** A class that leads back to itself ends here. */
const MAX_BASES = 8;
const MAX_HANDED_ON = 3;

/** The list may be a parameter of the function that makes the parser: then each caller's argument is a list. */
export function followList(
  context: FactsContext,
  index: CallIndex,
  site: CallSite,
  depth: number,
): ParserCall[] {
  const list = site.node.args[0] ?? site.node.keywords[0]?.value;
  const maker = enclosingFunction(site.scope);
  if (list === undefined) return [];
  const binding = context.program.resolve(site.scope, list);
  if (binding?.kind !== 'parameter' || maker === undefined || depth >= MAX_HANDED_ON) {
    return [{ call: site, list, listScope: site.scope, maker }];
  }
  const { args, posOnly, kwOnly } = maker.node.args;
  const names = [...posOnly, ...args, ...kwOnly].map((parameter) => parameter.name);
  // Who makes an object does not give `self`.
  const position = names.indexOf(binding.parameter.name) - (maker.scope.kind === 'class' ? 1 : 0);
  return index.callers(maker).flatMap((caller) => {
    const given =
      caller.node.keywords.find((keyword) => keyword.arg === binding.parameter.name)?.value ??
      caller.node.args[position];
    if (given === undefined) return [];
    const handed: CallSite = { ...caller, node: { ...caller.node, args: [given], keywords: [] } };
    return followList(context, index, handed, depth + 1).map((call) => ({ ...call, call: site }));
  });
}
