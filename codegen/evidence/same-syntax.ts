/** Where a node stands: no part of what it says. */
const POSITION: ReadonlySet<string> = new Set(['line', 'col', 'endLine', 'endCol']);

/** Whether two pieces of syntax say the same, wherever they stand. */
export const sameSyntax = (one: unknown, other: unknown): boolean => {
  if (one === other) return true;
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null)
    return Object.is(one, other);
  if (Array.isArray(one))
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => sameSyntax(item, other[index]))
    );
  const keys = Object.keys(one).filter((key) => !POSITION.has(key));
  return (
    keys.length === Object.keys(other).filter((key) => !POSITION.has(key)).length &&
    keys.every(
      (key) => key in other && sameSyntax(one[key as keyof typeof one], other[key as keyof typeof other]),
    )
  );
};
