import type { FileFacts } from '../environment.ts';
import { isFloat, numberOf, PyDict, raise, textOf, UNKNOWN, type Value } from './value.ts';

const TYPE_ERROR = raise('TypeError');

/** A number would be a file descriptor: never looked at because a config says so. */
const isDescriptor = (value: Value): boolean => numberOf(value) !== undefined && !isFloat(value);

/** `os.path.exists(path)` and its kin. */
export const test = (wanted: 'file' | 'folder' | 'any', path: Value, files: FileFacts | undefined): Value => {
  const text = textOf(path);
  if (text === undefined) return isDescriptor(path) ? UNKNOWN : TYPE_ERROR;
  if (text === '' || text.includes('\0')) return false;
  const kind = files?.kind(text);
  if (kind === undefined) return UNKNOWN;
  return wanted === 'any' ? kind !== 'none' : kind === wanted;
};

/** The text of `open(path)`. */
export const read = (path: Value, files: FileFacts | undefined): Value => {
  const text = textOf(path);
  if (text === undefined) return isDescriptor(path) ? UNKNOWN : TYPE_ERROR;
  if (text === '') return raise('FileNotFoundError');
  if (text.includes('\0')) return raise('ValueError');
  const kind = files?.kind(text);
  if (kind === 'none') return raise('FileNotFoundError');
  if (kind === 'folder') return raise('IsADirectoryError');
  return (kind === 'file' ? files?.read(text) : undefined) ?? UNKNOWN;
};

/** `OmegaConf.load(path)`, which opens nothing but a path; of what it gives only containers are told. */
export const loadYaml = (path: Value, files: FileFacts | undefined): Value => {
  const name = textOf(path);
  if (name === undefined) return TYPE_ERROR;
  const text = read(path, files);
  if (typeof text !== 'string') return text;
  const value = files?.yaml?.(name);
  return value instanceof PyDict || Array.isArray(value) ? (value as Value) : UNKNOWN;
};

export const list = (path: Value, files: FileFacts | undefined): Value => {
  const text = textOf(path);
  if (text === undefined) return path === null || isDescriptor(path) ? UNKNOWN : TYPE_ERROR;
  const kind = files?.kind(text);
  if (kind === 'none') return raise('FileNotFoundError');
  if (kind === 'file') return raise('NotADirectoryError');
  return files?.list(text) ?? UNKNOWN;
};

export const join = (parts: readonly Value[]): Value => {
  const texts = parts.map(textOf);
  if (texts.some((text) => text === undefined)) return TYPE_ERROR;
  return texts.reduce<string>((path, part = '') => {
    if (part.startsWith('/')) return part;
    return path === '' || path.endsWith('/') ? path + part : `${path}/${part}`;
  }, '');
};

export const expandUser = (path: Value, files: FileFacts | undefined): Value => {
  const text = textOf(path);
  if (text === undefined) return TYPE_ERROR;
  return text.startsWith('~') ? (files?.expandUser(text) ?? UNKNOWN) : text;
};

const parts = (path: Value): [string, string] | undefined => {
  const text = textOf(path);
  if (text === undefined) return undefined;
  const at = text.lastIndexOf('/') + 1;
  const head = text.slice(0, at);
  return [/^\/+$/.test(head) ? head : head.replace(/\/+$/, ''), text.slice(at)];
};

export const dirname = (path: Value): Value => parts(path)?.[0] ?? TYPE_ERROR;
export const basename = (path: Value): Value => parts(path)?.[1] ?? TYPE_ERROR;
