import type { Catalog } from '../catalog/index.ts';
import { nearest, plainSpelling } from '../catalog/index.ts';
import { UserError } from '../model/error.ts';
import { formatPlace } from '../model/format-place.ts';
import type { Constant, Json } from '../model/index.ts';
import { type Page, type PageRequest, pageOf } from './page.ts';

/** A constant in a list: the value only where it is short. */
export interface ConstantEntry {
  readonly name: string;
  readonly qualname: string;
  readonly kind: Constant['kind'];
  readonly at: string;
  /** Members of an enum, list or mapping; 1 for a plain value. */
  readonly size: number;
  readonly value?: Json;
}

/** Longest value, as JSON, that a list of constants shows. */
const SHORT = 120;

export function listConstants(catalog: Catalog, request: PageRequest): Page<ConstantEntry> {
  return pageOf(catalog.data.constants.map(entryOf), request, (entry) => JSON.stringify(entry).length);
}

function entryOf(constant: Constant): ConstantEntry {
  const { name, qualname, kind, place, value } = constant;
  const short = value !== undefined && JSON.stringify(value).length <= SHORT;
  const entry = { name, qualname, kind, at: formatPlace(place), size: membersOf(value).length };
  return short ? { ...entry, value } : entry;
}

/** One member of a constant: `key` for enums and mappings. */
export interface Member {
  readonly key?: string;
  readonly value: Json;
}

export interface ConstantPage extends Page<Member> {
  readonly entry: ConstantEntry;
  /** Qualified names of other constants that are called the same. */
  readonly others: readonly string[];
}

/**
 * The members of one constant, by its name or qualified name in any spelling.
 * @throws UserError `UNKNOWN_CONSTANT`
 */
export function readConstant(catalog: Catalog, name: string, request: PageRequest): ConstantPage {
  const plain = plainSpelling(name);
  const [found, ...others] = catalog.data.constants.filter(
    (constant) => plainSpelling(constant.name) === plain || constant.qualname === name,
  );
  if (found === undefined) throw unknownConstant(catalog, name);
  const page = pageOf(membersOf(found.value), request, (member) => JSON.stringify(member).length);
  return { ...page, entry: entryOf(found), others: others.map((other) => other.qualname) };
}

function membersOf(value: Json | undefined): readonly Member[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.map((each) => ({ value: each }));
  if (typeof value !== 'object' || value === null) return [{ value }];
  return Object.entries(value).map(([key, each]) => ({ key, value: each }));
}

function unknownConstant(catalog: Catalog, name: string): UserError {
  const names = [...new Set(catalog.data.constants.map((constant) => constant.name))];
  const near = nearest(name, names, 3);
  return new UserError({
    code: 'UNKNOWN_CONSTANT',
    message: `There is no constant ${JSON.stringify(name.slice(0, 100))}.`,
    next: near.length > 0 ? `Did you mean ${near.join(', ')}?` : 'Leave `name` out to list all of them.',
    suggestions: near,
  });
}
