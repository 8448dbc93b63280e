import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { createCatalog } from '../../../src/catalog/index.ts';
import type { SyncRequest } from '../../../src/model/sync.ts';
import { createState } from '../../../src/server/state.ts';
import { type SyncOptions, type SyncWorker, syncOnce } from '../../../src/server/sync.ts';
import { catalogData } from '../../fixtures/catalog.ts';

/** A worker that answers what the test says. */
function fakeWorker(answer: (worker: EventEmitter) => void) {
  const events = new EventEmitter();
  const requests: SyncRequest[] = [];
  let ended = 0;
  const worker: SyncWorker = {
    postMessage: (request) => {
      requests.push(request);
      setImmediate(() => answer(events));
    },
    on: (event: string, listener: (...args: never[]) => void) =>
      events.on(event, (...args) => listener(...(args as never[]))),
    terminate: async () => {
      ended += 1;
    },
  };
  return { worker, requests, ended: () => ended };
}

const BEFORE = createCatalog(catalogData);
const AFTER = createCatalog({ ...catalogData, source: { ...catalogData.source, label: 'checkout /x' } });

function options(worker: SyncWorker, more: Partial<SyncOptions> = {}): SyncOptions {
  return {
    state: createState(BEFORE),
    source: { path: null, cacheDir: '/cache', offline: false, watch: false },
    log: () => undefined,
    cwd: '/work',
    start: () => worker,
    load: () => AFTER,
    ...more,
  };
}

const RESULT = {
  type: 'result',
  id: 1,
  dir: '/cache/abc',
  fingerprint: 'abc',
  label: 'checkout /x',
  reused: false,
  roots: ['/x/parser.py'],
  stages: [],
  unknowns: 0,
};

describe('S2 S6 bringing in the source', () => {
  test('serves what there is until the new catalog is whole, then swaps', async () => {
    const loaded: string[] = [];
    let during: unknown;
    const fake = fakeWorker((events) => {
      during = { ...given.state.current };
      events.emit('message', { type: 'progress', id: 1, stage: 'facts' });
      events.emit('message', RESULT);
    });
    const given = options(fake.worker, {
      load: (dir) => {
        loaded.push(dir);
        return AFTER;
      },
    });
    const epochs: number[] = [];
    given.state.onSwap(({ epoch }) => epochs.push(epoch));

    expect(await syncOnce(given)).toEqual({
      kind: 'swapped',
      label: 'checkout /x',
      roots: ['/x/parser.py'],
    });
    expect(during).toMatchObject({ catalog: BEFORE, epoch: 0, syncing: true });
    expect(given.state.current).toEqual({ catalog: AFTER, epoch: 1, syncing: false, problem: undefined });
    expect({ loaded, epochs, ended: fake.ended() }).toEqual({
      loaded: ['/cache/abc'],
      epochs: [1],
      ended: 1,
    });
    expect(fake.requests).toEqual([
      {
        id: 1,
        path: null,
        release: null,
        transformers: null,
        cacheDir: '/cache',
        offline: false,
        cwd: '/work',
      },
    ]);
  });

  test('without a source the snapshot stays, and nothing is wrong', async () => {
    const fake = fakeWorker((events) => events.emit('message', { type: 'absent', id: 1, looked: ['./x'] }));
    const given = options(fake.worker);
    expect(await syncOnce(given)).toEqual({ kind: 'absent', looked: ['./x'] });
    expect(given.state.current).toEqual({ catalog: BEFORE, epoch: 0, syncing: false, problem: undefined });
  });

  const failure = { code: 'SOURCE_SYNTAX', message: 'parser.py does not parse.', next: 'Mend line 3.' };
  test.each([
    [
      'says what is wrong',
      (e: EventEmitter) => e.emit('message', { type: 'failure', id: 1, error: failure }),
      failure,
    ],
    ['throws', (e: EventEmitter) => e.emit('error', new Error('boom')), { code: 'SYNC_FAILED' }],
    ['ends', (e: EventEmitter) => e.emit('exit', 1), { code: 'SYNC_FAILED' }],
    ['answers nonsense', (e: EventEmitter) => e.emit('message', { type: 'what' }), { code: 'SYNC_FAILED' }],
  ])('a worker that %s leaves the last good catalog', async (_name, answer, problem) => {
    const fake = fakeWorker(answer);
    const given = options(fake.worker);
    expect(await syncOnce(given)).toMatchObject({ kind: 'failed', problem });
    expect(given.state.current).toMatchObject({ catalog: BEFORE, epoch: 0, syncing: false, problem });
    expect(fake.ended()).toBe(1);
  });

  test('a catalog that cannot be loaded leaves the last good one', async () => {
    const fake = fakeWorker((events) => events.emit('message', RESULT));
    const given = options(fake.worker, {
      load: () => {
        throw new Error('half written');
      },
    });
    expect(await syncOnce(given)).toMatchObject({ kind: 'failed', problem: { code: 'SYNC_FAILED' } });
    const { catalog } = given.state.current;
    expect(catalog.data).toBe(BEFORE.data);
    expect(catalog.notice).toContain('half written');
    given.state.settled(undefined);
    expect(given.state.current.catalog).toBe(BEFORE);
  });
});
