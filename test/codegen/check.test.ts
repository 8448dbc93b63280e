import { describe, expect, it } from 'vitest';
import { differences } from '../../codegen/check.ts';

const made = [
  { path: 'catalog.json', content: 'new' },
  { path: 'schema/train.json', content: 'same' },
  { path: 'schema/ray.json', content: 'never written' },
  { path: 'text/text.json', content: 'upstream says' },
];

describe('B1 codegen --check', () => {
  it('compares the whole file set', () => {
    const folder = new Map([
      ['catalog.json', 'old'],
      ['schema/train.json', 'same'],
      ['schema/v2.json', 'of an entry point that is gone'],
    ]);
    expect(differences(made, folder)).toEqual([
      { path: 'catalog.json', kind: 'changed' },
      { path: 'schema/ray.json', kind: 'missing' },
      { path: 'schema/v2.json', kind: 'left over' },
    ]);
  });

  it('is clean on what it wrote, with or without the text layer', () => {
    const folder = new Map(made.map(({ path, content }) => [path, content]));
    expect(differences(made, folder)).toEqual([]);
    folder.delete('text/text.json');
    expect(differences(made, folder)).toEqual([]);
    folder.set('text/text.json', 'of another run');
    expect(differences(made, folder)).toEqual([]);
  });
});
