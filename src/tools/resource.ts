import type { Catalog } from '../catalog/index.ts';

/** The scheme of every resource: `llamafactory://parameter/lora_rank`. */
export const SCHEME = 'llamafactory';

/** A resource of one kind, as lists show it. */
export interface ResourceEntry {
  /** What stands for the template's variable: `lora_rank`, `llamafactory/hparams/parser.py`. */
  readonly key: string;
  readonly title: string;
  readonly description?: string;
}

/** All resources of one kind: a template with one variable, what can stand for it, and how to read one. */
export interface ResourceKind {
  /** First segment of the URI. */
  readonly kind: string;
  /** The template's variable. */
  readonly variable: string;
  /** The variable may contain slashes. */
  readonly isPath: boolean;
  readonly title: string;
  readonly description: string;
  readonly mimeType: string;
  list(catalog: Catalog): readonly ResourceEntry[];
  /** `undefined` for a key that is not listed. Throws UserError where one is known and cannot be read. */
  read(catalog: Catalog, key: string): string | undefined;
  /** Whether what both catalogs list may read differently; left out, each is read and compared. */
  differs?(before: Catalog, after: Catalog): boolean;
}

export const templateOf = ({ kind, variable, isPath }: ResourceKind): string =>
  `${SCHEME}://${kind}/{${isPath ? '+' : ''}${variable}}`;

export const uriOf = ({ kind, isPath }: ResourceKind, key: string): string =>
  `${SCHEME}://${kind}/${isPath ? key.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(key)}`;

/** The kind and key that a URI names; `undefined` for one of no such form. */
export function parseUri(
  kinds: readonly ResourceKind[],
  uri: string,
): { readonly kind: ResourceKind; readonly key: string } | undefined {
  for (const kind of kinds) {
    const start = `${SCHEME}://${kind.kind}/`;
    if (!uri.startsWith(start)) continue;
    const key = decoded(uri.slice(start.length));
    return key === undefined || key === '' ? undefined : { kind, key };
  }
  return undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
