import type { ClassInfo } from './class-info.ts';
import type { External } from './value.ts';

type Base = ClassInfo | External;

const same = (a: Base, b: Base): boolean => a === b || ('kind' in a && 'kind' in b && a.path === b.path);

/** C3 linearization of what follows the class itself; `null` where Python would refuse the bases. */
export const linearize = (bases: readonly Base[]): Base[] | null => {
  let queues: (readonly Base[])[] = [...bases.map((base) => ('kind' in base ? [base] : base.mro)), bases];
  const order: Base[] = [];
  for (;;) {
    queues = queues.filter((queue) => queue.length > 0);
    if (queues.length === 0) return order;
    const next = queues
      .map((queue) => queue[0] as Base)
      .find((head) => !queues.some((queue) => queue.slice(1).some((other) => same(head, other))));
    if (next === undefined) return null;
    order.push(next);
    queues = queues.map((queue) => (same(queue[0] as Base, next) ? queue.slice(1) : queue));
  }
};
