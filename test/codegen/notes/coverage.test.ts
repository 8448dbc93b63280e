import { describe, expect, it } from 'vitest';
import { noteCoverage } from '../../../codegen/notes/coverage.ts';
import { catalogData } from '../../fixtures/catalog.ts';

const first = catalogData.classes.flatMap(({ parameters }) => parameters)[0];
const key = (textKey: string): string => textKey.replace(/^llamafactory\./, '');

describe('B18 what is left to write', () => {
  it('is every parameter without a note, and each whose help was another', () => {
    if (first === undefined) throw new Error('the fixture has parameters');
    const note = { help: 'f'.repeat(64), en: 'one', zh: '一' };
    const all = noteCoverage(catalogData, {});
    expect(all.stale).toEqual([]);
    expect(all.missing).toContain(key(first.textKey));
    const some = noteCoverage(catalogData, { [key(first.textKey)]: note });
    expect(some.stale).toEqual([key(first.textKey)]);
    expect(some.missing).not.toContain(key(first.textKey));
  });

  it('is nothing where the note is for this help', () => {
    if (first === undefined) throw new Error('the fixture has parameters');
    const written = noteCoverage(catalogData, {
      [key(first.textKey)]: { help: first.helpHash, en: 'one', zh: '一' },
    });
    expect(written.stale).toEqual([]);
  });
});
