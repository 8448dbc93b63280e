import { dirname } from 'node:path';
import type { Environment, FileFacts } from '../../../src/expr/environment.ts';
import { fromJson } from '../../../src/expr/python/from-json.ts';
import type { Json, RulesData } from '../../../src/model/index.ts';
import { readYamlValue } from '../../../src/validate/yaml/read.ts';
import { FILES } from './bases.ts';

/** Names of everything the rules ask of the machine. */
export const atomNames = (rules: RulesData): readonly string[] =>
  [...new Set(rules.nodes.flatMap((node) => (node.op === 'atom' ? [node.name] : [])))].sort();

/** Functions of other libraries that are given what a config says: what they do with it is for them to tell. */
export const outsideNames = (rules: RulesData): readonly string[] =>
  [
    ...new Set(
      rules.entries.flatMap((entry) =>
        entry.rules.flatMap(({ kind, subject }) =>
          kind === 'mayRaise' && subject !== undefined ? [subject] : [],
        ),
      ),
    ),
  ].sort();

/** Exactly the machine and the folder that the real parser ran in; what is hidden is unknown. */
export const exactEnvironment = (
  atoms: Readonly<Record<string, Json>>,
  hidden: (name: string) => boolean = () => false,
): Environment => ({
  atom: (name) => (Object.hasOwn(atoms, name) && !hidden(name) ? fromJson(atoms[name] ?? null) : undefined),
  ...(hidden('files') ? {} : { files: FILE_FACTS }),
});

const FOLDERS = new Set(Object.keys(FILES).flatMap((path) => parentsOf(path)));

function parentsOf(path: string): string[] {
  const parent = dirname(path);
  return parent === '.' ? ['', '.'] : [parent, ...parentsOf(parent)];
}

const FILE_FACTS: FileFacts = {
  kind: (path) => {
    const clean = path.replace(/^\.\//, '').replace(/\/+$/, '');
    if (Object.hasOwn(FILES, clean)) return 'file';
    if (FOLDERS.has(clean)) return 'folder';
    return path.startsWith('/') ? undefined : 'none';
  },
  read: (path) => FILES[path],
  yaml: (path) => readYamlValue(FILES[path] ?? ''),
  list: (path) => {
    const prefix = path === '' || path === '.' ? '' : `${path}/`;
    const names = Object.keys(FILES)
      .filter((file) => file.startsWith(prefix))
      .map((file) => file.slice(prefix.length).split('/')[0] ?? '');
    return [...new Set(names)];
  },
  expandUser: (path) => (path.startsWith('~') ? undefined : path),
};
