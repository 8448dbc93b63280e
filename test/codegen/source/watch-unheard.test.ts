import { EventEmitter } from 'node:events';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openSource, watchSource } from '../../../codegen/source/index.ts';
import { contextIn, temporaryFolder, tinyPackage, tinyTransformers, under } from './fixture.ts';

/** Watchers as they are where the system has no more to give, or is too busy: never ready, never telling. */
class Silent extends EventEmitter {
  close(): Promise<void> {
    return new Promise(() => undefined);
  }
}
vi.mock('chokidar', () => ({ watch: () => new Silent() }));

const FILE = 'repo/src/llamafactory/hparams/parser.py';
const TIMES = { quietMs: 20, quietAfterManyMs: 50, emptyMs: 100, sweepMs: 100, faultySweepMs: 100 };

describe('B12 no edit is missed', () => {
  it('where no watcher ever tells of one: one after the other, also while one is being served', async () => {
    const cwd = temporaryFolder({
      ...under('repo', { 'pyproject.toml': '', ...under('src', tinyPackage('llamafactory')) }),
      ...under('site', tinyTransformers()),
    });
    const request = { path: 'repo', release: null, transformers: 'site' };
    const context = contextIn(cwd);
    const texts: (string | undefined)[] = [];
    const onChange = async (source: { files: { read(path: string): string | undefined } }) => {
      texts.push(source.files.read('llamafactory/hparams/parser.py'));
      await sleep(300);
      return undefined;
    };
    const watch = await watchSource(
      await openSource(request, context),
      { request, context },
      { onChange, onFault: () => undefined },
      TIMES,
    );
    onTestFinished(() => void watch.close());
    const told = (text: string) => vi.waitFor(() => expect(texts.at(-1)).toBe(text), 20_000);
    writeFileSync(join(cwd, FILE), '# HfArgumentParser 1\n');
    await told('# HfArgumentParser 1\n');
    writeFileSync(join(cwd, FILE), '# HfArgumentParser 2\n');
    await told('# HfArgumentParser 2\n');
    writeFileSync(join(cwd, 'draft'), '# HfArgumentParser 3\n');
    renameSync(join(cwd, 'draft'), join(cwd, FILE));
    await told('# HfArgumentParser 3\n');
  });
});
