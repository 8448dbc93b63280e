import type { Note, NotesData, ParameterNote } from '../model/note.ts';
import type { Parameter } from '../model/parameter.ts';

/** Looks notes up by parameter; `null` where nobody has written one. */
export type NoteOf = (parameter: Parameter) => ParameterNote | null;

/**
 * Notes over a catalog whose top package is `topPackage` (`llamafactory`, formerly `llmtuner`). A field that moved to
 * another class or module keeps its note as long as one note alone has its name outside the `v1` argument system.
 */
export const noteLookup = (notes: NotesData, topPackage: string): NoteOf => {
  const byName = new Map<string, Note[]>();
  for (const [key, note] of Object.entries(notes)) {
    if (isSecondSystem(key)) continue;
    const name = lastPart(key);
    byName.set(name, [...(byName.get(name) ?? []), note]);
  }
  return (parameter) => {
    const key = noteKey(parameter.textKey, topPackage);
    const moved = isSecondSystem(key) ? [] : (byName.get(parameter.name) ?? []);
    const note = Object.hasOwn(notes, key) ? notes[key] : moved.length === 1 ? moved[0] : undefined;
    if (note === undefined) return null;
    return { en: note.en, zh: note.zh, stale: note.help !== parameter.helpHash };
  };
};

/** `llamafactory.hparams.data_args.DataArguments.template` to `hparams.data_args.DataArguments.template`. */
export const noteKey = (textKey: string, topPackage: string): string =>
  textKey.startsWith(`${topPackage}.`) ? textKey.slice(topPackage.length + 1) : textKey;

/** The `v1` argument system reuses names with other meanings. */
const isSecondSystem = (key: string): boolean => /^v\d+\./.test(key);

const lastPart = (key: string): string => key.slice(key.lastIndexOf('.') + 1);
