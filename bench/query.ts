import { ask } from '../src/ask/index.ts';
import { openCatalog } from '../src/catalog/open.ts';
import { TOOLS } from '../src/tools/registry.ts';
import { TOOL_CALLS } from '../test/fixtures/tool-calls.ts';
import type { Options } from './run.ts';
import { freshDecisions } from './server/question.mjs';
import { atMost, type Found, markdown, median, quantile } from './targets.ts';

/** What every tool and `ask` take in this process: no protocol, no socket. */

const QUESTIONS = [
  'What is lora_rank and its default value?',
  'Compare LoRA vs Freeze fine-tuning parameters',
  'List all parameters for LoRA fine-tuning',
  'which parameters matter for dpo with qlora?',
  '学习率是哪个参数？',
  'can I use packing with streaming?',
  'how do I turn on flash attention',
  'what does cutoff_len do',
];

const TIMES = 200;

const timesOf = (once: (round: number) => unknown): readonly number[] => {
  for (let round = 0; round < 20; round++) once(round);
  return Array.from({ length: TIMES }, (_, round) => {
    const start = performance.now();
    once(20 + round);
    return performance.now() - start;
  });
};

const quiet = (work: () => unknown): void => {
  try {
    work();
  } catch {
    // Decisions that upstream refuses take their time, too.
  }
};

export const query = async (_: Options): Promise<Found> => {
  const catalog = openCatalog('generated');
  const rows = TOOLS.map((tool): [string, readonly number[]] => [
    tool.name,
    timesOf(() => quiet(() => JSON.stringify(tool.call(catalog, TOOL_CALLS[tool.name] ?? {})))),
  ]);
  const filtered = TOOLS.find(({ name }) => name === 'get_filtered_parameters');
  rows.push([
    'get_filtered_parameters, other decisions each time',
    timesOf((round) =>
      quiet(() => JSON.stringify(filtered?.call(catalog, { decisions: freshDecisions(round) }))),
    ),
  ]);
  const asked = timesOf((round) => ask(catalog, QUESTIONS[round % QUESTIONS.length] ?? ''));
  rows.push(['ask', asked]);
  const table = markdown(
    ['in this process', 'median ms', 'p99 ms'],
    rows.map(([name, times]) => [name, median(times).toFixed(2), quantile(times, 0.99).toFixed(2)]),
  );
  return { tables: [table], targets: [atMost('`ask`, median', median(asked), 5, ' ms')] };
};
