import type { PluginKey, PluginKeys } from '../../../src/model/plugin.ts';
import type { Call, Expression } from '../../python/ast.ts';
import { innerScope, type Scope } from '../../python/scope.ts';
import type { ClassValue } from '../../python/value.ts';
import { type FactsContext, placeOf } from '../context.ts';
import { Callables, type Callee } from './callees.ts';
import { classesIn, declaredKeys, readKey } from './keys.ts';
import { type Held, type Hold, isSelf, READS, Taint } from './taint.ts';
import { expressionsOf, stepsOf, type Unit } from './units.ts';

/** One function that the dictionary comes into, for one plugin. */
interface Visit {
  readonly unit: Unit;
  readonly held: Held;
  /** Parameters of the function that stand for a class of the package. */
  readonly classes: ReadonlyMap<string, ClassValue>;
  readonly plugin: string | null;
  /** Whatever the dictionary says, it comes here once the plugin runs. */
  readonly always: boolean;
}

const NOTHING: Held = { formals: new Map(), keywords: new Set(), attributes: new Map() };

type Found = { -readonly [Key in keyof PluginKeys]: PluginKeys[Key] };

/** What the package's code looks for in the dictionary of one parameter, followed from wherever it is taken up. */
export class Flow {
  readonly #context: FactsContext;
  readonly #callables: Callables;
  readonly #units: readonly Unit[];
  readonly #parameter: string;
  readonly #found = new Map<string | null, Found>();
  readonly #seen = new Set<string>();
  readonly #queue: Visit[] = [];

  constructor(context: FactsContext, units: readonly Unit[], parameter: string) {
    this.#context = context;
    this.#callables = new Callables(context.program, units);
    this.#units = units;
    this.#parameter = parameter;
  }

  run(): PluginKeys[] {
    for (const unit of this.#units.filter(({ binding }) => binding.module.text.includes(this.#parameter))) {
      const names = unit.registered.map(({ name }) => name);
      for (const plugin of names.length > 0 ? names : [null])
        this.#push({ unit, held: NOTHING, classes: new Map(), plugin, always: true });
    }
    for (let next = this.#queue.pop(); next !== undefined; next = this.#queue.pop()) this.#visit(next);
    return [...this.#found.values()].filter(({ keys, open }) => keys.length > 0 || open);
  }

  #push(visit: Visit): void {
    const { unit, held, classes, plugin, always } = visit;
    const key = JSON.stringify([
      [unit.binding.qualname, unit.owner?.qualname, plugin, always],
      [
        [...held.formals],
        [...held.keywords],
        [...classes].map(([name, value]) => [name, value.binding.qualname]),
      ],
    ]);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#queue.push(visit);
  }

  #visit(visit: Visit): void {
    const { binding } = visit.unit;
    const scope = innerScope(binding.scope, binding.node);
    const steps = stepsOf(binding.node.body);
    const kwargs = binding.node.args.kwarg?.name;
    const taint = new Taint(
      this.#parameter,
      visit.held,
      { program: this.#context.program, scope, kwargs },
      steps,
    );
    const globals = new Set(
      steps.flatMap(({ statement }) => (statement.kind === 'Global' ? statement.names : [])),
    );
    for (const { statement, always } of steps) {
      const expressions = expressionsOf(statement);
      const called = new Set(expressions.map((one) => (one.kind === 'Call' ? one.func : undefined)));
      for (const expression of expressions) {
        if (!called.has(expression)) this.#read(visit, taint, scope, expression);
        if (expression.kind === 'Call')
          this.#call({ ...visit, always: visit.always && always }, taint, scope, expression);
      }
      if (statement.kind === 'Assign')
        for (const target of statement.targets) this.#keep(visit, target, taint.of(statement.value), globals);
    }
  }

  /** What is put into an attribute or a global is there for the other methods, or functions of the module. */
  #keep(visit: Visit, target: Expression, hold: Hold, globals: ReadonlySet<string>): void {
    if (hold === undefined) return;
    const { owner, binding } = visit.unit;
    const attribute = target.kind === 'Attribute' && isSelf(target.value) ? target.attr : undefined;
    const global = target.kind === 'Name' && globals.has(target.id) ? target.id : undefined;
    if (attribute === undefined && global === undefined) return;
    const held = {
      ...NOTHING,
      ...(attribute !== undefined && { attributes: new Map([[attribute, hold]]) }),
      ...(global !== undefined && { formals: new Map([[global, hold]]) }),
    };
    const others = this.#units.filter((unit) =>
      attribute === undefined
        ? unit.binding.module === binding.module
        : unit.owner?.node === owner?.node && owner !== null,
    );
    for (const unit of others)
      this.#push({ unit, held, classes: new Map(), plugin: visit.plugin, always: false });
  }

  #read({ plugin }: Visit, taint: Taint, scope: Scope, expression: Expression): void {
    const looked = keyRead(taint, expression);
    const key = looked && readKey(this.#context, scope, looked);
    if (key) this.#add(plugin, [key]);
    if (expression.kind !== 'Attribute' || expression.attr.startsWith('__')) return;
    if (taint.of(expression.value) !== undefined)
      this.#add(plugin, [{ name: expression.attr, place: placeOf(scope.module, expression) }]);
  }

  #call(visit: Visit, taint: Taint, scope: Scope, call: Call): void {
    const given = argumentsOf(call, taint);
    if (given.every(({ hold }) => hold === undefined)) return;
    const classes = given.flatMap(({ value, ...where }) =>
      this.#classOf(visit, scope, value).map((one) => ({ ...where, class: one })),
    );
    for (const one of classes) this.#add(visit.plugin, declaredKeys(this.#context, one.class) ?? []);
    const made = this.#classOf(visit, scope, call.func)[0];
    const spread = given.find(({ at, hold }) => at === null && hold !== undefined);
    if (made !== undefined && spread !== undefined) this.#construct(visit, scope, call, made, spread.hold);
    const callees =
      made === undefined || !visit.classes.size ? this.#callables.of(call, scope, visit.unit.owner) : [];
    if (callees === 'outside' || callees === 'unknown') {
      if (!HARMLESS.has(this.#pathOf(scope, call.func))) this.#of(visit.plugin).open = true;
    } else if (callees !== 'builtin')
      for (const callee of callees) this.#enter(visit, callee, given, classes);
  }

  /** `Params(**config)`: Python itself refuses every other key. */
  #construct(visit: Visit, scope: Scope, call: Call, made: ClassValue, hold: Hold): void {
    const keys = declaredKeys(this.#context, made);
    if (keys === undefined) return;
    this.#add(visit.plugin, keys);
    if (hold === 'exact' && visit.always && visit.plugin !== null)
      this.#of(visit.plugin).only ??= {
        keys: keys.map(({ name }) => name),
        place: placeOf(scope.module, call),
      };
  }

  #enter(visit: Visit, callee: Callee, given: readonly Given[], classes: readonly Passed[]): void {
    const { node, scope } = callee.unit.binding;
    const positional = [...node.args.posOnly, ...node.args.args].slice(callee.bound);
    const known = new Set([...positional, ...node.args.kwOnly].map(({ name }) => name));
    const formals = new Map<string, Hold>();
    const keywords = new Set<string>();
    for (const { at, hold } of given) {
      if (hold === undefined) continue;
      const name = typeof at === 'number' ? positional[at]?.name : at;
      if (name === null)
        this.#add(
          visit.plugin,
          [...known].map((each) => ({ name: each, place: placeOf(scope.module, node) })),
        );
      else if (name !== undefined && known.has(name)) formals.set(name, hold);
      else if (name !== undefined) keywords.add(name);
    }
    const bound = new Map<string, ClassValue>();
    for (const one of classes) {
      const name = typeof one.at === 'number' ? positional[one.at]?.name : one.at;
      if (name !== undefined && name !== null && known.has(name)) bound.set(name, one.class);
    }
    const plugin = callee.name ?? visit.plugin;
    if (visit.plugin !== null && plugin !== null && plugin !== visit.plugin) {
      const { handsTo } = this.#of(visit.plugin);
      if (!handsTo.includes(plugin)) handsTo.push(plugin);
    }
    for (const parameter of [...positional, ...node.args.kwOnly])
      if (formals.has(parameter.name) && parameter.annotation !== null)
        for (const one of classesIn(this.#context, scope, parameter.annotation))
          this.#add(plugin, declaredKeys(this.#context, one) ?? []);
    if (formals.size + keywords.size === 0) return;
    const always = callee.name !== null || visit.always;
    this.#push({
      unit: callee.unit,
      held: { ...NOTHING, formals, keywords },
      classes: bound,
      plugin,
      always,
    });
  }

  #classOf({ classes }: Visit, scope: Scope, expression: Expression): readonly ClassValue[] {
    if (expression.kind !== 'Name' && expression.kind !== 'Attribute') return [];
    const passed = expression.kind === 'Name' ? classes.get(expression.id) : undefined;
    return passed === undefined ? classesIn(this.#context, scope, expression) : [passed];
  }

  #pathOf(scope: Scope, func: Expression): string {
    const binding = this.#context.program.resolve(scope, func);
    return binding?.kind === 'external' ? binding.path : '';
  }

  #of(plugin: string | null): Found {
    const known = this.#found.get(plugin);
    if (known !== undefined) return known;
    const made: Found = { plugin, keys: [], handsTo: [], open: false, only: null };
    this.#found.set(plugin, made);
    return made;
  }

  /** A declaration says more of a key than a look at it. */
  #add(plugin: string | null, keys: readonly PluginKey[]): void {
    if (keys.length === 0) return;
    const found = this.#of(plugin);
    for (const key of keys) {
      const at = found.keys.findIndex(({ name }) => name === key.name);
      if (at < 0) found.keys.push(key);
      else if (key.type !== undefined && found.keys[at]?.type === undefined) found.keys[at] = key;
    }
  }
}

/** An argument by its position or its keyword (`null`: `**mapping`), and what it has of the dictionary. */
interface Given {
  readonly at: number | string | null;
  readonly value: Expression;
  readonly hold: Hold;
}
interface Passed {
  readonly at: Given['at'];
  readonly class: ClassValue;
}

function argumentsOf(call: Call, taint: Taint): Given[] {
  return [
    ...call.args.map((value, at) => ({ at, value, hold: taint.of(value) })),
    ...call.keywords.flatMap(({ arg, value }): Given[] => {
      const passedOn = arg === null ? taint.passedOn(value) : [];
      if (passedOn.length > 0) return passedOn.map((at) => ({ at, value, hold: 'exact' }));
      return [{ at: arg, value, hold: taint.of(value) }];
    }),
  ];
}

/** The key, and the value taken where it is missing, of an expression that looks into the dictionary. */
function keyRead(taint: Taint, expression: Expression): readonly (Expression | undefined)[] | undefined {
  const holds = (owner: Expression | undefined): boolean =>
    owner !== undefined && taint.of(owner) !== undefined;
  if (expression.kind === 'Subscript') return holds(expression.value) ? [expression.slice] : undefined;
  if (expression.kind === 'Compare')
    return holds(expression.comparators[0]) && /^(not )?in$/.test(expression.ops[0] ?? '')
      ? [expression.left]
      : undefined;
  if (expression.kind !== 'Call') return undefined;
  const { func, args } = expression;
  if (func.kind === 'Attribute') return READS.has(func.attr) && holds(func.value) ? args : undefined;
  if (func.kind !== 'Name' || !/^(get|has)attr$/.test(func.id)) return undefined;
  return holds(args[0]) ? args.slice(1) : undefined;
}

/** Of the standard library, what looks at no key of its own. */
const HARMLESS: ReadonlySet<string> = new Set([
  'copy.copy',
  'copy.deepcopy',
  'dataclasses.asdict',
  'dataclasses.fields',
  'dataclasses.is_dataclass',
  'json.dumps',
  'json.loads',
]);
