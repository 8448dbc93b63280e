import type { ExprNode, Ref } from '../model/index.ts';
import { type KeyName, WHOLE } from './aspect.ts';
import { type FreeVariables, READS_FILES } from './shape.ts';
import { childrenOf } from './table.ts';

/** What a node looks at besides constants and the machine: nothing, or one key of the config; and perhaps files. */
export interface Scope {
  readonly key: KeyName | null;
  readonly files: boolean;
}

const NOTHING: Scope = { key: null, files: false };

/** The scopes of nodes, remembered for a table that only grows. */
export class Scopes {
  readonly #nodes: readonly ExprNode[];
  readonly #variables: FreeVariables;
  readonly #known: (Scope | null)[] = [];

  constructor(nodes: readonly ExprNode[], variables: FreeVariables) {
    this.#nodes = nodes;
    this.#variables = variables;
  }

  /** `null` for what looks at more: several keys, or a variable that a loop around it binds. */
  of(ref: Ref): Scope | null {
    const known = this.#known[ref];
    if (known !== undefined) return known;
    const found = this.#variables.of(ref).length > 0 ? null : this.#find(ref);
    this.#known[ref] = found;
    return found;
  }

  #find(ref: Ref): Scope | null {
    const node = this.#nodes[ref] as ExprNode;
    if (node.op === 'config') return null;
    // The one question about a whole config that nearly always has the same answer: none.
    if (node.op === 'unusedKeys' && this.#isConfig(node.args[0]) && this.of(node.args[1] as Ref) === NOTHING)
      return { key: WHOLE, files: false };
    let scope: Scope | null = READS_FILES.has(node.op) ? { key: null, files: true } : NOTHING;
    if (node.op === 'input' || node.op === 'given') scope = { key: node.name, files: false };
    for (const child of childrenOf(node)) scope = both(scope, this.of(child));
    return scope;
  }

  #isConfig(ref: Ref | undefined): boolean {
    return ref !== undefined && this.#nodes[ref]?.op === 'config';
  }
}

const both = (a: Scope | null, b: Scope | null): Scope | null => {
  if (a === null || b === null) return null;
  if (b === NOTHING) return a;
  if (a === NOTHING) return b;
  if (a.key !== null && b.key !== null && a.key !== b.key) return null;
  return { key: a.key ?? b.key, files: a.files || b.files };
};
