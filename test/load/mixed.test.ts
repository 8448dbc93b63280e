import { expect, test } from 'vitest';
import { FAULTS } from './faults.ts';
import { mixedLoad } from './mixed.ts';

// The whole of it: npx tsx test/load/run.ts
test('T10 T11 T12: every answer is right while others misbehave and the catalog is swapped', async () => {
  const { tally, faults, memory, errors } = await mixedLoad({ seconds: 4, clients: 16, pause: 50 });
  expect(tally.examples).toEqual([]);
  expect({ wrong: tally.wrong, failed: tally.failed, errors }).toEqual({ wrong: 0, failed: 0, errors: '' });
  expect(tally.answers).toBeGreaterThanOrEqual(16);
  expect(Object.keys(faults).toSorted()).toEqual(Object.keys(FAULTS).toSorted());
  expect(memory.at(-1)?.swaps).toBeGreaterThan(0);
});
