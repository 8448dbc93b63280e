import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { codegen } from './codegen.ts';
import { validation, watch } from './others.ts';
import { query } from './query.ts';
import { servers } from './server/servers.ts';
import { type Found, targetTable } from './targets.ts';

/*
 * SPEC's targets, each measured beside its peers in one run on this machine:
 *
 *   npm run build && npm run bench [-- PART…] [--rounds 3] [--seconds 2] [--requests 100000] [--checkout DIR]
 *
 * Parts: server, query, validate, codegen, watch (which needs a checkout). Ends with status 1 where a target is missed.
 * Compare ratios, and only on a machine that does nothing else: processor time is printed as what a busy one distorts least.
 */
export interface Options {
  readonly rounds: number;
  readonly seconds: number;
  readonly requests: number;
  readonly checkout: string | undefined;
}

const PARTS: Readonly<Record<string, (options: Options) => Promise<Found>>> = {
  server: servers,
  query,
  validate: validation,
  codegen,
  watch,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    requests: { type: 'string', default: '100000' },
    checkout: { type: 'string' },
  },
});
const options: Options = {
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  requests: Number(values.requests),
  checkout: values.checkout,
};
const unknown = positionals.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0)
  throw new Error(`There is no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}.`);

const wanted = positionals.length > 0 ? positionals : Object.keys(PARTS);
const found: Found[] = [];
for (const name of wanted) {
  const part = await PARTS[name]?.(options);
  if (part === undefined) continue;
  found.push(part);
  for (const table of part.tables) console.log(`${table}\n`);
}

const [processor] = cpus();
const memory = /MemTotal:\s+(\d+)/.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
console.log(
  `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${processor?.model.trim()}, ${Math.round(Number(memory) / 1e6)} GB, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}\n`,
);
const targets = found.flatMap((part) => part.targets);
console.log(targetTable(targets));
process.exitCode = targets.every(({ met }) => met) ? 0 : 1;
