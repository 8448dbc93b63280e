/*
 * From a file saved to answers from the new catalog, as a client sees it: serve --watch over a copy of a checkout, one
 * parameter's default edited again and again, `/health` asked until it has moved on.
 *
 *   npm run build && npx tsx bench/watch.mts CHECKOUT [ROUNDS] [SITE_PACKAGES]
 */
import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const [checkout, rounds = '20', site] = process.argv.slice(2);
if (checkout === undefined) throw new Error('Name a checkout of LLaMA Factory.');
const root = mkdtempSync(join(tmpdir(), 'lfp-bench-'));
const copy = join(root, 'LLaMA-Factory');
cpSync(checkout, copy, { recursive: true });
// Installed, so that its companions are found beside it.
const folder = site === undefined ? copy : join(root, 'lib/python3.12/site-packages');
if (site !== undefined) {
  mkdirSync(folder, { recursive: true });
  cpSync(join(copy, 'src'), folder, { recursive: true });
  for (const name of readdirSync(site)) symlinkSync(resolve(site, name), join(folder, name));
}

const server = spawn(process.execPath, ['dist/cli/main.js', 'serve', '--watch', '--offline', '--port', '0'], {
  env: {
    ...process.env,
    LLAMA_FACTORY_PATH: site === undefined ? copy : join(folder, 'llamafactory'),
    LLAMAFACTORY_PARAMS_CACHE: join(root, 'cache'),
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let said = '';
server.stdout.setEncoding('utf8').on('data', (text: string) => {
  said += text;
});

interface Health {
  readonly epoch: number;
  readonly problem?: { readonly message: string };
}

/** Milliseconds until the epoch is above `epoch`; throws where the source is refused. */
async function until(url: string, epoch: number): Promise<number> {
  const start = performance.now();
  for (;;) {
    const health = (await (await fetch(url)).json()) as Health;
    if (health.epoch > epoch) return performance.now() - start;
    if (health.problem !== undefined) throw new Error(health.problem.message);
    await sleep(2);
  }
}

/** Edited: by default the file that declares `lora_rank`, whose default changes; any other gets a line more. */
const FILE = join(
  site === undefined ? join(copy, 'src') : folder,
  process.env.BENCH_FILE ?? 'llamafactory/hparams/finetuning_args.py',
);

const edited = (text: string, round: number): string => {
  const changed = text.replace(/(lora_rank: int = field\(\s*default=)\d+/, `$1${100 + round}`);
  return changed === text ? `${text}\n# ${round}\n` : changed;
};

try {
  while (!/http:\/\/\S+\/mcp/.test(said)) await sleep(20);
  const url = `${/(http:\/\/\S+)\/mcp/.exec(said)?.[1]}/health`;
  console.log(`first catalog: ${Math.round(await until(url, 0))} ms`);
  const { source } = (await (await fetch(url)).json()) as { source: { transformers: string | null } };
  console.log(`transformers ${source.transformers}`);
  const text = readFileSync(FILE, 'utf8');
  const times: number[] = [];
  for (let round = 1; round <= Number(rounds); round++) {
    writeFileSync(FILE, edited(text, round));
    times.push(await until(url, round));
    await sleep(300);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(times[Math.floor(share * (times.length - 1))] ?? Number.NaN);
  console.log(
    `file saved to new catalog served: median ${at(0.5)} ms, p90 ${at(0.9)} ms, ${times.length} rounds`,
  );
} finally {
  server.kill();
  rmSync(root, { recursive: true, force: true });
}
