/** Levels within levels; every real argument has a few. */
export const DEEPEST = 64;

/** Members, items and values in all. */
export const MOST_PARTS = 100_000;

/** Whether a value is larger or deeper than any argument. Without recursion: what reads it after this may recurse. */
export function isTooLarge(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  let parts = 0;
  for (let depth = 0; level.length > 0; depth++) {
    parts += level.length;
    if (depth > DEEPEST || parts > MOST_PARTS) return true;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return false;
}
