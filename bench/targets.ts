/** One line of SPEC's targets, measured. */
export interface Target {
  readonly what: string;
  readonly measured: string;
  readonly target: string;
  readonly met: boolean;
}

/** What one part of the benchmark found. */
export interface Found {
  readonly tables: readonly string[];
  readonly targets: readonly Target[];
}

type Cell = string | number;

export const markdown = (head: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

export const targetTable = (targets: readonly Target[]): string =>
  markdown(
    ['target', 'measured', 'wanted', 'met'],
    targets.map(({ what, measured, target, met }) => [what, measured, target, met ? 'yes' : 'NO']),
  );

export const atLeast = (what: string, measured: number, wanted: number, unit = ''): Target => ({
  what,
  measured: `${round(measured)}${unit}`,
  target: `at least ${wanted}${unit}`,
  met: measured >= wanted,
});

export const atMost = (what: string, measured: number, wanted: number, unit = ''): Target => ({
  what,
  measured: `${round(measured)}${unit}`,
  target: `at most ${wanted}${unit}`,
  met: measured <= wanted,
});

export const round = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);

export const quantile = (numbers: readonly number[], share: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(share * (numbers.length - 1))] ?? Number.NaN;

/** Of an even count the mean of the two in the middle. */
export const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
};
