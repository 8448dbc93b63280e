import { readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { ConfigDocument } from '../document.ts';
import { formatOf, readConfigBytes } from '../read.ts';
import type { Validator } from '../validator.ts';
import { checkValue } from '../value-check.ts';
import { readBounded } from './bounded.ts';

/** Somebody's whole home folder is no folder of configs. */
const MOST_FILES = 5000;

/** YAML and JSON files below a folder, sorted by folder; hidden ones and `node_modules` are passed over. */
export const configFilesBelow = (folder: string): string[] => {
  const found: string[] = [];
  const visit = (current: string): void => {
    for (const child of childrenOf(current)) {
      if (found.length >= MOST_FILES) return;
      if (child.name.startsWith('.') || child.name === 'node_modules') continue;
      const path = join(current, child.name);
      if (child.isDirectory()) visit(path);
      else if (/\.(ya?ml|json)$/i.test(child.name)) found.push(path);
    }
  };
  visit(folder);
  return found;
};

const childrenOf = (folder: string) => {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
};

/** The files that words name, folders opened, and those in folders that hold something else than a training config. */
export interface NamedFiles {
  readonly files: readonly string[];
  readonly others: readonly string[];
}

/**
 * Opens the folders among paths. What lies there beside configs (data sets, DeepSpeed and accelerator files) is told by
 * its keys: of a config at least half are parameters of the entry point that fits best, with values for them. What
 * cannot be read is kept, to be reported; so is a folder without any config.
 */
export const openFolders = (paths: readonly string[], cwd: string, validator: Validator): NamedFiles => {
  const others: string[] = [];
  const files = paths.flatMap((path) => {
    const folder = resolve(cwd, path);
    if (path === '-' || !isFolder(folder)) return path;
    const configs: string[] = [];
    for (const file of configFilesBelow(folder))
      (isConfig(file, validator) ? configs : others).push(join(path, relative(folder, file)));
    return configs.length > 0 ? configs : path;
  });
  return { files, others };
};

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

const isConfig = (path: string, validator: Validator): boolean => {
  let document: ConfigDocument;
  try {
    document = readConfigBytes(readBounded(path), formatOf(path));
  } catch {
    return true;
  }
  const keys = document.entries.map(({ key }) => String(key));
  if (keys.length === 0)
    return document.diagnostics.some(
      ({ severity, code }) => severity === 'error' && code !== 'not-a-mapping',
    );
  const view = validator.entryFor('auto', keys);
  const known = document.entries.filter((entry) => {
    const parameter = view.parameters.get(String(entry.key));
    return parameter?.init === true && checkValue(entry, parameter) === undefined;
  });
  return known.length * 2 >= keys.length;
};
