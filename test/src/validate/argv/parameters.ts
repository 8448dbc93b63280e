import type { Parameter, TypeRef } from '../../../../src/model/index.ts';

const parameter = (
  name: string,
  typeRef: TypeRef,
  value: string | number | boolean | null | [],
  more: Partial<Parameter> = {},
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
  ...more,
});
const primitive = (name: 'str' | 'int' | 'float' | 'bool'): TypeRef => ({ kind: 'primitive', name });
const optional = (...members: TypeRef[]): TypeRef => ({
  kind: 'union',
  members: [...members, { kind: 'none' }],
});
const listed = (...values: (string | number)[]): Partial<Parameter> => ({
  choices: { values, from: 'metadata' },
});
const colour: TypeRef = {
  kind: 'enum',
  name: 'Colour',
  qualname: 'args.Colour',
  members: [
    { name: 'RED', value: 'red' },
    { name: 'BLUE', value: 'blue' },
  ],
};

/** The fields of `record.py`. */
export const parameters: readonly Parameter[] = [
  parameter('rank', primitive('int'), 8),
  parameter('learning_rate', primitive('float'), 1e-5),
  parameter('name', optional(primitive('str')), null),
  parameter('do_train', primitive('bool'), false),
  parameter('use_cache', primitive('bool'), true),
  parameter('packing', optional(primitive('bool')), null),
  parameter('stage', { kind: 'literal', values: ['sft', 'pt'] }, 'sft'),
  parameter('level', primitive('str'), 'info', listed('info', 'debug')),
  parameter('size', primitive('int'), 1, listed(1, 2)),
  parameter('colour', colour, 'red'),
  parameter('colours', { kind: 'list', item: colour }, []),
  parameter('targets', { kind: 'list', item: primitive('str') }, []),
  parameter('nums', { kind: 'list', item: primitive('int') }, []),
  parameter('fsdp', optional({ kind: 'list', item: primitive('str') }, primitive('str')), null),
  parameter(
    'options',
    optional({ kind: 'dict', key: { kind: 'any' }, value: { kind: 'any' } }, primitive('str')),
    null,
  ),
  parameter('bits', { kind: 'literal', values: [4, 8, null] }, null),
  parameter('computed', primitive('int'), 0, { init: false }),
];
