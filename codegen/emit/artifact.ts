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
  `${typeof lines === 'number' ? valueText(value, lines, '') : braced(Object.entries(value), (key) => lines[key] ?? 0)}\n`;

const braced = (members: readonly [string, unknown][], linesOf: (key: string) => number): string =>
  `{\n ${members.map(([key, item]) => memberText(key, valueText(item, linesOf(key), ' '))).join(',\n ')}\n}`;

/** How deep a member of the top level is broken into lines. */
export const memberLines = (lines: Lines, key: string): number =>
  typeof lines === 'number' ? lines - 1 : (lines[key] ?? 0);

export const memberText = (key: string, text: string): string => `${JSON.stringify(key)}: ${text}`;

/** A value that stands at `indent`. */
export const valueText = (value: unknown, lines: number, indent: string): string => {
  if (lines === 0 || typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent} `;
  const members = Array.isArray(value)
    ? value.map((item) => valueText(item, lines - 1, inner))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => memberText(key, valueText(item, lines - 1, inner)));
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (members.length === 0) return open + close;
  return `${open}\n${inner}${members.join(`,\n${inner}`)}\n${indent}${close}`;
};
