import type { Ref } from '../../src/model/index.ts';
import type { Base } from './base.ts';
import { isFalseWhenEmpty } from './empty-config.ts';
import type { ExecutedEntry } from './entry.ts';

/**
 * Leaves out the calls to code outside that are made for an empty config as well (seeding torch, asking for the device):
 * that they may refuse says nothing about a config. What is called because of what a config says is kept.
 */
export const dropEverydayCalls = (
  base: Base,
  entries: readonly ExecutedEntry[],
): readonly ExecutedEntry[] => {
  const isFalse = isFalseWhenEmpty(base);
  return entries.map((entry) => withoutEveryday(entry, isFalse));
};

const withoutEveryday = (executed: ExecutedEntry, isFalse: (condition: Ref) => boolean): ExecutedEntry => {
  const { rules, messages } = executed;
  const kept = rules.rules.flatMap((rule, index) =>
    rule.kind === 'mayRaise' && !isFalse(rule.when) ? [] : [{ rule, index }],
  );
  const moved = new Map(kept.map(({ index }, i) => [index, i]));
  return {
    ...executed,
    rules: { ...rules, rules: kept.map(({ rule }) => rule) },
    messages: new Map(
      [...messages].flatMap(([index, ref]) =>
        moved.has(index) ? [[moved.get(index) as number, ref] as const] : [],
      ),
    ),
  };
};
