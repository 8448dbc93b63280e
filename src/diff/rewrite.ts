import type { UpgradeStep } from './upgrade.ts';

/** Where a top-level key and its value stand; lines and columns from 1, the end exclusive. */
export interface KeyPlace {
  readonly key: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** Last line of the value. */
  readonly lastLine: number;
}

/**
 * The text of a YAML config with renamed keys written anew and removed ones commented out. Everything else, comments,
 * order and line endings included, stays as it is.
 */
export const rewriteConfig = (
  text: string,
  places: readonly KeyPlace[],
  steps: readonly UpgradeStep[],
  label: string,
): string => {
  const lines = text.split('\n');
  // From the end, so that added lines do not move what is still to be changed.
  for (const place of places.toSorted((a, b) => b.line - a.line)) {
    const step = steps.find((each) => each.key === place.key);
    if (step?.kind === 'renamed') rename(lines, place, step.to);
    if (step?.kind === 'removed') commentOut(lines, place, label);
  }
  return lines.join('\n');
};

const rename = (lines: string[], { line, column, endColumn }: KeyPlace, to: string): void => {
  const before = lines[line - 1];
  if (before !== undefined)
    lines[line - 1] = `${before.slice(0, column - 1)}${to}${before.slice(endColumn - 1)}`;
};

const commentOut = (lines: string[], { line, lastLine }: KeyPlace, label: string): void => {
  for (let at = line; at <= lastLine; at++) lines[at - 1] = `# ${lines[at - 1] ?? ''}`;
  const ending = lines[line - 1]?.endsWith('\r') ? '\r' : '';
  lines.splice(line - 1, 0, `# Not in LLaMA Factory ${label}:${ending}`);
};
