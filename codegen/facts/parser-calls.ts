import type { Expression } from '../python/ast.ts';
import type { Binding, FunctionBinding } from '../python/binding.ts';
import type { Scope } from '../python/scope.ts';
import type { CallIndex, CallSite } from './calls.ts';
import { type FactsContext, PARSER_CLASS } from './context.ts';
import { enclosingFunction } from './reachable.ts';

/** A call of the parser class with the expression that lists the dataclasses, wherever that was handed in. */
export interface ParserCall {
  readonly call: CallSite;
  readonly list: Expression;
  readonly listScope: Scope;
  readonly maker: FunctionBinding | undefined;
}

export function makesParser(context: FactsContext, site: CallSite): boolean {
  const { func } = site.node;
  if (func.kind !== 'Name' && !(func.kind === 'Attribute' && func.attr === PARSER_CLASS)) return false;
  return isParserClass(context, context.program.resolve(site.scope, func));
}

/** The class itself, or another name it was assigned to. */
function isParserClass(context: FactsContext, binding: Binding | undefined): boolean {
  if (binding?.kind === 'external' || binding?.kind === 'missing')
    return binding.path.endsWith(`.${PARSER_CLASS}`);
  if (binding?.kind === 'class') return binding.node.name === PARSER_CLASS;
  if (binding?.kind !== 'value' || binding.index.length > 0) return false;
  const { value, scope } = binding;
  if (value.kind !== 'Attribute' && value.kind !== 'Name') return false;
  return isParserClass(context, context.program.resolve(scope, value));
}

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
  const position = names.indexOf(binding.parameter.name);
  return index.callers(maker).flatMap((caller) => {
    const given =
      caller.node.keywords.find((keyword) => keyword.arg === binding.parameter.name)?.value ??
      caller.node.args[position];
    if (given === undefined) return [];
    const handed: CallSite = { ...caller, node: { ...caller.node, args: [given], keywords: [] } };
    return followList(context, index, handed, depth + 1).map((call) => ({ ...call, call: site }));
  });
}
