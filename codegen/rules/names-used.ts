const counted = new WeakMap<object, ReadonlyMap<string, number>>();

/** How often each name occurs in a piece of syntax, nested functions included. */
export const namesUsed = (node: object): ReadonlyMap<string, number> => {
  // The body of a function may become another one while the function stays.
  const piece = 'body' in node && Array.isArray(node.body) ? node.body : node;
  const known = counted.get(piece);
  if (known !== undefined) return known;
  const counts = new Map<string, number>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if (Array.isArray(part)) {
      part.forEach(visit);
      return;
    }
    if ('kind' in part && part.kind === 'Name' && 'id' in part)
      counts.set(String(part.id), (counts.get(String(part.id)) ?? 0) + 1);
    Object.values(part).forEach(visit);
  };
  visit(node);
  counted.set(piece, counts);
  return counts;
};
