import type { Catalog } from '../catalog/index.ts';
import { formatPlace } from '../model/index.ts';
import { textMissing } from '../source/index.ts';
import { rules, schema } from './entry-resources.ts';
import { getParameter } from './get-parameter.ts';
import { printed } from './parameter-shape.ts';
import type { ResourceKind } from './resource.ts';

const MARKDOWN = 'text/markdown';

const parameter: ResourceKind = {
  kind: 'parameter',
  variable: 'name',
  isPath: false,
  title: 'Parameter',
  description: 'Everything known of one parameter; the same as the tool get_parameter',
  mimeType: MARKDOWN,
  list: (catalog) =>
    catalog.names.map((name) => ({
      key: name,
      title: name,
      description: catalog
        .occurrences(name)
        .map((found) => `${found.parameter.type}, ${found.parameter.owner}`)
        .filter((text, index, all) => all.indexOf(text) === index)
        .join('; '),
    })),
  read: (catalog, key) =>
    catalog.occurrences(key).length > 0 ? getParameter.call(catalog, { name: key }).markdown : undefined,
};

const composedClass: ResourceKind = {
  kind: 'class',
  variable: 'qualname',
  isPath: false,
  title: 'Argument class',
  description: 'The parameters of one composed dataclass, in the order of the source',
  mimeType: MARKDOWN,
  list: (catalog) =>
    catalog.data.classes.map(({ qualname, name, parameters, place }) => ({
      key: qualname,
      title: name,
      description: `${parameters.length} parameters, ${formatPlace(place)}`,
    })),
  read: (catalog, key) => {
    const composed = catalog.data.classes.find(({ qualname }) => qualname === key);
    if (composed === undefined) return undefined;
    const rows = composed.parameters.map(({ name, type, owner, default: value }) => {
      const unset = value.kind === 'value' ? `default ${value.repr}` : value.kind;
      return `- ${name}: ${type}, ${unset}, ${owner}`;
    });
    return [`# ${composed.qualname}`, `Bases: ${composed.mro.slice(1).join(', ')}`, ...rows].join('\n');
  },
};

const sourceFile: ResourceKind = {
  kind: 'source',
  variable: 'path',
  isPath: true,
  title: 'Source file',
  description: "One of upstream's parameter files, whole",
  mimeType: 'text/x-python',
  list: (catalog) =>
    catalog.text === undefined
      ? []
      : catalog.data.files.map(({ path, lines }) => ({
          key: path,
          title: path,
          description: `${lines} lines`,
        })),
  read: (catalog, key) => {
    if (!catalog.data.files.some(({ path }) => path === key)) return undefined;
    const text = catalog.text?.files[key];
    if (text === undefined) throw textMissing(catalog, key);
    return text;
  },
};

const constant: ResourceKind = {
  kind: 'constant',
  variable: 'qualname',
  isPath: false,
  title: 'Constant or enum',
  description: 'The whole value of a module constant, in JSON',
  mimeType: 'application/json',
  list: (catalog) =>
    catalog.data.constants.map(({ qualname, name, kind, place }) => ({
      key: qualname,
      title: name,
      description: `${kind}, ${formatPlace(place)}`,
    })),
  read: (catalog, key) => {
    const found = catalog.data.constants.find(({ qualname }) => qualname === key);
    return found === undefined ? undefined : printed(found.value ?? null);
  },
};

/** Every kind of resource. */
export const RESOURCES: readonly ResourceKind[] = [
  parameter,
  composedClass,
  schema,
  rules,
  sourceFile,
  constant,
];

/** Keys of either catalog; which of them changed is `isChanged`, a rendering of both each. */
export const keysOf = (kind: ResourceKind, before: Catalog, after: Catalog): readonly string[] => [
  ...new Set([before, after].flatMap((catalog) => kind.list(catalog).map(({ key }) => key))),
];

/** Whether the content differs; what a catalog does not list it has not. */
export function isChanged(kind: ResourceKind, key: string, before: Catalog, after: Catalog): boolean {
  const [was, is] = [listedIn(kind, before), listedIn(kind, after)];
  if (was.has(key) !== is.has(key)) return true;
  if (kind.differs !== undefined) return kind.differs(before, after);
  return kind.read(before, key) !== kind.read(after, key);
}

const listed = new WeakMap<Catalog, Map<ResourceKind, ReadonlySet<string>>>();

function listedIn(kind: ResourceKind, catalog: Catalog): ReadonlySet<string> {
  const kinds = listed.get(catalog) ?? new Map<ResourceKind, ReadonlySet<string>>();
  listed.set(catalog, kinds);
  const keys = kinds.get(kind) ?? new Set(kind.list(catalog).map(({ key }) => key));
  kinds.set(kind, keys);
  return keys;
}
