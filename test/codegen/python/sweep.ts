/**
 * `npx tsx test/codegen/python/sweep.ts FOLDER…`: every `.py` file below the folders goes through the front end; and
 * every prefix cut at a line end and a change of every 97th byte of those in a folder called `hparams`. Nothing may
 * throw; the slowest files are shown.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { parseModule } from '../../../codegen/python/parse.ts';

const MUTATED_STEP = 97;

await loadGrammar();
const files = process.argv.slice(2).flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.py'))
    .map((name) => join(folder, name)),
);

const thrown: string[] = [];
const slowest: { readonly file: string; readonly ms: number }[] = [];
let [parsed, faulty, damaged] = [0, 0, 0];

const attempt = (what: string, text: string): number => {
  try {
    return parseModule(text).faults.length;
  } catch (error) {
    thrown.push(`${what}: ${error}`);
    return 0;
  }
};

function* damages(text: string): Generator<string> {
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) yield text.slice(0, end);
  for (let at = 0; at < text.length; at += MUTATED_STEP)
    yield text.slice(0, at) + String.fromCharCode((text.charCodeAt(at) * 7 + at) % 256) + text.slice(at + 1);
}

for (const file of files) {
  const text = readFileSync(file, 'utf8');
  const start = performance.now();
  parsed += 1;
  if (attempt(file, text) > 0) faulty += 1;
  slowest.push({ file, ms: performance.now() - start });
  if (!file.split('/').includes('hparams')) continue;
  for (const changed of damages(text)) {
    damaged += 1;
    attempt(`${file}, damaged`, changed);
  }
}
slowest.sort((left, right) => right.ms - left.ms);
console.log(`${parsed} files, ${faulty} with faults, ${damaged} damaged ones; ${thrown.length} exceptions`);
for (const { file, ms } of slowest.slice(0, 3)) console.log(`${Math.round(ms)} ms ${file}`);
for (const text of thrown.slice(0, 20)) console.log(text);
process.exitCode = thrown.length === 0 ? 0 : 1;
