import type { Value } from './value.ts';

/**
 * Everything that can change while the program runs, by key: locals `L frame name`, attributes `A object name`, contents
 * of containers `C container` and of data `D node`, environment variables `E name`, assigned globals `G module name`. A
 * branch works on a copy, which costs nothing until one of the two is written to: what both hold is held once, in a tree
 * of slots, and what has become another is found without looking at the rest.
 */
export class Store {
  readonly #slots: Slots;
  /** Which branches are its own, to be written in place. */
  #owner: object = {};
  #root: Branch;
  #height: number;

  constructor(of?: Store) {
    this.#slots = of === undefined ? new Slots() : of.#slots;
    this.#root = of === undefined ? { owner: this.#owner, items: [] } : of.#root;
    this.#height = of === undefined ? 0 : of.#height;
  }

  /** The same, to be written to apart from it. */
  copy(): Store {
    this.#owner = {};
    return new Store(this);
  }

  get(key: string): Value | undefined {
    const slot = this.#slots.known(key);
    return slot === undefined ? undefined : this.#at(slot);
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  set(key: string, value: Value): void {
    this.#write(this.#slots.of(key), value);
  }

  delete(key: string): void {
    const slot = this.#slots.known(key);
    if (slot !== undefined && this.#at(slot) !== undefined) this.#write(slot, undefined);
  }

  /** All of it, in the order in which keys were first written anywhere. */
  entries(): [string, Value][] {
    const all: [string, Value][] = [];
    eachDifferent(this.#root, undefined, this.#height, 0, (slot, value) => {
      if (value !== undefined) all.push([this.#slots.key(slot), value]);
    });
    return all;
  }

  /** What is held under keys that begin so, up to and with their only space or as far as a kind of key: `A12 `. */
  under(prefix: string): [string, Value][] {
    return this.#slots.under(prefix).flatMap((slot): [string, Value][] => {
      const value = this.#at(slot);
      return value === undefined ? [] : [[this.#slots.key(slot).slice(prefix.length), value]];
    });
  }

  /** What differs from a store that it was copied with: the key, what it holds and what the other does. */
  different(
    other: Store,
    visit: (key: string, own: Value | undefined, others: Value | undefined) => void,
  ): void {
    const height = Math.max(this.#height, other.#height);
    this.#grow(height);
    other.#grow(height);
    eachDifferent(this.#root, other.#root, height, 0, (slot, own, others) =>
      visit(this.#slots.key(slot), own, others),
    );
  }

  #at(slot: number): Value | undefined {
    if (slot >> (BITS * (this.#height + 1)) > 0) return undefined;
    let branch: Branch | undefined = this.#root;
    for (let height = this.#height; height > 0 && branch !== undefined; height -= 1)
      branch = branch.items[(slot >> (BITS * height)) & MASK] as Branch | undefined;
    return branch?.items[slot & MASK] as Value | undefined;
  }

  #write(slot: number, value: Value | undefined): void {
    while (slot >> (BITS * (this.#height + 1)) > 0) this.#grow(this.#height + 1);
    this.#root = this.#own(this.#root);
    let branch = this.#root;
    for (let height = this.#height; height > 0; height -= 1) {
      const index = (slot >> (BITS * height)) & MASK;
      const child = this.#own(branch.items[index] as Branch | undefined);
      branch.items[index] = child;
      branch = child;
    }
    branch.items[slot & MASK] = value;
  }

  #own(branch: Branch | undefined): Branch {
    if (branch?.owner === this.#owner) return branch;
    return { owner: this.#owner, items: branch === undefined ? [] : [...branch.items] };
  }

  #grow(height: number): void {
    for (; this.#height < height; this.#height += 1) this.#root = { owner: this.#owner, items: [this.#root] };
  }
}

const BITS = 4;
const WIDTH = 1 << BITS;
const MASK = WIDTH - 1;

/** At height 0 its items are values, above that branches. */
interface Branch {
  readonly owner: object;
  readonly items: (Branch | Value | undefined)[];
}

const eachDifferent = (
  own: Branch | undefined,
  other: Branch | undefined,
  height: number,
  from: number,
  visit: (slot: number, own: Value | undefined, others: Value | undefined) => void,
): void => {
  if (own === other) return;
  const [some, others] = [own?.items ?? [], other?.items ?? []];
  for (let index = 0; index < WIDTH; index += 1) {
    const [one, two] = [some[index], others[index]];
    if (one === two) continue;
    if (height === 0) visit(from + index, one as Value | undefined, two as Value | undefined);
    else {
      const first = from + (index << (BITS * height));
      eachDifferent(one as Branch | undefined, two as Branch | undefined, height - 1, first, visit);
    }
  }
};

/** Numbers of the keys of all stores that were copied from one. */
class Slots {
  readonly #known = new Map<string, number>();
  readonly #keys: string[] = [];
  /** Those of each prefix: of one frame, of one object. */
  readonly #prefixes = new Map<string, number[]>();

  known(key: string): number | undefined {
    return this.#known.get(key);
  }

  of(key: string): number {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const slot = this.#keys.push(key) - 1;
    this.#known.set(key, slot);
    const prefix = key.slice(0, key.indexOf(' ') + 1);
    const slots = this.#prefixes.get(prefix);
    if (slots === undefined) this.#prefixes.set(prefix, [slot]);
    else slots.push(slot);
    return slot;
  }

  key(slot: number): string {
    return this.#keys[slot] as string;
  }

  under(prefix: string): readonly number[] {
    return this.#prefixes.get(prefix) ?? [];
  }
}
