import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { unavailable } from '../availability.ts';
import { clusterLoad } from './cluster.ts';

const noNginx = spawnSync('nginx', ['-v']).error?.message;

test.skipIf(unavailable('nginx', noNginx))(
  'B16: behind nginx no request fails when a process is killed and another upgraded',
  { timeout: 180_000 },
  async () => {
    const { tally, upgraded } = await clusterLoad(6, 8, 100);
    expect(tally.examples).toEqual([]);
    expect({ wrong: tally.wrong, failed: tally.failed }).toEqual({ wrong: 0, failed: 0 });
    expect(upgraded).toBeGreaterThan(0);
  },
);
