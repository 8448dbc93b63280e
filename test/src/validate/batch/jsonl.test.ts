import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../../../src/catalog/catalog.ts';
import { validateLines } from '../../../../src/validate/batch/jsonl.ts';
import { splitLines } from '../../../../src/validate/batch/lines.ts';
import { createValidator } from '../../../../src/validate/validator.ts';
import { catalogData } from '../../../fixtures/catalog.ts';

const validator = createValidator({ catalog: createCatalog(catalogData) });

async function* chunksOf(...chunks: (string | Uint8Array)[]): AsyncGenerator<string | Uint8Array> {
  yield* chunks;
}

const answers = async (...chunks: (string | Uint8Array)[]): Promise<readonly Record<string, unknown>[]> => {
  let out = '';
  for await (const { text } of validateLines(chunksOf(...chunks), validator, {})) out += text;
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
};

describe('B5: JSON lines', () => {
  it('answers in order, whatever the chunks', async () => {
    const lines = [
      '{"id": 1, "entry": "train", "config": {"stage": "sft"}}',
      '{"id": "zwei", "entry": "train", "config": {"lora_rnak": 8}}',
      '{"id": {"n": 3}, "entry": "eval", "config": {}}',
    ].join('\r\n');
    const bytes = new TextEncoder().encode(lines);
    const found = await answers(bytes.slice(0, 30), bytes.slice(30, 60), bytes.slice(60));
    expect(found.map(({ id, accepted, valid }) => [id, accepted, valid])).toEqual([
      [1, true, true],
      ['zwei', false, false],
      [{ n: 3 }, false, false],
    ]);
    expect(found[1]).toMatchObject({ diagnostics: [{ code: 'unknown-key', key: 'lora_rnak' }] });
  });

  it('keeps 8.0 apart from 8, as Python does', async () => {
    const [whole, float] = await answers(
      '{"entry": "train", "config": {"lora_rank": 8}}\n{"entry": "train", "config": {"lora_rank": 8.0}}\n',
    );
    expect(whole).toMatchObject({ id: null, diagnostics: [] });
    expect(float).toMatchObject({ diagnostics: [{ code: 'wrong-type' }] });
  });

  it.each([
    ['no json', 'json-syntax'],
    ['{"id": 1}', 'not-a-mapping'],
    ['[1]', 'not-a-mapping'],
    ['{"config": {}, "entry": "nowhere"}', 'unknown-entry'],
    ['{"config": {}, "entry": 3}', 'unknown-entry'],
  ])('answers %j too, and goes on', async (line, code) => {
    const found = await answers(`${line}\n\n{"id": 2, "entry": "train", "config": {}}\n`);
    expect(found).toMatchObject([
      { accepted: false, diagnostics: [{ code }] },
      { id: 2, accepted: true },
    ]);
  });

  it('drops a line that never ends, and holds no more than its limit', async () => {
    async function* endless(): AsyncGenerator<string> {
      for (let count = 0; count < 200; count++) yield 'x'.repeat(100);
      yield '\nshort\n';
      yield 'last';
    }
    const found: (string | null)[] = [];
    for await (const lines of splitLines(endless(), 1000)) found.push(...lines);
    expect(found).toEqual([null, 'short', 'last']);
  });
});
