import { callBuiltin } from './builtin-calls.ts';
import {
  type CallArguments,
  type Interpreter,
  isUnknown,
  PyError,
  type Site,
  unknown,
} from './interpreter.ts';
import { iterate } from './iterate.ts';
import { versionText, versionValue } from './package-version.ts';
import { truth } from './truth.ts';
import { dict, external, float, int, NONE, PyDict, type PyValue, str, tuple } from './value.ts';

type Handler = (given: CallArguments, self: Interpreter, at: Site) => PyValue | undefined;

/** A call into the standard library, as far as it makes constants; everything else outside the files is unknown. */
export function callExternal(
  self: Interpreter,
  { path, args: made }: Extract<PyValue, { type: 'external' }>,
  given: CallArguments,
  at: Site,
): PyValue {
  if (path === PARTIAL && made !== null) return callPartial(self, made, given, at);
  const handler = CALLS.get(path);
  return handler?.(given, self, at) ?? given.args.find(isUnknown) ?? unknown(at, `${path}()`);
}

const argument = (given: CallArguments, position: number, name: string): PyValue | undefined =>
  given.args[position] ?? given.keywords.get(name);

const environmentVariable: Handler = (given, self) => {
  const name = argument(given, 0, 'key');
  if (name?.type !== 'str') return undefined;
  self.asked.add(name.value);
  const set = self.world.env.get(name.value);
  return set === undefined ? (argument(given, 1, 'default') ?? NONE) : str(set);
};

/** `dataclasses.field(…)`; `default=MISSING` and `default_factory=MISSING` count as not given. */
const field: Handler = (given) => {
  const present = (name: string): PyValue | null => {
    const value = given.keywords.get(name);
    return value === undefined || (value.type === 'external' && value.path === 'dataclasses.MISSING')
      ? null
      : value;
  };
  const flag = (name: string, otherwise: boolean): boolean => {
    const value = present(name);
    return value === null ? otherwise : (truth(value) ?? otherwise);
  };
  const metadata = present('metadata');
  return {
    type: 'field',
    default: present('default'),
    factory: present('default_factory'),
    init: flag('init', true),
    kwOnly: flag('kw_only', false),
    metadata: metadata?.type === 'dict' ? metadata.entries : new PyDict(),
  };
};

/** As a call on a class; with options alone it is what takes the class. */
const makeDataclass: Handler = ({ args: [first] }, self) => {
  if (first === undefined) return external('dataclasses.dataclass');
  if (first.type === 'class') self.dataclasses.add(first.binding.node);
  return first;
};

const PARTIAL = 'functools.partial()';

const makePartial: Handler = ({ args, keywords }) => {
  const named = new PyDict();
  for (const [name, value] of keywords) named.set(str(name), value);
  return { type: 'external', path: PARTIAL, args: [...args, dict(named)] };
};

/** What a partial was made with, then what it is called with. */
function callPartial(self: Interpreter, made: readonly PyValue[], given: CallArguments, at: Site): PyValue {
  const [callee, ...first] = made.slice(0, -1);
  const named = made.at(-1);
  if (callee === undefined || named?.type !== 'dict') return unknown(at, PARTIAL);
  const keywords = new Map<string, PyValue>();
  for (const [name, value] of named.entries.items()) if (name.type === 'str') keywords.set(name.value, value);
  for (const [name, value] of given.keywords) keywords.set(name, value);
  return self.call(callee, { args: [...first, ...given.args], keywords }, at);
}

const onNumber =
  (compute: (value: number) => number, whole: boolean): Handler =>
  ({ args: [first, ...rest] }) => {
    const value = first?.type === 'float' || first?.type === 'int' ? Number(first.value) : undefined;
    if (value === undefined || rest.length > 0) return undefined;
    const made = compute(value);
    return Number.isFinite(made) ? (whole ? int(made) : float(made)) : undefined;
  };

const joinPath: Handler = ({ args }) => {
  let path = '';
  for (const arg of args) {
    if (arg.type !== 'str') return undefined;
    if (arg.value.startsWith('/') || path === '') path = arg.value;
    else path += path.endsWith('/') ? arg.value : `/${arg.value}`;
  }
  return str(path);
};

const onText =
  (compute: (text: string) => PyValue | undefined): Handler =>
  ({ args: [first] }) =>
    first?.type === 'str' ? compute(first.value) : undefined;

/** Without the margin that all lines have in common; blank lines count for nothing. */
function dedented(text: string): string {
  const lines = text.split('\n').map((line) => (/^[ \t]+$/.test(line) ? '' : line));
  const margins = lines.filter((line) => line !== '').map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  let margin = margins[0] ?? '';
  for (const other of margins) while (!other.startsWith(margin)) margin = margin.slice(0, -1);
  return lines.map((line) => line.slice(margin.length)).join('\n');
}

const extension = (text: string): number => {
  const base = text.lastIndexOf('/') + 1;
  const dot = text.lastIndexOf('.');
  return dot > base ? dot : text.length;
};

const packagePresence: Handler = ({ args: [name] }, self) => {
  const installed = name?.type === 'str' ? self.world.installed(name.value) : undefined;
  return installed === undefined ? undefined : installed ? external(`importlib.machinery.ModuleSpec`) : NONE;
};

const packageVersion: Handler = ({ args: [name] }, self) => {
  if (name?.type !== 'str') return undefined;
  if (self.world.installed(name.value) === false) throw new PyError('PackageNotFoundError', name.value);
  const version = self.world.version(name.value);
  return version === undefined ? undefined : str(version);
};

const parseVersion: Handler = ({ args: [text] }) => {
  if (text?.type !== 'str') return text !== undefined && versionText(text) !== undefined ? text : undefined;
  if (!/^v?\d/.test(text.value)) throw new PyError('InvalidVersion', text.value);
  return versionValue(text.value);
};

const copy: Handler = ({ args: [first] }) => (first === undefined ? undefined : copyDeep(first));

function copyDeep(value: PyValue): PyValue {
  if (value.type === 'list' || value.type === 'tuple')
    return { type: value.type, items: value.items.map(copyDeep) };
  if (value.type === 'set') return { ...value, items: value.items.copy() };
  if (value.type !== 'dict') return value;
  const entries = new PyDict();
  for (const [key, item] of value.entries.items()) entries.set(key, copyDeep(item));
  return dict(entries, value.of, value.factory);
}

const same: Handler = ({ args: [first] }) => first;

/** `NewType("Name", base)` is, for a reader of types, its base. */
const second: Handler = ({ args }) => args[1];

/** What `importlib.metadata.packages_distributions()` gives: import names to their distributions. */
export const DISTRIBUTIONS = 'importlib.metadata.packages_distributions()';

const CALLS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['os.getenv', environmentVariable],
  ['os.environ.get', environmentVariable],
  ['os.path.join', joinPath],
  ['os.path.basename', onText((text) => str(text.slice(text.lastIndexOf('/') + 1)))],
  ['os.path.dirname', onText((text) => str(text.slice(0, Math.max(0, text.lastIndexOf('/')))))],
  [
    'os.path.splitext',
    onText((text) => tuple([str(text.slice(0, extension(text))), str(text.slice(extension(text)))])),
  ],
  ['os.path.normpath', onText((text) => (/\/\/|(^|\/)\.\.?(\/|$)|\/$/.test(text) ? undefined : str(text)))],
  ['dataclasses.field', field],
  ['dataclasses.dataclass', makeDataclass],
  ['collections.OrderedDict', (given, self, at) => ordered(callBuiltin(self, 'dict', given, at))],
  ['collections.defaultdict', ({ args: [factory] }) => dict(new PyDict(), 'defaultdict', factory ?? null)],
  ['enum.auto', () => external('enum.auto()')],
  ['enum.unique', same],
  ['copy.copy', copy],
  ['copy.deepcopy', copy],
  ['typing.cast', second],
  ['typing.NewType', second],
  ['typing.TypeVar', () => external('typing.TypeVar()')],
  ['functools.partial', makePartial],
  ['math.floor', onNumber(Math.floor, true)],
  ['math.ceil', onNumber(Math.ceil, true)],
  ['math.sqrt', onNumber(Math.sqrt, false)],
  ['textwrap.dedent', onText((text) => str(dedented(text)))],
  ['importlib.util.find_spec', packagePresence],
  ['importlib.metadata.version', packageVersion],
  ['importlib.metadata.packages_distributions', () => external(DISTRIBUTIONS)],
  ['packaging.version.parse', parseVersion],
  ['packaging.version.Version', parseVersion],
  ['types.MappingProxyType', same],
  ['itertools.chain', ({ args }) => chain(args)],
]);

const ordered = (made: PyValue): PyValue => (made.type === 'dict' ? { ...made, of: 'OrderedDict' } : made);

function chain(args: readonly PyValue[]): PyValue | undefined {
  const parts = args.map(iterate);
  return parts.includes(undefined) ? undefined : { type: 'list', items: parts.flatMap((part) => part ?? []) };
}
