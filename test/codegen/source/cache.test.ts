import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readJson, writeJson } from '../../../codegen/source/cache.ts';

const work = mkdtempSync(join(tmpdir(), 'lfp-cache-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe('B3: the cache of sources', () => {
  it('is written to by many at once, in one process too: one of them whole, nothing left over', async () => {
    const file = join(work, 'chosen.json');
    const written = Array.from({ length: 50 }, (_, version) => ({
      version,
      text: 'x'.repeat(version * 1000),
    }));
    await Promise.all(written.map((value) => writeJson(file, value)));
    const shape = z.object({ version: z.number(), text: z.string() });
    expect(written).toContainEqual(readJson(file, shape));
    expect(readdirSync(work)).toEqual(['chosen.json']);
  });
});
