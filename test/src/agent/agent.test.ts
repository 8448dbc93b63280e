import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Agent } from '../../../src/agent/index.ts';
import { agentSettings } from '../../../src/agent/settings.ts';
import type { RunningServer } from '../../../src/server/serve.ts';
import { startFixtureServer } from '../../clients/server.ts';
import { FULL_CONFIGURATION } from '../../fixtures/queries.ts';
import { type ScriptedModel, startScriptedModel, type Turn } from './scripted-model.ts';

let server: RunningServer;
const closing: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  server = await startFixtureServer();
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(() => server.close());

const agentOf = (options: ConstructorParameters<typeof Agent>[0]): Agent => {
  const agent = new Agent({ env: {}, ...options });
  closing.push(() => agent.close());
  return agent;
};

const modelOf = async (turns: readonly Turn[]): Promise<ScriptedModel> => {
  const model = await startScriptedModel(turns);
  closing.push(() => model.close());
  return model;
};

describe('S5 settings', () => {
  it('default to the original’s address and timeout', () => {
    const settings = agentSettings({ env: {} });
    expect(settings.url.href).toBe('http://localhost:8124/mcp');
    expect(settings.timeoutMs).toBe(60_000);
    expect(settings.model).toBeUndefined();
  });

  it('come from the original’s environment variables', () => {
    const env = { LLAMA_FACTORY_MCP_URL: 'http://127.0.0.1:9000/mcp', LLAMA_FACTORY_MCP_TIMEOUT: '120' };
    const settings = agentSettings({ env });
    expect(settings.url.href).toBe('http://127.0.0.1:9000/mcp');
    expect(settings.timeoutMs).toBe(120_000);
  });

  it.each([
    [{ LLAMA_FACTORY_MCP_URL: 'localhost' }, 'BAD_MCP_URL'],
    [{ LLAMA_FACTORY_MCP_TIMEOUT: 'soon' }, 'BAD_MCP_TIMEOUT'],
    [{ LLAMA_FACTORY_MCP_TIMEOUT: '-1' }, 'BAD_MCP_TIMEOUT'],
    [{ LLAMA_FACTORY_AGENT_MODEL: 'm' }, 'BAD_AGENT_MODEL'],
  ])('S7 refuse %j with %s', (env, code) => {
    expect(() => agentSettings({ env })).toThrow(
      expect.objectContaining({ code, next: expect.stringMatching(/\w/) }),
    );
  });
});

describe('S5 Agent without a model', () => {
  it('answers the original’s question from the server', async () => {
    const answer = await agentOf({ url: server.mcpUrl }).query('What is lora_rank and its default value?');
    expect(answer).toContain('**lora_rank**: int, default 8');
  });

  it('S8 answers a repeated question from its session, even when the server has gone', async () => {
    const own = await startFixtureServer();
    const agent = agentOf({ url: own.mcpUrl, timeout: 5 });
    const first = await agent.query('What is lora_rank?');
    await own.close();
    expect(await agent.query('What is lora_rank?')).toBe(first);
  });
});

describe('S7 Agent’s faults', () => {
  it('says that nothing listens', async () => {
    const free = await listening(() => undefined);
    await free.close();
    await expect(agentOf({ url: free.url }).query('x')).rejects.toMatchObject({
      code: 'MCP_CONNECTION_REFUSED',
      next: expect.stringContaining('serve'),
    });
  });

  it('says that no answer came in time', async () => {
    const silent = await listening(() => undefined);
    closing.push(silent.close);
    await expect(agentOf({ url: silent.url, timeout: 0.3 }).query('x')).rejects.toMatchObject({
      code: 'MCP_TIMEOUT',
      next: expect.stringContaining('LLAMA_FACTORY_MCP_TIMEOUT'),
    });
  });

  it('says that something else answers there', async () => {
    const other = await listening((response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>hello'),
    );
    closing.push(other.close);
    await expect(agentOf({ url: other.url, timeout: 5 }).query('x')).rejects.toMatchObject({
      code: 'MCP_BAD_ANSWER',
    });
  });

  it('says that a token is wanted', async () => {
    const guarded = await listening((response) => response.writeHead(401).end());
    closing.push(guarded.close);
    await expect(agentOf({ url: guarded.url, timeout: 5 }).query('x')).rejects.toMatchObject({
      code: 'MCP_UNAUTHORISED',
    });
  });

  it('tries the connection anew after a failure', async () => {
    let up = false;
    const flaky = await listening((response) => {
      if (!up) response.writeHead(503).end();
      else response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
    closing.push(flaky.close);
    const agent = agentOf({ url: flaky.url, timeout: 5 });
    await expect(agent.query('x')).rejects.toMatchObject({ message: expect.stringContaining('503') });
    up = true;
    await expect(agent.query('x')).rejects.not.toMatchObject({ message: expect.stringContaining('503') });
  });
});

describe('S5 Agent with a scripted model', () => {
  it('lets the model call the server’s tools and streams its answer', async () => {
    const model = await modelOf([
      { call: 'get_parameter', args: { name: 'lora_rank' } },
      { say: ['lora_rank is ', 'an int, 8 by default.'] },
    ]);
    const agent = agentOf({ url: server.mcpUrl, model: { baseURL: model.baseURL, model: 'm' } });
    const pieces: string[] = [];
    for await (const piece of agent.stream('What is lora_rank?')) pieces.push(piece);
    expect(pieces.join('')).toBe('lora_rank is an int, 8 by default.');
    expect(pieces.length).toBeGreaterThan(1);
    const [, second] = model.requests;
    expect(second?.messages.at(-1)).toMatchObject({
      role: 'tool',
      content: expect.stringContaining('lora_rank'),
    });
  });

  it('gives a tool’s own error to the model, which can mend its call', async () => {
    const model = await modelOf([
      { call: 'get_parameter', args: { name: 'lora_rnk' } },
      { call: 'get_parameter', args: { name: 'lora_rank' } },
      { say: ['8'] },
    ]);
    const agent = agentOf({ url: server.mcpUrl, model: { baseURL: model.baseURL, model: 'm' } });
    expect(await agent.query('default of lora_rnk?')).toBe('8');
    expect(model.requests[1]?.messages.at(-1)?.content).toContain('Did you mean');
  });

  it('remembers the conversation', async () => {
    const model = await modelOf([{ say: ['one'] }, { say: ['two'] }]);
    const agent = agentOf({ url: server.mcpUrl, model: { baseURL: model.baseURL, model: 'm' } });
    await agent.query('first question');
    await agent.query('second question');
    expect(JSON.stringify(model.requests[1]?.messages)).toContain('first question');
  });

  it('ends after the steps it may take', async () => {
    const again: Turn = { call: 'get_capabilities', args: {} };
    const model = await modelOf([again, again, again, again]);
    const agent = agentOf({ url: server.mcpUrl, model: { baseURL: model.baseURL, model: 'm' }, maxSteps: 3 });
    await expect(agent.query('x')).rejects.toMatchObject({ code: 'MODEL_SILENT' });
    expect(model.requests).toHaveLength(3);
  });

  it('streams while the server’s tools are called, and keeps the conversation in order', async () => {
    const model = await modelOf([
      { call: 'get_parameter', args: { name: 'lora_rank' } },
      { call: 'search_parameters', args: { query: 'scaling' } },
      { say: ['done'] },
    ]);
    const agent = agentOf({ url: server.mcpUrl, model: { baseURL: model.baseURL, model: 'm' } });
    expect(await agent.query('rank and scaling?')).toBe('done');
    expect(model.requests.at(-1)?.messages.map(({ role }) => role)).toEqual([
      'system',
      'user',
      'assistant',
      'tool',
      'assistant',
      'tool',
    ]);
  });

  it.each([
    ['arguments that are no JSON', { call: 'get_parameter', args: '{"name": lora' }],
    ['arguments that are no object', { call: 'get_parameter', args: '[1, 2]' }],
    ['a tool that there is not', { call: 'delete_everything', args: {} }],
  ] satisfies [string, Turn][])('lets the model mend %s', async (_, wrong) => {
    const model = await modelOf([wrong, { say: ['mended'] }]);
    const agent = agentOf({ url: server.mcpUrl, model: { baseURL: model.baseURL, model: 'm' } });
    expect(await agent.query('x')).toBe('mended');
    expect(JSON.stringify(model.requests[1]?.messages.at(-1))).toMatch(/tool/);
  });
});

describe('S7 what the Agent says when its model fails', () => {
  const cases: readonly [string, readonly Turn[], string, RegExp][] = [
    ['a refused key', [{ status: 401 }], 'MODEL_UNAUTHORISED', /API_KEY/],
    ['an unknown model or path', [{ status: 404 }], 'MODEL_NOT_FOUND', /AGENT_MODEL/],
    ['too many requests', [{ status: 429 }, { status: 429 }], 'MODEL_BUSY', /Wait|later/],
    ['a fault of the endpoint', [{ status: 500 }, { status: 500 }], 'MODEL_FAILED', /BASE_URL/],
    ['a stream cut in the middle', [{ cutAfter: ['lora_', 'ra'] }], 'MODEL_FAILED', /again/],
    ['an answer of something else', [{ body: '<p>hello' }], 'MODEL_FAILED', /BASE_URL/],
  ];

  it.each(cases)('%s', async (_, turns, code, next) => {
    const model = await modelOf(turns);
    const agent = agentOf({ url: server.mcpUrl, model: { baseURL: model.baseURL, model: 'm' } });
    await expect(agent.query('x')).rejects.toMatchObject({ code, next: expect.stringMatching(next) });
  });

  it('an endpoint where nothing listens', async () => {
    const free = await listening(() => undefined);
    await free.close();
    const baseURL = free.url.replace('/mcp', '/v1');
    const agent = agentOf({ url: server.mcpUrl, model: { baseURL, model: 'm' } });
    await expect(agent.query('x')).rejects.toMatchObject({
      code: 'MODEL_UNREACHABLE',
      message: expect.stringContaining(baseURL),
      next: expect.stringContaining('LLAMA_FACTORY_AGENT_BASE_URL'),
    });
  });

  it('no answer in time', async () => {
    const model = await modelOf([{ hang: true }]);
    const agent = agentOf({
      url: server.mcpUrl,
      timeout: 1,
      model: { baseURL: model.baseURL, model: 'm' },
    });
    await expect(agent.query('x')).rejects.toMatchObject({ code: 'MODEL_TIMEOUT' });
  });

  it('and answers the next question, with nothing of the failed one kept', async () => {
    const model = await modelOf([{ status: 401 }, { say: ['fine'] }]);
    const agent = agentOf({ url: server.mcpUrl, model: { baseURL: model.baseURL, model: 'm' } });
    await expect(agent.query('first one')).rejects.toMatchObject({ code: 'MODEL_UNAUTHORISED' });
    expect(await agent.query('second one')).toBe('fine');
    expect(JSON.stringify(model.requests[1]?.messages)).not.toContain('first one');
  });
});

describe('S5 the original’s four queries, word for word', () => {
  const queries: readonly [string, Turn, RegExp][] = [
    [
      'What is lora_rank and its default value?',
      { call: 'get_parameter', args: { name: 'lora_rank' } },
      /lora_rank/,
    ],
    [
      FULL_CONFIGURATION,
      { call: 'get_filtered_parameters', args: { decisions: { method: 'lora', quantization: '4bit' } } },
      /lora_rank/,
    ],
    [
      'Compare LoRA vs Freeze fine-tuning parameters',
      { call: 'compare_parameters', args: { a: 'method=lora', b: 'method=freeze' } },
      /lora/,
    ],
    [
      'List all parameters for LoRA fine-tuning',
      { call: 'get_filtered_parameters', args: { decisions: { method: 'lora' }, level: 'relevant' } },
      /lora_rank/,
    ],
  ];

  it.each(queries)('without a model: %s', async (question, _, wanted) => {
    expect(await agentOf({ url: server.mcpUrl }).query(question)).toMatch(wanted);
  });

  it.each(queries)('with one that calls a tool: %s', async (question, call, wanted) => {
    const model = await modelOf([call, { say: ['told'] }]);
    const agent = agentOf({ url: server.mcpUrl, model: { baseURL: model.baseURL, model: 'm' } });
    expect(await agent.query(question)).toBe('told');
    expect(model.requests[0]?.messages.at(-1)?.content).toContain(question.trim());
    expect(String(model.requests[1]?.messages.at(-1)?.content)).toMatch(wanted);
  });
});

interface Listening {
  readonly url: string;
  close(): Promise<unknown>;
}

const listening = async (
  answer: (response: import('node:http').ServerResponse) => unknown,
): Promise<Listening> => {
  const http: Server = createServer((_request, response) => answer(response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    close: () =>
      new Promise((resolve) => {
        http.close(resolve);
        http.closeAllConnections();
      }),
  };
};
