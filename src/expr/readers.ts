import type { Rule, RulesData } from '../model/index.ts';
import { type KeyName, WHOLE } from './aspects.ts';
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
  readonly #readers = new Map<string, number[]>();
  readonly #groups = new Map<string, RuleGroup & { rules: number[] }>();

  constructor(data: RulesData, rules: readonly Rule[]) {
    const inputs = inputsOf(data);
    rules.forEach((rule, index) => {
      const names = new Set(partsOf(rule).flatMap((ref) => [...inputs(ref)]));
      const readsWhole = names.delete(WHOLE);
      const parameters = [...names].filter((name) => typeof name === 'string').sort();
      for (const name of parameters) {
        const readers = this.#readers.get(name);
        if (readers === undefined) this.#readers.set(name, [index]);
        else readers.push(index);
      }
      const key = `${readsWhole}${parameters.join()}`;
      const group = this.#groups.get(key);
      if (group === undefined) this.#groups.set(key, { parameters, rules: [index], readsWhole });
      else group.rules.push(index);
    });
  }

  of(parameter: string): readonly number[] {
    return this.#readers.get(parameter) ?? [];
  }

  /** All rules, each in one. */
  groups(): readonly RuleGroup[] {
    return [...this.#groups.values()];
  }
}

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
