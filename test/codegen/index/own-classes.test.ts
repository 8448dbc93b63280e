import { beforeAll, expect, it } from 'vitest';
import { programWithExtra } from '../../../codegen/extra/index.ts';
import { extractFacts } from '../../../codegen/facts/index.ts';
import { withOwnClasses } from '../../../codegen/index/own-classes.ts';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { openSource } from '../../../codegen/source/index.ts';
import { checkoutWith } from '../extra/fixture.ts';
import { contextIn } from '../source/fixture.ts';

beforeAll(loadGrammar);

const NOTHING = {
  nodes: [],
  files: [],
  functions: [],
  entries: [
    { entry: 'train', roots: [], reads: {}, overwritten: {}, classes: [], opens: {}, shown: [] as string[] },
  ],
  publicCounts: [],
  exampleCounts: [],
  ranking: {},
};

const evidenceWith = async (into: string | null) => {
  const extra = into === null ? [] : [{ path: 'mine.py', classes: [], entry: 'train', into }];
  const root = checkoutWith();
  const request = { path: 'repo', release: null, transformers: 'site', extra };
  const source = await openSource(request, contextIn(root));
  const { program, added } = programWithExtra(source);
  return withOwnClasses(NOTHING, extractFacts(program, source, added).data);
};

it('S8 fields of the user’s own have an effect while their switch is on, though nothing here reads them', async () => {
  const { nodes, entries } = await evidenceWith('FinetuningArguments');
  expect(entries[0]?.classes).toEqual([{ owner: 'FooArguments', when: 1 }]);
  expect(nodes).toEqual([
    { op: 'input', name: 'use_foo' },
    { op: 'truth', args: [0] },
  ]);
});

it('leaves the evidence of a source alone', async () => {
  expect(await evidenceWith(null)).toEqual(NOTHING);
});
