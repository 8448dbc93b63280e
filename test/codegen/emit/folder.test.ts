import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isWhole, readFolder, recover, replaceFolder } from '../../../codegen/emit/folder.ts';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { tinyFolder } from './artifacts.ts';

let parent: string;
let target: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'folder-'));
  target = join(parent, 'generated');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** A sibling as a writer on another machine left it an hour ago. */
const leaveBehind = (role: 'next' | 'prev', fingerprint: string): string => {
  const sibling = join(parent, `.generated.${role}-ffffffff-1-00000000`);
  replaceFolder(join(parent, 'elsewhere'), tinyFolder(fingerprint));
  renameSync(join(parent, 'elsewhere'), sibling);
  const hourAgo = Date.now() / 1000 - 3600;
  utimesSync(sibling, hourAgo, hourAgo);
  return sibling;
};

describe('B1 a generated folder is replaced whole', () => {
  it('drops the files of the one before, and leaves no sibling', () => {
    replaceFolder(target, [...tinyFolder('one'), { path: 'old.json', content: '{}' }]);
    replaceFolder(target, tinyFolder('two', 'two'));
    expect([...readFolder(target).keys()]).toEqual([
      'catalog.json',
      'manifest.json',
      'schema/train.json',
      'schema/train_far.json',
      'text/text.json',
    ]);
    expect(loadCatalog(target).manifest.fingerprint).toBe('two');
    expect(readdirSync(parent)).toEqual(['generated']);
  });

  it('refuses to replace a folder that is not its own', () => {
    writeFileSync(join(parent, 'thesis.txt'), 'years');
    expect(() => replaceFolder(parent, tinyFolder('one'))).toThrow(/was not made by codegen/);
    expect(existsSync(join(parent, 'thesis.txt'))).toBe(true);
  });

  it('refuses a file in its place', () => {
    writeFileSync(target, 'a file');
    expect(() => replaceFolder(target, tinyFolder('one'))).toThrow(/was not made by codegen/);
  });

  it('between the two renames the new folder is read from beside, and put in place by the next writer', () => {
    leaveBehind('prev', 'old');
    leaveBehind('next', 'new');
    expect(loadCatalog(target).manifest.fingerprint).toBe('new');
    recover(target);
    expect(loadCatalog(target).dir).toBe(target);
    expect(loadCatalog(target).manifest.fingerprint).toBe('new');
    expect(readdirSync(parent)).toEqual(['generated']);
  });

  it('an unfinished next one is no candidate: the old one stands', () => {
    leaveBehind('prev', 'old');
    rmSync(join(leaveBehind('next', 'new'), 'manifest.json'));
    expect(loadCatalog(target).manifest.fingerprint).toBe('old');
    recover(target);
    expect(loadCatalog(target).manifest.fingerprint).toBe('old');
  });

  it('leaves the sibling of a writer that may still be at work', () => {
    replaceFolder(target, tinyFolder('one'));
    const sibling = leaveBehind('next', 'new');
    utimesSync(sibling, Date.now() / 1000, Date.now() / 1000);
    recover(target);
    expect(existsSync(sibling)).toBe(true);
  });

  it('is whole after kill -9 at any moment, and the next writer cleans up', async () => {
    for (let round = 0; round < 4; round++) {
      const writer = spawn(process.execPath, [
        '--import',
        'tsx',
        join(import.meta.dirname, 'writer-loop.ts'),
        target,
      ]);
      await once(writer.stdout, 'data');
      await sleep(20 + Math.random() * 60);
      writer.kill('SIGKILL');
      await once(writer, 'exit');
      expect(loadCatalog(target).manifest.fingerprint).toMatch(/^round \d+$/);
      recover(target);
      expect(isWhole(target)).toBe(true);
      expect(readdirSync(parent)).toEqual(['generated']);
    }
  });

  it('two writers at once: the last one wins, and a reader meets only whole folders', async () => {
    replaceFolder(target, tinyFolder('round 0'));
    const writers = [1, 2].map(() =>
      spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'writer-loop.ts'), target], {
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
    const complaints: string[] = [];
    for (const writer of writers) writer.stderr.on('data', (data) => complaints.push(String(data)));
    await Promise.all(writers.map((writer) => once(writer.stdout, 'data')));
    for (let read = 0; read < 100; read++) {
      expect(loadCatalog(target).manifest.fingerprint).toMatch(/^round \d+$/);
      await sleep(1);
    }
    expect(writers.map((writer) => writer.exitCode)).toEqual([null, null]);
    for (const writer of writers) writer.kill('SIGKILL');
    await Promise.all(writers.map((writer) => once(writer, 'exit')));
    expect(complaints).toEqual([]);
    expect(loadCatalog(target).manifest.fingerprint).toMatch(/^round \d+$/);
  });
});
