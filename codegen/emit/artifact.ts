/** One file of a generated folder: `path` relative to it, with `/`. */
export interface Artifact {
  readonly path: string;
  readonly content: string;
}

/** How deep JSON is broken into lines; by top-level member where they differ. */
export type Lines = number | { readonly [member: string]: number };

/**
 * JSON with a line for each member down to `lines` levels and the rest compact: small, quick to read back, and a
 * change in one parameter is one changed line. Members keep their order.
 */
export const jsonText = (value: object, lines: Lines): string =>
  `${typeof lines === 'number' ? write(value, lines, '') : braced(Object.entries(value), (key) => lines[key] ?? 0)}\n`;

const braced = (members: readonly [string, unknown][], linesOf: (key: string) => number): string =>
  `{\n ${members.map(([key, item]) => `${JSON.stringify(key)}: ${write(item, linesOf(key), ' ')}`).join(',\n ')}\n}`;

const write = (value: unknown, lines: number, indent: string): string => {
  if (lines === 0 || typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent} `;
  const members = Array.isArray(value)
    ? value.map((item) => write(item, lines - 1, inner))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => `${JSON.stringify(key)}: ${write(item, lines - 1, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (members.length === 0) return open + close;
  return `${open}\n${inner}${members.join(`,\n${inner}`)}\n${indent}${close}`;
};
