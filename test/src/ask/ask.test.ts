import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ask } from '../../../src/ask/index.ts';
import { createCatalog } from '../../../src/catalog/index.ts';
import { openCatalog } from '../../../src/catalog/open.ts';
import { catalogData, textLayer } from '../../fixtures/catalog.ts';
import { FULL_CONFIGURATION } from '../../fixtures/queries.ts';

const catalog = openCatalog(fileURLToPath(new URL('../../../generated', import.meta.url)));

interface Asked {
  readonly question: string;
  readonly wanted: readonly string[];
}

const linesOf = (file: string): readonly (readonly [string, string])[] =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): readonly [string, string] => {
      const at = line.lastIndexOf(' | ');
      return [line.slice(0, at), line.slice(at + 3)];
    });

const questionsOf = (file: string): readonly Asked[] =>
  linesOf(file).map(([question, wanted]) => ({ question, wanted: wanted.split(', ') }));

const QUESTIONS = questionsOf('questions.txt');
/** Of every four questions the first and last are built on; the two between only measure. */
const MEASURED = QUESTIONS.filter((_, i) => i % 4 === 1 || i % 4 === 2);
/** Sets that were written later, each measured before anything was mended for it. */
const LATER = readdirSync(new URL('sets', import.meta.url)).map((file) => `sets/${file}`);

const isHit = ({ question, wanted }: Asked): boolean =>
  ask(catalog, question)
    .parameters.slice(0, 5)
    .some((name) => wanted.includes(name));

const expectFound = (asked: readonly Asked[]): void => {
  const missed = asked.filter((each) => !isHit(each)).map(({ question }) => question);
  expect(missed.length / asked.length, missed.join('\n')).toBeLessThanOrEqual(0.1);
};

describe('B8 questions people ask', () => {
  it('are at least 150, each about parameters there are', () => {
    expect(QUESTIONS.length).toBeGreaterThanOrEqual(150);
    const unknown = [QUESTIONS, ...LATER.map(questionsOf)]
      .flat()
      .flatMap(({ wanted }) => wanted)
      .filter((name) => catalog.occurrences(name).length === 0);
    expect(unknown).toEqual([]);
  });

  it('find a right parameter among the first five, in at least 90 % of the half that nothing was built on', () => {
    expectFound(MEASURED);
  });

  it.each(LATER)('so do those of %s', (file) => {
    expectFound(questionsOf(file));
  });
});

describe('B8 questions that no parameter answers, and attacks', () => {
  const lines = linesOf('beyond.txt');

  it('are at least 60', () => {
    expect(lines.length).toBeGreaterThanOrEqual(60);
  });

  it.each(lines)('%s: %s', (question, wanted) => {
    const answer = ask(catalog, question);
    expect(answer.parameters.filter((name) => catalog.occurrences(name).length === 0)).toEqual([]);
    const [, key] = /^no-such (.*)/.exec(wanted) ?? [];
    if (key !== undefined)
      expect(answer.text).toMatch(new RegExp(`no parameter \`${key}\`|没有参数 \`${key}\``));
    else if (wanted === 'unknown') {
      expect(answer.parameters).toEqual([]);
      expect(answer.text).toMatch(/do not know|不知道/);
    } else {
      // Nothing is asserted but about what the question itself names.
      const named = answer.parameters[0] ?? '';
      expect(answer.intent === 'search' || question.includes(named) || wanted === named).toBe(true);
    }
  });

  it('say what of a question is not understood', () => {
    expect(ask(catalog, 'frobnicate the checkpoint of a purple zebra').text).toMatch(
      /Not understood: .*zebra/,
    );
  });

  it('are answered when they are empty or very long', () => {
    expect(ask(catalog, '').parameters).toEqual([]);
    for (const part of [
      'x',
      '学',
      'lora ',
      'a_b ',
      'Error: ',
      '_',
      '- ',
      "'",
      'a-a',
      'ValueError: ',
      'which template qwen ',
      '.py", line 1',
    ])
      expect(ask(catalog, part.repeat(10_000)).question.length).toBeGreaterThanOrEqual(10_000);
  });
});

describe('S5 the original’s four queries, word for word', () => {
  it('What is lora_rank and its default value?', () => {
    const answer = ask(catalog, 'What is lora_rank and its default value?');
    expect(answer.parameters[0]).toBe('lora_rank');
    expect(answer.text).toContain('**lora_rank**: int, default 8');
    expect(answer.evidence[0]).toMatchObject({
      parameter: 'lora_rank',
      at: expect.stringMatching(/finetuning_args\.py:\d+$/),
    });
  });

  it('the configuration query, grouped', () => {
    const answer = ask(
      catalog,
      `
Get parameters for the following configuration:
- Method: lora
- Quantization: 4bit
- Optimizer: standard
- Stage: sft

Provide parameter details including names, types, defaults, and descriptions.
`,
    );
    expect(answer.intent).toBe('list');
    expect(answer.parameters.length).toBeGreaterThanOrEqual(30);
    expect(answer.parameters.length).toBeLessThanOrEqual(70);
    expect(answer.parameters).toEqual(
      expect.arrayContaining(['lora_rank', 'quantization_bit', 'learning_rate', 'template']),
    );
    expect(
      answer.parameters.filter((name) => /^(galore|apollo|badam|oft|freeze_trainable|ppo|pref)_/.test(name)),
    ).toEqual([]);
    expect(answer.text).toContain('### LoraArguments');
  });

  it('the full configuration, with an optimizer that LoRA excludes, says so', () => {
    const answer = ask(catalog, FULL_CONFIGURATION);
    expect(answer.parameters).toEqual(expect.arrayContaining(['use_apollo', 'deepspeed', 'lora_rank']));
    expect(answer.text).toMatch(/refuse/i);
    expect(answer.text).toMatch(/finetuning_args\.py:\d+/);
  });

  it('Compare LoRA vs Freeze fine-tuning parameters', () => {
    const answer = ask(catalog, 'Compare LoRA vs Freeze fine-tuning parameters');
    expect(answer.intent).toBe('compare');
    expect(answer.parameters).toEqual(
      expect.arrayContaining(['lora_rank', 'lora_target', 'freeze_trainable_layers']),
    );
  });

  it('List all parameters for LoRA fine-tuning', () => {
    const answer = ask(catalog, 'List all parameters for LoRA fine-tuning');
    expect(answer.intent).toBe('list');
    for (const name of [
      'lora_rank',
      'lora_alpha',
      'lora_dropout',
      'lora_target',
      'use_rslora',
      'use_dora',
      'pissa_init',
      'loraplus_lr_ratio',
    ])
      expect(answer.parameters).toContain(name);
  });
});

describe('B8 what somebody plans', () => {
  it.each([['What do I need for PPO?'], ['PPO 需要哪些参数']])('%s', (question) => {
    const { intent, parameters } = ask(catalog, question);
    expect(intent).toBe('list');
    expect(parameters).toContain('reward_model');
    expect(parameters.length).toBeGreaterThan(30);
  });
});

describe('B8 comparisons', () => {
  it('take words that are parameters too as parameters', () => {
    const answer = ask(catalog, 'difference between bf16 and pure_bf16');
    expect(answer.intent).toBe('compare');
    expect(answer.parameters).toEqual(['bf16', 'pure_bf16']);
  });
});

describe('B8 what it says', () => {
  it('is the note and the facts, in the language of the question', () => {
    expect(ask(catalog, 'lora_rank 是什么').text).toMatch(/秩/);
    expect(ask(catalog, 'lora_rank 是什么', { language: 'en' }).text).not.toMatch(/\p{Script=Han}/u);
  });

  it('understands spelling and typos', () => {
    for (const question of ['what is LoRA rank', '--lora-rank?', 'loraRank', 'what is lora_rnk'])
      expect(ask(catalog, question).parameters[0], question).toBe('lora_rank');
    expect(ask(catalog, 'train on the prompt as well').parameters[0]).toBe('train_on_prompt');
  });

  it('reads words of any script', () => {
    expect(ask(catalog, 'β of dpo').parameters[0]).toBe('pref_beta');
    const labelled = createCatalog(catalogData, textLayer);
    for (const question of ['Шаг оптимизатора?', '학습 속도'])
      expect(ask(labelled, question).parameters[0], question).toBe('learning_rate');
  });

  it('takes a key of another program by what stands beside it', () => {
    expect(ask(catalog, 'vllm max_model_len').parameters[0]).toBe('vllm_maxlen');
    expect(ask(catalog, 'max_model_len').parameters[0]).toBe('model_max_length');
    expect(ask(catalog, 'trl init_kl_coef').parameters[0]).toBe('ppo_target');
  });

  it('counts the choices of what it only mentions, and says in a sentence what that is', () => {
    const { text } = ask(catalog, 'how do I make training use less memory?');
    expect(text).toMatch(/^- \*\*optim\*\*: .*, one of (\w+, ){8}… \(\d+\): Optimizer\.$/m);
    expect(ask(catalog, 'which values can optim take').text).not.toContain('…');
  });

  it('S7 says that it does not know, and makes nothing up', () => {
    const answer = ask(catalog, 'zxqv wkjh');
    expect(answer.parameters).toEqual([]);
    expect(answer.text).toMatch(/do not know/);
  });

  it('names only parameters there are, whatever it is asked, and answers alike each time', () => {
    const words = [
      ...QUESTIONS.flatMap(({ question }) => question.split(' ')),
      ...catalog.names,
      'compare',
      'list',
      'why',
      '吗',
      '\u0000',
      '`',
      '(((',
      '$',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 12 })), { maxLength: 12 }),
        (parts) => {
          const question = parts.join(' ');
          const answer = ask(catalog, question);
          expect(answer.parameters.filter((name) => catalog.occurrences(name).length === 0)).toEqual([]);
          expect(ask(catalog, question)).toEqual(answer);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('stays quick on a question made to be slow', () => {
    const answer = ask(catalog, `${'a_'.repeat(20_000)}? ${': '.repeat(5_000)}${'method '.repeat(3_000)}`);
    expect(answer.question.length).toBeGreaterThan(40_000);
  });
});

describe('B8 questions beyond the parameters themselves', () => {
  it('B11 which template a model takes', () => {
    const answer = ask(catalog, 'what template does Qwen3-4B-Instruct-2507 use');
    expect(answer.intent).toBe('template');
    expect(answer.text).toContain('template: qwen3_nothink');
    expect(ask(catalog, 'which template should I use').parameters[0]).toBe('template');
  });

  it('B9 when a name came, went or was renamed', () => {
    expect(ask(catalog, 'evaluation_strategy was removed?').text).toMatch(
      /0\.7\.1–0\.9\.2.*renamed to eval_strategy/,
    );
    expect(ask(catalog, '0.8.0 里 dpo_beta 改名成什么').parameters).toEqual(['pref_beta']);
    expect(ask(catalog, 'what changed in 0.9.5').parameters).toContain('use_eaft_loss');
  });

  it.each([
    ['when did oft_rank appear', /in train of releases 0\.9\.4–0\.9\.5/],
    ['oft_rank 是什么时候加的', /0\.9\.4–0\.9\.5/],
    ['was eval_strategy renamed?', /was evaluation_strategy before/],
  ])('B9 %s', (question, told) => {
    const answer = ask(catalog, question);
    expect(answer.intent).toBe('changed');
    expect(answer.text).toMatch(told);
  });

  it('B9 what a key is called now, and nothing else', () => {
    const { text, parameters } = ask(catalog, 'where did evaluation_strategy go');
    expect(parameters).toEqual(['eval_strategy']);
    expect(text).toMatch(/no parameter `evaluation_strategy`.*; nearest: eval_strategy\.$/m);
  });

  it('B9 what lies between two releases', () => {
    const answer = ask(catalog, 'what changed between 0.9.3 and 0.9.4');
    expect(answer.text).toMatch(/0\.9\.3 → 0\.9\.4/);
    expect(answer.parameters).toContain('fp8');
    expect(answer.parameters).not.toContain('use_eaft_loss');
  });

  it('B9 that a key went, beside what is asked of another', () => {
    const answer = ask(catalog, 'what are lora_rank and dpo_beta');
    expect(answer.parameters[0]).toBe('lora_rank');
    expect(answer.text).toMatch(/no parameter `dpo_beta`[\s\S]*renamed to pref_beta/);
  });

  it.each([
    [
      'can I use galore with deepspeed',
      /refused together[\s\S]*deepspeed is not None and \(use_galore.*parser\.py:401/,
    ],
    ['can I combine full fine-tuning with 4bit', /refused together[\s\S]*quantization_bit.*parser\.py:190/],
    ['pissa_init 和 4bit 冲突吗', /不能同时使用[\s\S]*pissa_init.*parser\.py:193/],
    ['is max_samples compatible with streaming?', /refused together[\s\S]*data_args\.py:180/],
    ['use_dora 和 quantization_bit 能一起用吗', /没有规则拒绝/],
    ['can fsdp be used with dora', /no rule of upstream's parser refuses/],
  ])('B4 whether things go together: %s', (question, wanted) => {
    const answer = ask(catalog, question);
    expect(answer.intent).toBe('compatible');
    expect(answer.text).toMatch(wanted);
  });

  it('B4 which package a parameter wants', () => {
    const vllm = ask(catalog, 'which parameters need vllm');
    expect(vllm.intent).toBe('packages');
    expect(vllm.parameters).toEqual(['infer_backend']);
    expect(ask(catalog, 'which packages do I have to install for galore').parameters).toEqual(['use_galore']);
  });

  it.each([
    ['which package does fa2 need', 'flash_attn'],
    ['which packages does liger need', 'enable_liger_kernel'],
  ])('B4 lists no packages of others: %s', (question, name) => {
    const { intent, parameters } = ask(catalog, question);
    expect(intent).not.toBe('packages');
    expect(parameters[0]).toBe(name);
  });

  it.each([['which packages are needed'], ['需要安装哪些包']])('B4 lists all packages: %s', (question) => {
    const { intent, parameters } = ask(catalog, question);
    expect(intent).toBe('packages');
    expect(parameters.length).toBeGreaterThan(5);
  });

  it('B4 which rule an error message comes from, by its words or by its line', () => {
    const said = ask(catalog, 'ValueError: quantized training goes with LoRA or OFT only');
    expect(said.intent).toBe('refused');
    expect(said.parameters.slice(0, 2)).toEqual(['quantization_bit', 'finetuning_type']);
    const traced = ask(
      catalog,
      'File "/srv/src/llamafactory/hparams/parser.py", line 401, in get_train_args\n    raise\nValueError: nope',
    );
    expect(traced.evidence[0]?.at).toMatch(/hparams\/parser\.py:401$/);
    expect(traced.parameters).toContain('use_galore');
  });

  it('B5 which keys upstream’s complaint about unused ones is about', () => {
    const answer = ask(catalog, "ValueError: Some keys are left over: ['lora_rnk', 'evaluation_strategy']");
    expect(answer.parameters.slice(0, 2)).toEqual(['eval_strategy', 'lora_rank']);
    expect(answer.text).toMatch(/no parameter `lora_rnk`/);
  });

  it('B4 why something is refused, with the line', () => {
    const answer = ask(catalog, 'why is use_dora not allowed with full');
    expect(answer.text).toMatch(/finetuning_type != "lora" and use_dora.*finetuning_args\.py:612/);
  });
});
