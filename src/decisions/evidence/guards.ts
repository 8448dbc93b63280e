import { Compiler } from '../../expr/compile.ts';
import type { Environment } from '../../expr/environment.ts';
import { Machine } from '../../expr/machine.ts';
import { fromJson } from '../../expr/python/from-json.ts';
import { PyDict } from '../../expr/python/value.ts';
import { childrenOf } from '../../expr/table.ts';
import type { ExprNode, Json, Ref, RulesData } from '../../model/index.ts';

/** What is known of a run: values of parameters and atoms of the environment; anything else may be anything. */
export interface Assignment {
  readonly values: Readonly<Record<string, Json>>;
  readonly atoms: Readonly<Record<string, boolean>>;
}

/** What conditions are written in: the nodes of an index, or of rules with their enums. */
type Table = Pick<RulesData, 'nodes'> & Partial<Pick<RulesData, 'enums' | 'places'>>;

/** What a condition looks at: parameters and atoms of the environment, by name. */
interface Asked {
  readonly inputs: readonly string[];
  readonly atoms: readonly string[];
}

/** Conditions compiled once. Not re-entrant: one assignment at a time. */
export class Guards {
  readonly #nodes: readonly ExprNode[];
  readonly #machine: Machine;
  readonly #compiler: Compiler;
  readonly #asked: (Asked | undefined)[] = [];
  #begun: Assignment | undefined;

  constructor({ nodes, enums = [], places = [] }: Table) {
    this.#nodes = nodes;
    this.#machine = new Machine({ nodes: [...nodes], places, enums, labels: [], entries: [], unknowns: [] });
    this.#compiler = new Compiler(this.#machine);
  }

  /** A test whether a guard may hold: false only where it certainly does not. Good until the next call. */
  under(assignment: Assignment): (guard: Ref) => boolean {
    this.#begin(assignment);
    return (guard) => this.#compiler.thunk(guard)() !== false;
  }

  /** A test whether a condition certainly holds, whatever is not known. Good until the next call. */
  certainUnder(assignment: Assignment): (condition: Ref) => boolean {
    this.#begin(assignment);
    return (condition) => this.#compiler.thunk(condition)() === true;
  }

  #begin(assignment: Assignment): void {
    // What was worked out for an assignment is good while no other came between.
    if (assignment === this.#begun) return;
    this.#begun = assignment;
    const config = new PyDict(
      Object.entries(assignment.values).map(([name, value]) => [name, fromJson(value)]),
    );
    this.#machine.begin(config, environmentOf(assignment.atoms), false);
  }

  /** Parameters that a guard asks for. */
  inputsOf(guard: Ref): readonly string[] {
    return this.#askedBy(guard).inputs;
  }

  /** Atoms of the environment that a guard asks for. */
  atomsOf(guard: Ref): readonly string[] {
    return this.#askedBy(guard).atoms;
  }

  #askedBy(guard: Ref): Asked {
    const known = this.#asked[guard];
    if (known !== undefined) return known;
    const asked = askedBy(this.#nodes, guard);
    this.#asked[guard] = asked;
    return asked;
  }
}

const askedBy = (nodes: readonly ExprNode[], guard: Ref): Asked => {
  const [inputs, atoms] = [new Set<string>(), new Set<string>()];
  const seen = new Set<Ref>();
  const visit = (ref: Ref): void => {
    const node = nodes[ref];
    if (node === undefined || seen.has(ref)) return;
    seen.add(ref);
    if (node.op === 'input' || node.op === 'given') inputs.add(node.name);
    if (node.op === 'atom') atoms.add(node.name);
    for (const child of childrenOf(node)) visit(child);
  };
  visit(guard);
  return { inputs: [...inputs], atoms: [...atoms] };
};

const environmentOf = (atoms: Readonly<Record<string, boolean>>): Environment => ({
  atom: (name) => atoms[name],
});
