import * as build from '../../src/expr/build.ts';
import { and, ifThenElse, not, or } from '../../src/expr/logic.ts';
import type { Ref } from '../../src/model/index.ts';
import { isOneOf, namesOf, raisedAs } from './exceptions.ts';
import { described } from './label.ts';
import { asData, content, isData } from './read.ts';
import type { Run } from './run.ts';
import { data, type RaisedValue, type Value } from './value.ts';

/** The type tests of one `isinstance`: names of built-in types, classes of enums, and whether another class fits. */
export const isInstance = (run: Run, value: Value, types: Value): Ref => {
  const { table } = run;
  const held = content(run, value);
  if (held.kind === 'choice' && isData(run, held)) return isInstance(run, data(asData(run, held)), types);
  if (held.kind === 'choice') {
    const [yes, no] = [isInstance(run, held.yes, types), isInstance(run, held.no, types)];
    return or(table, and(table, held.test, yes), and(table, not(table, held.test), no));
  }
  const wanted = typeList(run, types);
  if (wanted.some(({ kind }) => kind === 'data' || kind === 'typeOf'))
    return table.add({ op: 'unknown', why: 'isinstance(…) of a type that is not known', notNone: true });
  if (held.kind === 'exception') return isException(run, held, types);
  if (held.kind === 'external')
    return table.add({ op: 'unknown', why: `isinstance(${held.path}, …)`, notNone: true });
  if (held.kind === 'config' || held.kind === 'configSubset')
    return table.literal(wanted.some(isNamed('dict')));
  if (held.kind === 'instance')
    return table.literal(wanted.some((type) => type.kind === 'class' && held.cls.mro.includes(type.cls)));
  if (held.kind === 'class') return table.literal(wanted.some(isNamed('type')));
  if (held.kind === 'sequence')
    return table.literal(wanted.some(isNamed(held.type)) || wanted.some(isNamed('Iterable')));
  if (held.kind === 'mapping')
    return table.literal(wanted.some(isNamed('dict')) || wanted.some(isNamed('Iterable')));
  if (held.kind === 'path') return table.literal(PATHS.some((name) => wanted.some(isNamed(name))));
  if (held.kind !== 'data') return table.literal(false);
  const names = wanted.flatMap((type) => {
    if (type.kind === 'builtin') return [type.name];
    if (type.kind === 'class' && type.cls.enumIndex !== null) return [`enum:${type.cls.enumIndex}`];
    return type.kind === 'external' ? (ABSTRACT[type.path.slice(type.path.lastIndexOf('.') + 1)] ?? []) : [];
  });
  if (names.length === 0 && table.node(held.ref).op === 'unknown') return held.ref;
  return described(
    run,
    { op: 'isinstance', args: [held.ref], types: names },
    build.isinstance(table, held.ref, names),
  );
};

/** In a handler: where something raised one of these. */
const isException = (run: Run, { name, caught }: RaisedValue, types: Value): Ref => {
  const { table } = run;
  const names = namesOf(run, types);
  if (caught === undefined) return table.literal(isOneOf(run, name, names));
  const ways = caught.map((item) => raisedAs(run, item, names)).filter((way) => way !== null);
  return ways.reduce((some, way) => or(table, some, way), table.literal(false));
};

/** Abstract classes of Python's library, as the types of a config's values that they take in. */
const ABSTRACT: Readonly<Record<string, readonly string[]>> = {
  Mapping: ['Mapping'],
  MutableMapping: ['Mapping'],
  Number: ['int', 'float'],
  Real: ['int', 'float'],
  Integral: ['int'],
  Sequence: ['str', 'list', 'tuple'],
  MutableSequence: ['list'],
  Set: ['set'],
  Iterable: ['str', 'list', 'tuple', 'set', 'dict'],
  Collection: ['str', 'list', 'tuple', 'set', 'dict'],
  Sized: ['str', 'list', 'tuple', 'set', 'dict'],
};

/** What the types of a config's values are called, and how each is told; the first that fits is meant. */
export const typeNames = (run: Run, of: Ref): Ref => {
  const { table } = run;
  const other = table.add({ op: 'unknown', why: 'name of a type', notNone: true });
  return ['list', 'dict', 'float', 'int', 'bool', 'str', 'NoneType'].reduce(
    (rest, name) => ifThenElse(table, isExactly(run, of, name), table.literal(name), rest),
    other,
  );
};

/** `type(value) is int`, where a bool is none. */
export const isExactly = (run: Run, of: Ref, name: string): Ref => {
  const { table } = run;
  if (name === 'NoneType') return build.is(table, of, table.literal(null));
  const fits = build.isinstance(table, of, [name]);
  return name === 'int' ? and(table, fits, not(table, build.isinstance(table, of, ['bool']))) : fits;
};

const PATHS = ['Path', 'PurePath', 'PosixPath', 'PurePosixPath', 'PathLike'] as const;

const isNamed =
  (name: string) =>
  (type: Value): boolean =>
    (type.kind === 'builtin' && (type.name === name || type.name === 'object')) ||
    (type.kind === 'external' && type.path.endsWith(`.${name}`));

const typeList = (run: Run, types: Value): readonly Value[] => {
  const held = content(run, types);
  return held.kind === 'sequence' ? held.items.flatMap((item) => typeList(run, item)) : [held];
};
