import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { Json } from '../../src/model/index.ts';
import { clientEnvironment, type PythonEnvironment } from '../parity/environment.ts';

const REQUIREMENTS = ['mcp==2.3.0', 'fastmcp==4.2.3', 'pydantic-ai-slim[mcp,openai]==2.68.0'];

const Answer = z.object({
  protocol: z.string(),
  tools: z.array(z.string()),
  isError: z.boolean(),
  structured: Json,
  text: z.string(),
});

/** Why Python's clients cannot be driven here, or their environment. Made where everything is required. */
export function pythonClient(): { reason: string } | { reason: undefined; environment: PythonEnvironment } {
  const environment = clientEnvironment('mcp-client', REQUIREMENTS, process.env.REQUIRE_ALL === '1');
  return environment
    ? { reason: undefined, environment }
    : { reason: 'its environment is not made: REQUIRE_ALL=1 npx vitest run test/clients' };
}

/** What Python prints. Rejects where it fails. */
async function outputOf({ python, env }: PythonEnvironment, args: readonly string[], settings = {}) {
  const { stdout } = await promisify(execFile)(python, [...args], {
    env: { ...process.env, ...env, ...settings },
    maxBuffer: 8 << 20,
  });
  return stdout;
}

/** What a program prints. Rejects where it fails. */
export const runPython = (
  environment: PythonEnvironment,
  program: string,
  settings: Readonly<Record<string, string>>,
): Promise<string> => outputOf(environment, ['-c', program], settings);

/** Runs one of the scripts beside this file; what it prints is JSON. Rejects where the client fails. */
const run = async (environment: PythonEnvironment, script: string, args: readonly string[]) =>
  Json.parse(JSON.parse(await outputOf(environment, [join(import.meta.dirname, script), ...args])));

/** Lists the tools of the server at `url` and calls one, with the official client. */
export const callFromPython = async (
  environment: PythonEnvironment,
  url: string,
  tool: string,
  args: Readonly<Record<string, unknown>>,
) => Answer.parse(await run(environment, 'python_client.py', [url, tool, JSON.stringify(args)]));

/** The same with fastmcp's. */
export const callFromFastmcp = async (
  environment: PythonEnvironment,
  url: string,
  tool: string,
  args: Readonly<Record<string, unknown>>,
) =>
  Answer.pick({ tools: true, structured: true }).parse(
    await run(environment, 'python_fastmcp.py', [url, tool, JSON.stringify(args)]),
  );

/** What a pydantic-ai agent's model is given for each of its calls. */
export const callFromAgent = async (
  environment: PythonEnvironment,
  url: string,
  calls: readonly (readonly [tool: string, args: Readonly<Record<string, unknown>>])[],
) =>
  z
    .array(z.tuple([z.string(), Json]))
    .parse(await run(environment, 'python_agent.py', [url, JSON.stringify(calls)]));
