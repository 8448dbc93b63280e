import { expect, test } from 'vitest';
import { FAULTS } from './faults.ts';
import { mixedLoad } from './mixed.ts';

// The whole of it: npx tsx test/load/run.ts
test('T10 T11 T12: every answer is right while others misbehave and the catalog is swapped', {
  timeout: 180_000,
}, async () => {
  const { tally, faults, memory, errors } = await mixedLoad({ seconds: 4, clients: 8, pause: 50 });
  expect(tally.examples).toEqual([]);
  expect({ wrong: tally.wrong, failed: tally.failed, errors }).toEqual({ wrong: 0, failed: 0, errors: '' });
  expect(tally.answers).toBeGreaterThanOrEqual(8);
  expect(Object.keys(faults).toSorted()).toEqual(Object.keys(FAULTS).toSorted());
  expect(memory.at(-1)?.swaps).toBeGreaterThan(0);
});
