import type { LanguageModel, ModelMessage, ToolSet } from 'ai';
import { isRecord, UserError } from '../model/index.ts';
import { modelFault, silent } from './model-faults.ts';
import type { Server } from './server.ts';
import type { AgentSettings, ModelSettings } from './settings.ts';

/** A conversation with a model that may call the server's tools. */
export interface Conversation {
  /** Pieces of the answer as they come. @throws UserError MODEL_… */
  ask(question: string, signal: AbortSignal): AsyncIterable<string>;
}

const INSTRUCTIONS = [
  'You answer questions about the training parameters of LLaMA Factory with the tools given, never from memory.',
  'Call get_filtered_parameters with the decisions the user has taken when parameters for a run are wanted; get_parameter for one',
  'by name; query_parameters for any question in words; validate_config before you hand out a config.',
  'Keep names, types, defaults and help texts as the tools give them. Say so when the tools know nothing.',
].join(' ');

/** Loads the AI SDK, an optional peer, only when a model is configured. @throws UserError AGENT_PACKAGES_MISSING */
export const converse = async (
  settings: AgentSettings,
  model: ModelSettings,
  server: Server,
): Promise<Conversation> => {
  const sdk = await loadSdk();
  const languageModel: LanguageModel = sdk.openai
    .createOpenAICompatible({
      name: 'llamafactory-params',
      baseURL: model.baseURL,
      ...(model.apiKey === undefined ? {} : { apiKey: model.apiKey }),
    })
    .chatModel(model.model);
  const tools = await toolSet(sdk.ai, server);
  const history: ModelMessage[] = [];
  return {
    async *ask(question, signal) {
      const asked: ModelMessage = { role: 'user', content: question };
      let failure: unknown;
      let written = '';
      const result = sdk.ai.streamText({
        model: languageModel,
        system: [INSTRUCTIONS, server.instructions ?? ''].join('\n\n'),
        messages: [...history, asked],
        tools,
        stopWhen: sdk.ai.stepCountIs(settings.maxSteps),
        maxRetries: 1,
        abortSignal: signal,
        onError: ({ error }) => {
          failure = error;
        },
      });
      try {
        for await (const piece of result.textStream) {
          written += piece;
          yield piece;
        }
      } catch (error) {
        failure ??= error;
      }
      if (signal.aborted) throw timedOut(settings, signal.reason);
      if (failure !== undefined) throw modelFault(failure, model, written);
      if (written.trim() === '') throw silent(model, (await result.steps).length, settings.maxSteps);
      history.push(asked, ...(await result.response).messages);
    },
  };
};

const loadSdk = async () => {
  try {
    const [ai, openai] = await Promise.all([import('ai'), import('@ai-sdk/openai-compatible')]);
    return { ai, openai };
  } catch (cause) {
    throw new UserError({
      code: 'AGENT_PACKAGES_MISSING',
      message: 'A model is configured, but the packages that talk to it are not installed.',
      next: 'Run `npm install ai@6 @ai-sdk/openai-compatible@2`, or unset LLAMA_FACTORY_AGENT_MODEL to answer without a model.',
      cause,
    });
  }
};

const toolSet = async (ai: typeof import('ai'), server: Server): Promise<ToolSet> => {
  const tools = await server.tools();
  return Object.fromEntries(
    tools.map(({ name, description, inputSchema }) => [
      name,
      ai.dynamicTool({
        description,
        inputSchema: ai.jsonSchema({ ...inputSchema }),
        execute: async (args) => (await server.call(name, isRecord(args) ? args : {})).text,
      }),
    ]),
  );
};

const timedOut = (settings: AgentSettings, cause: unknown): UserError =>
  new UserError({
    code: 'MODEL_TIMEOUT',
    message: `No answer within ${settings.timeoutMs / 1000} s.`,
    next: 'Raise LLAMA_FACTORY_MCP_TIMEOUT (seconds).',
    cause,
  });
