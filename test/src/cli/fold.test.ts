import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../src/cli/fold.ts';
import { runCli } from './run.ts';

const GENERATED = fileURLToPath(new URL('../../../generated', import.meta.url));

describe('S7 what a narrow terminal shows', () => {
  it.each([
    ['fits', 40, 'fits'],
    ['', 40, ''],
    ['  one two three four five six seven', 30, '  one two three four five six\n      seven'],
    ['  name    value   the last column is long', 30, '  name    value   the last\n      column is long'],
    [`  ${'x'.repeat(50)} y`, 30, `  ${'x'.repeat(50)}\n      y`],
    ['一二三四五六七八九十 一二三四五六七八九十', 30, '一二三四五六七八九十\n    一二三四五六七八九十'],
    [
      '\u001b[32mone two three four five six\u001b[39m',
      30,
      '\u001b[32mone two three four five six\u001b[39m',
    ],
  ])('%j in %i places', (text, width, expected) => {
    expect(fold(text, width)).toBe(expected);
  });

  it('loses no word of an answer, and folds none that is not for a terminal', async () => {
    const argv = ['params', '--stage', 'sft', '--catalog', GENERATED];
    const [whole, narrow] = [await runCli(argv), await runCli(argv, { width: 60 })];
    const words = (text: string): readonly string[] => text.split(/\s+/);
    expect(words(narrow.out)).toEqual(words(whole.out));
    expect(Math.max(...whole.out.split('\n').map((line) => line.length))).toBeGreaterThan(100);
    const long = narrow.out.split('\n').filter((line) => line.length > 60);
    expect(long.filter((line) => line.trim().includes(' '))).toEqual([]);
    const json = [...argv, '--json'];
    expect((await runCli(json, { width: 60 })).out).toBe((await runCli(json)).out);
  });
});
