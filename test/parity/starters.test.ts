import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openCatalog } from '../../src/catalog/open.ts';
import type { DecisionInput } from '../../src/decisions/index.ts';
import { starterConfig } from '../../src/generate/index.ts';
import { UserError } from '../../src/model/index.ts';
import { unavailable } from '../availability.ts';
import { parserEnvironment } from './environment.ts';
import { functionsOf, startParser } from './verdicts/parser.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const catalog = openCatalog(`${ROOT}generated`);

/** Every starter config, with `ALL_STARTERS=1`; otherwise every so manieth, so that each value is among them. */
const STRIDE = process.env.ALL_STARTERS === '1' ? 1 : 7;

/** Beside quantization and optimizer one more; DeepSpeed is refused to the one plain process that the parser is. */
const OTHERS: readonly DecisionInput[] = [
  ...['fp32', 'fp16', 'pure_bf16'].map((precision) => ({ precision })),
  ...['streaming', 'packing'].map((data_strategy) => ({ data_strategy })),
  ...['ddp', 'fsdp'].map((distributed) => ({ distributed })),
  { modality: 'multimodal' },
];

const SETS = ['pt', 'sft', 'rm', 'ppo', 'dpo', 'kto'].flatMap((stage) =>
  ['lora', 'freeze', 'oft', 'full'].flatMap((method): readonly DecisionInput[] => [
    ...['none', '4bit', '8bit'].flatMap((quantization) =>
      ['standard', 'apollo', 'badam', 'galore'].map((optimizer) => ({
        stage,
        method,
        quantization,
        optimizer,
      })),
    ),
    ...OTHERS.map((other) => ({ stage, method, ...other })),
  ]),
);

const possible = SETS.flatMap((decisions) => {
  try {
    return [
      {
        id: JSON.stringify(decisions),
        entry: 'train' as const,
        config: starterConfig(catalog, { decisions }).config,
      },
    ];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
});

const missing = existsSync(`${ROOT}.cache/python/parser/bin/python`)
  ? undefined
  : 'npx tsx test/parity/environment.ts makes it';

it.skipIf(unavailable('the real parser', missing))(
  'B10 the real parser accepts what init writes',
  { timeout: 300_000 },
  async () => {
    const parser = await startParser(parserEnvironment(), functionsOf(catalog));
    try {
      const refused: string[] = [];
      const cases = possible.filter((_, position) => position % STRIDE === 0);
      for await (const { id, accepted, json } of parser.judge(cases))
        if (!accepted) refused.push(`${id} ${json}`);
      expect(refused).toEqual([]);
      expect(cases.length).toBeGreaterThanOrEqual(Math.floor((138 + 24 * OTHERS.length) / STRIDE));
    } finally {
      parser.close();
    }
  },
);
