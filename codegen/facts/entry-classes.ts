import type { ArgumentClass, EntryPoint, Open } from '../../src/model/catalog.ts';
import type { Constants } from '../python/constants.ts';
import type { ClassValue, PyValue } from '../python/value.ts';
import type { FactsContext } from './context.ts';
import { compositionKey, type FoundEntry } from './entry-points.ts';
import { type ExtractedClass, extractClass, openPath } from './parameters.ts';

/** The classes of all entry points, each once, and what each entry point takes. */
export interface ClassTable {
  readonly classes: readonly ExtractedClass[];
  /** Qualified names by entry point, in order. */
  readonly byEntry: ReadonlyMap<FoundEntry, readonly string[]>;
}

/**
 * A class composed differently in the world of an entry point (another base under an environment variable) is a class
 * of its own: its name then ends with the condition, `…TrainingArguments[USE_MCA=1]`.
 */
export function collectClasses(context: FactsContext, entries: readonly FoundEntry[]): ClassTable {
  const extracted = new Map<string, ExtractedClass>();
  const byEntry = new Map<FoundEntry, readonly string[]>();
  for (const entry of entries) {
    byEntry.set(
      entry,
      entry.classes.map((item) => {
        const made = item.type === 'class' ? composed(context, entry, item) : outside(entry, item);
        if (!extracted.has(made.class.qualname)) extracted.set(made.class.qualname, made);
        return made.class.qualname;
      }),
    );
  }
  return { classes: [...extracted.values()], byEntry };
}

const memory = new WeakMap<Constants, Map<string, ExtractedClass>>();

function composed(context: FactsContext, entry: FoundEntry, item: ClassValue): ExtractedClass {
  const ordinary = compositionKey(context.constants, item) === compositionKey(entry.constants, item);
  const constants = ordinary ? context.constants : entry.constants;
  const known = memory.get(constants) ?? new Map<string, ExtractedClass>();
  memory.set(constants, known);
  const made = known.get(item.binding.qualname) ?? extractClass(context, constants, item);
  known.set(item.binding.qualname, made);
  if (ordinary) return made;
  return { ...made, class: { ...made.class, qualname: `${made.class.qualname}[${entry.when ?? ''}]` } };
}

/** A class of a package that is not here: it has a name and a place in the list, nothing else. */
function outside(entry: FoundEntry, item: PyValue): ExtractedClass {
  const path = item.type === 'external' ? item.path : 'unknown';
  const name = path.slice(path.lastIndexOf('.') + 1);
  const made: ArgumentClass = {
    qualname: path,
    name,
    place: entry.place,
    mro: [name],
    open: openPath(path),
    parameters: [],
  };
  return { class: made, help: new Map(), docs: new Map() };
}

/** Open classes of an entry point, each missing path once. */
export function openOf(classes: readonly ArgumentClass[]): EntryPoint['open'] {
  const found = new Map<string, Open>();
  for (const { open } of classes) if (open !== null) found.set(open.missing, open);
  return [...found.values()];
}
