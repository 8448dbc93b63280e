import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { UserError } from '../../src/model/error.ts';
import { Note, type NotesData } from '../../src/model/note.ts';

const SUFFIX = '.yaml';

/** Reads `codegen/notes`: one file for each class of upstream, named after it without LLaMA Factory's top package. */
export const readNotes = (dir: string): NotesData => {
  const entries = readdirSync(dir)
    .filter((name) => name.endsWith(SUFFIX))
    .sort()
    .flatMap((name) => readClass(join(dir, name), name.slice(0, -SUFFIX.length)));
  return Object.fromEntries(entries);
};

const readClass = (path: string, owner: string): [string, Note][] => {
  const parsed = z.record(z.string(), Note).safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success)
    throw new UserError({
      code: 'NOTE_MALFORMED',
      message: `${path}: ${z.prettifyError(parsed.error)}`,
      next: 'Give each note `help` (SHA-256 or null), `en` and `zh`.',
      place: path,
    });
  return Object.entries(parsed.data).map(([name, note]) => [`${owner}.${name}`, note]);
};
