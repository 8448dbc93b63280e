import { type BigIntStats, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { takeSnapshot } from '../../../codegen/source/snapshot.ts';
import { temporaryFolder } from './fixture.ts';

/** A file system that tells the time of a write in steps of a second, as many do in some steps. */
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const statSync = (path: string, options: { bigint: true }): BigIntStats => {
    const stat = fs.statSync(path, options);
    const [mtimeMs, ctimeMs] = [stat.mtimeMs, stat.ctimeMs].map((time) => time - (time % 1000n));
    return Object.assign(stat, {
      mtimeMs,
      ctimeMs,
      mtimeNs: (mtimeMs ?? 0n) * 1_000_000n,
      ctimeNs: (ctimeMs ?? 0n) * 1_000_000n,
    });
  };
  return { ...fs, statSync };
});

it('B12 a file that is written again at once, with as many bytes, is read again', () => {
  const cwd = temporaryFolder({ 'own/a.py': 'a = 0\n', 'own/b.py': 'b = 0\n' });
  const roots = [{ prefix: 'own', path: join(cwd, 'own') }];
  let snapshot = takeSnapshot(roots);
  for (let round = 1; round < 10; round++) {
    const other = snapshot.read('own/b.py');
    writeFileSync(join(cwd, 'own/a.py'), `a = ${round}\n`);
    snapshot = takeSnapshot(roots, snapshot);
    expect(snapshot.read('own/a.py')).toBe(`a = ${round}\n`);
    expect(snapshot.read('own/b.py')).toBe(other);
  }
});
