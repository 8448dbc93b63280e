import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCompiled } from '../../../src/cli/compiled.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'compiled-'));
  writeFileSync(
    join(folder, 'program.cjs'),
    "const { sep } = require('node:path'); exports.answer = () => [sep, __url]; ",
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const load = () => {
  const compiled = loadCompiled(join(folder, 'program.cjs'), join(folder, 'kept'));
  if (compiled === undefined) throw new Error('nothing was loaded');
  return compiled;
};
const kept = (): string => join(folder, 'kept', readdirSync(join(folder, 'kept')).join());
const answer = (exports: unknown): unknown => (exports as { answer: () => unknown }).answer();

describe('B5: a program that starts with the code compiled before', () => {
  it('runs with and without it, and keeps it once', () => {
    for (let times = 0; times < 2; times++) {
      const { exports, keep } = load();
      expect(answer(exports)).toEqual(['/', `file://${folder}/program.cjs`]);
      keep();
    }
    const before = readFileSync(kept());
    load().keep();
    expect(readFileSync(kept()).equals(before)).toBe(true);
  });

  it('runs beside what V8 refuses, and does not read what others may have written', () => {
    writeFileSync(kept(), 'no code at all');
    expect(answer(load().exports)).toHaveLength(2);
    chmodSync(kept(), 0o666);
    load().keep();
    expect(readFileSync(kept()).length).toBeGreaterThan(100);
  });

  it('keeps of many builds what was written last', () => {
    const [program, dir] = [join(folder, 'built.cjs'), join(folder, 'builds')];
    for (let build = 0; build < 10; build++) {
      writeFileSync(program, ';'.repeat(build));
      loadCompiled(program, dir)?.keep();
      for (const name of readdirSync(dir).filter((each) => each.endsWith(`-${build}`)))
        utimesSync(join(dir, name), build, build);
    }
    const sizes = readdirSync(dir).map((name) => Number(name.split('-').at(-1)));
    expect(sizes.toSorted((x, y) => x - y)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('is left aside where there is no such program', () => {
    expect(loadCompiled(join(folder, 'absent.cjs'), join(folder, 'kept'))).toBeUndefined();
  });
});
