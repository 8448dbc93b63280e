import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { replaceFolder } from '../../../codegen/emit/folder.ts';
import { loadCatalog, madeCatalog } from '../../../src/catalog/load.ts';
import { UserError } from '../../../src/model/error.ts';
import { tinyFolder } from '../../codegen/emit/artifacts.ts';

let dir: string;
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'load-')), 'generated');
});
afterEach(() => rmSync(join(dir, '..'), { recursive: true, force: true }));

const write = (textOf: string | null = null): void => replaceFolder(dir, tinyFolder('f00d', textOf));
const edit = (path: string, change: (text: string) => string): void => {
  const file = join(dir, path);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
};
const refusal = (): { code: string; message: string; next: string } => {
  try {
    loadCatalog(dir);
  } catch (error) {
    if (error instanceof UserError) return { code: error.code, message: error.message, next: error.next };
    throw error;
  }
  throw new Error('It was loaded.');
};

describe('loadCatalog', () => {
  it('gives the data, the manifest and further files', () => {
    write();
    const folder = loadCatalog(dir);
    expect(folder.data.classes[0]?.parameters[1]).toMatchObject({ name: 'rank', owner: 'LoraMixin' });
    expect(folder.manifest.command).toBe('make it');
    const schema = folder.artifact('schema/train.json', z.looseObject({ required: z.array(z.string()) }));
    expect(schema?.required).toEqual(['model_name']);
    expect(folder.artifact('rules.json', z.unknown())).toBeNull();
  });

  it('S3 has the text layer where it is of the same source', () => {
    write('f00d');
    expect(loadCatalog(dir).text?.help).toEqual({ a: 'words' });
  });

  it('does without the text layer, or with one left over from another source', () => {
    write();
    expect(loadCatalog(dir).text).toBeNull();
    write('another');
    expect(loadCatalog(dir).text).toBeNull();
  });

  it('B12 takes what the worker has just made as it is, whatever lies in the folder', () => {
    write('f00d');
    const names = ['manifest.json', 'catalog.json', 'schema/train.json', 'text/text.json'];
    const files = Object.fromEntries(
      names.map((name) => [name, new Uint8Array(readFileSync(join(dir, name)))]),
    );
    rmSync(dir, { recursive: true });
    const folder = madeCatalog(dir, files);
    expect(folder.data.classes[0]?.parameters[1]).toMatchObject({ name: 'rank', owner: 'LoraMixin' });
    expect(folder.text?.help).toEqual({ a: 'words' });
    const other = z.object({ something: z.string() });
    expect(folder.artifact('schema/train.json', other)).toMatchObject({ required: ['model_name'] });
    expect(folder.artifact('rules.json', other)).toBeNull();
  });

  it('keeps what it has read when the folder is replaced', () => {
    write('f00d');
    const folder = loadCatalog(dir);
    rmSync(dir, { recursive: true });
    expect(folder.text?.help).toEqual({ a: 'words' });
    expect(folder.artifact('schema/train.json', z.unknown())).not.toBeNull();
  });

  it('refuses a folder that is not there, with what to type', () => {
    expect(refusal()).toMatchObject({
      code: 'CATALOG_MISSING',
      next: expect.stringContaining(`codegen -- --out ${dir}`),
    });
  });

  it('refuses one that was never finished', () => {
    write();
    rmSync(join(dir, 'manifest.json'));
    expect(refusal()).toMatchObject({ code: 'CATALOG_UNFINISHED', next: expect.stringContaining('codegen') });
  });

  it('refuses another schema version, with the command that made it', () => {
    write();
    edit('manifest.json', (text) => text.replace('"schemaVersion": 1', '"schemaVersion": 999'));
    expect(refusal()).toMatchObject({
      code: 'CATALOG_VERSION',
      message: expect.stringContaining('999'),
      next: 'Run `make it` to build it again.',
    });
  });

  it.each([
    [
      'a file changed by hand',
      () =>
        edit('catalog.json', (text) =>
          text.replace('"default":{"kind":"value","value":8', '"default":{"kind":"value","value":9'),
        ),
    ],
    ['a file cut short', () => edit('catalog.json', (text) => text.slice(0, 100))],
    ['a file missing', () => rmSync(join(dir, 'schema/train.json'))],
    [
      'a manifest of another source',
      () => edit('manifest.json', (text) => text.replace('"fingerprint": "f00d"', '"fingerprint": "beef"')),
    ],
    ['a manifest that is no JSON', () => edit('manifest.json', (text) => text.slice(0, 40))],
  ])('refuses %s', (_, damage) => {
    write();
    damage();
    expect(refusal()).toMatchObject({ code: 'CATALOG_BROKEN', next: expect.stringMatching(/^Run `/) });
  });
});
