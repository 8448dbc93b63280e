import { join } from 'node:path';
import { readText } from './look.ts';

/** Text of a file of the package: `extras/env.py`. Empty where there is none. */
export type ReadInPackage = (path: string) => string;

/**
 * `__version__` of a package, as upstream's own setup reads it: by its text, without running or parsing it.
 * Follows `__version__ = VERSION` and `from .extras.env import VERSION`. `undefined` where it is computed.
 */
export const versionOf = (read: ReadInPackage): string | undefined =>
  assignedText(read, '__init__', '__version__', 4);

/** The same of a package folder on disk. */
export const packageVersion = (packageFolder: string): string | undefined =>
  versionOf((path) => readText(join(packageFolder, path)));

function assignedText(read: ReadInPackage, module: string, name: string, depth: number): string | undefined {
  if (depth === 0) return undefined;
  const text = read(`${module}.py`);
  const [, quoted, alias] = new RegExp(`^${name}\\s*=\\s*(?:["']([^"']+)["']|(\\w+))`, 'm').exec(text) ?? [];
  if (quoted !== undefined) return quoted;
  const symbol = alias ?? name;
  const source = new RegExp(`^from \\.([\\w.]+) import [^\\n]*\\b${symbol}\\b`, 'm').exec(text)?.[1];
  return source && assignedText(read, source.replaceAll('.', '/'), symbol, depth - 1);
}
