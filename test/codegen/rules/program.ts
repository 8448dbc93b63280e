import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from '../../../codegen/python/program.ts';
import { createProgram } from '../../../codegen/python/program.ts';

/** A program of Python files given as text. */
export const programOf = (files: Readonly<Record<string, string>>): Program =>
  createProgram({
    read: (path) => files[path],
    list: (under) => Object.keys(files).filter((path) => path.startsWith(`${under}/`)),
  });

/** The miniature package beside this file: our own, with what upstream's parser does and more. */
export const miniature = (): Program => {
  const folder = join(import.meta.dirname, 'mini', 'mini');
  const names = readdirSync(folder).filter((name) => name.endsWith('.py'));
  return programOf(
    Object.fromEntries(names.map((name) => [`mini/${name}`, readFileSync(join(folder, name), 'utf8')])),
  );
};
