import type {
  CompleteResult,
  GetPromptResult,
  ReadResourceResult,
  Resource,
  ResourceTemplateType,
  Prompt as WirePrompt,
} from '@modelcontextprotocol/server';
import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError } from '@modelcontextprotocol/server';
import { type Catalog, nearest } from '../catalog/index.ts';
import { UserError } from '../model/index.ts';
import type { Prompt } from '../tools/prompt.ts';
import { parseUri, type ResourceKind, templateOf, uriOf } from '../tools/resource.ts';
import { sentence } from './calls.ts';

/** Every resource of a catalog, kind by kind. */
export const wireResources = (kinds: readonly ResourceKind[], catalog: Catalog): Resource[] =>
  kinds.flatMap((kind) =>
    kind.list(catalog).map(({ key, title, description }) => ({
      uri: uriOf(kind, key),
      name: key,
      title,
      mimeType: kind.mimeType,
      ...(description === undefined ? {} : { description }),
    })),
  );

export const wireTemplate = (kind: ResourceKind): ResourceTemplateType => ({
  uriTemplate: templateOf(kind),
  name: kind.kind,
  title: kind.title,
  description: kind.description,
  mimeType: kind.mimeType,
});

const LONGEST_URI = 1_000;

/** @throws ProtocolError -32602 for an unknown URI, and for text that is not at hand */
export function readResource(
  kinds: readonly ResourceKind[],
  catalog: Catalog,
  uri: string,
): ReadResourceResult {
  const named = uri.length > LONGEST_URI ? undefined : parseUri(kinds, uri);
  const text = named === undefined ? undefined : asked(() => named.kind.read(catalog, named.key));
  if (named === undefined || text === undefined) throw new ResourceNotFoundError(uri.slice(0, LONGEST_URI));
  return { contents: [{ uri, mimeType: named.kind.mimeType, text }] };
}

export const wirePrompt = (prompt: Prompt): WirePrompt => ({
  name: prompt.name,
  title: prompt.title,
  description: prompt.description,
  arguments: prompt.arguments.map(({ name, description, required }) => ({ name, description, required })),
});

/** @throws ProtocolError -32602 for a required argument that is missing, an unknown one, and a value that means nothing */
export function getPrompt(
  prompt: Prompt,
  catalog: Catalog,
  args: Readonly<Record<string, string>>,
): GetPromptResult {
  const names = prompt.arguments.map(({ name }) => name);
  const missing = prompt.arguments.find(({ name, required }) => required && args[name] === undefined);
  if (missing !== undefined) throw invalid(`The prompt ${prompt.name} needs the argument ${missing.name}.`);
  const unknown = Object.keys(args).find((name) => !names.includes(name));
  if (unknown !== undefined) throw notThere('argument', unknown, names);
  const given = Object.fromEntries(Object.entries(args).filter(([, value]) => value !== ''));
  const text = asked(() => prompt.build(catalog, given));
  return { description: prompt.description, messages: [{ role: 'user', content: { type: 'text', text } }] };
}

/** The protocol allows no more. */
const MOST_COMPLETIONS = 100;

/** Values that begin with what was typed, then those that contain it. */
export function completionsOf(values: readonly string[], typed: string): CompleteResult {
  const wanted = typed.toLowerCase();
  const starting = values.filter((value) => value.toLowerCase().startsWith(wanted));
  const containing = values.filter(
    (value) => !value.toLowerCase().startsWith(wanted) && value.toLowerCase().includes(wanted),
  );
  const all = [...starting, ...containing];
  const hasMore = all.length > MOST_COMPLETIONS;
  return { completion: { values: all.slice(0, MOST_COMPLETIONS), total: all.length, hasMore } };
}

/** -32602 with the nearest names. */
export function notThere(what: string, name: string, known: readonly string[]): ProtocolError {
  const near = nearest(name, known, 2);
  const next = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `There are ${known.join(', ')}.`;
  return invalid(`There is no ${what} "${name.slice(0, 80)}". ${next}`);
}

export const invalid = (message: string): ProtocolError =>
  new ProtocolError(ProtocolErrorCode.InvalidParams, message);

/** A fault of the caller becomes the protocol's error. */
function asked<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof UserError ? invalid(sentence(error)) : error;
  }
}
