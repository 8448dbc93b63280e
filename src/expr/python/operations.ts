import type { PartialOperation, TotalOperation } from '../../model/index.ts';
import type { FileFacts } from '../environment.ts';
import * as arithmetic from './arithmetic.ts';
import { decodeUtf8, urlsafeDecode } from './bytes.ts';
import { compare, contains, equals, identical, truth } from './compare.ts';
import * as containers from './containers.ts';
import { toFloat, toInt } from './convert.ts';
import * as files from './files.ts';
import { parseJson } from './json.ts';
import { hasMethod, timedelta } from './methods.ts';
import * as pathlib from './pathlib.ts';
import * as seeds from './seeds.ts';
import { reprOf, strOf } from './text.ts';
import {
  isOutcome,
  isUnordered,
  PySet,
  PyTuple,
  Raised,
  raise,
  textOf,
  UNKNOWN,
  type Value,
} from './value.ts';

/** An operation on values that are neither unknown nor raised. What it raises has no place yet. */
export type Operation = (a: Value, b: Value, c: Value, rest: readonly Value[], files?: FileFacts) => Value;

const loads = (text: Value): Value => {
  const json = textOf(text);
  return json === undefined ? raise('TypeError') : parseJson(json);
};

const enumerate = (value: Value): Value => {
  const items = isUnordered(value) ? UNKNOWN : containers.toList(value);
  return !Array.isArray(items)
    ? (items as Value)
    : items.map((item: Value, i: number) => new PyTuple([i, item]));
};

const zip = (args: readonly Value[]): Value => {
  const lists = args.map(containers.toList);
  const wrong = lists.find((list) => list instanceof Raised);
  if (wrong instanceof Raised) return wrong;
  if (args.some(isUnordered)) return UNKNOWN;
  const rows = lists as (readonly Value[])[];
  const length = Math.min(...rows.map((row) => row.length));
  return Array.from({ length }, (_, i) => new PyTuple(rows.map((row) => row[i] as Value)));
};

const sum = (value: Value): Value => {
  const items = containers.toList(value);
  if (items instanceof Raised) return items;
  return items.reduce<Value>(
    (total, item) => (isOutcome(total) ? total : isOutcome(item) ? item : arithmetic.add(total, item)),
    0,
  );
};

const reversed = (value: Value): Value => {
  if (value instanceof PySet) return raise('TypeError');
  const items = containers.toList(value);
  return items instanceof Raised ? items : items.toReversed();
};

/** Whether a value can be called: nothing a config holds can. */
const callable = (): Value => false;

export const OPERATIONS: Readonly<Record<TotalOperation | PartialOperation, Operation>> = {
  truth,
  eq: equals,
  is: identical,
  str: strOf,
  repr: reprOf,
  callable,
  unusedKeys: containers.unusedKeys,
  lt: (a, b) => compare('lt', a, b),
  le: (a, b) => compare('le', a, b),
  gt: (a, b) => compare('gt', a, b),
  ge: (a, b) => compare('ge', a, b),
  in: contains,
  add: arithmetic.add,
  iadd: (a, b) => (Array.isArray(a) ? containers.extended(a, b) : arithmetic.add(a, b)),
  sub: arithmetic.sub,
  mul: arithmetic.mul,
  div: arithmetic.div,
  floordiv: arithmetic.floordiv,
  mod: arithmetic.mod,
  pow: arithmetic.pow,
  neg: arithmetic.neg,
  pos: arithmetic.pos,
  bitor: (a, b) => arithmetic.bits('bitor', a, b),
  bitand: (a, b) => arithmetic.bits('bitand', a, b),
  bitxor: (a, b) => arithmetic.bits('bitxor', a, b),
  abs: arithmetic.abs,
  round: (a, b) => (b === undefined ? arithmetic.round(a) : UNKNOWN),
  int: toInt,
  float: toFloat,
  len: containers.length,
  list: containers.inOrder,
  tuple: containers.toTuple,
  set: containers.toSet,
  dict: containers.toDict,
  sorted: containers.sorted,
  reversed,
  enumerate,
  range: (_a, _b, _c, args) => containers.range(args),
  zip: (_a, _b, _c, args) => zip(args),
  min: (a) => containers.extreme('lt', a),
  max: (a) => containers.extreme('gt', a),
  sum,
  'json.loads': loads,
  'base64.urlsafe_b64decode': urlsafeDecode,
  'bytes.decode': decodeUtf8,
  timedelta,
  'method of': (a, b) => hasMethod(a, b),
  getitem: containers.getItem,
  slice: (a, b, c, args) => containers.slice(a, b, c, args[3] ?? null),
  setitem: containers.setItem,
  delitem: containers.delItem,
  extraKeys: containers.extraKeys,
  'path.exists': (a, _b, _c, _rest, facts) => files.test('any', a, facts),
  'path.isfile': (a, _b, _c, _rest, facts) => files.test('file', a, facts),
  'path.isdir': (a, _b, _c, _rest, facts) => files.test('folder', a, facts),
  'path.join': (_a, _b, _c, args) => files.join(args),
  'path.expanduser': (a, _b, _c, _rest, facts) => files.expandUser(a, facts),
  'path.basename': files.basename,
  'path.dirname': files.dirname,
  'pathlib.Path': (_a, _b, _c, args) => pathlib.path(args),
  'pathlib.name': pathlib.name,
  'pathlib.stem': pathlib.stem,
  'pathlib.suffix': pathlib.suffix,
  'pathlib.parent': pathlib.parent,
  listdir: (a, _b, _c, _rest, facts) => files.list(a, facts),
  read: (a, _b, _c, _rest, facts) => files.read(a, facts),
  'omegaconf.load': (a, _b, _c, _rest, facts) => files.loadYaml(a, facts),
  'random.seed': seeds.randomSeed,
  'numpy.random.seed': seeds.numpySeed,
  'torch.manual_seed': seeds.torchSeed,
};
