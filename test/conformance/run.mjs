// The official conformance suite against the server with the suite's fixtures: node test/conformance/run.mjs
// It needs Node 22 or later; the npm package `node` brings one, into .cache/conformance.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SUITE = '0.2.0-alpha.12';
const REVISIONS = ['2026-07-28', '2025-11-25'];
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const cache = join(root, '.cache/conformance');
const expected = join(here, 'expected-failures.yaml');

installSuite();
const server = spawn(process.execPath, ['--import', 'tsx', join(here, 'server.ts')], {
  cwd: root,
  stdio: ['pipe', 'pipe', 'inherit'],
});
const url = await new Promise((resolve, reject) => {
  createInterface(server.stdout).once('line', resolve);
  server.once('exit', (code) => reject(new Error(`the server ended with status ${code}`)));
});
const failed = REVISIONS.filter((revision) => !conforms(revision, url));
server.stdin.end();
process.exitCode = failed.length > 0 ? 1 : 0;

function installSuite() {
  if (existsSync(join(cache, 'node_modules/.ready'))) return;
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, 'package.json'), '{"private":true}\n');
  const packages = [`@modelcontextprotocol/conformance@${SUITE}`, 'node@24'];
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', ...packages], {
    cwd: cache,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`npm could not install ${packages.join(' and ')} into ${cache}`);
  writeFileSync(join(cache, 'node_modules/.ready'), '');
}

/** Runs one revision's scenarios and prints what the suite says of those that are scored. */
function conforms(revision, serverUrl) {
  const results = join(cache, `results-${revision}`);
  rmSync(results, { recursive: true, force: true });
  const args = ['server', '--url', serverUrl, '--requirements', revision, '-o', results];
  const { status, stdout, stderr } = spawnSync(
    join(cache, 'node_modules/node/bin/node'),
    [join(cache, 'node_modules/.bin/conformance'), ...args, '--expected-failures', expected],
    { encoding: 'utf8', maxBuffer: 64 << 20 },
  );
  const output = `${stdout}${stderr}`;
  const summary = output.slice(Math.max(0, output.lastIndexOf('=== SUMMARY ===')));
  process.stdout.write(`\n${revision}: ${status === 0 ? 'conforms' : 'FAILS'}\n${summary}`);
  writeFileSync(join(cache, `output-${revision}.txt`), output);
  return status === 0;
}
