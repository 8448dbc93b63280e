import type { Rule, RulesData } from '../model/index.ts';
import { sameValue } from './compile.ts';
import { Enums, toValue } from './literal.ts';
import type { Value } from './python/value.ts';
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
  readonly #readers = new Map<string, number[]>();
  readonly #defaults: ReadonlyMap<string, Value>;

  constructor(data: RulesData, rules: readonly Rule[]) {
    this.#defaults = defaultsIn(data);
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

  /** Whether a key with this value reads to every rule as the key left out does. */
  isDefault(parameter: string, value: Value): boolean {
    const fallback = this.#defaults.get(parameter);
    return fallback !== undefined && sameValue(fallback, value);
  }

  /** Rules that look at the whole config or at files. */
  get ofAnything(): readonly number[] {
    return this.of(ANYTHING);
  }

  entries(): IterableIterator<[string, readonly number[]]> {
    return this.#readers.entries();
  }
}

/** Constant defaults by parameter; without those that differ between entry points, or of what a rule asks if it is given. */
const defaultsIn = ({ nodes, enums }: RulesData): ReadonlyMap<string, Value> => {
  const table = new Enums(enums);
  const found = new Map<string, Value>();
  const left = new Set<string>();
  for (const node of nodes) {
    if (node.op === 'given') left.add(node.name);
    if (node.op !== 'input') continue;
    const made = node.default === undefined ? undefined : nodes[node.default];
    if (made?.op !== 'const' || found.has(node.name)) left.add(node.name);
    else found.set(node.name, toValue(made.value, table));
  }
  for (const name of left) found.delete(name);
  return found;
};

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
