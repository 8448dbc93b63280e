import { describe, expect, it } from 'vitest';
import { createCatalog, parameterFacts, parameterPage } from '../../../src/catalog/index.ts';
import { CatalogData, TextLayer, UserError } from '../../../src/model/index.ts';
import { catalogData, textLayer } from '../../fixtures/catalog.ts';

const catalog = createCatalog(catalogData, textLayer);

const faultOf = (run: () => unknown): UserError => {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('the fixture', () => {
  it('has the shape the model demands', () => {
    expect(CatalogData.parse(catalogData)).toEqual(catalogData);
    expect(TextLayer.parse(textLayer)).toEqual(textLayer);
  });
});

describe('Catalog', () => {
  it('gives an entry point its fields in the order of the parser (B2)', () => {
    const names = catalog.parametersOf('eval').map((parameter) => parameter.name);
    expect(names.slice(0, 2)).toEqual(['quantization_method', 'quantization_bit']);
    expect(names.at(-1)).toBe('plot_loss');
    expect(names).toContain('n_shot');
    expect(names).not.toContain('learning_rate');
  });

  it('understands a command in place of its entry point', () => {
    expect(catalog.entryPoint('webchat').name).toBe('infer');
    expect(catalog.entryPoint('TRAIN').name).toBe('train');
  });

  it.each(['lora_rank', 'lora-rank', '--lora_rank', 'loraRank', 'LoRA rank', 'LORA_RANK'])(
    'finds a parameter spelled %s (S7)',
    (spelling) => {
      expect(catalog.find(spelling)[0].parameter.name).toBe('lora_rank');
    },
  );

  it('finds a name in each class that has it', () => {
    const found = catalog.find('trust_remote_code');
    expect(found.map((each) => [each.class.qualname, each.entryPoints])).toEqual([
      ['llamafactory.hparams.model_args.ModelArguments', ['train', 'infer', 'eval']],
      ['llamafactory.v1.config.model_args.ModelArguments', ['v1']],
    ]);
    expect(catalog.find('trust_remote_code', 'v1')).toHaveLength(1);
  });

  it('refuses an unknown parameter with the nearest names (S7)', () => {
    const fault = faultOf(() => catalog.find('lora_rnk'));
    expect(fault.code).toBe('UNKNOWN_PARAMETER');
    expect(fault.message).toContain('lora_rnk');
    expect(fault.suggestions[0]).toBe('lora_rank');
    expect(fault.next).toContain('lora_rank');
  });

  it('proposes nothing that is not alike', () => {
    expect(catalog.nearest('zzzzzz')).toEqual([]);
  });

  it('says which entry point takes a parameter that this one does not (B5)', () => {
    const fault = faultOf(() => catalog.find('learning_rate', 'infer'));
    expect(fault.code).toBe('UNKNOWN_PARAMETER');
    expect(fault.next).toBe('It belongs to train.');
  });

  it('refuses unknown entry points and classes with what there is (S7)', () => {
    const entry = faultOf(() => catalog.parametersOf('trian'));
    expect([entry.code, entry.next]).toEqual([
      'UNKNOWN_ENTRY',
      'Did you mean train? There are train, infer, eval, v1.',
    ]);
    expect(faultOf(() => catalog.classes('NoArguments')).code).toBe('UNKNOWN_CLASS');
  });

  it('leaves out a text layer of another source', () => {
    const other = createCatalog(catalogData, { ...textLayer, fingerprint: 'e'.repeat(64) });
    expect(other.text).toBeUndefined();
    expect(other.help(other.find('lora_rank')[0].parameter)).toBeUndefined();
  });

  it('reads the text layer when it is first asked for, once', () => {
    let reads = 0;
    const lazy = createCatalog(catalogData, () => {
      reads += 1;
      return textLayer;
    });
    expect(reads).toBe(0);
    expect(lazy.labels('lora_rank').zh).toBe('适配器的秩');
    expect(lazy.text?.fingerprint).toBe(textLayer.fingerprint);
    expect(reads).toBe(1);
  });
});

describe('parameterFacts', () => {
  const facts = (name: string) => parameterFacts(catalog, catalog.find(name)[0].parameter);

  it('has the members scripts rely on (S9)', () => {
    expect(facts('lora_rank')).toEqual({
      name: 'lora_rank',
      class: 'FinetuningArguments',
      owner: 'LoraArguments',
      type: 'int',
      default: 8,
      choices: null,
      required: false,
      help: 'Size of the small matrices an adapter is made of.',
      file: 'llamafactory/hparams/finetuning_args.py',
      line: 22,
    });
  });

  it('leaves the default out where one is required, and marks what cannot be set', () => {
    expect(facts('task')).not.toHaveProperty('default');
    expect(facts('task').required).toBe(true);
    expect(facts('compute_dtype').init).toBe(false);
  });

  it("counts what upstream's examples set", () => {
    expect(parameterPage(catalog, catalog.find('lora_rank')[0]).examples).toEqual({
      count: 3,
      of: 5,
      values: [{ value: 8, count: 3, path: 'train_lora/sft.yaml' }],
    });
  });
});

describe('parameterPage', () => {
  it('puts the value most examples set first, whatever their order', () => {
    const turned = createCatalog({ ...catalogData, examples: catalogData.examples.toReversed() });
    const { values } = parameterPage(turned, turned.find('finetuning_type')[0]).examples;
    expect(values.map(({ value, count }) => [value, count])).toEqual([
      ['lora', 3],
      ['full', 2],
    ]);
  });
});

describe('notes (B18)', () => {
  const notes = {
    'hparams.finetuning_args.LoraArguments.lora_rank': { help: null, en: 'How wide.', zh: '多宽。' },
    'hparams.data_args.DataArguments.template': {
      help: 'e'.repeat(64),
      en: 'How chats are laid out.',
      zh: '对话格式。',
    },
  };
  const noted = createCatalog(catalogData, undefined, { notes });
  const noteOf = (name: string) => parameterFacts(noted, noted.find(name)[0].parameter).note;

  it('gives a parameter its note, marked stale when upstream has changed its help', () => {
    expect(noteOf('lora_rank')).toEqual({ en: 'How wide.', zh: '多宽。', stale: false });
    expect(noteOf('template')?.stale).toBe(true);
    expect(noteOf('lora_alpha')).toBeUndefined();
  });
});
