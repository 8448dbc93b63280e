import { isScalar, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import { type ArgumentClass, type CatalogData, type Example, Json } from '../../src/model/index.ts';
import type { SourceFiles } from '../python/program.ts';

/** A config is of an entry point that knows at least this share of its keys. */
const KNOWN_SHARE = 0.5;

/** Upstream's example configs reduced to what they set. Files for other programs (accelerate, DeepSpeed) are left out. */
export const extractExamples = (
  files: SourceFiles,
  facts: Pick<CatalogData, 'classes' | 'entryPoints'>,
): readonly Example[] => {
  const entries = ordinaryEntries(facts);
  return files
    .list('examples')
    .filter((path) => /\.ya?ml$/.test(path))
    .flatMap((path) => {
      const config = readConfig(files.read(path) ?? '');
      const entry = config && entryOf(config, entries);
      return entry === undefined || config === undefined
        ? []
        : [{ path: path.slice('examples/'.length), entry, config }];
    });
};

interface Entry {
  readonly name: string;
  readonly parameters: ReadonlySet<string>;
  readonly required: readonly string[];
}

/** Variants that only another environment takes, and parsers that let everything pass, are nobody's example. */
const ordinaryEntries = ({
  classes,
  entryPoints,
}: Pick<CatalogData, 'classes' | 'entryPoints'>): readonly Entry[] => {
  const byName = new Map<string, ArgumentClass>(classes.map((one) => [one.qualname, one]));
  return entryPoints
    .filter(({ when, allowExtraKeys }) => when === null && !allowExtraKeys)
    .map((point) => {
      const parameters = point.classes.flatMap((qualname) => byName.get(qualname)?.parameters ?? []);
      return {
        name: point.name,
        parameters: new Set(parameters.filter(({ init }) => init).map(({ name }) => name)),
        required: parameters.filter(({ required }) => required).map(({ name }) => name),
      };
    });
};

/** The entry point that fits closest: fewest unknown keys, nothing missing, and no more parameters than need be. */
const entryOf = (config: Example['config'], entries: readonly Entry[]): string | undefined => {
  const keys = Object.keys(config);
  const fits = entries
    .map((entry) => ({
      entry,
      unknown: keys.filter((key) => !entry.parameters.has(key)).length,
      missing: entry.required.filter((name) => !Object.hasOwn(config, name)).length,
    }))
    .filter(({ unknown }) => keys.length > 0 && unknown <= (1 - KNOWN_SHARE) * keys.length)
    .sort(
      (a, b) =>
        a.unknown - b.unknown || a.missing - b.missing || a.entry.parameters.size - b.entry.parameters.size,
    );
  return fits[0]?.entry.name;
};

/** YAML 1.1 with OmegaConf's floats (`1e-5`), as upstream reads it; `undefined` for what is no config. */
const readConfig = (text: string): Example['config'] | undefined => {
  const document = parseDocument(text, { version: '1.1', logLevel: 'silent' });
  if (document.errors.length > 0) return undefined;
  visit(document, {
    Scalar(_, node) {
      if (isScalar(node) && node.type === 'PLAIN' && typeof node.value === 'string' && FLOAT.test(node.value))
        node.value = Number(node.value);
    },
  });
  const parsed = z.record(z.string(), Json).safeParse(document.toJS());
  return parsed.success ? parsed.data : undefined;
};

const FLOAT = /^[-+]?\d+(\.\d*)?e[-+]?\d+$/i;
