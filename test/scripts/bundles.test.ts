import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { quick } from '../../scripts/bundles.mjs';

/** The packages whose parts are in the program that `validate FILE` reads at every start. */
const packagesIn = async (): Promise<ReadonlySet<string>> => {
  const { metafile } = await build({ ...quick({}), metafile: true, write: false });
  const found = Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
  return new Set(found.filter((name) => name !== undefined));
};

it('S5: what judges one file reads YAML, and has no use for Zod', async () => {
  const packages = await packagesIn();
  expect(packages).toContain('yaml');
  expect(packages).not.toContain('zod');
});
