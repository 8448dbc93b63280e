import type { Rule, RulesData } from '../model/index.ts';
import { type KeyName, WHOLE } from './aspect.ts';
import { childrenOf, partsOf } from './table.ts';

/** Rules that read the same: so many parameters, directly or through what they are derived from. */
export interface RuleGroup {
  readonly parameters: readonly string[];
  readonly rules: readonly number[];
  /** They also ask which keys a config has. */
  readonly readsWhole: boolean;
}

/** Which rules read which parameter, directly or through what it is derived from. */
export class Readers {
  readonly #data: RulesData;
  readonly #rules: readonly Rule[];
  readonly #readers = new Map<string, readonly number[]>();

  constructor(data: RulesData, rules: readonly Rule[]) {
    this.#data = data;
    this.#rules = rules;
  }

  of(parameter: string): readonly number[] {
    const known = this.#readers.get(parameter);
    if (known !== undefined) return known;
    const reads = readersIn(this.#data, parameter);
    const found = [...this.#rules.keys()].filter((index) =>
      partsOf(this.#rules[index] as Rule).some((part) => reads[part] === 1),
    );
    this.#readers.set(parameter, found);
    return found;
  }

  /** All rules, each in one. */
  groups(): readonly RuleGroup[] {
    const groups = new Map<string, RuleGroup & { rules: number[] }>();
    const inputs = inputsOf(this.#data);
    this.#rules.forEach((rule, index) => {
      const names = new Set(partsOf(rule).flatMap((ref) => [...inputs(ref)]));
      const readsWhole = names.delete(WHOLE);
      const parameters = [...names].filter((name) => typeof name === 'string').sort();
      const key = `${readsWhole} ${parameters.join()}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { parameters, rules: [index], readsWhole });
      else group.rules.push(index);
    });
    return [...groups.values()];
  }
}

/** Marks the nodes that read a parameter; the parts of a node come before it. */
const readersIn = ({ nodes }: RulesData, parameter: string): Uint8Array => {
  const reads = new Uint8Array(nodes.length);
  nodes.forEach((node, ref) => {
    const direct = (node.op === 'input' || node.op === 'given') && node.name === parameter;
    if (direct || childrenOf(node).some((child) => reads[child] === 1)) reads[ref] = 1;
  });
  return reads;
};

/** Parameters that a node reads, and `WHOLE` where it reads all that a config has. */
const inputsOf = (data: RulesData): ((ref: number) => ReadonlySet<KeyName>) => {
  const known: (ReadonlySet<KeyName> | undefined)[] = [];
  const visit = (ref: number): ReadonlySet<KeyName> => {
    const before = known[ref];
    if (before !== undefined) return before;
    const node = data.nodes[ref];
    const found = new Set<KeyName>();
    if (node !== undefined) {
      for (const child of childrenOf(node)) for (const name of visit(child)) found.add(name);
      if (node.op === 'input' || node.op === 'given') found.add(node.name);
      if (node.op === 'config') found.add(WHOLE);
    }
    known[ref] = found;
    return found;
  };
  return visit;
};
