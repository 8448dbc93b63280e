import { beforeAll, describe, expect, it } from 'vitest';
import type { AnnAssign } from '../../codegen/python/ast.ts';
import { loadGrammar } from '../../codegen/python/grammar.ts';
import { remembered } from '../../codegen/python/looked-at.ts';
import { ModuleStore } from '../../codegen/python/module-store.ts';
import type { Program, PyModule, SourceFiles } from '../../codegen/python/program.ts';
import { Memory } from '../../codegen/reuse.ts';

const filesOf = (record: Readonly<Record<string, string>>): SourceFiles => ({
  read: (path) => record[path],
  list: (under) => Object.keys(record).filter((path) => path.startsWith(`${under}/`)),
});

const A =
  'class C:\n    """About C."""\n    depth: int = 8\n    help: str = "some"\n    sort: Opt["x"] = 1\n    size = 2\n\n    def f(self):\n        return 1\n';
const BEFORE = { 'p/__init__.py': '', 'p/a.py': A, 'p/b.py': 'b = 1\n', 'q/c.py': 'c = 1\n' };
type Files = Readonly<Record<string, string>>;

/**
 * A stage that reads a tree, looks at one default and for one module in vain, and lists a package; and how often it ran.
 * With `more` it looks at what the types are made of and at the bodies of methods as well.
 */
const stage = (more = false) => {
  const memory = new Memory((path) => path.startsWith('p/'));
  let runs = 0;
  const work = (program: Program) => {
    runs += 1;
    program.module('p.none');
    program.modules('p');
    program.says('p.b', 'wanted');
    const [cls] = program.module('p.a')?.ast.body ?? [];
    if (cls?.kind !== 'ClassDef') return { cls, line: 0 };
    const field = cls.body.find((item) => item.kind === 'AnnAssign');
    if (field?.value?.kind === 'Constant') field.value.constant;
    for (const item of more ? cls.body : [])
      if (item.kind === 'FunctionDef') item.body;
      else if (item.kind === 'AnnAssign' && item.annotation.kind === 'Subscript') item.annotation.slice;
    return { cls, line: cls.line };
  };
  return (record: Files, given: unknown = 1) => {
    const { result, now } = memory.stages(filesOf(record))('it', given, work);
    return { runs, line: now({ path: 'p/a.py', line: result.line }).line, live: result.cls?.line };
  };
};

/** How a stage that looks at all of a class came by its results. */
const mending = (
  mend: (program: Program, before: string) => string | undefined = () => 'mended',
  bodiesOnly = true,
) => {
  const memory = new Memory((path) => path.startsWith('p/'));
  const came: string[] = [];
  const work = (program: Program): string => {
    program.module('p.none');
    program.says('p.b', 'wanted');
    const [cls] = program.module('p.a')?.ast.body ?? [];
    for (const item of cls?.kind === 'ClassDef' ? cls.body : [])
      if (item.kind === 'FunctionDef') item.body;
      else if (item.kind === 'AnnAssign') lookInto(item);
    came.push('made');
    return 'made';
  };
  return (record: Files, given: unknown): readonly string[] => {
    const make = (program: Program, before: string): string | undefined => {
      const mended = mend(program, before);
      if (mended !== undefined) came.push(mended);
      return mended;
    };
    memory.stages(filesOf(record))('it', given, work, { make, bodiesOnly });
    return [...came];
  };
};

const lookInto = ({ annotation, value }: AnnAssign): void => {
  if (annotation.kind === 'Subscript') annotation.slice;
  if (value?.kind === 'Constant') value.constant;
};

beforeAll(loadGrammar);

describe('B12 a stage is run again only where what it looked at is otherwise', () => {
  it.each<[string, Files, unknown, number]>([
    ['nothing', BEFORE, 1, 1],
    [
      'a module that it only searched, without the word',
      { ...BEFORE, 'p/b.py': 'b = 2\n', 'q/c.py': 'c = 2\n' },
      1,
      1,
    ],
    ['a word in a module that it only searched', { ...BEFORE, 'p/b.py': 'b = 1 # wanted\n' }, 1, 2],
    ['that module gone', { 'p/__init__.py': '', 'p/a.py': A, 'q/c.py': 'c = 1\n' }, 1, 2],
    ['a module in a package that it did not list', { ...BEFORE, 'q/new.py': '' }, 1, 1],
    ['a comment', { ...BEFORE, 'p/a.py': `# one\n\n${A} # two\n` }, 1, 1],
    ['a docstring', { ...BEFORE, 'p/a.py': A.replace('About C.', 'About\n    it.') }, 1, 1],
    ['a default that it did not look at', { ...BEFORE, 'p/a.py': A.replace('"some"', 'None') }, 1, 1],
    ['a default that it looked at', { ...BEFORE, 'p/a.py': A.replace('8', '9') }, 1, 2],
    ['the type of a default that it looked at', { ...BEFORE, 'p/a.py': A.replace('8', '8.0') }, 1, 2],
    ['a choice more', { ...BEFORE, 'p/a.py': A.replace('"x"', '"x", "y"') }, 1, 1],
    ['a choice on a line of its own', { ...BEFORE, 'p/a.py': A.replace('"x"', '\n  "x"') }, 1, 2],
    ['what takes the choices', { ...BEFORE, 'p/a.py': A.replace('Opt[', 'Seq[') }, 1, 2],
    ['a type without brackets', { ...BEFORE, 'p/a.py': A.replace('Opt["x"]', 'str') }, 1, 2],
    ['a value that is no default', { ...BEFORE, 'p/a.py': A.replace('size = 2', 'size = 3') }, 1, 2],
    ['the body of a method', { ...BEFORE, 'p/a.py': A.replace('return 1', 'return 2') }, 1, 1],
    ['a method', { ...BEFORE, 'p/a.py': A.replace('f(self)', 'f(self, x)') }, 1, 2],
    ['a field more', { ...BEFORE, 'p/a.py': A.replace('    size', '    more: int = 1\n    size') }, 1, 2],
    ['two statements on one line', { ...BEFORE, 'p/a.py': A.replace('= 8\n    help', '= 8; help') }, 1, 2],
    ['a syntax fault', { ...BEFORE, 'p/a.py': `${A}def (:\n` }, 1, 2],
    ['a module that it looked for in vain', { ...BEFORE, 'p/none.py': '' }, 1, 2],
    ['a package that it listed', { ...BEFORE, 'p/new.py': '' }, 1, 2],
    ['a module gone', { 'p/__init__.py': '', 'p/a.py': A }, 1, 2],
    ['what else it was given', BEFORE, 2, 2],
  ])('changed: %s', (_, after, given, runs) => {
    const run = stage();
    expect(run(BEFORE).runs).toBe(1);
    expect(run(after, given).runs).toBe(runs);
    expect(run(after, given).runs).toBe(runs);
  });

  it('looked at, a choice more is another type, which is found at its place', () => {
    const run = stage(true);
    expect(run(BEFORE).runs).toBe(1);
    expect(run({ ...BEFORE, 'p/a.py': `# one\n${A}` })).toEqual({ runs: 1, line: 2, live: 2 });
    const more = { ...BEFORE, 'p/a.py': `# one\n${A.replace('"x"', '"x", "y"')}` };
    expect(run(more)).toEqual({ runs: 2, line: 2, live: 2 });
    expect(run(more).runs).toBe(2);
    expect(run(BEFORE)).toEqual({ runs: 3, line: 1, live: 1 });
  });

  it('looked at, the body of a method counts, and back again', () => {
    const run = stage(true);
    const other = { ...BEFORE, 'p/a.py': `# one\n${A.replace('return 1', 'x = 1\n        return x')}` };
    expect(run(BEFORE).runs).toBe(1);
    expect(run(other)).toEqual({ runs: 2, line: 2, live: 2 });
    expect(run({ ...other, 'p/b.py': 'b = 2\n' }).runs).toBe(2);
    expect(run(BEFORE)).toEqual({ runs: 3, line: 1, live: 1 });
  });

  it('what is remembered of a piece of syntax counts for all who ask for it', () => {
    const memory = new Memory((path) => path.startsWith('p/'));
    let found = 0;
    let ran = 0;
    const methods = remembered((module: PyModule) => {
      found += 1;
      return module.ast.body.flatMap((item) => (item.kind === 'ClassDef' ? item.body : [])).length;
    });
    const ask = (files: Files): void => {
      const stages = memory.stages(filesOf(files));
      for (const name of ['one', 'other'])
        stages(name, 1, (program) => {
          ran += 1;
          const module = program.module('p.a');
          return module && methods(module);
        });
    };
    ask(BEFORE);
    expect([ran, found]).toEqual([2, 1]);
    ask({ ...BEFORE, 'p/a.py': A.replace('return 1', 'return 2') });
    expect([ran, found]).toEqual([2, 1]);
    ask({ ...BEFORE, 'p/a.py': A.replace('    size', '    more: int = 1\n    size') });
    expect([ran, found]).toEqual([4, 2]);
  });

  it.each<[string, Files, unknown, string]>([
    ['the body of a method', { ...BEFORE, 'p/a.py': A.replace('return 1', 'return 2') }, 1, 'mended'],
    [
      'a field more',
      { ...BEFORE, 'p/a.py': A.replace('    size', '    more: int = 1\n    size') },
      1,
      'mended',
    ],
    ['what else it was given', BEFORE, 2, 'mended'],
    ['a default that it looked at', { ...BEFORE, 'p/a.py': A.replace('8', '9') }, 1, 'made'],
    ['a choice more', { ...BEFORE, 'p/a.py': A.replace('"x"', '"x", "y"') }, 1, 'made'],
    ['a module more', { ...BEFORE, 'p/none.py': '' }, 1, 'made'],
    ['a word in a module that it only searched', { ...BEFORE, 'p/b.py': 'b = 1 # wanted\n' }, 1, 'made'],
  ])('changed: %s: what can be mended is', (_, after, given, expected) => {
    const run = mending();
    expect(run(BEFORE, 1)).toEqual(['made']);
    expect(run(after, given)).toEqual(['made', expected]);
    expect(run(after, given)).toEqual(['made', expected]);
  });

  it('what was mended hangs on what it was made of as well', () => {
    const run = mending();
    const other = { ...BEFORE, 'p/a.py': A.replace('return 1', 'return 2') };
    run(BEFORE, 1);
    run(other, 1);
    expect(run({ ...other, 'p/b.py': 'b = 1 # wanted\n' }, 1)).toEqual(['made', 'mended', 'made']);
    run(other, 1);
    run(BEFORE, 1);
    expect(run({ ...BEFORE, 'p/a.py': A.replace('8', '9') }, 1).slice(3)).toEqual(['made', 'mended', 'made']);
  });

  it('what cannot be mended is made anew', () => {
    const run = mending(() => undefined);
    run(BEFORE, 1);
    expect(run({ ...BEFORE, 'p/a.py': A.replace('return 1', 'return 2') }, 1)).toEqual(['made', 'made']);
  });

  it.each([
    ['its body', A.replace('return 1', 'return 2'), true, 'mended'],
    ['a literal', A.replace('8', '9'), true, 'made'],
    ['a literal', A.replace('8', '9'), false, 'mended'],
  ])('another %s: whether only bodies may differ says whether it is mended', (_, text, bodiesOnly, came) => {
    const run = mending(() => 'mended', bodiesOnly);
    run(BEFORE, 1);
    const after = { ...BEFORE, 'p/a.py': text };
    expect(run(after, 1)).toEqual(['made', came]);
    expect(run(after, 1)).toEqual(['made', came]);
  });

  it('what failed to be mended is made anew', () => {
    let fails = true;
    const run = mending(() => {
      if (fails) throw new Error('half done');
      return 'mended';
    });
    const after = { ...BEFORE, 'p/a.py': A.replace('return 1', 'return 2') };
    run(BEFORE, 1);
    expect(() => run(after, 1)).toThrow('half done');
    fails = false;
    expect(run(after, 1)).toEqual(['made', 'made']);
  });

  it.each([
    [3, 1],
    [12, 2],
  ])('what was not asked for in %i states ran %i times', (states, runs) => {
    const memory = new Memory(() => true);
    let ran = 0;
    const ask = (name: string): unknown => memory.stages(filesOf(BEFORE))(name, 1, () => ++ran).result;
    ask('it');
    for (let state = 0; state < states; state++) memory.stages(filesOf(BEFORE))('another', 1, () => 0);
    ask('it');
    expect(ran).toBe(runs);
  });

  it('a module of a file that is gone is forgotten', () => {
    const store = new ModuleStore();
    const take = (): PyModule => store.take('p.b', 'p/b.py', false, 'b = 1\n');
    const first = take();
    store.forget(() => true);
    expect(take()).toBe(first);
    store.forget((path) => path !== 'p/b.py');
    expect(take()).not.toBe(first);
  });

  it('what was not asked for while the source changed is run again', () => {
    const memory = new Memory(() => true);
    let ran = 0;
    const ask = (files: Files): unknown =>
      memory.stages(filesOf(files))(
        'it',
        1,
        (program) => ++ran + (program.module('p.b')?.ast.body.length ?? 0),
      );
    ask(BEFORE);
    memory.stages(filesOf({ ...BEFORE, 'p/b.py': 'b = 2\nc = 3\n' }))('another', 1, () => 0);
    ask({ ...BEFORE, 'p/b.py': 'b = 2\nc = 3\n' });
    expect(ran).toBe(2);
  });

  it('places and trees are where the file has them now', () => {
    const run = stage();
    expect(run(BEFORE)).toEqual({ runs: 1, line: 1, live: 1 });
    expect(run({ ...BEFORE, 'p/a.py': `# one\n${A}` })).toEqual({ runs: 1, line: 2, live: 2 });
    expect(run({ ...BEFORE, 'p/a.py': `# one\n\n\n${A}` })).toEqual({ runs: 1, line: 4, live: 4 });
    expect(run(BEFORE)).toEqual({ runs: 1, line: 1, live: 1 });
  });

  it('a file of another package counts by its text', () => {
    const memory = new Memory((path) => path.startsWith('p/'));
    let runs = 0;
    const run = (text: string): void =>
      void memory.stages(filesOf({ ...BEFORE, 'q/c.py': text }))('it', 1, (program) => {
        runs += 1;
        return program.module('q.c')?.ast.body.length;
      });
    run('c = 1\n');
    run('c = 1\n');
    expect(runs).toBe(1);
    run('c = 1 # more\n');
    expect(runs).toBe(2);
  });
});
