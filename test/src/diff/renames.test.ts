import { describe, expect, it } from 'vitest';
import { type ComparedField, findRenames } from '../../../src/diff/index.ts';

const field = (name: string, help: string, type = 'str'): ComparedField => ({
  name,
  owner: 'DataArguments',
  type,
  help,
});
const renames = (before: readonly ComparedField[], after: readonly ComparedField[]) =>
  findRenames(before, after, () => true).map(({ from, to }) => `${from} to ${to}`);

describe('B9: renames between commits far apart', () => {
  const first = field('first', 'Where to begin with all of it.');

  it('are none where the helps speak of different things, though owner, type and place are the same', () => {
    const gone = field('split', 'Which part of the records is read.');
    expect(
      renames([first, gone], [first, field('media_dir', 'Folder of images, videos and sounds.')]),
    ).toEqual([]);
    expect(
      renames([first, gone], [first, field('data_split', 'Folder of images, videos and sounds.')]),
    ).toEqual(['split to data_split']);
  });

  it('tell candidates as good as each other by their names, and take None for no other type', () => {
    const said = 'Names of the modules that are trained, separated by commas.';
    const gone = field('name_module_trainable', said, 'str | None');
    const candidates = [
      field('freeze_extra_modules', said, 'str | None'),
      first,
      field('freeze_trainable_modules', said, 'str'),
    ];
    expect(renames([gone], candidates)).toEqual(['name_module_trainable to freeze_trainable_modules']);
  });
});
