import type { Catalog } from '../catalog/index.ts';
import { nearest } from '../catalog/index.ts';
import { UserError } from '../model/error.ts';
import type { SourceFile } from '../model/index.ts';
import { type Page, type PageRequest, pageOf } from './page.ts';

/** What a file has to say at a glance. */
export interface FileEntry {
  readonly path: string;
  readonly lines: number;
  /** Classes declared in it whose fields an entry point takes. */
  readonly classes: readonly string[];
  /** How many parameters it declares. */
  readonly parameters: number;
}

/** Upstream's parameter files, in the catalog's order: all that `readFile` reads. */
export function listFiles(catalog: Catalog): readonly FileEntry[] {
  const owners = new Map<string, Set<string>>();
  const names = new Map<string, Set<string>>();
  for (const { parameters } of catalog.data.classes)
    for (const { place, owner, name } of parameters) {
      owners.set(place.path, (owners.get(place.path) ?? new Set()).add(owner));
      names.set(place.path, (names.get(place.path) ?? new Set()).add(name));
    }
  return catalog.data.files.map(({ path, lines }) => ({
    path,
    lines,
    classes: [...(owners.get(path) ?? [])],
    parameters: names.get(path)?.size ?? 0,
  }));
}

export interface FilePage extends Page<string> {
  readonly path: string;
  /** Files that the name asked for could also mean. */
  readonly others: readonly string[];
}

/**
 * Lines of one of the catalog's own files. A name is looked up in that list and never given to the file system, so
 * that no spelling of a path (`../`, absolute, encoded, with a NUL, through a link) leads anywhere else.
 * @throws UserError `UNKNOWN_FILE`, `TEXT_MISSING`
 */
export function readFile(catalog: Catalog, name: string, request: PageRequest): FilePage {
  const [file, ...others] = filesNamed(catalog, name);
  if (file === undefined) throw unknownFile(catalog, name);
  const text = catalog.text?.files[file.path];
  if (text === undefined) throw textMissing(catalog, file.path);
  const page = pageOf(linesOf(text), request, (line) => line.length + 1);
  return { ...page, path: file.path, others: others.map((other) => other.path) };
}

/** By whole path, or by its end from a folder on, with or without `.py` and the `src/` of a checkout. */
function filesNamed(catalog: Catalog, name: string): readonly SourceFile[] {
  const asked = name.replace(/^(\.\/)?(src\/)?/, '').replace(/\.py$/, '');
  if (asked === '') return [];
  const bare = ({ path }: SourceFile): string => path.replace(/\.py$/, '');
  const whole = catalog.data.files.filter((file) => bare(file) === asked);
  return whole.length > 0 ? whole : catalog.data.files.filter((file) => bare(file).endsWith(`/${asked}`));
}

const linesOf = (text: string): readonly string[] => {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
};

function unknownFile(catalog: Catalog, name: string): UserError {
  const paths = catalog.data.files.map((file) => file.path);
  const shown = JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);
  return new UserError({
    code: 'UNKNOWN_FILE',
    message: `${shown} is none of the files that can be read.`,
    next: `There are ${paths.join(', ')}.`,
    suggestions: nearest(name, paths, 3),
  });
}

export const textMissing = (catalog: Catalog, what: string): UserError =>
  new UserError({
    code: 'TEXT_MISSING',
    message: `The text of ${what} is not at hand: this is a catalog of facts only.`,
    next: textCommand(catalog),
  });

/** What makes upstream's own sentences available: one command. */
export const textCommand = (catalog: Catalog): string =>
  `Run \`llamafactory-params codegen --release ${catalog.source.llamafactory}\` (or set LLAMA_FACTORY_PATH to a checkout of LLaMA Factory) and restart.`;
