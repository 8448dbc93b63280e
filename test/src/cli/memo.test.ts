import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CliIo } from '../../../src/cli/io.ts';
import { recall, remember } from '../../../src/cli/memo.ts';

let home: string;
let io: CliIo;
let source: string;
let catalog: string;
const wanted = { path: '/somewhere', release: null };

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'memo-'));
  io = { env: { LLAMAFACTORY_PARAMS_CACHE: join(home, 'cache') }, cwd: home } as unknown as CliIo;
  [source, catalog] = [join(home, 'hparams'), join(home, 'catalog')];
  for (const folder of [source, catalog]) mkdirSync(folder);
  writeFileSync(join(catalog, 'manifest.json'), '{}');
  write('a.py', 'x = 1');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A file as it was written an hour ago, or later by so many seconds. */
const write = (name: string, text: string, later = 0): void => {
  const file = join(source, name);
  writeFileSync(file, text);
  const time = Date.now() / 1000 - 3600 + later;
  utimesSync(file, time, time);
};
const keep = (): void => remember(wanted, io, { dir: catalog, roots: [source] }, Date.now());

describe('S6 the catalog a source led to before', () => {
  it('is remembered while no file changes', () => {
    expect(recall(wanted, io)).toBeUndefined();
    keep();
    expect(recall(wanted, io)).toBe(catalog);
  });

  it.each([
    ['a file is written', () => write('a.py', 'x = 2', 1)],
    ['a file of the same size is written', () => write('a.py', 'y = 1', 1)],
    ['a file is added', () => write('b.py', '')],
    ['a file is removed', () => rmSync(join(source, 'a.py'))],
    ['the source is gone', () => rmSync(source, { recursive: true })],
    ['the catalog is gone', () => rmSync(catalog, { recursive: true })],
  ])('is forgotten when %s', (_, change) => {
    keep();
    change();
    expect(recall(wanted, io)).toBeUndefined();
  });

  it('is not taken for another path, folder or environment', () => {
    keep();
    expect(recall({ ...wanted, path: '/elsewhere' }, io)).toBeUndefined();
    expect(recall(wanted, { ...io, cwd: '/' })).toBeUndefined();
    expect(recall(wanted, { ...io, env: { ...io.env, VIRTUAL_ENV: '/venv' } })).toBeUndefined();
  });

  it('is not remembered when a file was written while it was read', () => {
    writeFileSync(join(source, 'a.py'), 'x = 3');
    keep();
    expect(recall(wanted, io)).toBeUndefined();
  });
});
