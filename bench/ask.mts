import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ask } from '../src/ask/index.ts';
import { openCatalog } from '../src/catalog/open.ts';

/**
 * What a question costs (`npx tsx bench/ask.mts`): CPU time, as the machine may be busy, each asked five times after
 * all were asked once; and what the first one costs, which builds the index.
 */
const catalog = openCatalog(fileURLToPath(new URL('../generated', import.meta.url)));
const folder = new URL('../test/src/ask/', import.meta.url);
const files = [
  'questions.txt',
  'beyond.txt',
  ...readdirSync(new URL('sets', folder)).map((name) => `sets/${name}`),
];
const questions = files.flatMap((name) =>
  readFileSync(new URL(name, folder), 'utf8')
    .split('\n')
    .filter((line) => line.includes(' | ') && !line.startsWith('#'))
    .map((line) => line.slice(0, line.lastIndexOf(' | '))),
);

const TIMES = 5;

const cost = (work: () => unknown): number => {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
};

const first = cost(() => ask(catalog, 'learning rate'));
for (const question of questions) ask(catalog, question);
const each = questions
  .map((question) => cost(() => Array.from({ length: TIMES }, () => ask(catalog, question))) / TIMES)
  .sort((a, b) => a - b);
const at = (share: number): string => (each[Math.floor((each.length - 1) * share)] ?? 0).toFixed(2);
console.log(
  `${questions.length} questions, ms of CPU: first ${first.toFixed(0)}, median ${at(0.5)}, p95 ${at(0.95)}, worst ${at(1)}`,
);
