// Ten minutes of mixed load from 64 clients with faults injected, and its figures: npx tsx test/load/run.ts [SECONDS]
import { quantile } from './client.ts';
import { mixedLoad } from './mixed.ts';

const seconds = Number(process.argv[2] ?? 600);
const { tally, faults, memory, errors } = await mixedLoad({ seconds, clients: 64, pause: 100 });
const part = (from: number, to: number): readonly number[] =>
  tally.latencies.slice(Math.floor(seconds * from), Math.floor(seconds * to)).flat();
const PARTS = [
  ['before the faults', part(0.05, 0.25)],
  ['during them', part(0.25, 0.75)],
  ['after them', part(0.8, 1)],
] as const;

console.log(`${seconds} s, 64 clients, ${memory.at(-1)?.swaps} swaps of the catalog`);
console.log(
  `answers ${tally.answers}, wrong ${tally.wrong}, failed ${tally.failed}, errors logged ${errors.length}`,
);
for (const [name, values] of PARTS)
  console.log(
    `${name.padEnd(18)} ${values.length} answers, p50 ${quantile(values, 0.5).toFixed(1)} ms, p99 ${quantile(values, 0.99).toFixed(1)} ms`,
  );
for (const [name, count] of Object.entries(faults)) console.log(`  ${name}: ${count}`);
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
console.log(
  `memory in MB at each quarter: ${memory.map(({ rss, heapUsed }) => `${megabytes(rss)} (heap ${megabytes(heapUsed)})`).join(', ')}`,
);
for (const example of tally.examples) console.log(example);
process.exitCode = tally.wrong + tally.failed > 0 || errors !== '' ? 1 : 0;
