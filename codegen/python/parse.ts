import type { Module } from './ast.ts';
import { LineTable, readTree } from './cst.ts';
import { lowerBlock } from './lower-statement.ts';
import { Lowering } from './lowering.ts';

/**
 * Python source text to Python's own syntax tree. Synchronous; `loadGrammar()` must have been awaited.
 * Total: text that is no Python gives a Module with `faults` and `Unparsed` where they are.
 */
export function parseModule(text: string): Module {
  // A byte order mark belongs to no line.
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const lines = new LineTable(source);
  if (isTooLarge(source)) return tooLarge(source, lines);
  const { root, faults } = readTree(source, lines);
  return { body: lowerBlock(root, new Lowering(source, lines)), faults };
}

/** Longer than any file people write: what machines made would take minutes and gigabytes, and holds no argument. */
const MAX_LENGTH = 2_000_000;

export const isTooLarge = (text: string): boolean => text.length > MAX_LENGTH;

function tooLarge(source: string, lines: LineTable): Module {
  const span = lines.span(0, source.length);
  const text = `${source.length} characters`;
  return { body: [{ kind: 'Unparsed', ...span, syntax: 'TOO_LARGE', text }], faults: [{ ...span, text }] };
}
