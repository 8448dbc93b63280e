import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jsonText } from '../../../codegen/emit/artifact.ts';
import { checkedWriter } from '../../../codegen/emit/checked.ts';

const Item = z.object({ name: z.string(), size: z.int().optional() });
const Data = z.object({
  version: z.int(),
  items: z.array(Item),
  table: z.record(z.string(), z.array(Item)),
  more: z.array(z.string()).optional(),
});
type Data = z.infer<typeof Data>;

const LINES = { items: 2, table: 1, more: 1 };
const item = fc.record({ name: fc.string(), size: fc.integer() }, { requiredKeys: ['name'] });
const pool = fc.array(item, { minLength: 1, maxLength: 6 });
const picks = fc.array(fc.array(fc.nat(), { maxLength: 6 }), { minLength: 1, maxLength: 5 });

describe('checkedWriter', () => {
  it('writes what is held against its schema, whichever parts it has written before', () => {
    fc.assert(
      fc.property(pool, picks, (items, states) => {
        const write = checkedWriter('data.json', Data, LINES);
        for (const picked of states) {
          const some = picked.map((at) => items[at % items.length] ?? { name: '' });
          const data: Data = { version: picked.length, items: some, table: { some }, more: ['a'] };
          expect(write(data).content).toBe(jsonText(Data.parse(data), LINES));
        }
      }),
    );
  });

  it('refuses what does not fit, leaves out what the schema does not know, and keeps the order of the schema', () => {
    const write = checkedWriter('data.json', Data, LINES);
    const known = { name: 'a' };
    write({ version: 1, items: [known], table: {} });
    const wrong: Data = { version: 1, items: [known, JSON.parse('{"name": 2}')], table: {} };
    expect(() => write(wrong)).toThrow();
    const more = { table: {}, other: 1, items: [{ name: 'b', other: 2 }], version: 2 };
    expect(write(more).content).toBe(
      '{\n "version": 2,\n "items": [\n  {\n   "name": "b"\n  }\n ],\n "table": {}\n}\n',
    );
  });

  it('gives the very file of before for the very data of before', () => {
    const write = checkedWriter('data.json', Data, LINES);
    const data: Data = { version: 1, items: [], table: {} };
    expect(write(data)).toBe(write(data));
    expect(write({ ...data })).not.toBe(write(data));
  });
});
