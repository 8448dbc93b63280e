import type { Call, Expression } from '../../python/ast.ts';
import { childExpressions } from '../../python/children.ts';
import type { Program } from '../../python/program.ts';
import type { Scope } from '../../python/scope.ts';
import { expressionsOf, type Step } from './units.ts';

/** How an expression goes back to the dictionary: it has exactly its keys, or it is made of it; `undefined`: neither. */
export type Hold = 'exact' | 'made' | undefined;

/** What holds the dictionary when a function starts. */
export interface Held {
  /** Parameters of the function. */
  readonly formals: ReadonlyMap<string, Hold>;
  /** Keywords that its `**kwargs` brings it under. */
  readonly keywords: ReadonlySet<string>;
  /** Attributes of `self` that hold it. */
  readonly attributes: ReadonlyMap<string, Hold>;
}

/** Where the dictionary is in one function, by the names it goes by. */
export class Taint {
  readonly #parameter: string;
  readonly #kwargs: string | undefined;
  readonly #keywords: ReadonlySet<string>;
  readonly #attributes: ReadonlyMap<string, Hold>;
  readonly #names: Map<string, Hold>;
  readonly #resolve: (
    expression: Expression,
  ) => { readonly path: string; readonly isClass: boolean } | undefined;

  constructor(
    parameter: string,
    held: Held,
    site: { readonly program: Program; readonly scope: Scope; readonly kwargs: string | undefined },
    steps: readonly Step[],
  ) {
    this.#parameter = parameter;
    this.#kwargs = site.kwargs;
    this.#keywords = held.keywords;
    this.#attributes = held.attributes;
    this.#names = new Map(held.formals);
    this.#resolve = (expression) => {
      const binding = site.program.resolve(site.scope, expression);
      const isClass = binding?.kind === 'class' || binding?.kind === 'parameter';
      const path =
        binding?.kind === 'external' ? binding.path : binding?.kind === 'builtin' ? binding.name : '';
      return binding === undefined ? undefined : { path, isClass };
    };
    // A name holds what any of its assignments gives it; chains of them end after as many rounds.
    for (let size = -1; size !== this.#names.size; ) {
      size = this.#names.size;
      for (const { statement } of steps) this.#assign(statement);
    }
  }

  /** The keywords that `**kwargs` hands on. */
  passedOn(mapping: Expression): readonly string[] {
    return mapping.kind === 'Name' && mapping.id === this.#kwargs ? [...this.#keywords] : [];
  }

  of(expression: Expression): Hold {
    switch (expression.kind) {
      case 'Name':
        return this.#names.get(expression.id);
      case 'Attribute':
        if (expression.attr === this.#parameter) return 'exact';
        return isSelf(expression.value) ? this.#attributes.get(expression.attr) : undefined;
      case 'NamedExpr':
      case 'Starred':
        return this.of(expression.value);
      case 'BoolOp':
        return this.#either(expression.values);
      case 'IfExp':
        return this.#either([expression.body, expression.orelse]);
      case 'Dict': {
        const held = expression.values.map((value, index) =>
          expression.keys[index] === null ? this.of(value) : undefined,
        );
        if (held.length === 1) return held[0];
        return held.some((one) => one !== undefined) ? 'made' : undefined;
      }
      case 'DictComp':
        return expression.generators.some(({ iter }) => this.#within(iter)) ? 'made' : undefined;
      case 'Subscript':
        return this.#fromKeywords(expression.value, expression.slice) ? 'exact' : undefined;
      case 'Call':
        return this.#ofCall(expression);
      default:
        return undefined;
    }
  }

  #ofCall(call: Call): Hold {
    const { func } = call;
    const [first] = call.args;
    if (func.kind === 'Attribute') {
      if (first !== undefined && READS.has(func.attr) && this.#fromKeywords(func.value, first))
        return 'exact';
      if (func.attr === 'copy' && call.args.length === 0) return this.of(func.value);
    }
    const held = call.args.map((argument) => this.of(argument));
    if (held.every((one) => one === undefined)) return undefined;
    if (held.length === 1 && COPIES.has(this.#resolve(func)?.path ?? '')) return held[0];
    // What is made of the dictionary and a class alone is the dictionary in another form; a model made with it is not.
    const converts = call.args.every(
      (one, index) => held[index] !== undefined || this.#resolve(one)?.isClass,
    );
    return converts && call.keywords.length === 0 ? 'made' : undefined;
  }

  /** `kwargs.get("config")`, `kwargs["config"]`. */
  #fromKeywords(owner: Expression, key: Expression): boolean {
    return (
      owner.kind === 'Name' &&
      owner.id === this.#kwargs &&
      key.kind === 'Constant' &&
      key.constant.type === 'str' &&
      this.#keywords.has(key.constant.value)
    );
  }

  /** What is nothing or empty otherwise is still exactly the dictionary's keys. */
  #either(parts: readonly Expression[]): Hold {
    const held = parts.filter((part) => !isEmpty(part)).map((part) => this.of(part));
    if (held.every((one) => one === 'exact')) return held[0];
    return held.some((one) => one !== undefined) ? 'made' : undefined;
  }

  #within(expression: Expression): boolean {
    if (this.of(expression) !== undefined) return true;
    return expression.kind === 'Call' && expression.func.kind === 'Attribute'
      ? this.#within(expression.func.value)
      : false;
  }

  #assign(statement: Step['statement']): void {
    for (const one of expressionsOf(statement)) {
      if (one.kind === 'NamedExpr') this.#bind(one.target, one.value);
      if (one.kind === 'Call' && one.func.kind === 'Attribute' && CHANGES.has(one.func.attr))
        this.#change(one.func.value);
    }
    if (statement.kind === 'Delete' || statement.kind === 'Assign')
      for (const target of statement.targets) this.#changeItem(target);
    if (statement.kind === 'Assign')
      for (const target of statement.targets) this.#bind(target, statement.value);
    if (statement.kind === 'AnnAssign' && statement.value !== null)
      this.#bind(statement.target, statement.value);
  }

  /** Its keys are no longer exactly those of the config. */
  #change(owner: Expression): void {
    if (owner.kind === 'Name' && this.#names.has(owner.id)) this.#names.set(owner.id, 'made');
  }

  #changeItem(target: Expression): void {
    if (target.kind === 'Subscript') this.#change(target.value);
  }

  #bind(target: Expression, value: Expression): void {
    if (target.kind !== 'Name' || isEmpty(value)) return;
    // `config = parse(config)`: what is asked here are the places before it, `parse(config)` among them.
    if (this.#names.has(target.id) && mentions(value, target.id)) return;
    const hold = this.of(value);
    const before = this.#names.get(target.id);
    if (hold === undefined && before === undefined) return;
    this.#names.set(target.id, hold === 'exact' && before !== 'made' ? 'exact' : 'made');
  }
}

/** Methods of a dictionary that look a key up. */
export const READS: ReadonlySet<string> = new Set(['get', 'pop', 'setdefault']);

/** Methods that change which keys it has. */
const CHANGES: ReadonlySet<string> = new Set(['pop', 'popitem', 'update', 'clear', 'setdefault']);

const COPIES: ReadonlySet<string> = new Set(['dict', 'copy.copy', 'copy.deepcopy', 'dataclasses.asdict']);

const isEmpty = (expression: Expression): boolean =>
  (expression.kind === 'Constant' && expression.constant.type === 'none') ||
  (expression.kind === 'Dict' && expression.values.length === 0);

const mentions = (expression: Expression, name: string): boolean =>
  (expression.kind === 'Name' && expression.id === name) ||
  childExpressions(expression).some((child) => mentions(child, name));

export const isSelf = (expression: Expression): boolean =>
  expression.kind === 'Name' && expression.id === 'self';
