/** One observation: features, and whether the thing happened. */
export interface Observation {
  readonly features: readonly number[];
  readonly happened: boolean;
}

/** Keeps weights small where the data say little. */
const RIDGE = 1;
const ROUNDS = 25;

/** Logistic regression by Newton's method; the weights that make the observations likeliest. */
export const fitLogistic = (observations: readonly Observation[], width: number): readonly number[] => {
  let weights: number[] = new Array<number>(width).fill(0);
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = weights.map((weight) => -RIDGE * weight);
    const curvature = weights.map((_, row) => weights.map((__, column) => (row === column ? RIDGE : 0)));
    for (const { features, happened } of observations)
      addObservation(gradient, curvature, weights, features, happened);
    const step = solve(curvature, gradient);
    weights = weights.map((weight, position) => weight + (step[position] ?? 0));
    if (Math.max(...step.map(Math.abs)) < 1e-6) break;
  }
  return weights;
};

/** How well weights explain the observations; nearer to 0 is better. */
export const logLikelihood = (observations: readonly Observation[], weights: readonly number[]): number =>
  observations.reduce((sum, { features, happened }) => {
    const odds = dot(weights, features);
    return sum - Math.log1p(Math.exp(happened ? -odds : odds));
  }, 0);

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, position) => sum + value * (b[position] ?? 0), 0);

const addObservation = (
  gradient: number[],
  curvature: number[][],
  weights: readonly number[],
  features: readonly number[],
  happened: boolean,
): void => {
  const chance = 1 / (1 + Math.exp(-dot(weights, features)));
  const spread = Math.max(chance * (1 - chance), 1e-6);
  for (const [row, value] of features.entries()) {
    gradient[row] = (gradient[row] ?? 0) + ((happened ? 1 : 0) - chance) * value;
    const line = curvature[row];
    if (line === undefined || value === 0) continue;
    for (const [column, other] of features.entries())
      line[column] = (line[column] ?? 0) + spread * value * other;
  }
};

/** Gaussian elimination with pivoting. */
const solve = (matrix: readonly (readonly number[])[], right: readonly number[]): number[] => {
  const rows = matrix.map((row, position) => [...row, right[position] ?? 0]);
  const size = rows.length;
  for (let pivot = 0; pivot < size; pivot++) {
    const best = rows
      .slice(pivot)
      .reduce(
        (max, row, at) => (Math.abs(row[pivot] ?? 0) > Math.abs(rows[max]?.[pivot] ?? 0) ? pivot + at : max),
        pivot,
      );
    [rows[pivot], rows[best]] = [rows[best] ?? [], rows[pivot] ?? []];
    const head = rows[pivot] ?? [];
    for (const [position, row] of rows.entries()) {
      if (position === pivot) continue;
      const factor = (row[pivot] ?? 0) / (head[pivot] ?? 1);
      for (let column = pivot; column <= size; column++)
        row[column] = (row[column] ?? 0) - factor * (head[column] ?? 0);
    }
  }
  return rows.map((row, position) => (row[size] ?? 0) / (row[position] ?? 1));
};
