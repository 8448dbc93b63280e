import { ResourceNotFoundError, type Server } from '@modelcontextprotocol/server';
import { createCatalog } from '../../src/catalog/index.ts';
import { callTool } from '../../src/server/calls.ts';
import { createLog, describeError } from '../../src/server/log.ts';
import { getPrompt, readResource, wirePrompt, wireResources } from '../../src/server/offer.ts';
import { wireTool } from '../../src/server/offering.ts';
import { accessFor } from '../../src/server/security.ts';
import { startServer } from '../../src/server/serve.ts';
import { SURFACE } from '../../src/server/surface.ts';
import { catalogData, textLayer } from '../fixtures/catalog.ts';
import { PNG, PROMPT_FIXTURES, TOOL_FIXTURES } from './fixtures.ts';

/*
 * The server with the suite's fixtures beside its own tools: same factory, HTTP, sessions and ready answers. Prints its
 * URL, and ends with its stdin.
 */

const catalog = createCatalog(catalogData, textLayer);
const log = createLog('warn', (line) => process.stderr.write(line));
const TEMPLATE = /^test:\/\/template\/([^/]+)\/data$/;

/** Tools that change what is listed: a swap of the catalog does. */
const TRIGGERS = ['test_trigger_tool_change', 'test_trigger_prompt_change'];
const LISTED: Readonly<Record<string, { readonly inputSchema?: Readonly<Record<string, unknown>> }>> = {
  ...TOOL_FIXTURES,
  ...Object.fromEntries(TRIGGERS.map((name) => [name, {}])),
};

function decorate(server: Server): void {
  server.registerCapabilities({ logging: {} });
  server.setRequestHandler('tools/list', () => ({
    tools: [
      ...SURFACE.tools.map(wireTool),
      ...Object.entries(LISTED).map(([name, fixture]) => ({
        name,
        description: 'A fixture of the conformance suite.',
        inputSchema: { type: 'object' as const, ...fixture.inputSchema },
      })),
    ],
  }));
  server.setRequestHandler('tools/call', ({ params }, ctx) => {
    const fixture = TOOL_FIXTURES[params.name];
    if (fixture !== undefined) return fixture.run(params.arguments ?? {}, ctx);
    if (TRIGGERS.includes(params.name)) {
      running.state.swap(catalog);
      return { content: [{ type: 'text', text: 'swapped' }] };
    }
    const own = SURFACE.tools.find(({ name }) => name === params.name);
    if (own === undefined) throw new ResourceNotFoundError(params.name);
    return callTool(own, catalog, params.arguments, (error) =>
      log('error', 'bug', { error: describeError(error) }),
    );
  });
  server.setRequestHandler('resources/list', () => ({
    resources: [
      { uri: 'test://static-text', name: 'static-text', mimeType: 'text/plain' },
      { uri: 'test://static-binary', name: 'static-binary', mimeType: 'image/png' },
      { uri: 'test://watched-resource', name: 'watched-resource', mimeType: 'text/plain' },
      ...wireResources(SURFACE.resources, catalog),
    ],
  }));
  server.setRequestHandler('resources/templates/list', () => ({
    resourceTemplates: [{ uriTemplate: 'test://template/{id}/data', name: 'template' }],
  }));
  server.setRequestHandler('resources/read', ({ params: { uri } }) => {
    const id = TEMPLATE.exec(uri)?.[1];
    if (id !== undefined) {
      const text = JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` });
      return { contents: [{ uri, mimeType: 'application/json', text }] };
    }
    if (uri === 'test://static-binary') return { contents: [{ uri, mimeType: 'image/png', blob: PNG }] };
    if (uri === 'test://static-text' || uri === 'test://watched-resource') {
      const text = 'This is the content of the static text resource.';
      return { contents: [{ uri, mimeType: 'text/plain', text }] };
    }
    return readResource(SURFACE.resources, catalog, uri);
  });
  server.setRequestHandler('prompts/list', () => ({
    prompts: [
      ...SURFACE.prompts.map(wirePrompt),
      ...Object.entries(PROMPT_FIXTURES).map(([name, fixture]) => ({
        name,
        description: 'A fixture of the conformance suite.',
        arguments: fixture.arguments.map((argument) => ({ name: argument, required: true })),
      })),
    ],
  }));
  server.setRequestHandler('prompts/get', ({ params }, ctx) => {
    const fixture = PROMPT_FIXTURES[params.name];
    if (fixture !== undefined) return fixture.run(params.arguments ?? {}, ctx);
    const own = SURFACE.prompts.find(({ name }) => name === params.name);
    if (own === undefined) throw new ResourceNotFoundError(params.name);
    return getPrompt(own, catalog, params.arguments ?? {});
  });
  server.setRequestHandler('completion/complete', () => ({
    completion: { values: ['test'], total: 1, hasMore: false },
  }));
}

const running = await startServer({
  catalog,
  host: '127.0.0.1',
  port: 0,
  access: accessFor({ host: '127.0.0.1' }),
  log,
  sessions: true,
  decorate,
});
process.stdout.write(`${running.mcpUrl}\n`);
process.stdin.resume().once('end', () => void running.close());
