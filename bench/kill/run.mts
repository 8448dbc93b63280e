/*
 * kill -9 at random moments of whole runs: of `codegen`, which replaces `generated/`, and of a command that brings a
 * source's catalog into the cache. Both releases must be in the package cache.
 *
 *   npm run build && npx tsx bench/kill/run.mts [RUNS] [RELEASE…]
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cacheRoot } from '../../src/catalog/cache-root.ts';
import { type Killed, killAtRandom, type Writer } from './kill.ts';

const [runs = '200', one = '0.9.5', other = '0.9.4'] = process.argv.slice(2);
const root = mkdtempSync(join(tmpdir(), 'lfp-kill-'));
const packages = resolve(cacheRoot(process.env), 'packages');
try {
  mkdirSync(join(root, 'cache'));
  symlinkSync(packages, join(root, 'cache/packages'));
  const env = { ...process.env, LLAMAFACTORY_PARAMS_CACHE: join(root, 'cache') };
  const target = join(root, 'out/generated');
  const codegen = (release: string): Writer => ({
    args: ['dist/cli/main.js', 'codegen', '--release', release, '--offline', '--out', target],
    env,
    target,
    many: false,
  });
  const sync = (release: string): Writer => ({
    args: ['dist/cli/main.js', 'capabilities', '--json'],
    env: { ...env, LLAMA_FACTORY_PATH: join(packages, `llamafactory-${release}`, 'llamafactory') },
    target: join(root, 'cache/catalogs'),
    many: true,
    prepare: () => rmSync(join(root, 'cache/catalogs'), { recursive: true, force: true }),
  });
  const writers = [codegen(one), codegen(other), sync(one)] as const;
  const told = (run: number, { killed, broken }: Killed): void => {
    if ((run + 1) % 10 === 0) console.log(run + 1, JSON.stringify(killed), `${broken.length} broken`);
  };
  console.log(JSON.stringify(await killAtRandom(writers, Number(runs), Math.random, told), null, 2));
} finally {
  rmSync(root, { recursive: true, force: true });
}
