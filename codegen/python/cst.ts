import type { Span, SyntaxFault } from './ast.ts';
import { grammar } from './grammar.ts';

/** A node of tree-sitter's concrete tree, copied out of WASM. Offsets are UTF-16 indices into the text. */
export interface Cst {
  readonly type: string;
  readonly named: boolean;
  readonly field: string | null;
  readonly start: number;
  end: number;
  /** Comments and line continuations are left out. */
  readonly children: Cst[];
  /** The parser had to invent or skip something right below this node. */
  broken: boolean;
}

export interface ConcreteTree {
  readonly root: Cst;
  readonly faults: readonly SyntaxFault[];
}

const EXTRAS = new Set(['comment', 'line_continuation']);

/** tree-sitter lets these reach over comments that follow; in Python they end with their last statement. */
const ENDS_WITH_LAST_CHILD = new Set([
  'block',
  'if_statement',
  'elif_clause',
  'else_clause',
  'for_statement',
  'while_statement',
  'with_statement',
  'try_statement',
  'except_clause',
  'finally_clause',
  'match_statement',
  'case_clause',
  'function_definition',
  'class_definition',
  'decorated_definition',
]);

function finish(node: Cst | undefined): void {
  const last = node?.children.at(-1);
  if (node !== undefined && last !== undefined && ENDS_WITH_LAST_CHILD.has(node.type)) node.end = last.end;
}

/** Parses and copies the tree in one cursor walk. Iterative: nesting is bounded by memory, not by the stack. */
export function readTree(text: string, lines: LineTable): ConcreteTree {
  const { parser, types, named, fields } = grammar();
  const tree = parser.parse(text);
  if (tree === null) throw new Error('tree-sitter returned no tree');
  const cursor = tree.walk();
  const faults: SyntaxFault[] = [];
  const erroneous = tree.rootNode.hasError;
  const read = (): Cst => {
    const id = cursor.nodeTypeId;
    const fieldId = cursor.currentFieldId;
    return {
      type: types[id] ?? 'ERROR',
      named: named[id] ?? true,
      field: fieldId === 0 ? null : (fields[fieldId] ?? null),
      start: cursor.startIndex,
      end: cursor.endIndex,
      children: [],
      broken: false,
    };
  };
  const root = read();
  const path: Cst[] = [root];
  let node = root;
  const note = (child: Cst, parent: Cst): void => {
    if (!erroneous || !(child.type === 'ERROR' || cursor.nodeIsMissing)) return;
    parent.broken = true;
    faults.push({
      ...lines.span(child.start, child.end),
      text: text.slice(child.start, child.end).slice(0, 80),
    });
  };
  if (root.type === 'ERROR') faults.push({ ...lines.span(root.start, root.end), text: text.slice(0, 80) });
  for (;;) {
    let moved = cursor.gotoFirstChild();
    while (!moved) {
      moved = cursor.gotoNextSibling();
      if (moved) {
        finish(path.pop());
        break;
      }
      if (!cursor.gotoParent()) {
        cursor.delete();
        tree.delete();
        return { root, faults };
      }
      finish(path.pop());
    }
    const parent = path.at(-1) ?? root;
    node = read();
    note(node, parent);
    if (!EXTRAS.has(node.type)) parent.children.push(node);
    path.push(node);
  }
}

/** Offsets to lines and columns. */
export class LineTable {
  readonly #starts: number[] = [0];
  #last = 0;

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  span(start: number, end: number): Span {
    const line = this.#lineFrom(this.#last, start);
    this.#last = line;
    const endLine = this.#lineFrom(line, end);
    return {
      line: line + 1,
      col: start - (this.#starts[line] ?? 0),
      endLine: endLine + 1,
      endCol: end - (this.#starts[endLine] ?? 0),
    };
  }

  /** Index of the line holding an offset. Nodes are asked for in source order, so a line close by is likely. */
  #lineFrom(near: number, offset: number): number {
    const starts = this.#starts;
    let low = near;
    let high = starts.length - 1;
    if ((starts[near] ?? 0) > offset) {
      low = 0;
      high = near - 1;
    } else {
      for (let step = 0; step < NEARBY; step += 1) {
        if (low === high || offset < (starts[low + 1] ?? 0)) return low;
        low += 1;
      }
    }
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

const NEARBY = 4;
