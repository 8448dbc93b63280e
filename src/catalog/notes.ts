import type { Note, NotesData, ParameterNote } from '../model/note.ts';
import type { Parameter } from '../model/parameter.ts';

/** What our notes hold on parameters. */
export interface NoteLookup {
  /** `null` where nobody has written one. */
  readonly note: (parameter: Parameter) => ParameterNote | null;
  /** What people call it, phrases separated by `,` and `;`; empty where nobody has written any. */
  readonly words: (parameter: Parameter) => string;
}

/**
 * Notes over a catalog whose top package is `topPackage` (`llamafactory`, formerly `llmtuner`). A field that moved to
 * another class or module keeps its note as long as one note alone has its name outside the `v1` argument system.
 */
export const noteLookup = (notes: NotesData, topPackage: string): NoteLookup => {
  const byName = new Map<string, Note[]>();
  for (const [key, note] of Object.entries(notes)) {
    if (isSecondSystem(key)) continue;
    const name = lastPart(key);
    byName.set(name, [...(byName.get(name) ?? []), note]);
  }
  const find = (parameter: Parameter): Note | undefined => {
    const key = noteKey(parameter.textKey, topPackage);
    const moved = isSecondSystem(key) ? [] : (byName.get(parameter.name) ?? []);
    return Object.hasOwn(notes, key) ? notes[key] : moved.length === 1 ? moved[0] : undefined;
  };
  return {
    note: (parameter) => {
      const note = find(parameter);
      return note === undefined
        ? null
        : { en: note.en, zh: note.zh, stale: note.help !== parameter.helpHash };
    },
    words: (parameter) => find(parameter)?.words ?? '',
  };
};

/** `llamafactory.hparams.data_args.DataArguments.template` to `hparams.data_args.DataArguments.template`. */
export const noteKey = (textKey: string, topPackage: string): string =>
  textKey.startsWith(`${topPackage}.`) ? textKey.slice(topPackage.length + 1) : textKey;

/** The `v1` argument system reuses names with other meanings. */
const isSecondSystem = (key: string): boolean => /^v\d+\./.test(key);

const lastPart = (key: string): string => key.slice(key.lastIndexOf('.') + 1);
