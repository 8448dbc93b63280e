/**
 * The merge step of C3: one order that keeps each of these, those earlier first; `undefined` where there is none, as
 * Python would refuse. Linear in what is merged, but for the number of orders. `keyOf`: what makes two items one.
 */
export const mergeOrders = <T>(
  orders: readonly (readonly T[])[],
  keyOf: (item: T) => unknown,
): T[] | undefined => {
  const queues = orders
    .filter((items) => items.length > 0)
    .map((items) => ({ items, keys: items.map(keyOf), at: 0 }));
  /** How often an item stands behind another: then its turn has not come. */
  const waiting = new Map<unknown, number>();
  const wait = (key: unknown, by: number): unknown => waiting.set(key, (waiting.get(key) ?? 0) + by);
  for (const { keys } of queues) for (const key of keys.slice(1)) wait(key, 1);
  const result: T[] = [];
  let open = queues;
  while (open.length > 0) {
    const first = open.find(({ keys, at }) => !waiting.get(keys[at]));
    if (first === undefined) return undefined;
    const key = first.keys[first.at];
    result.push(first.items[first.at] as T);
    for (const queue of open) {
      if (queue.keys[queue.at] !== key) continue;
      queue.at += 1;
      if (queue.at < queue.keys.length) wait(queue.keys[queue.at], -1);
    }
    open = open.filter(({ keys, at }) => at < keys.length);
  }
  return result;
};
