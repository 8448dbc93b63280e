import type { Ref } from '../model/index.ts';
import type { Compiler } from './compile.ts';
import { childrenOf } from './table.ts';

/** Names of the atoms, of what is not understood and of the parameters that keep expressions from being known. */
export const waitedFor = (compiler: Compiler, roots: readonly Ref[]): readonly string[] => {
  const found = new Set<string>();
  const seen = new Set<Ref>();
  const visit = (ref: Ref): void => {
    if (seen.has(ref) || (compiler.freeVariables(ref).length === 0 && !compiler.isUnknown(ref))) return;
    seen.add(ref);
    for (const name of ownNames(compiler, ref)) found.add(name);
    const isWhole = compiler.node(ref).op === 'input' || compiler.parameterOf(ref) !== undefined;
    if (!isWhole) for (const child of childrenOf(compiler.node(ref))) visit(child);
  };
  roots.forEach(visit);
  compiler.machine.possible.length = 0;
  return [...found];
};

/** What a node adds by itself, and what looks at one parameter alone adds with all its parts. */
const ownNames = (compiler: Compiler, ref: Ref): readonly string[] => {
  const node = compiler.node(ref);
  if (node.op === 'atom') return [node.name];
  if (node.op === 'unknown') return [node.why];
  if (node.op === 'input') return [`parameter ${node.name}`];
  if (compiler.parameterOf(ref) === undefined) return [];
  return compiler.names.of(Number(compiler.about(ref, 'waits', waitedForInside)));
};

const waitedForInside = (compiler: Compiler, ref: Ref): number =>
  compiler.names.numberOf(waitedFor(compiler, childrenOf(compiler.node(ref))));
