/** Lists of names, each told by a number: two are equal where their numbers are. */
export class NameLists {
  readonly #lists: (readonly string[])[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(names: readonly string[]): number {
    const text = names.join('\0');
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const made = this.#lists.push(names) - 1;
    this.#numbers.set(text, made);
    return made;
  }

  of(number: number): readonly string[] {
    return this.#lists[number] ?? [];
  }
}
