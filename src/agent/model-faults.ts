import { UserError } from '../model/index.ts';
import { codes, UNREACHABLE } from './faults.ts';
import type { ModelSettings } from './settings.ts';

const ALONE = 'unset LLAMA_FACTORY_AGENT_MODEL to have the Agent answer without a model';

/** Turns what a call of the model threw into a fault that says what to do (S7). `written`: what it had said by then. */
export const modelFault = (error: unknown, model: ModelSettings, written: string): UserError => {
  if (error instanceof UserError) return error;
  const where = `The model ${model.model} at ${model.baseURL}`;
  const told = messageOf(error);
  const status = statusOf(error);
  const of = (code: string, message: string, next: string): UserError =>
    new UserError({ code, message, next, cause: error });
  if (status === 401 || status === 403)
    return of(
      'MODEL_UNAUTHORISED',
      `${where} refuses the key (${status}): ${told}`,
      'Set LLAMA_FACTORY_AGENT_API_KEY (or OPENAI_API_KEY) to a key of that endpoint.',
    );
  if (status === 404)
    return of(
      'MODEL_NOT_FOUND',
      `${where} is not known there (404): ${told}`,
      'Check LLAMA_FACTORY_AGENT_MODEL, and that LLAMA_FACTORY_AGENT_BASE_URL ends where /chat/completions begins, mostly in /v1.',
    );
  if (status === 429)
    return of(
      'MODEL_BUSY',
      `${where} takes no more requests now (429): ${told}`,
      `Wait and ask again, raise the endpoint's limit, or ${ALONE}.`,
    );
  if (written !== '')
    return of(
      'MODEL_FAILED',
      `${where} broke off in the middle of its answer: ${told}`,
      'Ask again; if it happens each time, look at the log of the endpoint and of proxies before it.',
    );
  if (codes(error).some((code) => UNREACHABLE.has(code)))
    return of(
      'MODEL_UNREACHABLE',
      `${where} cannot be reached: ${told}`,
      `Start it, set LLAMA_FACTORY_AGENT_BASE_URL to where it listens, or ${ALONE}.`,
    );
  return of(
    'MODEL_FAILED',
    `${where} failed${status === undefined ? '' : ` (${status})`}: ${told}`,
    `Look at its log, check LLAMA_FACTORY_AGENT_BASE_URL, or ${ALONE}.`,
  );
};

/** Nothing was said: all steps went into calls of tools, or what answers is no chat model. */
export const silent = (model: ModelSettings, steps: number, maxSteps: number): UserError =>
  steps >= maxSteps
    ? new UserError({
        code: 'MODEL_SILENT',
        message: `The model ${model.model} called tools for ${maxSteps} steps and gave no answer.`,
        next: 'Raise maxSteps, or ask a narrower question.',
      })
    : new UserError({
        code: 'MODEL_SILENT',
        message: `What answers at ${model.baseURL} said nothing that is an answer of a chat model.`,
        next: 'Check that LLAMA_FACTORY_AGENT_BASE_URL leads to an OpenAI-compatible endpoint, mostly ending in /v1.',
      });

/** An error, what caused it, and what was tried last, as the AI SDK nests them. */
const chain = (error: unknown, depth = 0): readonly object[] => {
  if (typeof error !== 'object' || error === null || depth > 6) return [];
  const inner = ['cause', 'lastError'].flatMap((key) => chain(Reflect.get(error, key), depth + 1));
  return [error, ...inner];
};

const statusOf = (error: unknown): number | undefined =>
  chain(error)
    .map((each): unknown => Reflect.get(each, 'statusCode'))
    .find((status) => typeof status === 'number');

/** The innermost message that says something. */
const messageOf = (error: unknown): string => {
  const messages = chain(error).flatMap((each) =>
    each instanceof Error && each.message !== '' ? [each.message] : [],
  );
  return messages.at(-1) ?? String(error);
};
