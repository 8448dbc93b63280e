import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { expect, it } from 'vitest';
import { ascii, quick, serving } from '../../scripts/bundles.mjs';

/** The files whose parts are in a program. */
const filesIn = async (options: BuildOptions): Promise<readonly string[]> => {
  const { metafile } = await build({ ...options, metafile: true, write: false });
  return Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path);
};

const packageOf = (path: string): string | undefined => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];

it('S5: what judges one file reads YAML, and has no use for Zod', async () => {
  const packages = (await filesIn(quick({}))).map(packageOf);
  expect(packages).toContain('yaml');
  expect(packages).not.toContain('zod');
});

it('S1: the server has the SDK without its JSON Schema validator', async () => {
  const files = await filesIn(serving({}));
  expect(files.map(packageOf)).toContain('@modelcontextprotocol/server');
  expect(files.filter((path) => /ajv/i.test(path))).toEqual([]);
});

it('S1: a program is ASCII and says the same', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'ascii-'));
  const [entry, out] = [join(dir, 'in.js'), join(dir, 'out.cjs')];
  writeFileSync(
    entry,
    'export const said = ["梯度 😀", "梯".replace(/[梯]/g, "a"), "😀".replace(/[😀]/u, "b")];',
  );
  await build({ entryPoints: [entry], outfile: out, format: 'cjs', plugins: [ascii] });
  const text = readFileSync(out, 'latin1');
  rmSync(dir, { recursive: true });
  expect(text).toMatch(/^[\0-\x7f]+$/);
  const module = { exports: {} };
  new Function('module', text)(module);
  expect(module.exports).toEqual({ said: ['梯度 😀', 'a', 'b'] });
});
