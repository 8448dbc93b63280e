import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Language, Language as LanguageLoader, Parser } from 'web-tree-sitter';
import { UserError } from '../../src/model/error.ts';

/** tree-sitter's parser with the Python grammar, and its tables by numeric id. */
export interface Grammar {
  readonly parser: Parser;
  /** Node type by type id; unnamed tokens carry their own text. */
  readonly types: readonly (string | null)[];
  readonly named: readonly boolean[];
  readonly fields: readonly (string | null)[];
}

let loaded: Grammar | undefined;
let loading: Promise<Grammar> | undefined;

/** Loads the WASM runtime and grammar, once per process. Everything after it is synchronous. */
export async function loadGrammar(): Promise<void> {
  loading ??= load();
  await loading;
}

/** The loaded grammar; a bug (not a user's fault) if `loadGrammar` was not awaited first. */
export function grammar(): Grammar {
  if (loaded === undefined) throw new Error('loadGrammar() must be awaited before parsing');
  return loaded;
}

async function load(): Promise<Grammar> {
  // A copy of its own: a view into Node's pooled buffers is not accepted everywhere.
  const wasmBinary = new Uint8Array(readWasm('web-tree-sitter.wasm', 'web-tree-sitter/web-tree-sitter.wasm'));
  await Parser.init({ wasmBinary: wasmBinary.buffer });
  const language = await LanguageLoader.load(
    new Uint8Array(readWasm('tree-sitter-python.wasm', 'tree-sitter-python/tree-sitter-python.wasm')),
  );
  const parser = new Parser();
  parser.setLanguage(language);
  loaded = { parser, ...tables(language) };
  return loaded;
}

function tables(language: Language): Omit<Grammar, 'parser'> {
  const ids = Array.from({ length: language.nodeTypeCount }, (_, id) => id);
  const fieldIds = Array.from({ length: language.fieldCount + 1 }, (_, id) => id);
  return {
    types: ids.map((id) => language.nodeTypeForId(id)),
    named: ids.map((id) => language.nodeTypeIsNamed(id)),
    fields: fieldIds.map((id) => (id === 0 ? null : language.fieldNameForId(id))),
  };
}

/** In a build the files lie in `wasm/` beside or above the bundle; from source they are in their npm packages. */
function readWasm(file: string, specifier: string): Buffer {
  for (const relative of [`./wasm/${file}`, `../wasm/${file}`, `../../wasm/${file}`]) {
    const path = fileURLToPath(new URL(relative, import.meta.url));
    if (existsSync(path)) return readFileSync(path);
  }
  try {
    return readFileSync(createRequire(import.meta.url).resolve(specifier));
  } catch (cause) {
    throw new UserError({
      code: 'GRAMMAR_NOT_FOUND',
      message: `The Python grammar file ${file} is neither beside the program nor among its packages.`,
      next: 'Install the package again: npm install llamafactory-params',
      cause,
    });
  }
}
