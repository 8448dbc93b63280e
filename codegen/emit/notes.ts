import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { once } from '../../src/catalog/once.ts';
import { ARTIFACT } from '../../src/model/manifest.ts';
import { NotesData } from '../../src/model/note.ts';
import { readNotes } from '../notes/read.ts';
import { type Artifact, jsonText } from './artifact.ts';

/** In a build the notes lie in `notes/` beside the bundle, from source in `codegen/notes`. */
const notesFolder = (): string => {
  const candidates = ['./notes', '../notes'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`The notes are not at ${candidates.join(' or ')}`);
  return found;
};

/** Our own notes do not depend on the source: read once per process. */
export const ownNotes = once(() => NotesData.parse(readNotes(notesFolder())));

/** `notes.json`: our own words on the parameters, a line for each. */
export const emitNotes = once((): Artifact => ({ path: ARTIFACT.notes, content: jsonText(ownNotes(), 1) }));
