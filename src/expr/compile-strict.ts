import type { ExprNode } from '../model/index.ts';
import type { Machine, Thunk } from './machine.ts';
import { equals } from './python/compare.ts';
import { isInstance, setOf } from './python/containers.ts';
import { callMethod, callMutator } from './python/methods.ts';
import { OPERATIONS } from './python/operations.ts';
import { formatValue, reprOf, strOf } from './python/text.ts';
import { isOutcome, PyDict, PyTuple, Raised, UNKNOWN, type Value } from './python/value.ts';

type Strict = Exclude<
  ExprNode,
  {
    op:
      | 'const'
      | 'config'
      | 'input'
      | 'given'
      | 'atom'
      | 'unknown'
      | 'variable'
      | 'not'
      | 'and'
      | 'or'
      | 'if'
      | 'raises'
      | 'collect'
      | 'fold';
  }
>;

/** Runs an operation on values; UNKNOWN has been dealt with. What it raises has no place yet. */
type Run = (args: readonly Value[]) => Value;

/** Nodes whose parts are all computed first: a part that raises is their value, an unknown one makes them unknown. */
export const compileStrict = (machine: Machine, node: Strict, args: readonly Thunk[]): Thunk => {
  const at = 'at' in node ? node.at : undefined;
  const place = placer(at);
  if (node.op === 'eq') return equality(args[0] as Thunk, args[1] as Thunk);
  const run = runnerOf(machine, node, at);
  const tolerant = toleratesUnknown(node);
  if (args.length === 1) return unary(args[0] as Thunk, run, place, tolerant(0));
  return () => {
    const values: Value[] = [];
    let unknown = false;
    for (let i = 0; i < args.length; i++) {
      const value = (args[i] as Thunk)();
      if (value instanceof Raised) return value;
      if (value === UNKNOWN && !tolerant(i)) unknown = true;
      values.push(value);
    }
    return unknown ? UNKNOWN : place(run(values));
  };
};

const unary =
  (operand: Thunk, run: Run, place: (value: Value) => Value, tolerant: boolean): Thunk =>
  () => {
    const value = operand();
    if (value instanceof Raised || (value === UNKNOWN && !tolerant)) return value;
    return place(run([value]));
  };

const equality =
  (left: Thunk, right: Thunk): Thunk =>
  () => {
    const a = left();
    if (a instanceof Raised) return a;
    const b = right();
    if (typeof a === 'string' && typeof b === 'string') return a === b;
    return b instanceof Raised ? b : equals(a, b);
  };

/** Gives what is raised its place. The same operation raises the same thing again, so it is made once. */
const placer = (at: number | undefined): ((value: Value) => Value) => {
  const made = new Map<string, Raised>();
  return (value) => {
    if (!(value instanceof Raised) || value.at >= 0) return value;
    let raised = made.get(value.exception);
    if (raised === undefined) {
      raised = new Raised(value.exception, at ?? -1);
      made.set(value.exception, raised);
    }
    return raised;
  };
};

const VALUE_POSITION: Readonly<Record<string, number>> = {
  setitem: 2,
  append: 1,
  insert: 2,
  setdefault: 2,
  get: 2,
};

/** Which parts may be unknown because they are only put into a container. */
const toleratesUnknown = (node: Strict): ((index: number) => boolean) => {
  if (node.op === 'newList' || node.op === 'newTuple') return () => true;
  if (node.op === 'newDict') return (index) => index % 2 === 1;
  const name = node.op === 'mutated' || node.op === 'method' ? node.name : node.op;
  const position = VALUE_POSITION[name];
  return (index) => index === position;
};

const runnerOf = (machine: Machine, node: Strict, at: number | undefined): Run => {
  switch (node.op) {
    case 'newList':
      return (args) => [...args];
    case 'newTuple':
      return (args) => new PyTuple([...args]);
    case 'newSet':
      return setOf;
    case 'newDict':
      return newDict;
    case 'format':
      return formatter(node.text, node.conversions, node.specs);
    case 'isinstance':
      return typeTest(machine, node.types);
    case 'member':
      return memberOf(machine, node.enum);
    case 'carried': {
      const { index } = node;
      return ([state]) => (Array.isArray(state) ? (state[index] as Value) : UNKNOWN);
    }
    case 'method': {
      const { name } = node;
      return ([receiver, ...rest]) => callMethod(name, receiver as Value, rest);
    }
    case 'mutated': {
      const { name } = node;
      return ([receiver, ...rest]) => callMutator(name, receiver as Value, rest);
    }
    case 'read':
    case 'listdir':
      return fileAccess(machine, node.op, at);
    default:
      return operationOf(machine, node.op);
  }
};

const operationOf = (machine: Machine, op: keyof typeof OPERATIONS): Run => {
  const operation = OPERATIONS[op];
  return (args) => operation(args[0] as Value, args[1] as Value, args[2] as Value, args, machine.files);
};

/** A file of which nothing is known may not be there. */
const fileAccess = (machine: Machine, op: 'read' | 'listdir', at: number | undefined): Run => {
  const access = operationOf(machine, op);
  const missing = new Raised('FileNotFoundError', at ?? -1);
  return (args) => {
    const result = access(args);
    return result === UNKNOWN ? machine.maybe(missing) : result;
  };
};

const newDict: Run = (args) => {
  const dict = new PyDict();
  for (let i = 0; i < args.length; i += 2) dict.set(args[i] as Value, args[i + 1] as Value);
  return dict;
};

const typeTest = (machine: Machine, types: readonly string[]): Run => {
  const names = types.map((type) =>
    type.startsWith('enum:') ? (machine.data.enums[Number(type.slice(5))]?.name ?? type) : type,
  );
  return ([value]) => names.some((name) => isInstance(value as Value, name));
};

const memberOf = (machine: Machine, index: number): Run => {
  const members = machine.enums.members(index);
  return ([value]) => members.find((one) => equals(one.value, value as Value) === true) ?? UNKNOWN;
};

const formatter = (
  text: readonly string[],
  conversions: readonly string[],
  specs: readonly string[],
): Run => {
  const format = (value: Value, i: number): Value => {
    const converted = conversions[i] === 'r' ? reprOf(value) : conversions[i] === 's' ? strOf(value) : value;
    return isOutcome(converted) ? converted : formatValue(converted, specs[i] ?? '');
  };
  return (args) => {
    const parts = args.map(format);
    const outcome = parts.find((part) => typeof part !== 'string');
    return outcome ?? (text[0] ?? '') + parts.map((part, i) => String(part) + (text[i + 1] ?? '')).join('');
  };
};
