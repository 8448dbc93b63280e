import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  acceptedContent,
  type CallToolResult,
  CLIENT_CAPABILITIES_META_KEY,
  type ContentBlock,
  createRequestStateCodec,
  type GetPromptResult,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  ProtocolError,
  ProtocolErrorCode,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { z } from 'zod';

/*
 * What the conformance suite asks of a server beside the protocol itself: tools, prompts and resources of given names.
 * Their behaviour is the suite's, told in the descriptions of its scenarios.
 */

type Args = Readonly<Record<string, unknown>>;
type Outcome<Result> = Result | InputRequiredResult | Promise<Result | InputRequiredResult>;

export interface ToolFixture {
  readonly inputSchema?: Readonly<Record<string, unknown>>;
  run(args: Args, ctx: ServerContext): Outcome<CallToolResult>;
}

/** One red pixel. */
export const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
/** A WAV file of no samples. */
const WAV = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=';

const text = (said: string): ContentBlock => ({ type: 'text', text: said });
const say = (...content: readonly (string | ContentBlock)[]): CallToolResult => ({
  content: content.map((part) => (typeof part === 'string' ? text(part) : part)),
});
const image: ContentBlock = { type: 'image', data: PNG, mimeType: 'image/png' };
const embedded = (uri: string, mimeType: string, content: string): ContentBlock => ({
  type: 'resource',
  resource: { uri, mimeType, text: content },
});

const strings = (...names: readonly string[]) => ({
  type: 'object' as const,
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  required: [...names],
});

/** Signed, so that a client that changes it is found out. */
const codec = createRequestStateCodec<{ readonly step: number }>({ key: randomBytes(32) });

async function stateOf(ctx: ServerContext): Promise<{ readonly step: number } | undefined> {
  const raw = ctx.mcpReq.requestState<string>();
  if (raw === undefined) return undefined;
  try {
    return await codec.verify(raw, ctx);
  } catch {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'Invalid or expired requestState');
  }
}

const Capabilities = z.looseObject({ elicitation: z.unknown().optional(), sampling: z.unknown().optional() });
const NAME = z.object({ name: z.string() });
const askName = inputRequired.elicit({ message: 'What is your name?', requestedSchema: strings('name') });
const askSampling = (question: string, maxTokens: number) =>
  inputRequired.createMessage({
    messages: [{ role: 'user', content: { type: 'text', text: question } }],
    maxTokens,
  });

const plain: Readonly<Record<string, ToolFixture>> = {
  test_simple_text: { run: () => say('This is a simple text response for testing.') },
  test_image_content: { run: () => say(image) },
  test_audio_content: { run: () => say({ type: 'audio', data: WAV, mimeType: 'audio/wav' }) },
  test_embedded_resource: {
    run: () =>
      say(embedded('test://embedded-resource', 'text/plain', 'This is an embedded resource content.')),
  },
  test_multiple_content_types: {
    run: () =>
      say(
        'Multiple content types test:',
        image,
        embedded('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
      ),
  },
  test_error_handling: {
    run: () => ({ ...say('This tool intentionally returns an error for testing'), isError: true }),
  },
  test_tool_with_logging: {
    run: async (_args, ctx) => {
      for (const message of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
        await ctx.mcpReq.log('info', message);
        await pause(50);
      }
      return say('done');
    },
  },
  test_logging_tool: {
    run: async (_args, ctx) => {
      await ctx.mcpReq.log('info', 'a line');
      return say('done');
    },
  },
  test_tool_with_progress: {
    run: async (_args, ctx) => {
      const progressToken = ctx.mcpReq._meta?.progressToken;
      for (const progress of [0, 50, 100]) {
        if (progressToken !== undefined)
          await ctx.mcpReq.notify({
            method: 'notifications/progress',
            params: { progressToken, progress, total: 100 },
          });
        await pause(50);
      }
      return say('done');
    },
  },
};

/** Requests to the client while a call runs: the older protocol's way. */
const asking: Readonly<Record<string, ToolFixture>> = {
  test_sampling: {
    inputSchema: strings('prompt'),
    run: async ({ prompt }, ctx) => {
      const { content } = await ctx.mcpReq.requestSampling({
        messages: [{ role: 'user', content: { type: 'text', text: String(prompt) } }],
        maxTokens: 100,
      });
      return say(`LLM response: ${JSON.stringify(content)}`);
    },
  },
  test_elicitation: {
    inputSchema: strings('message'),
    run: async ({ message }, ctx) => {
      const requestedSchema = strings('username', 'email');
      const answer = await ctx.mcpReq.elicitInput({ message: String(message), requestedSchema });
      return say(`User response: ${JSON.stringify(answer)}`);
    },
  },
  test_elicitation_sep1034_defaults: {
    run: async (_args, ctx) => {
      const { action, content } = await ctx.mcpReq.elicitInput({
        message: 'Please confirm',
        requestedSchema: {
          type: 'object',
          properties: {
            name: { type: 'string', default: 'John Doe' },
            age: { type: 'integer', default: 30 },
            score: { type: 'number', default: 95.5 },
            status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
            verified: { type: 'boolean', default: true },
          },
        },
      });
      return say(`Elicitation completed: action=${action}, content=${JSON.stringify(content)}`);
    },
  },
  test_elicitation_sep1330_enums: {
    run: async (_args, ctx) => {
      const titled = (word: string) => [1, 2, 3].map((n) => ({ const: `value${n}`, title: `${word} ${n}` }));
      const { action, content } = await ctx.mcpReq.elicitInput({
        message: 'Please choose',
        requestedSchema: {
          type: 'object',
          properties: {
            untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
            titledSingle: { type: 'string', oneOf: titled('Option') },
            legacyEnum: {
              type: 'string',
              enum: ['opt1', 'opt2', 'opt3'],
              enumNames: ['Option One', 'Option Two', 'Option Three'],
            },
            untitledMulti: {
              type: 'array',
              items: { type: 'string', enum: ['option1', 'option2', 'option3'] },
            },
            titledMulti: { type: 'array', items: { anyOf: titled('Choice') } },
          },
        },
      });
      return say(`Elicitation completed: action=${action}, content=${JSON.stringify(content)}`);
    },
  },
};

/** Answers that ask for more: the newer protocol's way. */
const rounds: Readonly<Record<string, ToolFixture>> = {
  test_missing_capability: {
    run: () => inputRequired({ inputRequests: { question: askSampling('Anything?', 10) } }),
  },
  test_streaming_elicitation: {
    run: () => inputRequired({ inputRequests: { user_name: askName } }),
  },
  test_input_required_result_elicitation: {
    run: (_args, { mcpReq }) => {
      const answer = acceptedContent(mcpReq.inputResponses, 'user_name', NAME);
      return answer === undefined
        ? inputRequired({ inputRequests: { user_name: askName } })
        : say(`Hello, ${answer.name}!`);
    },
  },
  test_input_required_result_sampling: {
    run: (_args, { mcpReq }) => {
      const answer = inputResponse(mcpReq.inputResponses, 'capital_question');
      return answer.kind === 'sampling'
        ? say(JSON.stringify(answer))
        : inputRequired({
            inputRequests: { capital_question: askSampling('What is the capital of France?', 100) },
          });
    },
  },
  test_input_required_result_list_roots: {
    run: (_args, { mcpReq }) => {
      const answer = inputResponse(mcpReq.inputResponses, 'client_roots');
      return answer.kind === 'roots'
        ? say(JSON.stringify(answer))
        : inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } });
    },
  },
  test_input_required_result_request_state: { run: confirmed },
  test_input_required_result_tampered_state: { run: confirmed },
  test_input_required_result_multiple_inputs: {
    run: async (_args, ctx) => {
      const state = await stateOf(ctx);
      const names = ['user_name', 'greeting', 'client_roots'];
      if (state !== undefined && names.every((name) => ctx.mcpReq.inputResponses?.[name] !== undefined))
        return say('all there');
      return inputRequired({
        inputRequests: {
          user_name: askName,
          greeting: askSampling('Generate a greeting', 50),
          client_roots: inputRequired.listRoots(),
        },
        requestState: await codec.mint({ step: 1 }, ctx),
      });
    },
  },
  test_input_required_result_multi_round: {
    run: async (_args, ctx) => {
      const step = (await stateOf(ctx))?.step ?? 0;
      if (step === 2) return say('done');
      const [key, message, field] =
        step === 0
          ? ['step1', 'Step 1: What is your name?', 'name']
          : ['step2', 'Step 2: What is your favorite color?', 'color'];
      return inputRequired({
        inputRequests: { [key]: inputRequired.elicit({ message, requestedSchema: strings(field) }) },
        requestState: await codec.mint({ step: step + 1 }, ctx),
      });
    },
  },
  test_input_required_result_capabilities: {
    run: (_args, { mcpReq }) => {
      const envelope: Readonly<Record<string, unknown>> = { ...mcpReq.envelope };
      const able = Capabilities.parse(envelope[CLIENT_CAPABILITIES_META_KEY] ?? {});
      const elicit = able.elicitation === undefined ? {} : { user_name: askName };
      const sample = able.sampling === undefined ? {} : { greeting: askSampling('Generate a greeting', 50) };
      const inputRequests = { ...elicit, ...sample };
      return Object.keys(inputRequests).length > 0 ? inputRequired({ inputRequests }) : say('nothing to ask');
    },
  },
};

async function confirmed(_args: Args, ctx: ServerContext): Promise<CallToolResult | InputRequiredResult> {
  if ((await stateOf(ctx)) !== undefined) return say('state-ok');
  const requestedSchema = {
    type: 'object' as const,
    properties: { ok: { type: 'boolean' as const } },
    required: ['ok'],
  };
  return inputRequired({
    inputRequests: { confirm: inputRequired.elicit({ message: 'Please confirm', requestedSchema }) },
    requestState: await codec.mint({ step: 1 }, ctx),
  });
}

/** Keywords of JSON Schema that a server must pass on untouched. */
const schemas: Readonly<Record<string, ToolFixture>> = {
  json_schema_2020_12_tool: {
    inputSchema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      $defs: {
        address: {
          $anchor: 'addressDef',
          type: 'object',
          properties: { street: { type: 'string' }, city: { type: 'string' } },
        },
      },
      properties: {
        name: { type: 'string' },
        address: { $ref: '#/$defs/address' },
        contactMethod: { type: 'string', enum: ['phone', 'email'] },
        phone: { type: 'string' },
        email: { type: 'string' },
      },
      allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
      if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ['phone'] },
      else: { required: ['email'] },
      additionalProperties: false,
    },
    run: () => say('done'),
  },
};

export const TOOL_FIXTURES: Readonly<Record<string, ToolFixture>> = {
  ...plain,
  ...asking,
  ...rounds,
  ...schemas,
};

export interface PromptFixture {
  readonly arguments: readonly string[];
  run(args: Readonly<Record<string, string>>, ctx: ServerContext): Outcome<GetPromptResult>;
}

const user = (content: ContentBlock) => ({ role: 'user' as const, content });

export const PROMPT_FIXTURES: Readonly<Record<string, PromptFixture>> = {
  test_simple_prompt: {
    arguments: [],
    run: () => ({ messages: [user(text('This is a simple prompt for testing.'))] }),
  },
  test_prompt_with_arguments: {
    arguments: ['arg1', 'arg2'],
    run: ({ arg1, arg2 }) => ({
      messages: [user(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`))],
    }),
  },
  test_prompt_with_embedded_resource: {
    arguments: ['resourceUri'],
    run: ({ resourceUri = '' }) => ({
      messages: [
        user(embedded(resourceUri, 'text/plain', 'Embedded resource content for testing.')),
        user(text('Please process the embedded resource above.')),
      ],
    }),
  },
  test_prompt_with_image: {
    arguments: [],
    run: () => ({ messages: [user(image), user(text('Please analyze the image above.'))] }),
  },
  test_input_required_result_prompt: {
    arguments: [],
    run: (_args, { mcpReq }) => {
      const answer = acceptedContent(
        mcpReq.inputResponses,
        'user_context',
        z.object({ context: z.string() }),
      );
      if (answer !== undefined) return { messages: [user(text(answer.context))] };
      const message = 'What context should the prompt use?';
      const requestedSchema = strings('context');
      return inputRequired({
        inputRequests: { user_context: inputRequired.elicit({ message, requestedSchema }) },
      });
    },
  },
};
