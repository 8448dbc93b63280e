import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../../../src/catalog/catalog.ts';
import type { FileFacts } from '../../../../src/expr/environment.ts';
import { environmentFrom } from '../../../../src/validate/environment.ts';
import { readConfig } from '../../../../src/validate/read.ts';
import { createValidator } from '../../../../src/validate/validator.ts';
import { catalogData } from '../../../fixtures/catalog.ts';

const place = { path: 'llamafactory/data/template.py', line: 1 };
/** The fixture's data arguments with the folder of data sets, as upstream has it. */
const classes = catalogData.classes.map((composed) => ({
  ...composed,
  parameters: composed.parameters.flatMap((parameter) =>
    parameter.name === 'dataset'
      ? [
          parameter,
          {
            ...parameter,
            name: 'dataset_dir',
            default: { kind: 'value' as const, value: 'data', repr: "'data'" },
          },
        ]
      : [parameter],
  ),
}));
const data = {
  ...catalogData,
  classes,
  templates: ['alpha', 'alpha_plain', 'beta', 'gamma'].map((name) => ({ name, multimodal: false, place })),
  models: [
    {
      name: 'Alpha-7B-Chat',
      hubs: { hf: 'org/alpha-7b', ms: 'Org/Alpha-7B' },
      template: 'alpha',
      multimodal: false,
      place,
    },
    { name: 'Beta-7B', hubs: { hf: 'org/beta-7b' }, template: 'beta', multimodal: false, place },
    { name: 'Alpha-7B', hubs: { hf: 'org/alpha-7b-base' }, template: null, multimodal: false, place },
  ],
};
const validator = createValidator({ catalog: createCatalog(data) });

const files: FileFacts = {
  kind: (path) => (path === 'data/dataset_info.json' ? 'file' : 'none'),
  read: (path) => (path === 'data/dataset_info.json' ? '{"identity": {}, "alpaca_demo": {}}' : undefined),
  list: () => undefined,
  expandUser: (path) => path,
};
const validate = (text: string, withFiles = false) =>
  validator.validate(readConfig(text, 'yaml'), {
    entry: 'train',
    environment: environmentFrom(withFiles ? { files } : {}),
  }).diagnostics;

describe('B11: template and model', () => {
  it('refuses a template that is not registered, in the run phase', () => {
    expect(validate('template: alhpa')).toMatchObject([
      {
        code: 'unknown-template',
        phase: 'run',
        severity: 'error',
        line: 1,
        column: 11,
        message: 'No template "alhpa" is registered. Did you mean alpha?',
      },
    ]);
  });

  it.each(['org/alpha-7b', 'ORG/alpha-7B', 'Alpha-7B-Chat'])('knows the template of %s', (model) => {
    expect(validate(`model_name_or_path: ${model}\ntemplate: beta`)).toMatchObject([
      {
        code: 'template-mismatch',
        severity: 'warning',
        line: 2,
        suggestions: ['template: alpha'],
        message: `${model} is registered with the template alpha, not beta.`,
      },
    ]);
    expect(validate(`model_name_or_path: ${model}`)).toMatchObject([
      { code: 'template-mismatch', severity: 'info', suggestions: ['template: alpha'] },
    ]);
  });

  it.each([
    'model_name_or_path: org/alpha-7b\ntemplate: alpha',
    'model_name_or_path: org/alpha-7b\ntemplate: alpha_plain',
    'model_name_or_path: org/alpha-7b\ntemplate: gamma',
    'model_name_or_path: org/alpha-7b-base\ntemplate: beta',
    'model_name_or_path: nobody/knows\ntemplate: gamma',
    'model_name_or_path: nobody/knows',
  ])('has nothing to say of %j', (text) => {
    expect(validate(text)).toEqual([]);
  });
});

describe('B11: data sets', () => {
  it('checks every name against dataset_info.json where that is at hand', () => {
    expect(validate('template: beta\ndataset: identity, alpca_demo , other_thing', true)).toMatchObject([
      {
        code: 'unknown-dataset',
        key: 'dataset',
        line: 2,
        message: 'data/dataset_info.json describes no data set "alpca_demo". Did you mean alpaca_demo?',
      },
      { code: 'unknown-dataset', message: 'data/dataset_info.json describes no data set "other_thing".' },
    ]);
  });

  it('says nothing where there is no such file', () => {
    expect(validate('template: beta\ndataset: anything')).toEqual([]);
  });
});
