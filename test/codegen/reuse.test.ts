import { describe, expect, it } from 'vitest';
import type { SourceFiles } from '../../codegen/python/program.ts';
import { reused } from '../../codegen/reuse.ts';

const filesOf = (record: Readonly<Record<string, string>>): SourceFiles => ({
  read: (path) => record[path],
  list: (under) => Object.keys(record).filter((path) => path.startsWith(`${under}/`)),
});

const BEFORE = { 'p/a.py': 'a', 'p/b.py': 'b', 'q/c.py': 'c' };

/** A stage that reads a file, looks for one in vain and lists a folder; and how often it was run. */
const stage = () => {
  const last = reused<number>();
  let runs = 0;
  return (record: Readonly<Record<string, string>>, given: unknown = 1): number =>
    last(filesOf(record), given, (files) => {
      files.read('p/a.py');
      files.read('p/none.py');
      files.list('p');
      runs += 1;
      return runs;
    });
};

describe('B12 a stage is run again only where what it read is otherwise', () => {
  it.each([
    ['nothing', BEFORE, 1, 1],
    ['a file that it did not read', { ...BEFORE, 'p/b.py': 'other', 'q/c.py': 'other' }, 1, 1],
    ['a file in a folder that it did not list', { ...BEFORE, 'q/new.py': '' }, 1, 1],
    ['a file that it read', { ...BEFORE, 'p/a.py': 'other' }, 1, 2],
    ['a file that it looked for in vain', { ...BEFORE, 'p/none.py': '' }, 1, 2],
    ['a folder that it listed', { ...BEFORE, 'p/new.py': '' }, 1, 2],
    ['a file gone from there', { 'p/a.py': 'a' }, 1, 2],
    ['what else it was given', BEFORE, 2, 2],
  ])('changed: %s', (_, after, given, runs) => {
    const run = stage();
    expect(run(BEFORE)).toBe(1);
    expect(run(after, given)).toBe(runs);
    expect(run(after, given)).toBe(runs);
  });
});
