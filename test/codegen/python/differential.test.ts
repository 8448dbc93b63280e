import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { parseModule } from '../../../codegen/python/parse.ts';
import { unavailable } from '../../availability.ts';
import { firstDifference } from './differential.ts';

const DUMP = fileURLToPath(new URL('./ast-dump.py', import.meta.url));
/** Small enough for every run; the whole standard library is a matter of minutes. */
const FILES = 40;
/** Lists files of the standard library, tests left out, spread evenly over all of them. */
const LIST = `
import glob, os, sys, sysconfig
root = sysconfig.get_paths()["stdlib"]
files = [f for p in ("*.py", "*/*.py", "test/test_*.py") for f in glob.glob(os.path.join(root, p)) if "site-packages" not in f]
files = sorted(f for f in set(files) if os.path.getsize(f) < 60000)
print("\\n".join(files[:: max(1, len(files) // ${FILES})]))
`;

const python = spawnSync('python3', ['-c', LIST], { encoding: 'utf8' });
const reason = python.status === 0 ? undefined : 'python3 does not run';

beforeAll(loadGrammar);

describe.skipIf(unavailable('Python', reason))("B1: the tree is Python's own", () => {
  it('node by node and position by position over the standard library', () => {
    const input = python.stdout;
    const lines = execFileSync('python3', [DUMP], { input, encoding: 'utf8', maxBuffer: 2 ** 30 })
      .trim()
      .split('\n');
    const differing = lines.flatMap((line) => {
      const { file, body } = JSON.parse(line);
      if (body === undefined) return [];
      const difference = firstDifference(parseModule(readFileSync(file, 'utf8')).body, body);
      return difference === undefined ? [] : [{ file, ...difference }];
    });
    expect(differing).toEqual([]);
    expect(lines.length).toBeGreaterThan(20);
  });
});
