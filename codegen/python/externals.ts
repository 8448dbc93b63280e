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
import { dict, external, NONE, PyDict, type PyValue, str, tuple } from './value.ts';

type Handler = (given: CallArguments, self: Interpreter, at: Site) => PyValue | undefined;

/** A call into the standard library, as far as it makes constants; everything else outside the files is unknown. */
export function callExternal(self: Interpreter, path: string, given: CallArguments, at: Site): PyValue {
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
  ['dataclasses.dataclass', same],
  ['collections.OrderedDict', (given, self, at) => ordered(callBuiltin(self, 'dict', given, at))],
  ['collections.defaultdict', ({ args: [factory] }) => dict(new PyDict(), 'defaultdict', factory ?? null)],
  ['enum.auto', () => external('enum.auto()')],
  ['enum.unique', same],
  ['copy.copy', copy],
  ['copy.deepcopy', copy],
  ['typing.cast', second],
  ['typing.NewType', second],
  ['typing.TypeVar', () => external('typing.TypeVar()')],
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
