import type { Catalog } from '../catalog/index.ts';
import { sourceOf } from '../tools/source.ts';
import type { CommandRequest } from './command.ts';

const WIDTH = 100;
/** A cell longer than this does not widen its column. */
const WIDEST = 44;

/** A value as YAML shows it; `?` where it is not known. Small numbers as people write them: `5e-5`. */
export const printValue = (value: unknown): string => {
  if (value === undefined) return '?';
  if (value === '') return "''";
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && value !== 0 && Math.abs(value) < 1e-3) return value.toExponential();
  return JSON.stringify(value);
};

/** Rows with aligned cells, each column painted. The last column is not padded. */
export const columns = (
  table: readonly (readonly string[])[],
  paints: readonly ((text: string) => string)[],
): readonly string[] => {
  const widths = paints.map((_, column) =>
    Math.max(...table.map((row) => Math.min(row[column]?.length ?? 0, WIDEST)), 0),
  );
  return table.map((row) =>
    paints
      .map((paint, column) => {
        const cell = row[column] ?? '';
        const padding =
          column === paints.length - 1 ? '' : ' '.repeat(Math.max(0, (widths[column] ?? 0) - cell.length));
        return `${paint(cell)}${padding}`;
      })
      .join('  ')
      .replace(/^/, '  ')
      .trimEnd(),
  );
};

/** Text in lines of at most 100 characters; line breaks in it are kept. */
export const wrap = (text: string, indent = ''): readonly string[] =>
  text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && indent.length + line.length + 1 + word.length > WIDTH) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    return [...lines, line].map((each) => `${indent}${each}`);
  });

/** Which LLaMA Factory an answer speaks of, and what is missing. */
export const sourceLine = (catalog: Catalog, paint: CommandRequest['paint']): string => {
  const { label, transformers, notice } = sourceOf(catalog);
  const from = transformers === null ? label : `${label}, transformers ${transformers}`;
  return [paint.dim(`Source: ${from}.`), ...(notice === undefined ? [] : wrap(notice).map(paint.dim))].join(
    '\n',
  );
};
