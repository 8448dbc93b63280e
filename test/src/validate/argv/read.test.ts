import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readArguments } from '../../../../src/validate/argv/read.ts';
import { encode } from '../yaml/encode.ts';
import { parameters } from './parameters.ts';

const read = (line: string): readonly unknown[] =>
  readArguments(line.split(' '), parameters).entries.map(({ key, value }) => [key, encode(value)]);
const refused = (line: string): readonly unknown[] =>
  readArguments(line.split(' '), parameters).diagnostics.map(({ code, key }) => [code, key]);

describe('B5: command-line arguments as HfArgumentParser reads them (recorded from transformers 5.6.0)', () => {
  it.each([
    ['--rank 4', [['rank', { int: '4' }]]],
    ['--rank=4', [['rank', { int: '4' }]]],
    ['--rank -1', [['rank', { int: '-1' }]]],
    ['--rank 1_000', [['rank', { int: '1000' }]]],
    ['--learning-rate 1e-5', [['learning_rate', { float: '1e-05' }]]],
    ['--learning_rate 3', [['learning_rate', { float: '3.0' }]]],
    ['--learning_rate inf', [['learning_rate', { float: 'inf' }]]],
    ['--name 3', [['name', { str: '3' }]]],
    ['--do_train', [['do_train', true]]],
    ['--do_train False', [['do_train', false]]],
    ['--no_use_cache', [['use_cache', false]]],
    ['--no-use-cache', [['use_cache', false]]],
    ['--packing y', [['packing', true]]],
    ['--stage pt', [['stage', { str: 'pt' }]]],
    ['--targets a b', [['targets', { list: [{ str: 'a' }, { str: 'b' }] }]]],
    ['--nums 1 -2', [['nums', { list: [{ int: '1' }, { int: '-2' }] }]]],
    ['--fsdp full_shard', [['fsdp', { str: 'full_shard' }]]],
    ['--sta pt', [['stage', { str: 'pt' }]]],
    ['--rank 1 --rank 2', [['rank', { int: '2' }]]],
    ['--unknown 3', [['unknown', { str: '3' }]]],
  ])('reads %s', (line, expected) => {
    expect(read(line)).toEqual(expected);
    expect(refused(line)).toEqual([]);
  });

  it.each([
    ['--rank 1.5', [['argument-value', 'rank']]],
    ['--rank 0x1', [['argument-value', 'rank']]],
    ['--do_train maybe', [['argument-value', 'do_train']]],
    ['--stage rm', [['argument-choice', 'stage']]],
    ['--nums 1 x', [['argument-value', 'nums']]],
    ['--name', [['argument-syntax', 'name']]],
    ['--targets', [['argument-syntax', 'targets']]],
    ['--packing --do_train', [['argument-syntax', 'packing']]],
    ['--no_use_cache=1', [['argument-syntax', 'use_cache']]],
    ['--level warn', [['argument-choice', 'level']]],
    ['--help', [['argument-syntax', undefined]]],
  ])('refuses %s', (line, expected) => {
    expect(refused(line)).toEqual(expected);
  });

  it('names every fault, not only the first, and the choices', () => {
    const { diagnostics } = readArguments(['--rank', 'x', '--stage', 'rm'], parameters);
    expect(diagnostics.map(({ code }) => code)).toEqual(['argument-value', 'argument-choice']);
    expect(diagnostics[1]?.suggestions).toEqual(['sft', 'pt']);
  });

  it('is conditional where Pythons differ: two spellings of one shortened option', () => {
    expect(readArguments(['--learn', '1'], parameters).diagnostics).toMatchObject([
      {
        code: 'argument-syntax',
        certainty: 'conditional',
        suggestions: ['--learning_rate', '--learning-rate'],
      },
    ]);
  });
});

const Fact = z.object({
  words: z.array(z.string()),
  values: z.record(z.string(), z.unknown()).optional(),
  rest: z.array(z.string()).optional(),
});
const facts = readFileSync(new URL('facts.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => Fact.parse(JSON.parse(line)));
const settable = new Set(parameters.filter(({ init }) => init).map(({ name }) => name));

describe('B5: command lines against what the real parser was seen to do (record.py)', () => {
  it('refuses what it refuses, and nothing else for certain', () => {
    const wrong = facts.filter(({ words, values }) => {
      const refusals = readArguments(words, parameters).diagnostics;
      const certain = refusals.some(({ certainty }) => certainty === 'certain');
      return values === undefined ? refusals.length === 0 : certain;
    });
    expect(facts.filter(({ values }) => values === undefined).length).toBeGreaterThan(400);
    expect(wrong.map(({ words }) => words)).toEqual([]);
  });

  it('reads the same values of what it takes, and leaves over what it leaves over', () => {
    const taken = facts.filter(({ values }) => values !== undefined);
    expect(taken.length).toBeGreaterThan(300);
    for (const { words, values, rest } of taken) {
      const { entries } = readArguments(words, parameters);
      const own = entries.filter(({ key }) => settable.has(String(key)));
      expect(Object.fromEntries(own.map(({ key, value }) => [key, encode(value)])), words.join(' ')).toEqual(
        values,
      );
      expect(entries.length > own.length, words.join(' ')).toBe(rest?.length !== 0);
    }
  });

  it('tells how a word was to be written', () => {
    const advice = (word: string): unknown =>
      readArguments([word], parameters).entries[0]?.advice?.suggestions;
    expect(advice('-rank')).toEqual(['--rank']);
    expect(advice('rank=8')).toEqual(['--rank=8']);
    expect(advice('rank')).toEqual(['--rank']);
    expect(readArguments(['rank'], parameters).entries[0]?.key).toBe("'rank'");
    expect(advice('--rank8')).toBeUndefined();
    expect(advice('other')).toEqual([]);
  });
});
