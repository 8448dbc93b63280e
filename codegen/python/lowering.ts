import type { Span, Unparsed } from './ast.ts';
import type { Cst, LineTable } from './cst.ts';

/** Deeper than any program people write and shallow enough for the stack; below it the tree is `Unparsed`. */
const MAX_DEPTH = 600;

/** What every lowering function needs: the text, its lines and how deep it is. */
export class Lowering {
  readonly text: string;
  readonly #lines: LineTable;
  #depth = 0;

  constructor(text: string, lines: LineTable) {
    this.text = text;
    this.#lines = lines;
  }

  span(node: { readonly start: number; readonly end: number }): Span {
    return this.#lines.span(node.start, node.end);
  }

  source(node: { readonly start: number; readonly end: number }): string {
    return this.text.slice(node.start, node.end);
  }

  unparsed(node: Cst, syntax: string = node.type): Unparsed {
    return { kind: 'Unparsed', ...this.span(node), syntax, text: this.source(node) };
  }

  /** Runs one level down; past the limit the node stays unparsed. */
  nested<T>(node: Cst, lower: () => T): T | Unparsed {
    if (this.#depth >= MAX_DEPTH) return this.unparsed(node, 'TOO_DEEP');
    this.#depth += 1;
    try {
      return lower();
    } finally {
      this.#depth -= 1;
    }
  }
}

export const named = (node: Cst): Cst[] => node.children.filter((child) => child.named);
export const field = (node: Cst, name: string): Cst | undefined =>
  node.children.find((child) => child.field === name);
export const fields = (node: Cst, name: string): Cst[] =>
  node.children.filter((child) => child.field === name);
export const ofType = (node: Cst, type: string): Cst | undefined =>
  node.children.find((child) => child.type === type);
export const hasToken = (node: Cst, token: string): boolean =>
  node.children.some((child) => !child.named && child.type === token);

/** Python compares identifiers after NFKC. */
export const identifier = (text: string): string => text.normalize('NFKC');
