import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The command line of the MCP Inspector, as `npx` would fetch it, with the newer Node that it asks for. */
export interface Inspector {
  readonly node: string;
  readonly program: string;
  readonly reason: string | undefined;
}

const VERSION = '2.12.0';

/** Installed once into `.cache/inspector`; `reason`: why it is not there, as without a registry. */
export function inspector(): Inspector {
  const folder = resolve('.cache/inspector');
  const node = join(folder, 'node_modules/node/bin/node');
  const program = join(folder, 'node_modules/.bin/mcp-inspector');
  if (!existsSync(join(folder, 'node_modules/.ready'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
    const packages = [`@modelcontextprotocol/inspector@${VERSION}`, 'node@24'];
    const { status, stderr } = spawnSync('npm', ['install', '--no-audit', '--no-fund', ...packages], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (status !== 0) return { node, program, reason: `npm cannot install it: ${stderr.slice(-300)}` };
    writeFileSync(join(folder, 'node_modules/.ready'), '');
  }
  return { node, program, reason: undefined };
}
