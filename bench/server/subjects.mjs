import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const venv = join(root, '.cache/bench/venv');
const python = join(venv, 'bin/python');
export const PYTHON = python;

/** The Python peers, installed as the original's README says (`uvicorn[standard]`), once. */
const PYTHON_PACKAGES = ['fastapi', 'uvicorn[standard]', 'mcp', 'fastmcp', 'griffe'];

/** Makes the Python peers' environment; `false` where this machine has none. */
export function installPython() {
  if (existsSync(join(venv, '.ready'))) return true;
  mkdirSync(dirname(venv), { recursive: true });
  const run = (command, args) =>
    spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  if (!run('python3', ['-m', 'venv', venv])) return false;
  if (!run(python, ['-m', 'pip', 'install', '--quiet', ...PYTHON_PACKAGES])) return false;
  return run('touch', [join(venv, '.ready')]);
}

const node = (script, ...args) => ({ command: process.execPath, args: [...args, join(here, script)] });
const peer = (script) => ({ command: python, args: [join(here, script)] });

const ours = {
  command: process.execPath,
  args: [join(root, 'dist/cli/main.js'), 'serve', '--catalog', join(root, 'generated')],
  port: 'flag',
};

/** Ours again, for one client over stdin and stdout. */
export const OVER_STDIO = {
  command: process.execPath,
  args: [join(root, 'dist/cli/main.js'), 'stdio', '--catalog', join(root, 'generated')],
};

const mcp = peer('peer_mcp.py');
const fastmcp = peer('peer_fastmcp.py');
const [legacy, modern] = ['legacy', 'modern'].map((era) => ({ era, fresh: false }));
const [freshLegacy, freshModern] = ['legacy', 'modern'].map((era) => ({ era, fresh: true }));

/**
 * Who is measured: how to start it, and in which form it is asked. `fresh`: no question twice. `quick`: answers a
 * hundred thousand calls in seconds, so that its memory after them is measured too.
 */
export const SUBJECTS = [
  { name: 'ours, asked before, 2026', ...ours, form: modern, quick: true },
  { name: 'ours, asked before, 2025', ...ours, form: legacy },
  { name: 'ours, asked first, 2026', ...ours, form: freshModern },
  { name: 'ours, asked first, 2025', ...ours, form: freshLegacy },
  { name: 'bare Hono', ...node('peer-hono.mjs'), form: legacy, quick: true },
  { name: 'FastAPI, the original', ...peer('peer_fastapi.py'), form: legacy, python: true, quick: true },
  { name: 'Python mcp, 2026', ...mcp, form: freshModern, python: true },
  { name: 'Python mcp, 2025', ...mcp, form: freshLegacy, python: true },
  { name: 'fastmcp, 2026', ...fastmcp, form: freshModern, python: true },
  { name: 'fastmcp, 2025', ...fastmcp, form: freshLegacy, python: true },
  { name: 'SDK v1 with Express', ...node('peer-express.mjs'), form: legacy },
];
