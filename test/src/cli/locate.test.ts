import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CliIo } from '../../../src/cli/io.ts';
import { locateCatalog, locateSide } from '../../../src/cli/locate.ts';
import type { SyncMessage } from '../../../src/model/sync.ts';
import { snapshotDir } from '../../../src/server/snapshot.ts';
import type { SyncWorker } from '../../../src/server/sync.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'locate-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const ioWith = (env: CliIo['env']): CliIo & { said: string[] } => {
  const said: string[] = [];
  return {
    env: { HOME: home, ...env },
    cwd: home,
    colour: false,
    out: () => {},
    err: (text) => void said.push(text),
    onStop: () => {},
    said,
  };
};

/** A worker that answers every request with this. */
const answering = (answer: (path: string | null) => SyncMessage) => {
  const seen: string[] = [];
  const start = (): SyncWorker => {
    const listeners: ((message: unknown) => void)[] = [];
    return {
      postMessage: (request) => {
        seen.push(request.path ?? `release ${request.release}`);
        for (const listener of listeners) listener(answer(request.path));
      },
      on: (event: string, listener: (value: never) => void) => {
        if (event === 'message') listeners.push(listener as (message: unknown) => void);
      },
      terminate: async () => {},
    };
  };
  return { start, seen };
};

const made = answering.bind(null, () => ({
  type: 'result',
  id: 1,
  dir: '/cache/one',
  fingerprint: 'f',
  label: 'checkout',
  reused: true,
  roots: [],
  stages: [],
  unknowns: 0,
}));
const failing = answering.bind(null, () => ({
  type: 'failure',
  id: 1,
  error: { code: 'SOURCE_NOT_FOUND', message: 'It is no LLaMA Factory.', next: 'Name another.' },
}));

describe('locateCatalog (S2)', () => {
  it('takes the folder named, relative to the working folder', async () => {
    expect(await locateCatalog('made', ioWith({}))).toBe(join(home, 'made'));
  });

  it('takes the catalog of LLAMA_FACTORY_PATH', async () => {
    const worker = made();
    expect(await locateCatalog(undefined, ioWith({ LLAMA_FACTORY_PATH: '/src' }), worker.start)).toBe(
      '/cache/one',
    );
    expect(worker.seen).toEqual(['/src']);
  });

  it.each(['LLaMA-Factory', 'git_ignore_folder/LLaMA-Factory'])('looks for a source at %s', async (place) => {
    mkdirSync(join(home, place), { recursive: true });
    expect(await locateCatalog(undefined, ioWith({}), made().start)).toBe('/cache/one');
  });

  it('looks into the active environment, editable installs included', async () => {
    mkdirSync(join(home, 'venv/lib/python3.12/site-packages/llamafactory-0.9.5.dist-info'), {
      recursive: true,
    });
    const io = ioWith({ VIRTUAL_ENV: join(home, 'venv') });
    expect(await locateCatalog(undefined, io, made().start)).toBe('/cache/one');
  });

  it('starts no worker where there is nothing to find, and takes the snapshot', async () => {
    const worker = made();
    expect(await locateCatalog(undefined, ioWith({}), worker.start)).toBe(snapshotDir());
    expect(worker.seen).toEqual([]);
  });

  it('refuses a path that was named and is no LLaMA Factory (S7)', async () => {
    const io = ioWith({ LLAMA_FACTORY_PATH: '/src' });
    await expect(locateCatalog(undefined, io, failing().start)).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
    });
  });

  it('takes the snapshot, and says so, where a source found by itself cannot be read', async () => {
    mkdirSync(join(home, 'LLaMA-Factory'));
    const io = ioWith({});
    expect(await locateCatalog(undefined, io, failing().start)).toBe(snapshotDir());
    expect(io.said).toEqual([
      'It is no LLaMA Factory. Name another. Answering from the snapshot of this package.\n',
    ]);
  });
});

describe('locateSide (B9)', () => {
  it('takes a catalog folder as it is', async () => {
    mkdirSync(join(home, 'made'));
    writeFileSync(join(home, 'made/manifest.json'), '{}');
    expect(await locateSide('made', ioWith({}))).toBe(join(home, 'made'));
  });

  it.each(['0.9.4', 'v0.9.4'])('fetches the release %s', async (side) => {
    const worker = made();
    expect(await locateSide(side, ioWith({}), worker.start)).toBe('/cache/one');
    expect(worker.seen).toEqual(['release 0.9.4']);
  });

  it('reads a source folder', async () => {
    mkdirSync(join(home, 'checkout'));
    const worker = made();
    await locateSide('checkout', ioWith({}), worker.start);
    expect(worker.seen).toEqual([join(home, 'checkout')]);
  });

  it('refuses what is neither, and a source that cannot be read (S7)', async () => {
    await expect(locateSide('nonsense', ioWith({}))).rejects.toMatchObject({ code: 'UNKNOWN_SIDE' });
    await expect(locateSide('0.1.0', ioWith({}), failing().start)).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
    });
  });
});
