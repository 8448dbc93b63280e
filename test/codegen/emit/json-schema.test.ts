import { describe, expect, it } from 'vitest';
import { emitJsonSchemas } from '../../../codegen/emit/json-schema.ts';
import { tinyCatalog } from './fixture.ts';

const emitted = emitJsonSchemas(tinyCatalog);
const [train, far] = emitted.map(({ content }) => JSON.parse(content));

describe('B15 emitted JSON Schema', () => {
  it('has one file for each entry point', () => {
    expect(emitted.map(({ path }) => path)).toEqual(['schema/train.json', 'schema/train_far.json']);
  });

  it.each([
    ['model_name', { type: 'string' }],
    ['rank', { type: 'integer', default: 8 }],
    ['note', { type: ['string', 'null'], default: null }],
    ['stage', { enum: ['pt', 'sft'], default: 'sft' }],
    ['when', { enum: ['no', 'steps', null], default: null }],
    ['kernel', { enum: ['auto', "it's"], default: 'auto' }],
    ['names', { type: 'array', items: { type: 'string' }, default: [] }],
    [
      'config',
      {
        anyOf: [
          { type: 'object', additionalProperties: { type: 'integer' } },
          { type: 'string' },
          { type: 'null' },
        ],
        default: null,
      },
    ],
    ['odd', {}],
  ])('describes %s', (name, expected) => {
    const { $comment, ...schema } = train.properties[name];
    expect(schema).toEqual(expected);
    expect($comment).toMatch(/^ModelArguments, tiny\/args\.py:\d+$/);
  });

  it('closes an entry point whose keys are all known, and requires what has no default', () => {
    expect(train).toMatchObject({ additionalProperties: false, required: ['model_name'] });
    expect(train.properties).not.toHaveProperty('device');
  });

  it('B2 leaves an open one open', () => {
    expect(far.additionalProperties).toBe(true);
  });
});
