import { describe, expect, it } from 'vitest';
import type { Parameter, TypeRef } from '../../../../src/model/index.ts';
import { readArguments } from '../../../../src/validate/argv/read.ts';
import { encode } from '../yaml/encode.ts';

const parameter = (
  name: string,
  typeRef: TypeRef,
  value: string | number | boolean | null | [],
): Parameter => ({
  name,
  class: 'Arguments',
  owner: 'Arguments',
  type: '',
  typeRef,
  default: { kind: 'value', value, repr: '' },
  required: false,
  init: true,
  place: { path: 'llamafactory/hparams/args.py', line: 1 },
  helpHash: null,
  textKey: '',
});
const primitive = (name: 'str' | 'int' | 'float' | 'bool'): TypeRef => ({ kind: 'primitive', name });
const optional = (...members: TypeRef[]): TypeRef => ({
  kind: 'union',
  members: [...members, { kind: 'none' }],
});

const parameters = [
  parameter('rank', primitive('int'), 8),
  parameter('learning_rate', primitive('float'), 1e-5),
  parameter('name', optional(primitive('str')), null),
  parameter('do_train', primitive('bool'), false),
  parameter('use_cache', primitive('bool'), true),
  parameter('packing', optional(primitive('bool')), null),
  parameter('stage', { kind: 'literal', values: ['sft', 'pt'] }, 'sft'),
  parameter('targets', { kind: 'list', item: primitive('str') }, []),
  parameter('nums', { kind: 'list', item: primitive('int') }, []),
  parameter('fsdp', optional({ kind: 'list', item: primitive('str') }, primitive('str')), null),
];

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
    ['--rank 3 4', [['argument-syntax', undefined]]],
    ['stage=pt', [['argument-syntax', undefined]]],
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
