import type { EnumType, ExprNode, Literal, Ref } from '../model/index.ts';
import { floatText } from './python/text.ts';

/** A shorter text for a node, and for its opposite where that is not simply `not …`. */
export interface Label {
  readonly text: string;
  readonly negated?: string | undefined;
}

/** What the printer needs of a table. */
export interface Printable {
  readonly nodes: readonly ExprNode[];
  readonly labels: { get(ref: Ref): Label | undefined };
  readonly enums: readonly EnumType[];
}

/** The labels of a `RulesData`. */
export const labelsOf = (rows: readonly (readonly [Ref, string, string?])[]): Map<Ref, Label> =>
  new Map(rows.map(([ref, text, negated]) => [ref, { text, negated }]));

/** How strongly a form binds; a weaker one inside a stronger one gets parentheses. */
const LEVEL = {
  choice: 0,
  or: 1,
  and: 2,
  not: 3,
  compare: 4,
  sum: 5,
  product: 6,
  unary: 7,
  atom: 9,
} as const;
type Printed = readonly [text: string, level: number];

const COMPARE: Readonly<Record<string, readonly [string, string]>> = {
  eq: ['==', '!='],
  is: ['is', 'is not'],
  in: ['in', 'not in'],
  lt: ['<', '>='],
  le: ['<=', '>'],
  gt: ['>', '<='],
  ge: ['>=', '<'],
};
const SUMS: Readonly<Record<string, string>> = { add: '+', sub: '-', bitor: '|', bitand: '&', bitxor: '^' };
const PRODUCTS: Readonly<Record<string, string>> = {
  mul: '*',
  div: '/',
  floordiv: '//',
  mod: '%',
  pow: '**',
};
/** Deeper than this a condition is no longer read by anybody. */
const MAX_DEPTH = 12;

/** A condition for people, in Python's words: `finetuning_type != "lora" and use_dora`. */
export const print = (table: Printable, ref: Ref): string => new Printer(table).text(ref, 0, 0);

class Printer {
  readonly #table: Printable;
  /** What was said before it in the same condition, and so need not be said again. */
  readonly #held = new Set<Ref>();

  constructor(table: Printable) {
    this.#table = table;
  }

  text(ref: Ref, level: number, depth: number): string {
    const [text, own] = this.#print(ref, depth);
    return own < level ? `(${text})` : text;
  }

  #print(ref: Ref, depth: number): Printed {
    const label = this.#table.labels.get(ref);
    if (label !== undefined) return labelled(label.text);
    if (depth > MAX_DEPTH) return ['…', LEVEL.atom];
    const node = this.#table.nodes[ref] as ExprNode;
    return (
      this.#leaf(node) ?? this.#logic(node, depth) ?? this.#operator(node, depth) ?? this.#call(node, depth)
    );
  }

  #leaf(node: ExprNode): Printed | undefined {
    if (node.op === 'const') return [printLiteral(node.value, this.#table.enums), LEVEL.atom];
    if (node.op === 'input') return [node.name, LEVEL.atom];
    if (node.op === 'given') return [`${node.name} is given`, LEVEL.compare];
    if (node.op === 'config') return ['config', LEVEL.atom];
    if (node.op === 'atom')
      return [printAtom(node.name), node.name.includes(' ') ? LEVEL.compare : LEVEL.atom];
    if (node.op === 'unknown') return [`<${node.why}>`, LEVEL.atom];
    return node.op === 'variable' ? [`item${node.id}`, LEVEL.atom] : undefined;
  }

  #logic(node: ExprNode, depth: number): Printed | undefined {
    if (node.op === 'and') return this.#all(node.args, depth);
    if (node.op === 'or') {
      const ways = new Map(node.args.map((arg) => this.#print(arg, depth + 1)));
      return joined([...ways], 'or', 'False');
    }
    if (node.op === 'not') return this.#negated(node.args[0] as Ref, depth);
    if (node.op !== 'if') return undefined;
    const [condition, yes, no] = node.args.map((arg) => this.text(arg, LEVEL.or, depth + 1));
    return [`${yes} if ${condition} else ${no}`, LEVEL.choice];
  }

  /** Each part once: what follows it is only asked where it holds. */
  #all(args: readonly Ref[], depth: number): Printed {
    const said: Ref[] = [];
    const parts: Printed[] = [];
    for (const ref of args.flatMap((arg) => this.#conjuncts(arg))) {
      if (this.#held.has(ref)) continue;
      parts.push(this.#print(ref, depth + 1));
      this.#held.add(ref);
      said.push(ref);
    }
    for (const ref of said) this.#held.delete(ref);
    return joined(parts, 'and', 'True');
  }

  #conjuncts(ref: Ref): readonly Ref[] {
    const node = this.#table.nodes[ref];
    return node?.op === 'and' && this.#table.labels.get(ref) === undefined
      ? node.args.flatMap((arg) => this.#conjuncts(arg))
      : [ref];
  }

  #negated(ref: Ref, depth: number): Printed {
    const label = this.#table.labels.get(ref);
    if (label !== undefined)
      return label.negated === undefined ? this.#not(ref, depth) : labelled(label.negated);
    const node = this.#table.nodes[ref] as ExprNode;
    if (node.op === 'and' || node.op === 'or') return this.#opposite(node, depth);
    if (node.op === 'not') return this.#print(node.args[0] as Ref, depth);
    const words = COMPARE[node.op];
    // `not a < b` is no `a >= b` where a is nan, so only what is exact gets its opposite.
    const exact = node.op === 'eq' || node.op === 'is' || node.op === 'in';
    return words !== undefined && exact
      ? this.#infix(node, words[1], LEVEL.compare, depth)
      : this.#not(ref, depth);
  }

  #not(ref: Ref, depth: number): Printed {
    return [`not ${this.text(ref, LEVEL.not, depth)}`, LEVEL.not];
  }

  /** `not (a or b)` as `not a and not b`. */
  #opposite(node: Extract<ExprNode, { op: 'and' | 'or' }>, depth: number): Printed {
    const word = node.op === 'and' ? 'or' : 'and';
    const left = node.op === 'and' ? node.args.filter((arg) => !this.#held.has(arg)) : node.args;
    const parts = left.map((arg) => this.#negated(arg, depth + 1));
    return joined(parts, word, word === 'or' ? 'False' : 'True');
  }

  #operator(node: ExprNode, depth: number): Printed | undefined {
    if (node.op === 'truth' || node.op === 'member') return this.#print(argsOf(node)[0] as Ref, depth);
    const compare = COMPARE[node.op];
    if (compare !== undefined) return this.#infix(node, compare[0], LEVEL.compare, depth);
    if (node.op in SUMS) return this.#infix(node, SUMS[node.op] as string, LEVEL.sum, depth);
    if (node.op in PRODUCTS) return this.#infix(node, PRODUCTS[node.op] as string, LEVEL.product, depth);
    return node.op === 'neg'
      ? [`-${this.text(argsOf(node)[0] as Ref, LEVEL.unary, depth)}`, LEVEL.unary]
      : undefined;
  }

  #infix(node: ExprNode, sign: string, level: number, depth: number): Printed {
    const [left, right] = argsOf(node).map((arg) => this.text(arg, level + 1, depth + 1));
    return [`${left} ${sign} ${right}`, level];
  }

  #call(node: ExprNode, depth: number): Printed {
    if (node.op === 'unusedKeys') return ['keys that no class takes', LEVEL.atom];
    const args = argsOf(node).map((arg) => this.text(arg, 0, depth + 1));
    if (node.op === 'newList') return [`[${args.join(', ')}]`, LEVEL.atom];
    if (node.op === 'newTuple') return [`(${args.join(', ')})`, LEVEL.atom];
    if (node.op === 'newSet') return [`{${args.join(', ')}}`, LEVEL.atom];
    if (node.op === 'newDict') return [`{${pairs(args).join(', ')}}`, LEVEL.atom];
    if (node.op === 'isinstance') return [`isinstance(${args[0]}, ${node.types.join(' | ')})`, LEVEL.atom];
    if (node.op === 'getitem')
      return [`${this.text(argsOf(node)[0] as Ref, LEVEL.atom, depth + 1)}[${args[1]}]`, LEVEL.atom];
    if (node.op === 'collect') return [this.#collect(node, depth), LEVEL.atom];
    if (node.op === 'format') return ['<text>', LEVEL.atom];
    if (node.op === 'fold' || node.op === 'carried') return ['<loop>', LEVEL.atom];
    if (node.op === 'method' || node.op === 'mutated') {
      const receiver = this.text(node.args[0] as Ref, LEVEL.atom, depth + 1);
      return [`${receiver}.${node.name}(${args.slice(1).join(', ')})`, LEVEL.atom];
    }
    return [`${node.op}(${args.join(', ')})`, LEVEL.atom];
  }

  #collect(node: Extract<ExprNode, { op: 'collect' }>, depth: number): string {
    const [over, when, ...element] = node.args.map((arg) => this.text(arg, LEVEL.or, depth + 1));
    const filter = when === 'True' ? '' : ` if ${when}`;
    const body = `${element.join(': ')} for item${node.variable} in ${over}${filter}`;
    if (node.into === 'list') return `[${body}]`;
    return node.into === 'set' || node.into === 'dict' ? `{${body}}` : `${node.into}(${body})`;
  }
}

/** `none`: what it comes to without any part, and what a part of it adds nothing by. */
const joined = (all: readonly Printed[], word: 'and' | 'or', none: string): Printed => {
  const parts = all.filter(([text]) => text !== none);
  const [only] = parts;
  if (parts.length <= 1) return only ?? [none, LEVEL.atom];
  const own = LEVEL[word];
  return [parts.map(([text, level]) => (level < own ? `(${text})` : text)).join(` ${word} `), own];
};

const labelled = (text: string): Printed => [
  text,
  /^[\w.]+(\(.*\))?$/.test(text) ? LEVEL.atom : LEVEL.compare,
];

const argsOf = (node: ExprNode): readonly Ref[] => ('args' in node ? node.args : []);

const pairs = (args: readonly string[]): string[] =>
  args.flatMap((key, i) => (i % 2 === 0 ? [`${key}: ${args[i + 1] ?? ''}`] : []));

/** `transformers.utils.import_utils.is_torch_npu_available()` is known by its last name; so is a library's constant. */
const printAtom = (name: string): string =>
  /^(env|package|import):/.test(name)
    ? name.replace(':', ' ')
    : name.replace(/\b(?:[A-Za-z_]\w*\.)+(?=[A-Za-z_]\w*\.[A-Za-z_]|[A-Za-z_]\w*\()/g, '');

const LIST_MARKS = { list: ['[', ']'], tuple: ['(', ')'], set: ['{', '}'] } as const;

const printLiteral = (value: Literal, enums: readonly EnumType[]): string => {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : floatText(value);
  if (typeof value !== 'object') return JSON.stringify(value);
  if ('float' in value) return typeof value.float === 'number' ? value.float.toFixed(1) : value.float;
  if ('int' in value) return value.int;
  if ('enum' in value) return printMember(value, enums);
  if ('dict' in value) {
    return `{${value.dict.map(([key, item]) => `${printLiteral(key, enums)}: ${printLiteral(item, enums)}`).join(', ')}}`;
  }
  const [kind, items] = Object.entries(value)[0] as [keyof typeof LIST_MARKS, readonly Literal[]];
  const [open, close] = LIST_MARKS[kind];
  return open + items.map((item) => printLiteral(item, enums)).join(', ') + close;
};

/** A member that is text is what a config would say; any other goes by its name. */
const printMember = (
  { enum: index, member }: { enum: number; member: string },
  enums: readonly EnumType[],
): string => {
  const type = enums[index];
  const value = type?.base === 'plain' ? undefined : type?.members.find((one) => one.name === member)?.value;
  return typeof value === 'string' ? JSON.stringify(value) : member;
};
