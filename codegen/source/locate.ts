import { basename, dirname, resolve } from 'node:path';
import type { SourceContext } from './context.ts';
import { findInstalled } from './environment.ts';
import { findPackage, repoOf, requirePackage } from './layout.ts';
import { importPath } from './python.ts';

/** Where a source lies, before anything of it is read. */
export interface Location {
  readonly kind: 'checkout' | 'environment';
  readonly packageFolder: string;
  /** What people call the place: the repo root, else the package folder. */
  readonly path: string;
}

export type Located = { readonly found: Location } | { readonly looked: readonly string[] };

/** Folders in which a checkout is looked for, after `LLAMA_FACTORY_PATH`. */
const USUAL_PLACES = ['git_ignore_folder/LLaMA-Factory', 'LLaMA-Factory', '../LLaMA-Factory'];

/**
 * LLaMA Factory's source: `LLAMA_FACTORY_PATH`, the usual folders from `cwd`, then the active Python environment, where
 * it is located and never imported. Throws where `LLAMA_FACTORY_PATH` names something else; a source that is nowhere
 * is an answer, with the places looked at.
 */
export async function locateSource(context: SourceContext): Promise<Located> {
  const named = context.env.LLAMA_FACTORY_PATH;
  if (named) return { found: locationAt(named, 'LLAMA_FACTORY_PATH', context) };
  const places = USUAL_PLACES.map((place) => resolve(context.cwd, place));
  for (const place of places) {
    const packageFolder = findPackage(place);
    if (packageFolder) return { found: checkout(packageFolder) };
  }
  const folders = await importPath(context);
  const installed = findInstalled(folders);
  if (installed) return { found: { kind: 'environment', packageFolder: installed, path: installed } };
  return { looked: ['LLAMA_FACTORY_PATH (not set)', ...places, ...folders] };
}

/** A source that the user named. Throws `SOURCE_MISSING`, `SOURCE_NOT_LLAMA_FACTORY`. */
export const locationAt = (path: string, namedBy: string, context: SourceContext): Location =>
  checkout(requirePackage(resolve(context.cwd, path), namedBy));

function checkout(packageFolder: string): Location {
  const path = repoOf(packageFolder);
  const isSite = /^(site|dist)-packages$/.test(basename(dirname(packageFolder)));
  const kind = path === undefined && isSite ? 'environment' : 'checkout';
  return { kind, packageFolder, path: path ?? packageFolder };
}
