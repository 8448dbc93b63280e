import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { SyncMessage, type SyncRequest } from '../../src/model/sync.ts';
import { type BuiltWorker, buildWorker } from './built-worker.ts';
import { tinyCheckout } from './checkout.ts';
import { temporaryFolder, writeTree } from './source/fixture.ts';

let built: BuiltWorker;
beforeAll(async () => {
  built = await buildWorker();
});
afterAll(() => built.remove());

const ask = async (root: string, request: Partial<SyncRequest>): Promise<SyncMessage[]> => {
  const env = { PATH: '', HOME: root, LLAMAFACTORY_PARAMS_CACHE: join(root, '.cache') };
  const worker = built.start(env);
  const messages: SyncMessage[] = [];
  try {
    await new Promise<void>((settle, reject) => {
      worker.on('error', reject);
      worker.on('message', (raw: unknown) => {
        const message = SyncMessage.parse(raw);
        messages.push(message);
        if (message.type !== 'progress') settle();
      });
      worker.postMessage({
        id: 7,
        path: join(root, 'repo'),
        release: null,
        transformers: join(root, 'site'),
        cacheDir: join(root, 'catalogs'),
        offline: true,
        cwd: root,
        ...request,
      });
    });
  } finally {
    await worker.terminate();
  }
  return messages;
};

describe('S6 the sync worker', () => {
  it('brings a catalog into the cache, once for each state of the source', async () => {
    const root = tinyCheckout();
    const first = (await ask(root, {})).at(-1);
    expect(first).toMatchObject({
      type: 'result',
      id: 7,
      reused: false,
      label: expect.stringContaining(root),
    });
    if (first?.type !== 'result') return;
    expect(loadCatalog(first.dir).manifest.fingerprint).toBe(first.fingerprint);
    expect(loadCatalog(first.dir).text).not.toBeNull();
    expect(existsSync(join(first.dir, 'schemas.ts'))).toBe(false);
    expect((await ask(root, {})).at(-1)).toMatchObject({ type: 'result', reused: true, dir: first.dir });
    rmSync(join(first.dir, 'catalog.json'));
    expect((await ask(root, {})).at(-1)).toMatchObject({ type: 'result', reused: false, dir: first.dir });
    expect(readdirSync(join(root, 'catalogs'))).toHaveLength(1);
  });

  it('S8 adds the classes that the config beside the source names', async () => {
    const root = writeTree(tinyCheckout(), {
      'repo/llamafactory-params.json': '{"extra": [{"path": "mine.py", "into": "ModelArguments"}]}',
      'repo/mine.py': 'from dataclasses import dataclass\n@dataclass\nclass Mine:\n    own_depth: int = 3\n',
    });
    const answer = (await ask(root, {})).at(-1);
    expect(answer).toMatchObject({ type: 'result' });
    if (answer?.type !== 'result') return;
    const { data, text } = loadCatalog(answer.dir);
    expect(data.classes.flatMap(({ parameters }) => parameters)).toContainEqual(
      expect.objectContaining({ name: 'own_depth', class: 'ModelArguments', owner: 'Mine' }),
    );
    expect(text?.files).toHaveProperty(['mine.py']);
  });

  it('tells its stages', async () => {
    const stages = (await ask(tinyCheckout(), {})).flatMap((message) =>
      message.type === 'progress' ? [message.stage] : [],
    );
    expect(stages).toEqual(expect.arrayContaining(['facts', 'rules', 'manifest']));
  });

  it('S2 says where it looked when there is no source', async () => {
    const root = temporaryFolder();
    const [answer] = (await ask(root, { path: null })).slice(-1);
    expect(answer).toMatchObject({
      type: 'absent',
      looked: expect.arrayContaining([join(root, 'LLaMA-Factory')]),
    });
  });

  it('S7 gives a fault with what to do next', async () => {
    const root = tinyCheckout();
    expect((await ask(root, { path: join(root, 'site') })).at(-1)).toMatchObject({
      type: 'failure',
      error: { code: 'SOURCE_NOT_LLAMA_FACTORY', next: expect.stringContaining('LLaMA Factory') },
    });
  });
});
