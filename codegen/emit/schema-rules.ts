import type { Literal } from '../../src/model/expr.ts';
import { formatPlace } from '../../src/model/format-place.ts';
import type { Ref, Rule, RulesData } from '../../src/model/index.ts';
import type { Json } from '../../src/model/json.ts';
import type { Parameter } from '../../src/model/parameter.ts';

type Schema = { readonly [key: string]: Json };

/** What one parameter must be, and what holds for a config that leaves it out. */
interface Test {
  readonly name: string;
  readonly schema: Schema;
  readonly byDefault: boolean;
}

/**
 * The errors of an entry point that JSON Schema can say: `if` a config is so, `then` this parameter must be otherwise.
 * A rule of which any part is beyond it (the machine, a derived value, a call) is left out whole: what the schema
 * refuses is refused by the parser.
 */
export const schemaRules = (
  data: RulesData,
  entry: string,
  parameters: ReadonlyMap<string, Parameter>,
): readonly Schema[] => {
  const rules = data.entries.find((each) => each.entry === entry)?.rules ?? [];
  const translator = new Translator(data, parameters);
  const found = rules
    .filter(({ kind }) => kind === 'error')
    .map((rule) => translator.rule(rule))
    .filter((schema) => schema !== undefined);
  return [...new Map(found.map((schema) => [JSON.stringify(schema), schema])).values()];
};

class Translator {
  readonly #data: RulesData;
  readonly #parameters: ReadonlyMap<string, Parameter>;

  constructor(data: RulesData, parameters: ReadonlyMap<string, Parameter>) {
    this.#data = data;
    this.#parameters = parameters;
  }

  /** The last part of a condition that is about one parameter is what must not be; the rest is the `if`. */
  rule({ when, at }: Rule): Schema | undefined {
    const parts = this.#conjuncts(when);
    const tests = parts.map((part) => this.#test(part));
    const last = tests.findLastIndex((test) => test !== undefined);
    const test = tests[last];
    if (test === undefined) return undefined;
    const rest = parts.filter((_, index) => index !== last).map((part) => this.#condition(part));
    if (rest.some((schema) => schema === undefined)) return undefined;
    const place = this.#data.places[at];
    const then = forbidding(test);
    const comment = place === undefined ? {} : { $comment: formatPlace(place) };
    return rest.length === 0 ? { ...then, ...comment } : { if: all(rest as Schema[]), then, ...comment };
  }

  #conjuncts(ref: Ref): readonly Ref[] {
    const node = this.#data.nodes[ref];
    return node?.op === 'and' ? node.args.flatMap((arg) => this.#conjuncts(arg)) : [ref];
  }

  /** Configs for which a condition holds; `undefined` where that cannot be said. */
  #condition(ref: Ref): Schema | undefined {
    const node = this.#data.nodes[ref];
    if (node?.op === 'and' || node?.op === 'or') {
      const parts = node.args.map((arg) => this.#condition(arg));
      if (parts.some((part) => part === undefined)) return undefined;
      return node.op === 'and' ? all(parts as Schema[]) : { anyOf: parts as Schema[] };
    }
    const test = this.#test(ref);
    return test === undefined ? undefined : having(test);
  }

  #test(ref: Ref): Test | undefined {
    const node = this.#data.nodes[ref];
    if (node === undefined) return undefined;
    if (node.op === 'not') return opposite(this.#test(node.args[0] as Ref));
    if (!('args' in node)) return undefined;
    const [a, b] = node.args as [Ref, Ref];
    switch (node.op) {
      case 'truth':
        return this.#of(a, { not: { enum: FALSY } });
      case 'eq':
      case 'is':
        return this.#equal(a, b) ?? this.#equal(b, a);
      case 'in':
        return this.#among(a, b);
      case 'lt':
      case 'le':
      case 'gt':
      case 'ge':
        return this.#bounded(a, b, node.op) ?? this.#bounded(b, a, MIRRORED[node.op]);
      default:
        return undefined;
    }
  }

  #equal(input: Ref, other: Ref): Test | undefined {
    const value = this.#plain(other);
    return value === undefined ? undefined : this.#of(input, { const: value });
  }

  #among(input: Ref, list: Ref): Test | undefined {
    const node = this.#data.nodes[list];
    const items =
      node?.op === 'newList' || node?.op === 'newTuple'
        ? node.args.map((arg) => this.#plain(arg))
        : node?.op === 'const'
          ? itemsOf(node.value)
          : undefined;
    if (items === undefined || items.some((item) => item === undefined)) return undefined;
    return this.#of(input, { enum: items as Json[] });
  }

  #bounded(input: Ref, limit: Ref, op: keyof typeof LIMITS): Test | undefined {
    const value = this.#plain(limit);
    return typeof value === 'number' ? this.#of(input, { type: 'number', [LIMITS[op]]: value }) : undefined;
  }

  #of(ref: Ref, schema: Schema): Test | undefined {
    const node = this.#data.nodes[ref];
    const parameter = node?.op === 'input' ? this.#parameters.get(node.name) : undefined;
    if (parameter === undefined || !parameter.init || parameter.default.kind !== 'value') return undefined;
    return { name: parameter.name, schema, byDefault: meets(parameter.default.value, schema) };
  }

  #plain(ref: Ref): Json | undefined {
    const node = this.#data.nodes[ref];
    return node?.op === 'const' ? plainLiteral(node.value) : undefined;
  }
}

/** What Python takes for false. */
const FALSY: Json[] = [null, false, 0, '', [], {}];
const LIMITS = { lt: 'exclusiveMaximum', le: 'maximum', gt: 'exclusiveMinimum', ge: 'minimum' } as const;
const MIRRORED = { lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' } as const;

const plainLiteral = (literal: Literal): Json | undefined => {
  if (literal === null || typeof literal !== 'object') return literal;
  return 'float' in literal && typeof literal.float === 'number' ? literal.float : undefined;
};

const itemsOf = (literal: Literal): (Json | undefined)[] | undefined => {
  if (literal === null || typeof literal !== 'object') return undefined;
  const items =
    'list' in literal
      ? literal.list
      : 'tuple' in literal
        ? literal.tuple
        : 'set' in literal
          ? literal.set
          : undefined;
  return items?.map(plainLiteral);
};

/** The few forms that are made here. */
const meets = (value: Json, schema: Schema): boolean => {
  if (schema.const !== undefined) return same(schema.const, value);
  if (Array.isArray(schema.enum)) return schema.enum.some((each) => same(each, value));
  if (schema.not !== undefined) return !meets(value, schema.not as Schema);
  if (typeof value !== 'number') return false;
  const { exclusiveMaximum: lt, maximum: le, exclusiveMinimum: gt, minimum: ge } = schema;
  return (
    (lt === undefined || value < Number(lt)) &&
    (le === undefined || value <= Number(le)) &&
    (gt === undefined || value > Number(gt)) &&
    (ge === undefined || value >= Number(ge))
  );
};

const same = (a: Json, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);

const opposite = (test: Test | undefined): Test | undefined =>
  test === undefined
    ? undefined
    : {
        name: test.name,
        schema: 'not' in test.schema ? (test.schema.not as Schema) : { not: test.schema },
        byDefault: !test.byDefault,
      };

/** Configs that pass a test: a key left out passes where its default does. */
const having = ({ name, schema, byDefault }: Test): Schema => ({
  properties: { [name]: schema },
  ...(byDefault ? {} : { required: [name] }),
});

const forbidding = (test: Test): Schema => having(opposite(test) as Test);

const all = (schemas: readonly Schema[]): Schema =>
  schemas.length === 1 ? (schemas[0] as Schema) : { allOf: [...schemas] };
