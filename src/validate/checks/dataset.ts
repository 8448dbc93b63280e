import { nearest } from '../../catalog/nearest.ts';
import type { FileFacts } from '../../expr/environment.ts';
import type { Diagnostic } from '../../model/index.ts';
import { diagnose } from '../diagnose.ts';
import type { ConfigEntry } from '../document.ts';
import type { EntryView } from '../entry-view.ts';
import type { ConfigCheck } from '../knowledge.ts';

const DATASET_KEYS = ['dataset', 'eval_dataset'] as const;
const REGISTRY = 'dataset_info.json';

/**
 * `dataset` and `eval_dataset` against `dataset_info.json` of the folder that `dataset_dir` names, where that file can
 * be read. Mirrors `data/parser.py:get_dataset_list`.
 */
export const datasetCheck: ConfigCheck = (entries, view, { files }) => {
  const set = DATASET_KEYS.filter((key) => entries.has(key) && view.takes(key));
  if (set.length === 0 || files === undefined) return [];
  const folder = folderOf(entries, view);
  const known = folder === undefined ? undefined : registeredIn(folder, files);
  if (folder === undefined || known === undefined) return [];
  return set.flatMap((key) => {
    const entry = entries.get(key);
    return entry === undefined ? [] : strangers(key, entry, folder, known);
  });
};

const folderOf = (entries: ReadonlyMap<string, ConfigEntry>, view: EntryView): string | undefined => {
  const fallback = view.parameters.get('dataset_dir')?.default;
  const given =
    entries.get('dataset_dir')?.value ?? (fallback?.kind === 'value' ? fallback.value : undefined);
  // `ONLINE` and `REMOTE:…` name no folder.
  return typeof given === 'string' && given !== 'ONLINE' && !given.startsWith('REMOTE:') ? given : undefined;
};

/** The registry read last: the configs of one folder share it. */
let last: { readonly text: string; readonly names: ReadonlySet<string> | undefined } | undefined;

const registeredIn = (folder: string, files: FileFacts): ReadonlySet<string> | undefined => {
  const path = `${folder.replace(/\/+$/, '')}/${REGISTRY}`;
  const text = files.kind(path) === 'file' ? files.read(path) : undefined;
  if (text === undefined) return undefined;
  if (last?.text !== text) last = { text, names: namesIn(text) };
  return last.names;
};

const namesIn = (text: string): ReadonlySet<string> | undefined => {
  try {
    const registry: unknown = JSON.parse(text);
    return typeof registry === 'object' && registry !== null ? new Set(Object.keys(registry)) : undefined;
  } catch {
    return undefined;
  }
};

const strangers = (
  key: string,
  entry: ConfigEntry,
  folder: string,
  known: ReadonlySet<string>,
): readonly Diagnostic[] => {
  const { value, valueSpan } = entry;
  const names = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  return names
    .filter((name) => typeof name === 'string')
    .map((name: string) => name.trim())
    .filter((name) => name !== '' && !known.has(name))
    .map((name) => {
      const near = nearest(name, known);
      const question = near.length === 0 ? '' : ` Did you mean ${near.slice(0, 3).join(' or ')}?`;
      return diagnose(
        'unknown-dataset',
        `${folder}/${REGISTRY} describes no data set "${name}".${question}`,
        {
          key,
          ...valueSpan,
          ...(near.length > 0 && { suggestions: [...near] }),
        },
      );
    });
};
