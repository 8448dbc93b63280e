import type { ExprNode, Ref } from '../model/index.ts';
import type { Compiler } from './compile.ts';
import { Raised, UNKNOWN, type Value } from './python/value.ts';
import { childrenOf } from './table.ts';

/**
 * The parameters that made expressions what they are for the config that the machine looks at, from the outside in: of
 * an `and` that does not hold those of the side that fails, of an if-then-else those of the branch taken. Without the
 * others the values would be the same. What may be raised on the way is of no interest to whoever asks.
 */
export const decidingInputs = (compiler: Compiler, roots: readonly Ref[]): ReadonlySet<string> => {
  const found = new Set<string>();
  const visit = (ref: Ref): void => {
    const parameter = compiler.parameterOf(ref);
    if (parameter === undefined) for (const child of partsOnce(ref)) visit(child);
    else if (compiler.about(ref, 'decides', isDecided) === true) found.add(parameter);
  };
  const partsOnce = decidingPartsOnce(compiler);
  roots.forEach(visit);
  compiler.machine.possible.length = 0;
  return found;
};

/** Whether a node that looks at one parameter alone is what it is because of that. */
const isDecided = (compiler: Compiler, root: Ref): boolean => {
  const partsOnce = decidingPartsOnce(compiler);
  const visit = (ref: Ref): boolean => {
    const { op } = compiler.node(ref);
    return op === 'input' || op === 'given' || partsOnce(ref).some(visit);
  };
  return visit(root);
};

/** The deciding parts of a node when it is first come to, and afterwards none. */
const decidingPartsOnce = (compiler: Compiler): ((ref: Ref) => readonly Ref[]) => {
  const seen = new Set<Ref>();
  return (ref) => {
    if (seen.has(ref) || !compiler.dependsOnConfig(ref)) return [];
    seen.add(ref);
    return decidingParts(compiler, ref);
  };
};

const decidingParts = (compiler: Compiler, ref: Ref): readonly Ref[] => {
  const node = compiler.node(ref);
  if (node.op === 'input') return compiler.machine.has(node.name) ? [] : childrenOf(node);
  if (compiler.freeVariables(ref).length > 0) return childrenOf(node);
  const look = (part: Ref): Value => compiler.thunk(part)();
  if (node.op === 'and' || node.op === 'or') return decidingSides(node, node.op === 'or', look);
  if (node.op !== 'if') return childrenOf(node);
  const [test, yes, no] = node.args as [Ref, Ref, Ref];
  const chosen = look(test);
  if (chosen === UNKNOWN) return node.args;
  return chosen instanceof Raised ? [test] : [test, chosen === true ? yes : no];
};

const decidingSides = (
  node: ExprNode & { args: readonly Ref[] },
  decisive: boolean,
  look: (part: Ref) => Value,
): readonly Ref[] => {
  const [left, right] = node.args as [Ref, Ref];
  const first = look(left);
  if (first === decisive || first instanceof Raised) return [left];
  const second = look(right);
  return second === decisive || second instanceof Raised ? [right] : node.args;
};
