import type { ArgumentClass, EntryPoint } from '../../src/model/catalog.ts';
import type { TypeRef } from '../../src/model/type-ref.ts';

type EnumRef = Extract<TypeRef, { kind: 'enum' }>;

/** The identifiers that `schemas.ts` exports. One namespace: no two things share one. */
export interface Names {
  /** By qualified name. */
  readonly classes: ReadonlyMap<string, string>;
  readonly enums: ReadonlyMap<string, string>;
  /** By entry point: `train` to `TrainConfig`. */
  readonly entries: ReadonlyMap<string, string>;
}

/**
 * A class keeps its short name when it is the first to have it; a later one of the same name is told apart by the
 * first segment of its path that differs (`llamafactory.v1.config.ModelArguments` becomes `V1ModelArguments`).
 */
export const chooseNames = (
  entries: readonly EntryPoint[],
  classes: readonly ArgumentClass[],
  enums: readonly EnumRef[],
): Names => {
  const taken = new Map<string, string>();
  const choose = (qualname: string, wanted: string): [string, string] => {
    const name = freeName(qualname, identifier(wanted), taken);
    taken.set(name, qualname);
    return [qualname, name];
  };
  return {
    entries: new Map(entries.map(({ name }) => choose(name, `${pascalCase(name)}Config`))),
    classes: new Map(classes.map(({ qualname, name }) => choose(qualname, name))),
    enums: new Map(enums.map(({ qualname, name }) => choose(qualname, name))),
  };
};

const freeName = (qualname: string, wanted: string, taken: ReadonlyMap<string, string>): string => {
  const holder = taken.get(wanted);
  if (holder === undefined && wanted !== 'z') return wanted;
  const theirs = (holder ?? '').split('.');
  const differing = qualname.split('.').find((segment, index) => segment !== theirs[index]);
  const prefixed = identifier(`${pascalCase(differing ?? '')}${wanted}`);
  if (prefixed !== wanted && !taken.has(prefixed)) return prefixed;
  for (let number = 2; ; number++) if (!taken.has(`${wanted}${number}`)) return `${wanted}${number}`;
};

/** `train_mca` to `TrainMca`. */
const pascalCase = (name: string): string =>
  name
    .split(/[^\p{ID_Continue}]|_/u)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** Python lets a name hold letters that TypeScript lets it hold as well; what begins with a digit gets a `_`. */
const identifier = (name: string): string =>
  name.replace(/[^\p{ID_Continue}$]/gu, '_').replace(/^(?=\d)/, '_');

/** Every enum that a field's type mentions, once, in the order of the fields. */
export const enumsOf = (classes: readonly ArgumentClass[]): EnumRef[] => {
  const found = new Map<string, EnumRef>();
  const visit = (type: TypeRef): void => {
    if (type.kind === 'enum' && !found.has(type.qualname)) found.set(type.qualname, type);
    for (const part of partsOf(type)) visit(part);
  };
  for (const { parameters } of classes) for (const { typeRef } of parameters) visit(typeRef);
  return [...found.values()];
};

const partsOf = (type: TypeRef): readonly TypeRef[] => {
  switch (type.kind) {
    case 'list':
    case 'set':
      return [type.item];
    case 'dict':
      return [type.key, type.value];
    case 'tuple':
      return type.items;
    case 'union':
      return type.members;
    default:
      return [];
  }
};
