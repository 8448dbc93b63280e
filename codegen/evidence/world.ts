import type { Expression } from '../python/ast.ts';
import type { PyModule } from '../python/program.ts';
import { classNamesIn, mentionsClass } from './evaluate.ts';
import type { ArgumentNames } from './frame.ts';
import { homeOf, importedModules, importedNames, type Modules } from './imports.ts';
import type { World } from './reach.ts';
import { scanned } from './scan.ts';
import type { ClassScan, FunctionScan } from './sites.ts';

/** What the facts say of the entry point whose parameters are followed. */
export interface ArgumentFacts {
  readonly parameters: ReadonlySet<string>;
  readonly classes: ReadonlySet<string>;
  /** What the parser's callers unpack its result into, with the class of each. */
  readonly named: ReadonlyMap<string, string>;
}

interface Tables {
  readonly modules: ReadonlyMap<string, PyModule>;
  readonly functions: ReadonlyMap<string, FunctionScan>;
  readonly classes: ReadonlyMap<string, ClassScan>;
  readonly constants: ReadonlyMap<string, Expression>;
}

/** Links scanned modules into one program: names to definitions, classes to bases, attributes to what they hold. */
export const linkWorld = (modules: Modules, members: readonly PyModule[], facts: ArgumentFacts): World => {
  const tables = tabulate(members);
  const holders = learnHolders([...tables.functions.values()], facts.classes, facts.named);
  const definers = definersByMethod(tables);
  const locate = memoised((module: string, name: string) => locateName(modules, tables, module, name));
  const derived = derivedAttributes(tables, facts, holders);
  const classNamed = (from: { module: string }, name: string): ClassScan | undefined =>
    tables.classes.get(locate(from.module, name) ?? '');
  const bases = new Map<ClassScan, { scanned: readonly ClassScan[]; foreign: boolean }>();
  const basesOf = (one: ClassScan, depth = 0): { scanned: readonly ClassScan[]; foreign: boolean } => {
    const known = bases.get(one);
    if (known !== undefined) return known;
    const found =
      depth > 12
        ? { scanned: [], foreign: true }
        : lineage(one, (base) => basesOf(base, depth + 1), classNamed);
    bases.set(one, found);
    return found;
  };
  return {
    functions: tables.functions,
    classes: tables.classes,
    arguments: { ...facts, holders },
    functionNamed: (from, name) =>
      from.stores.has(name) ? undefined : tables.functions.get(locate(from.module, name) ?? ''),
    classNamed: (from, name) => (from.stores.has(name) ? undefined : classNamed(from, name)),
    constantNamed: (from, name) => {
      const key = locate(from.module, name);
      const expr = key === undefined ? undefined : tables.constants.get(key);
      const home = tables.functions.get(`${key?.split(':')[0]}:<module>`);
      return expr === undefined || home === undefined ? undefined : { expr, home };
    },
    derived: (attr, of) => derived.get(`${of ?? ''}.${attr}`),
    basesOf: (one) => basesOf(one).scanned,
    hasForeignBase: (one) => basesOf(one).foreign,
    isModule: (from, name) => {
      const member = tables.modules.get(from.module);
      return member !== undefined && importedModules(member).has(name);
    },
    definers: (method) => definers.get(method)?.classes ?? [],
    methodsNamed: (name) => definers.get(name)?.methods ?? [],
  };
};

interface Definers {
  readonly classes: ClassScan[];
  readonly methods: FunctionScan[];
}

const definersByMethod = ({ classes, functions }: Tables): ReadonlyMap<string, Definers> => {
  const found = new Map<string, Definers>();
  for (const one of classes.values())
    for (const name of new Set(one.methods)) {
      const definers = found.get(name) ?? { classes: [], methods: [] };
      found.set(name, definers);
      definers.classes.push(one);
      const method = functions.get(`${one.key}.${name}`);
      if (method !== undefined) definers.methods.push(method);
    }
  return found;
};

/** By the one and then the other: one key of both would be a new text for each of a million questions. */
const memoised = (find: (a: string, b: string) => string | undefined): typeof find => {
  const known = new Map<string, Map<string, string | null>>();
  return (a, b) => {
    const within = known.get(a) ?? new Map<string, string | null>();
    if (within.size === 0) known.set(a, within);
    const before = within.get(b);
    if (before !== undefined) return before ?? undefined;
    const found = find(a, b);
    within.set(b, found ?? null);
    return found;
  };
};

const tabulate = (members: readonly PyModule[]): Tables => {
  const functions = new Map<string, FunctionScan>();
  const classes = new Map<string, ClassScan>();
  const constants = new Map<string, Expression>();
  for (const module of members) {
    const scan = scanned(module);
    for (const fn of scan.functions) functions.set(fn.key, merged(functions.get(fn.key), fn));
    for (const one of scan.classes) classes.set(one.key, one);
    for (const statement of module.ast.body) {
      if (statement.kind !== 'Assign' && statement.kind !== 'AnnAssign') continue;
      const target = statement.kind === 'Assign' ? statement.targets[0] : statement.target;
      if (target?.kind === 'Name' && statement.value !== null)
        constants.set(`${module.name}:${target.id}`, statement.value);
    }
  }
  return { modules: new Map(members.map((module) => [module.name, module])), functions, classes, constants };
};

/** A name defined twice (under `if` and `else`) is either: what happens in both may happen. */
const merged = (before: FunctionScan | undefined, fn: FunctionScan): FunctionScan =>
  before === undefined
    ? fn
    : {
        ...before,
        uses: [...before.uses, ...fn.uses],
        calls: [...before.calls, ...fn.calls],
        mentions: [...before.mentions, ...fn.mentions],
        writes: [...before.writes, ...fn.writes],
        dumps: [...before.dumps, ...fn.dumps],
      };

/** Key of the definition that a name in a module means, through imports. */
const locateName = (
  modules: Modules,
  tables: Tables,
  module: string,
  name: string,
  hops = 0,
): string | undefined => {
  const key = `${module}:${name}`;
  if (tables.functions.has(key) || tables.classes.has(key) || tables.constants.has(key)) return key;
  const member = tables.modules.get(module);
  const imported = member === undefined || hops > 8 ? undefined : importedNames(member).get(name);
  const home = imported === undefined ? undefined : homeOf(modules, imported);
  if (home === undefined || home.name === '') return undefined;
  return locateName(modules, tables, home.from, home.name, hops + 1);
};

const BUILTIN_BASES = new Set([
  'object',
  'ABC',
  'Enum',
  'str',
  'int',
  'dict',
  'list',
  'Exception',
  'Generic',
  'Protocol',
]);

const lineage = (
  one: ClassScan,
  basesOf: (base: ClassScan) => { scanned: readonly ClassScan[]; foreign: boolean },
  classNamed: (from: { module: string }, name: string) => ClassScan | undefined,
): { scanned: readonly ClassScan[]; foreign: boolean } => {
  const scannedBases: ClassScan[] = [];
  let foreign = false;
  for (const base of one.bases) {
    const name = base.kind === 'Name' ? base.id : base.kind === 'Attribute' ? base.attr : '';
    const found = base.kind === 'Name' ? classNamed(one, name) : undefined;
    if (found === undefined || found === one) {
      if (!BUILTIN_BASES.has(name)) foreign = true;
      continue;
    }
    const above = basesOf(found);
    scannedBases.push(found, ...above.scanned);
    const package_ = (module: string): string => module.split('.')[0] ?? '';
    foreign ||= above.foreign || package_(found.module) !== package_(one.module);
  }
  return { scanned: scannedBases, foreign };
};

/**
 * Names under which arguments objects go about: what the parser's result is unpacked into, formals that are mostly
 * annotated with one of their classes, and the attributes such formals are stored in. Upstream's trainers inherit `self.args` from packages that are not read.
 */
export const learnHolders = (
  functions: readonly FunctionScan[],
  classes: ReadonlySet<string>,
  named: ReadonlyMap<string, string>,
): ArgumentNames['holders'] => {
  const votes = new Map<string, { as: number; other: number; classes: Set<string> }>();
  for (const { node } of functions) {
    for (const { name, annotation } of node === null
      ? []
      : [...node.args.posOnly, ...node.args.args, ...node.args.kwOnly]) {
      if (annotation === null) continue;
      const vote = votes.get(name) ?? { as: 0, other: 0, classes: new Set<string>() };
      votes.set(name, vote);
      if (mentionsClass(annotation, classes)) {
        vote.as += 1;
        for (const found of classNamesIn(annotation)) if (classes.has(found)) vote.classes.add(found);
      } else vote.other += 1;
    }
  }
  const holders = new Map<string, string | null>(named);
  for (const [name, vote] of votes) {
    const [only, ...more] = vote.classes;
    if (vote.as > vote.other) holders.set(name, more.length === 0 ? (only ?? null) : null);
  }
  for (const { writes } of functions)
    for (const { attr, value } of writes)
      if (value?.kind === 'Name' && holders.has(value.id) && !holders.has(attr))
        holders.set(attr, holders.get(value.id) ?? null);
  return holders;
};

/**
 * Attributes assigned once and unconditionally: on arguments objects (`use_ref_model`), keyed `.attr`, and on `self` of
 * any other class, keyed `Class.attr`.
 */
const derivedAttributes = (
  { functions }: Tables,
  { classes, parameters }: ArgumentFacts,
  holders: ArgumentNames['holders'],
): ReadonlyMap<string, { expr: Expression; home: FunctionScan }> => {
  const found = new Map<string, { expr: Expression; home: FunctionScan } | null>();
  for (const fn of functions.values()) {
    for (const { receiver, attr, value, path } of fn.writes) {
      if (parameters.has(attr)) continue;
      const isSelf = receiver.kind === 'Name' && receiver.id === 'self' && fn.owner !== null;
      const isArguments = isSelf
        ? classes.has(fn.owner ?? '')
        : receiver.kind === 'Name' && holders.has(receiver.id);
      if (!isSelf && !isArguments) continue;
      const key = `${isArguments ? '' : fn.owner}.${attr}`;
      found.set(key, found.has(key) || path !== null || value === null ? null : { expr: value, home: fn });
    }
  }
  return new Map([...found].flatMap(([key, one]) => (one === null ? [] : [[key, one]])));
};
