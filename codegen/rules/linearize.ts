import { mergeOrders } from '../python/merge-orders.ts';
import type { ClassInfo } from './class-info.ts';
import type { External } from './value.ts';

type Base = ClassInfo | External;

/** C3 linearization of what follows the class itself; `null` where Python would refuse the bases. */
export const linearize = (bases: readonly Base[]): Base[] | null =>
  mergeOrders([...bases.map((base) => ('kind' in base ? [base] : base.mro)), bases], (base) =>
    'kind' in base ? base.path : base,
  ) ?? null;
