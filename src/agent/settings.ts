import { z } from 'zod';
import { UserError } from '../model/index.ts';

/** A model behind an OpenAI-compatible endpoint. */
export interface ModelSettings {
  /** `http://localhost:11434/v1` */
  readonly baseURL: string;
  readonly model: string;
  readonly apiKey?: string | undefined;
}

export interface AgentOptions {
  /** `LLAMA_FACTORY_MCP_URL`, else `http://localhost:8124/mcp`. */
  readonly url?: string | undefined;
  /** Seconds for one question; `LLAMA_FACTORY_MCP_TIMEOUT`, else 60. */
  readonly timeout?: number | undefined;
  /** Sent as bearer token; `LLAMA_FACTORY_MCP_TOKEN`. */
  readonly token?: string | undefined;
  /** Without one, questions are answered by the server's `query_parameters`. `null` ignores the environment's. */
  readonly model?: ModelSettings | null | undefined;
  /** Calls of a model for one question, at most; 8 when left out. */
  readonly maxSteps?: number | undefined;
  /** Environment to read settings from; the process's own when left out. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

export interface AgentSettings {
  readonly url: URL;
  readonly timeoutMs: number;
  readonly token: string | undefined;
  readonly model: ModelSettings | undefined;
  readonly maxSteps: number;
}

const DEFAULT_URL = 'http://localhost:8124/mcp';
const DEFAULT_TIMEOUT = 60;
const DEFAULT_STEPS = 8;

/**
 * Options win over the environment. A model is taken from `LLAMA_FACTORY_AGENT_MODEL` with
 * `LLAMA_FACTORY_AGENT_BASE_URL` (else `OPENAI_BASE_URL`) and `LLAMA_FACTORY_AGENT_API_KEY` (else `OPENAI_API_KEY`).
 * @throws UserError BAD_MCP_URL, BAD_MCP_TIMEOUT, BAD_AGENT_MODEL
 */
export const agentSettings = (options: AgentOptions): AgentSettings => {
  const env = options.env ?? process.env;
  return {
    url: urlFrom(options.url ?? given(env.LLAMA_FACTORY_MCP_URL) ?? DEFAULT_URL),
    timeoutMs: 1000 * timeoutFrom(options.timeout ?? given(env.LLAMA_FACTORY_MCP_TIMEOUT) ?? DEFAULT_TIMEOUT),
    token: options.token ?? given(env.LLAMA_FACTORY_MCP_TOKEN),
    model: options.model === null ? undefined : (options.model ?? modelFrom(env)),
    maxSteps: options.maxSteps ?? DEFAULT_STEPS,
  };
};

const given = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

const urlFrom = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw new UserError({
    code: 'BAD_MCP_URL',
    message: `"${text}" is no address of an MCP server.`,
    next: `Set LLAMA_FACTORY_MCP_URL to one like ${DEFAULT_URL}.`,
  });
};

const timeoutFrom = (value: string | number): number => {
  const seconds = z.coerce.number().positive().safeParse(value);
  if (seconds.success) return seconds.data;
  throw new UserError({
    code: 'BAD_MCP_TIMEOUT',
    message: `"${value}" is no number of seconds.`,
    next: 'Set LLAMA_FACTORY_MCP_TIMEOUT to a positive number, such as 60.',
  });
};

const modelFrom = (env: Readonly<Record<string, string | undefined>>): ModelSettings | undefined => {
  const model = given(env.LLAMA_FACTORY_AGENT_MODEL);
  if (model === undefined) return undefined;
  const baseURL = given(env.LLAMA_FACTORY_AGENT_BASE_URL) ?? given(env.OPENAI_BASE_URL);
  if (baseURL === undefined)
    throw new UserError({
      code: 'BAD_AGENT_MODEL',
      message: `LLAMA_FACTORY_AGENT_MODEL names "${model}", but nothing says where it is served.`,
      next: 'Set LLAMA_FACTORY_AGENT_BASE_URL to an OpenAI-compatible endpoint, such as http://localhost:11434/v1.',
    });
  return { model, baseURL, apiKey: given(env.LLAMA_FACTORY_AGENT_API_KEY) ?? given(env.OPENAI_API_KEY) };
};
