import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environmentIn } from '../../../src/validate/files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
  writeFileSync(join(folder, 'ds.json'), '{}');
});
afterEach(() => rmSync(folder, { recursive: true }));

const HERE = { launch: 'single', hardware: 'bf16', packages: 'all' } as const;

describe('B5 files that a config names', () => {
  it('are told where they exist, and nothing is said of the others while the machine is not described', () => {
    for (const profile of [{}, { ...HERE, hardware: 'unknown' }, { launch: 'single' }] as const) {
      const files = environmentIn(folder, profile).files;
      expect(files?.kind('ds.json')).toBe('file');
      expect(files?.kind('gone.json')).toBeUndefined();
    }
  });

  it('are missing when they are not there and launch, hardware and packages tell that the run is here', () => {
    const files = environmentIn(folder, HERE).files;
    expect(files?.kind('ds.json')).toBe('file');
    expect(files?.kind('gone.json')).toBe('none');
  });
});
