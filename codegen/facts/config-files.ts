import { posix } from 'node:path';
import type { ConfigFile, Example } from '../../src/model/catalog.ts';
import type { Json } from '../../src/model/json.ts';
import type { SourceFiles } from '../python/program.ts';
import { configOf, EXAMPLES } from './examples.ts';

/**
 * Config files for others (DeepSpeed, accelerate) that upstream ships among its examples: those that a parameter of an
 * example names by path, and their neighbours that are no examples themselves.
 */
export function extractConfigFiles(files: SourceFiles, examples: readonly Example[]): ConfigFile[] {
  const paths = files.list(EXAMPLES);
  const known = new Set(paths);
  const own = new Set(examples.map(({ path }) => posix.join(EXAMPLES, path)));
  const folders = new Map<string, Set<string>>();
  for (const { config } of examples) {
    for (const [parameter, value] of Object.entries(config)) {
      for (const path of textsIn(value).map((text) => posix.normalize(text))) {
        if (!known.has(path) || own.has(path)) continue;
        const folder = posix.dirname(path);
        folders.set(folder, (folders.get(folder) ?? new Set()).add(parameter));
      }
    }
  }
  return paths.flatMap((path): ConfigFile[] => {
    const parameters = folders.get(posix.dirname(path));
    const config =
      parameters === undefined || own.has(path) ? undefined : configOf(path, files.read(path) ?? '');
    return parameters === undefined || config === undefined
      ? []
      : [{ path: posix.relative(EXAMPLES, path), parameters: [...parameters].sort(), config }];
  });
}

/** Every text in a value: `v1` nests its plugins' settings. */
const textsIn = (value: Json): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};
