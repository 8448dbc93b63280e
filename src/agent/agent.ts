import { UserError } from '../model/index.ts';
import { type Conversation, converse } from './model.ts';
import { connect, type Server } from './server.ts';
import { type AgentOptions, type AgentSettings, agentSettings } from './settings.ts';

/** Answers kept for one session; the oldest goes first. */
const KEPT_ANSWERS = 200;

/**
 * Asks a llamafactory-params server in words. Without a model the server's own `query_parameters` answers, in
 * milliseconds and always alike; with one configured, the model answers with the server's tools and remembers the
 * conversation.
 *
 * @example
 * const agent = new Agent();
 * console.log(await agent.query('What is lora_rank and its default value?'));
 * await agent.close();
 */
export class Agent {
  private readonly settings: AgentSettings;
  private readonly answers = new Map<string, string>();
  private server: Promise<Server> | undefined;
  private conversation: Promise<Conversation> | undefined;

  /** @throws UserError BAD_MCP_URL, BAD_MCP_TIMEOUT, BAD_AGENT_MODEL */
  constructor(options: AgentOptions = {}) {
    this.settings = agentSettings(options);
  }

  /**
   * The whole answer, in Markdown. A question asked before in this session is answered from memory.
   * @throws UserError MCP_CONNECTION_REFUSED, MCP_TIMEOUT, MCP_BAD_ANSWER, MCP_UNAUTHORISED, MODEL_…
   */
  async query(question: string): Promise<string> {
    const known = this.answers.get(question);
    if (known !== undefined) return known;
    let answer = '';
    for await (const piece of this.stream(question)) answer += piece;
    this.keep(question, answer);
    return answer;
  }

  /** The answer in pieces, as a model writes them. Throws as `query`. */
  async *stream(question: string): AsyncIterable<string> {
    const { model, timeoutMs } = this.settings;
    const server = await this.connected();
    if (model === undefined) {
      yield await answerWithout(server, question);
      return;
    }
    this.conversation ??= converse(this.settings, model, server);
    yield* (
      await forgetting(this.conversation, () => {
        this.conversation = undefined;
      })
    ).ask(question, AbortSignal.timeout(timeoutMs));
  }

  async close(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    this.conversation = undefined;
    await (await server?.catch(() => undefined))?.close();
  }

  /** One connection for all questions; one that failed is tried anew at the next. */
  private connected(): Promise<Server> {
    this.server ??= connect(this.settings);
    return forgetting(this.server, () => {
      this.server = undefined;
    });
  }

  private keep(question: string, answer: string): void {
    this.answers.set(question, answer);
    const oldest = this.answers.keys().next();
    if (this.answers.size > KEPT_ANSWERS && oldest.done !== true) this.answers.delete(oldest.value);
  }
}

const forgetting = <T>(work: Promise<T>, forget: () => void): Promise<T> =>
  work.catch((error: unknown) => {
    forget();
    throw error;
  });

const answerWithout = async (server: Server, question: string): Promise<string> => {
  const { text, isError } = await server.call('query_parameters', { question });
  if (!isError) return text;
  throw new UserError({
    code: 'MCP_BAD_ANSWER',
    message: `The server could not answer: ${text}`,
    next: 'Ask in other words, or check that the server is a current llamafactory-params.',
  });
};
