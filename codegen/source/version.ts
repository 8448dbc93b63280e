import { join } from 'node:path';
import { readText } from './look.ts';

/**
 * `__version__` of a package folder, as upstream's own setup reads it: by its text, without running or parsing it.
 * Follows `__version__ = VERSION` and `from .extras.env import VERSION`. `undefined` where it is computed.
 */
export const packageVersion = (packageFolder: string): string | undefined =>
  assignedText(packageFolder, '__init__', '__version__', 4);

function assignedText(folder: string, module: string, name: string, depth: number): string | undefined {
  if (depth === 0) return undefined;
  const text = readText(join(folder, `${module}.py`));
  const [, quoted, alias] = new RegExp(`^${name}\\s*=\\s*(?:["']([^"']+)["']|(\\w+))`, 'm').exec(text) ?? [];
  if (quoted !== undefined) return quoted;
  const symbol = alias ?? name;
  const source = new RegExp(`^from \\.([\\w.]+) import [^\\n]*\\b${symbol}\\b`, 'm').exec(text)?.[1];
  return source && assignedText(folder, source.replaceAll('.', '/'), symbol, depth - 1);
}
