import type { RuleStep } from '../../src/model/index.ts';
import type { Item } from './run.ts';

/** What a loop body does besides giving values, as steps of its node. */
export const stepsOf = (items: readonly Item[]): RuleStep[] =>
  items
    .filter((item) => item.kind === 'error' || item.kind === 'partial')
    .map(({ kind, when, value, exception, at }) => ({
      kind,
      when,
      ...(value === undefined ? {} : { value }),
      ...(exception === undefined ? {} : { exception }),
      at,
    }));
