// Four processes behind nginx, one killed under load, another upgraded: npx tsx test/load/cluster-run.ts [SECONDS]
import { quantile } from './client.ts';
import { clusterLoad } from './cluster.ts';

const seconds = Number(process.argv[2] ?? 30);
const { tally, upgraded } = await clusterLoad(seconds, 16, 100);
const latencies = tally.latencies.flat();
console.log(`${seconds} s, 16 clients, 4 processes behind nginx; one killed, one upgraded`);
console.log(
  `answers ${tally.answers} (${upgraded} of the new catalog), wrong ${tally.wrong}, failed ${tally.failed}`,
);
console.log(`p50 ${quantile(latencies, 0.5).toFixed(1)} ms, p99 ${quantile(latencies, 0.99).toFixed(1)} ms`);
for (const example of tally.examples) console.log(example);
process.exitCode = tally.wrong + tally.failed > 0 ? 1 : 0;
