import * as build from '../../src/expr/build.ts';
import { conjuncts, not } from '../../src/expr/logic.ts';
import { repr } from '../../src/expr/python/text.ts';
import type { PartialOperation, Ref } from '../../src/model/index.ts';
import { fieldsAsDict } from './attributes.ts';
import { isMachineLibrary } from './boundary.ts';
import { forEach } from './branch.ts';
import { opened } from './builtins.ts';
import { deepCopy, shallowCopy } from './copies.ts';
import { emit, failIf, force } from './emit-item.ts';
import type { Frame } from './frame.ts';
import { STANDARD_LOGGER } from './loggers.ts';
import { pathOf } from './paths.ts';
import { joinProcessGroup, processGroup } from './process-group.ts';
import { allocate, asData, asText, constant, content, isData, notUnderstood, unlooked } from './read.ts';
import { lookForRefusals } from './refusals.ts';
import type { Arguments, Run } from './run.ts';
import { environmentKey, select } from './state.ts';
import { type Data, data, type External, external, sequence, type Value } from './value.ts';

type Handler = (run: Run, frame: Frame, args: Arguments, at: number) => Value;

const first = (run: Run, { positional, named }: Arguments): Value =>
  positional[0] ?? [...named.values()][0] ?? constant(run, null);

/** A function that the run computes, or that refuses some values. */
const computed =
  (op: PartialOperation, forced = false, read: typeof asData = asData): Handler =>
  (run, frame, args, at) => {
    const values = args.positional.length > 0 ? args.positional : [...args.named.values()];
    const ref = build.operation(
      run.table,
      op,
      values.map((value) => read(run, value)),
      at,
    );
    if (forced) force(run, frame, ref, at);
    return data(ref);
  };

/** The same of a function that takes text or a path. */
const onPath = (op: PartialOperation, forced = false): Handler => computed(op, forced, asText);

/** A file is known by its text; reading JSON from it parses that. */
const jsonLoad: Handler = (run, _frame, args, at) =>
  allocate(run, data(build.operation(run.table, 'json.loads', [asData(run, first(run, args))], at)));

const getenv: Handler = (run, _frame, args, at) => {
  const [name, otherwise] = args.positional;
  const known = name === undefined ? undefined : run.table.valueOf(asData(run, name));
  const missing = otherwise ?? args.named.get('default') ?? constant(run, null);
  if (typeof known !== 'string') return notUnderstood(run, at, 'environment variable with a computed name');
  const outer = inherited(run, known);
  const written = run.store.get(environmentKey(known)) ?? outer;
  const inForce = written.kind === 'absent' ? outer : written;
  const isMissing = build.is(run.table, asData(run, inForce), run.table.literal(null));
  return select(run.table, isMissing, missing, inForce);
};

/** What a variable holds when the process begins. */
const inherited = (run: Run, name: string): Value => {
  const assumed = run.assumed.get(name);
  if (assumed !== undefined) return constant(run, assumed);
  if (run.looking === null) return data(run.table.add({ op: 'atom', name: `env:${name}` }));
  if (!run.looking.has(name)) run.looking.set(name, ++run.order);
  return constant(run, null);
};

const fieldOf: Handler = (run, _frame, { named }) => {
  const metadata = named.get('metadata');
  const init = named.get('init');
  return {
    kind: 'field',
    name: '',
    default: unlessMissing(named.get('default')),
    factory: unlessMissing(named.get('default_factory')),
    metadata: metadata === undefined ? null : unlooked(run, metadata),
    init: init === undefined || run.table.valueOf(asData(run, init)) !== false,
  };
};

const unlessMissing = (value: Value | undefined): Value | null =>
  value === undefined || (value.kind === 'external' && value.path === 'dataclasses.MISSING') ? null : value;

const fieldsOf: Handler = (run, _frame, args, at) => {
  const held = content(run, first(run, args));
  const cls = held.kind === 'class' || held.kind === 'instance' ? held.cls : null;
  return cls?.fields == null
    ? notUnderstood(run, at, 'fields of what is no dataclass')
    : sequence('tuple', cls.fields);
};

const isDataclass: Handler = (run, _frame, args) => {
  const held = content(run, first(run, args));
  return constant(run, (held.kind === 'class' || held.kind === 'instance') && held.cls.fields !== null);
};

const asDict: Handler = (run, frame, args, at) => {
  const held = content(run, first(run, args));
  return held.kind === 'instance' && held.cls.fields !== null
    ? allocate(run, fieldsAsDict(run, held))
    : atomOf(run, frame, 'dataclasses.asdict', args, at);
};

/** `replace(object, field=…)`: another object made of its fields. */
const replaced: Handler = (run, frame, args, at) => {
  const held = content(run, first(run, args));
  if (held.kind !== 'instance' || held.cls.fields === null)
    return atomOf(run, frame, 'dataclasses.replace', args, at);
  const kept = held.cls.fields
    .filter(({ init }) => init)
    .map(({ name }) => [name, run.attribute(frame, held, name, at, null)] as const);
  const named = new Map([...kept, ...args.named]);
  return run.call(frame, { kind: 'class', cls: held.cls }, { positional: [], named, spread: null }, at);
};

const warn: Handler = (run, frame, args, at) => {
  emit(run, frame, at, { kind: 'warning', message: asData(run, first(run, args)) });
  return constant(run, null);
};

/** `require_version("vllm>=0.4.3", hint)`: a package that must be there. */
const requirement: Handler = (run, frame, args, at) => {
  const wanted = run.table.valueOf(asData(run, first(run, args)));
  if (typeof wanted !== 'string') return notUnderstood(run, at, 'requirement with a computed name');
  const value = run.table.add({ op: 'atom', name: `package:${wanted}` });
  emit(run, frame, at, { kind: 'requirement', exception: 'ImportError', subject: wanted, value });
  return constant(run, null);
};

/** The version of a package that is among the files, as it says itself. */
export const versionOf = (run: Run, name: string): string | undefined => {
  const module = run.program.module(name);
  const own = module && run.program.lookup(module, '__version__');
  const value = own?.kind === 'value' ? run.table.valueOf(asData(run, run.bindingValue(own))) : undefined;
  return typeof value === 'string' ? value : undefined;
};

const installedVersion: Handler = (run, frame, args, at) => {
  const name = run.table.valueOf(asData(run, first(run, args)));
  const version = typeof name === 'string' ? versionOf(run, name) : undefined;
  return version === undefined
    ? atomOf(run, frame, 'importlib.metadata.version', args, at)
    : constant(run, version);
};

const parseVersion: Handler = (run, frame, args, at) => {
  const text = run.table.valueOf(asData(run, first(run, args)));
  return typeof text === 'string'
    ? { kind: 'version', text }
    : atomOf(run, frame, 'packaging.version.parse', args, at);
};

const partial: Handler = (run, _frame, { positional, named }) => {
  const [callee = constant(run, null), ...rest] = positional;
  return { kind: 'partial', callee, positional: rest, named };
};

const newPath: Handler = (run, frame, { positional }, at) => pathOf(run, frame, positional, at);

/** Of `Literal[…]` its values; of any other annotation they cannot be told. */
const typeArguments: Handler = (run, frame, args, at) => {
  const held = first(run, args);
  return held.kind === 'literals'
    ? sequence('tuple', held.items)
    : atomOf(run, frame, 'typing.get_args', args, at);
};

const identity: Handler = (run, _frame, args) => first(run, args);

/** Answers of a process group, which torch refuses where there is none. */
const ofGroup =
  (path: string): Handler =>
  (run, frame, args, at) => {
    failIf(run, frame, not(run.table, processGroup(run)), at, 'ValueError');
    return atomOf(run, frame, path, args, at);
  };

const joinGroup: Handler = (run, frame, args, at) => {
  const result = atomOf(run, frame, 'torch.distributed.init_process_group', args, at);
  joinProcessGroup(run);
  return result;
};

/**
 * What of the libraries is modelled: what upstream's parser uses to read files, JSON and the environment, and what
 * refuses values with an exception. Whatever else it calls cannot be told.
 */
const HANDLERS: Readonly<Record<string, Handler>> = {
  'json.loads': (run, frame, args, at) => allocate(run, computed('json.loads')(run, frame, args, at)),
  'json.load': jsonLoad,
  'base64.urlsafe_b64decode': computed('base64.urlsafe_b64decode', true),
  'omegaconf.OmegaConf.load': (run, frame, args, at) =>
    allocate(run, onPath('omegaconf.load', true)(run, frame, args, at)),
  'omegaconf.OmegaConf.to_container': identity,
  'io.open': (run, frame, args, at) => opened(run, frame, first(run, args), at),
  'os.getenv': getenv,
  'os.environ.get': getenv,
  'os.listdir': onPath('listdir'),
  'os.path.exists': onPath('path.exists'),
  'os.path.isfile': onPath('path.isfile'),
  'os.path.isdir': onPath('path.isdir'),
  'os.path.join': onPath('path.join'),
  'os.path.expanduser': onPath('path.expanduser'),
  'os.path.basename': onPath('path.basename'),
  'os.path.dirname': onPath('path.dirname'),
  'os.fspath': (run, _frame, args) => data(asText(run, first(run, args))),
  'pathlib.Path': newPath,
  'pathlib.PosixPath': newPath,
  'pathlib.PurePath': newPath,
  'pathlib.PurePosixPath': newPath,
  'datetime.timedelta': computed('timedelta', true),
  'random.seed': computed('random.seed', true),
  'numpy.random.seed': computed('numpy.random.seed', true),
  'torch.manual_seed': computed('torch.manual_seed', true),
  'torch.distributed.is_initialized': (run) => data(processGroup(run)),
  'torch.distributed.init_process_group': joinGroup,
  'torch.distributed.get_world_size': ofGroup('torch.distributed.get_world_size'),
  'torch.distributed.get_rank': ofGroup('torch.distributed.get_rank'),
  'dataclasses.asdict': asDict,
  'dataclasses.replace': replaced,
  'dataclasses.field': fieldOf,
  'dataclasses.fields': fieldsOf,
  'dataclasses.is_dataclass': isDataclass,
  'functools.partial': partial,
  'typing.get_args': typeArguments,
  'functools.partialmethod': partial,
  'weakref.ref': (run, _frame, args) => ({ kind: 'reference', to: first(run, args) }),
  'copy.copy': (run, _frame, args) => shallowCopy(run, first(run, args)),
  'copy.deepcopy': (run, _frame, args) => deepCopy(run, first(run, args)),
  'warnings.warn': warn,
  'logging.getLogger': () => STANDARD_LOGGER,
  'importlib.metadata.version': installedVersion,
  'packaging.version.parse': parseVersion,
  'packaging.version.Version': parseVersion,
  'transformers.utils.versions.require_version': requirement,
};

/** Calls something of a library. */
export const callExternal = (
  run: Run,
  frame: Frame,
  callee: External,
  args: Arguments,
  at: number,
): Value => {
  const handler = Object.hasOwn(HANDLERS, callee.path) ? HANDLERS[callee.path] : undefined;
  if (handler !== undefined) return handler(run, frame, args, at);
  lookForRefusals(run, callee.path, args, at);
  return onEachText(run, callee.path, args, (each) => outside(run, frame, callee.path, each, at));
};

/** More ways than that for an argument to be are not told apart. */
const MAX_WAYS = 4;

/**
 * What asks the machine is asked with each constant that its only argument may be: `torch.device("cuda:0" if … else
 * "cpu")`.
 */
const onEachText = (run: Run, path: string, args: Arguments, call: (args: Arguments) => Value): Value => {
  const [only, ...more] = args.positional;
  if (only?.kind !== 'data' || more.length + args.named.size > 0 || args.spread !== null) return call(args);
  const ways = leaves(run, only);
  const isWorthIt = ways.length <= MAX_WAYS && ways.some(({ ref }) => run.table.valueOf(ref) !== undefined);
  return isMachineLibrary(path) && isWorthIt
    ? forEach(run, asChoice(run, only), (one) => call({ ...args, positional: [one] }))
    : call(args);
};

const leaves = (run: Run, { ref }: Data): readonly Data[] => {
  const node = run.table.node(ref);
  return node.op === 'if' ? node.args.slice(1).flatMap((arg) => leaves(run, data(arg))) : [data(ref)];
};

const asChoice = (run: Run, value: Data): Value => {
  const node = run.table.node(value.ref);
  if (node.op !== 'if') return value;
  const [test, yes, no] = node.args as [Ref, Ref, Ref];
  return { kind: 'choice', test, yes: asChoice(run, data(yes)), no: asChoice(run, data(no)) };
};

/**
 * A call that is not interpreted. Given constants only, it asks the machine: an atom named by the call. Given what
 * the config says, its result cannot be told, and it may refuse it.
 */
export const outside = (run: Run, frame: Frame, path: string, args: Arguments, at: number): Value => {
  const handler = Object.hasOwn(HANDLERS, path) ? HANDLERS[path] : undefined;
  return handler === undefined ? atomOf(run, frame, path, args, at) : handler(run, frame, args, at);
};

const atomOf = (run: Run, frame: Frame, path: string, args: Arguments, at: number): Value => {
  const texts = [...args.positional, ...args.named.values()].map((value) => argumentText(run, value));
  const isClass = /(^|\.)[A-Z]\w*$/.test(path);
  if (args.spread === null && texts.every((text) => text !== null)) {
    return external(`${path}(${isClass ? '' : texts.filter((text) => text !== '').join(', ')})`, true);
  }
  if (conjuncts(run.table, run.path).some((part) => run.table.valueOf(part) === undefined)) {
    emit(run, frame, at, { kind: 'mayRaise', subject: path });
  }
  if (isClass && isMachineLibrary(path)) return external(`${path}()`, true);
  return data(run.table.add({ op: 'unknown', why: `${path}()`, notNone: false, at }));
};

/** An argument as part of an atom's name; `''` for things of the program, `null` for what a config has a say in. */
const argumentText = (run: Run, value: Value): string | null => {
  const held = content(run, value);
  if (held.kind === 'external') return held.path;
  if (held.kind === 'path') return argumentText(run, data(held.text));
  if (!isData(run, held)) return held.kind === 'choice' ? null : '';
  const known = run.table.valueOf(asData(run, held));
  return known === undefined ? null : repr(known);
};
