import type { CatalogData } from '../../../src/model/catalog.ts';
import type { Parameter } from '../../../src/model/parameter.ts';
import type { TypeRef } from '../../../src/model/type-ref.ts';

const str: TypeRef = { kind: 'primitive', name: 'str' };
const int: TypeRef = { kind: 'primitive', name: 'int' };
const float: TypeRef = { kind: 'primitive', name: 'float' };
const none: TypeRef = { kind: 'none' };
const orNone = (type: TypeRef): TypeRef => ({ kind: 'union', members: [type, none] });

const strategy: TypeRef = {
  kind: 'enum',
  name: 'Strategy',
  qualname: 'tiny.enums.Strategy',
  members: [
    { name: 'NO', value: 'no' },
    { name: 'STEPS', value: 'steps' },
  ],
};

let line = 0;
const parameter = (
  name: string,
  type: string,
  typeRef: TypeRef,
  more: Partial<Parameter> = {},
): Parameter => ({
  name,
  class: 'ModelArguments',
  owner: 'ModelArguments',
  type,
  typeRef,
  default: { kind: 'value', value: null, repr: 'None' },
  required: false,
  init: true,
  place: { path: 'tiny/args.py', line: ++line },
  helpHash: null,
  textKey: `tiny.args.ModelArguments.${name}`,
  ...more,
});

/** One of each kind of type and default, two classes of one name, an open and a closed entry point. */
export const tinyCatalog: CatalogData = {
  schemaVersion: 1,
  source: {
    label: 'release 1.2.3',
    llamafactory: '1.2.3',
    transformers: '9.8.7',
    package: 'tiny',
    fingerprint: 'f00d',
  },
  files: [{ path: 'tiny/args.py', lines: 40, sha256: '00' }],
  classes: [
    {
      qualname: 'tiny.args.ModelArguments',
      name: 'ModelArguments',
      place: { path: 'tiny/args.py', line: 1 },
      mro: ['ModelArguments', 'LoraMixin'],
      open: null,
      parameters: [
        parameter('model_name', 'str', str, { required: true, default: { kind: 'required' } }),
        parameter('rank', 'int', int, {
          owner: 'LoraMixin',
          default: { kind: 'value', value: 8, repr: '8' },
        }),
        parameter('rate', 'float', float, { default: { kind: 'value', value: 5e-5, repr: '5e-05' } }),
        parameter('limit', 'float', float, { default: { kind: 'value', value: 'inf', repr: 'inf' } }),
        parameter('note', 'str', str),
        parameter(
          'stage',
          "Literal['pt', 'sft']",
          { kind: 'literal', values: ['pt', 'sft'] },
          {
            default: { kind: 'value', value: 'sft', repr: "'sft'" },
            choices: { values: ['pt', 'sft'], from: 'literal' },
          },
        ),
        parameter('when', 'Strategy | None', orNone(strategy), {
          choices: { values: ['no', 'steps'], from: 'enum' },
        }),
        parameter('kernel', 'str', str, {
          default: { kind: 'value', value: 'auto', repr: "'auto'" },
          choices: { values: ['auto', "it's"], from: 'metadata' },
        }),
        parameter(
          'names',
          'list[str]',
          { kind: 'list', item: str },
          {
            default: { kind: 'value', value: [], repr: '[]', factory: 'list' },
          },
        ),
        parameter('config', 'dict[str, int] | str | None', {
          kind: 'union',
          members: [{ kind: 'dict', key: str, value: int }, str, none],
        }),
        parameter(
          'odd',
          'Callable',
          { kind: 'unknown', text: 'Callable', reason: 'not a value' },
          {
            default: { kind: 'unknown', reason: 'a call' },
          },
        ),
        parameter('device', 'str', str, { init: false }),
      ],
    },
    {
      qualname: 'tiny.v1.args.ModelArguments',
      name: 'ModelArguments',
      place: { path: 'tiny/v1/args.py', line: 1 },
      mro: ['ModelArguments'],
      open: { missing: 'far.Base', package: 'far' },
      parameters: [parameter('model', 'str | None', orNone(str))],
    },
  ],
  entryPoints: [
    {
      name: 'train',
      classes: ['tiny.args.ModelArguments'],
      place: { path: 'tiny/parser.py', line: 3 },
      symbol: '_TRAIN_ARGS',
      when: null,
      functions: ['tiny.parser.get_train_args'],
      commands: ['train'],
      allowExtraKeys: false,
      open: [],
    },
    {
      name: 'train_far',
      classes: ['tiny.v1.args.ModelArguments'],
      place: { path: 'tiny/parser.py', line: 9 },
      symbol: '_FAR_ARGS',
      when: 'USE_FAR=1',
      functions: [],
      commands: [],
      allowExtraKeys: false,
      open: [{ missing: 'far.Base', package: 'far' }],
    },
  ],
  constants: [],
  examples: [],
  unknowns: [],
};
