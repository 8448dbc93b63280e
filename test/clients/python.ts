import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { Json } from '../../src/model/index.ts';
import { clientEnvironment, type PythonEnvironment } from '../parity/environment.ts';

const SCRIPT = join(import.meta.dirname, 'python_client.py');
const REQUIREMENTS = ['mcp==2.3.0'];

const Answer = z.object({
  protocol: z.string(),
  tools: z.array(z.string()),
  isError: z.boolean(),
  structured: Json,
  text: z.string(),
});

/** Why the official Python client cannot be driven here, or its environment. Made where everything is required. */
export function pythonClient(): { reason: string } | { reason: undefined; environment: PythonEnvironment } {
  const environment = clientEnvironment('mcp-client', REQUIREMENTS, process.env.REQUIRE_ALL === '1');
  return environment
    ? { reason: undefined, environment }
    : { reason: 'its environment is not made: REQUIRE_ALL=1 npx vitest run test/clients/python.test.ts' };
}

const PYDANTIC_AI = ['pydantic-ai-slim[mcp,openai]==2.68.0'];

/** As `pythonClient`, for pydantic-ai. */
export function pydanticAi(): { reason: string } | { reason: undefined; environment: PythonEnvironment } {
  const environment = clientEnvironment('pydantic-ai', PYDANTIC_AI, process.env.REQUIRE_ALL === '1');
  return environment
    ? { reason: undefined, environment }
    : {
        reason: 'its environment is not made: REQUIRE_ALL=1 npx vitest run test/clients/pydantic-ai.test.ts',
      };
}

/** What a Python program prints. Rejects where it fails. */
export async function runPython(
  { python, env }: PythonEnvironment,
  program: string,
  settings: Readonly<Record<string, string>>,
): Promise<string> {
  const { stdout } = await promisify(execFile)(python, ['-c', program], {
    env: { ...process.env, ...env, ...settings },
  });
  return stdout;
}

/** Lists the tools of the server at `url` and calls one. Rejects where the client fails. */
export async function callFromPython(
  { python, env }: PythonEnvironment,
  url: string,
  tool: string,
  args: Readonly<Record<string, unknown>>,
) {
  const { stdout } = await promisify(execFile)(python, [SCRIPT, url, tool, JSON.stringify(args)], {
    env: { ...process.env, ...env },
  });
  return Answer.parse(JSON.parse(stdout));
}
