import type { Rule, RulesData } from '../model/index.ts';
import { childrenOf, partsOf } from './table.ts';

/** What a rule reads of the world: parameters by name, and `*` for the whole config or files. */
const ANYTHING = '*';
const READS_ANYTHING: ReadonlySet<string> = new Set([
  'config',
  'path.exists',
  'path.isfile',
  'path.isdir',
  'listdir',
  'read',
  'omegaconf.load',
]);

/** Which rules read which parameter, directly or through what it is derived from. */
export class Readers {
  readonly count: number;
  readonly #readers = new Map<string, number[]>();

  constructor(data: RulesData, rules: readonly Rule[]) {
    this.count = rules.length;
    const inputs = inputsOf(data);
    rules.forEach((rule, index) => {
      for (const name of new Set(partsOf(rule).flatMap((ref) => [...inputs(ref)]))) {
        const readers = this.#readers.get(name);
        if (readers === undefined) this.#readers.set(name, [index]);
        else readers.push(index);
      }
    });
  }

  of(parameter: string): readonly number[] {
    return this.#readers.get(parameter) ?? [];
  }

  /** Rules that look at the whole config or at files. */
  get ofAnything(): readonly number[] {
    return this.of(ANYTHING);
  }

  entries(): IterableIterator<[string, readonly number[]]> {
    return this.#readers.entries();
  }
}

const inputsOf = (data: RulesData): ((ref: number) => ReadonlySet<string>) => {
  const known: (ReadonlySet<string> | undefined)[] = [];
  const visit = (ref: number): ReadonlySet<string> => {
    const before = known[ref];
    if (before !== undefined) return before;
    const node = data.nodes[ref];
    const found = new Set<string>();
    if (node !== undefined) {
      for (const child of childrenOf(node)) for (const name of visit(child)) found.add(name);
      if (node.op === 'input' || node.op === 'given') found.add(node.name);
      if (READS_ANYTHING.has(node.op)) found.add(ANYTHING);
    }
    known[ref] = found;
    return found;
  };
  return visit;
};
