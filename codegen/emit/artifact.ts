/** One file of a generated folder: `path` relative to it, with `/`. */
export interface Artifact {
  readonly path: string;
  readonly content: string;
}

/**
 * JSON with a line for each member down to `lines` levels and the rest compact: small, quick to read back, and a
 * change in one parameter is one changed line. Members keep their order.
 */
export const jsonText = (value: unknown, lines: number): string => `${write(value, lines, '')}\n`;

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
