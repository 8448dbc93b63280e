import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../codegen/python/grammar.ts';
import { createProgram } from '../../codegen/python/program.ts';
import { checkSyntax } from '../../codegen/syntax-faults.ts';
import { UserError } from '../../src/model/error.ts';
import { tinyCatalog } from './emit/fixture.ts';

beforeAll(loadGrammar);

const programOf = (files: Readonly<Record<string, string>>) =>
  createProgram({
    read: (path) => files[path],
    list: (under) =>
      Object.keys(files)
        .filter((path) => path.startsWith(`${under}/`))
        .sort(),
  });
const GOOD = 'x = 1\n';
const BROKEN = 'x = 1\ndef f(:\n';

describe('a source that is no Python', () => {
  it('is refused where parameters live, with file, line and text', () => {
    const program = programOf({ 'tiny/args.py': GOOD, 'tiny/more.py': BROKEN });
    expect(() => checkSyntax(program, tinyCatalog)).toThrow(UserError);
    expect(() => checkSyntax(program, tinyCatalog)).toThrow('tiny/more.py:2 is no Python: def f(:');
  });

  it('is one thing more that was not understood elsewhere', () => {
    const program = programOf({ 'tiny/args.py': GOOD, 'tiny/web/page.py': BROKEN });
    expect(checkSyntax(program, tinyCatalog)).toEqual([
      { place: { path: 'tiny/web/page.py', line: 2 }, reason: 'is no Python: def f(:' },
    ]);
  });

  it('says of a file that machines made how long it is, not that its first line is wrong', () => {
    const program = programOf({ 'tiny/args.py': `${GOOD}y = "${'a'.repeat(3_000_000)}"\n` });
    expect(() => checkSyntax(program, tinyCatalog)).toThrow('tiny/args.py:1 is not read: 3000013 characters');
  });

  it('without entry points names the broken file, or says that there are none', () => {
    const empty = { ...tinyCatalog, entryPoints: [], files: [] };
    expect(() => checkSyntax(programOf({ 'tiny/web/page.py': BROKEN }), empty)).toThrow('tiny/web/page.py:2');
    expect(() => checkSyntax(programOf({ 'tiny/args.py': GOOD }), empty)).toThrow('No call of a parser');
  });
});
