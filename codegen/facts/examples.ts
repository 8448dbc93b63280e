import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { ArgumentClass, EntryPoint, Example } from '../../src/model/catalog.ts';
import { Json } from '../../src/model/json.ts';
import type { TypeRef } from '../../src/model/type-ref.ts';
import type { SourceFiles } from '../python/program.ts';

/** The folder of a checkout or source archive where upstream keeps its examples. */
export const EXAMPLES = 'examples';

/** Upstream's example configs, each with the entry point its keys fit best; other YAML there is left out. */
export function extractExamples(
  files: SourceFiles,
  entryPoints: readonly EntryPoint[],
  classes: readonly ArgumentClass[],
): Example[] {
  const entries = entryPoints.map((entry) => entryKeys(entry, classes));
  return files.list(EXAMPLES).flatMap((path): Example[] => {
    const config = /\.(ya?ml|json)$/.test(path) ? configOf(path, files.read(path) ?? '') : undefined;
    const entry = config === undefined ? undefined : bestEntry(config, entries);
    return config === undefined || entry === undefined
      ? []
      : [{ path: path.slice(EXAMPLES.length + 1), entry, config }];
  });
}

interface EntryKeys {
  readonly name: string;
  /** Its parameters, each with whether a mapping is a value for it. */
  readonly known: ReadonlyMap<string, boolean>;
  readonly required: readonly string[];
  readonly ordinary: boolean;
  readonly open: boolean;
}

function entryKeys(entry: EntryPoint, classes: readonly ArgumentClass[]): EntryKeys {
  const parameters = classes
    .filter((item) => entry.classes.includes(item.qualname))
    .flatMap((item) => item.parameters);
  return {
    name: entry.name,
    known: new Map(parameters.map(({ name, typeRef }) => [name, takesMapping(typeRef)])),
    required: parameters.filter((parameter) => parameter.required).map((parameter) => parameter.name),
    ordinary: entry.when === null && !entry.allowExtraKeys,
    open: entry.open.length > 0,
  };
}

const takesMapping = (type: TypeRef): boolean =>
  type.kind === 'union'
    ? type.members.some(takesMapping)
    : ['dict', 'any', 'class', 'unknown'].includes(type.kind);

/** The last config read of each path: parsing YAML takes longer than all that is done with it. */
const latest = new Map<string, { readonly text: string; readonly config: ReturnType<typeof readConfig> }>();

/** The config in a file, as `readConfig` gives it. */
export function configOf(path: string, text: string): ReturnType<typeof readConfig> {
  const known = latest.get(path);
  if (known?.text === text) return known.config;
  const config = readConfig(text);
  latest.set(path, { text, config });
  return config;
}

/** YAML 1.1 as upstream reads it, as far as plain values go; `undefined` for what is no mapping of texts to JSON. */
function readConfig(text: string): Record<string, Json> | undefined {
  const document = parseDocument(text, { version: '1.1', schema: 'yaml-1.1', customTags: withoutDates });
  if (document.errors.length > 0) return undefined;
  const parsed = Config.safeParse(document.toJS({ maxAliasCount: 100 }));
  return parsed.success ? parsed.data : undefined;
}

const Config = z.record(z.string(), Json);

/** Dates stay texts in upstream's reader. */
const withoutDates = <T>(tags: T[]): T[] =>
  tags.filter(
    (tag) =>
      !(typeof tag === 'object' && tag !== null && 'tag' in tag && tag.tag === 'tag:yaml.org,2002:timestamp'),
  );

/** An open entry point takes keys nobody here knows: it fits better than one that would refuse more than this. */
const TOLERATED = 1;

/**
 * The entry point that knows most of the keys and lacks least of what it requires; of several the ordinary one, then
 * the one with the fewest parameters, which is the one most particular about them. A section that is called as a
 * parameter is none: DeepSpeed's files have one for `fp16`.
 */
function bestEntry(config: Record<string, Json>, entries: readonly EntryKeys[]): string | undefined {
  const keys = Object.keys(config);
  const isSection = (key: string): boolean => {
    const value = config[key];
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  };
  const knows = ({ known }: EntryKeys, key: string): boolean =>
    isSection(key) ? known.get(key) === true : known.has(key);
  const scored = entries.map((entry) => ({
    entry,
    unknown: entry.open ? TOLERATED + 0.5 : keys.filter((key) => !knows(entry, key)).length,
    lacking: entry.required.filter((name) => !keys.includes(name)).length,
  }));
  const fitting = scored.filter(
    ({ entry }) =>
      keys.filter((key) => knows(entry, key)).length * (entry.open ? 4 : 2) >= Math.max(1, keys.length),
  );
  fitting.sort(
    (a, b) =>
      a.unknown - b.unknown ||
      a.lacking - b.lacking ||
      Number(b.entry.ordinary) - Number(a.entry.ordinary) ||
      a.entry.known.size - b.entry.known.size,
  );
  return fitting[0]?.entry.name;
}
