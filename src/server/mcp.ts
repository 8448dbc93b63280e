import type { CompleteRequestParams, CompleteResult } from '@modelcontextprotocol/server';
import { Server } from '@modelcontextprotocol/server';
import type { Catalog } from '../catalog/index.ts';
import { once } from '../catalog/once.ts';
import { templateOf } from '../tools/resource.ts';
import type { ReportBug } from './calls.ts';
import {
  completionsOf,
  getPrompt,
  notThere,
  readResource,
  wirePrompt,
  wireResources,
  wireTemplate,
} from './offer.ts';
import { CAPABILITIES, HINT, infoOf, type Surface, wireTool } from './offering.ts';
import { pageAt } from './paging.ts';
import { runTool } from './running.ts';
import type { CatalogState } from './state.ts';

/**
 * One server per request (HTTP) or connection (stdio), for both protocol eras. All that can be made once is made
 * here, outside the factory: what remains per request is a few handler registrations. The SDK's low-level `Server` is
 * used because its `McpServer` pages no list, converts every schema anew for each instance, and names no nearest tool.
 */
export function createMcpFactory(state: CatalogState, surface: Surface, report: ReportBug): () => Server {
  const tools = new Map(surface.tools.map((tool) => [tool.name, tool]));
  const prompts = new Map(surface.prompts.map((prompt) => [prompt.name, prompt]));
  const info = infoOf(surface);
  const listedTools = once(() => surface.tools.map(wireTool));
  const listedPrompts = surface.prompts.map(wirePrompt);
  const listedTemplates = surface.resources.map(wireTemplate);
  const listedResources = ofCatalog((catalog) => wireResources(surface.resources, catalog));
  const options = {
    capabilities: CAPABILITIES,
    instructions: surface.instructions,
    cacheHints: {
      'tools/list': HINT,
      'prompts/list': HINT,
      'resources/list': HINT,
      'resources/templates/list': HINT,
      'resources/read': HINT,
      'server/discover': HINT,
    },
  };
  return () => {
    const server = new Server(info, options);
    const catalog = (): Catalog => state.current.catalog;
    server.setRequestHandler('tools/list', ({ params }) => {
      const { page, ...rest } = pageAt(listedTools(), params?.cursor);
      return { tools: page, ...rest };
    });
    server.setRequestHandler('tools/call', ({ params }, ctx) => {
      const tool = tools.get(params.name);
      if (tool === undefined) throw notThere('tool', params.name, [...tools.keys()]);
      return runTool(tool, catalog(), params.arguments, report, ctx.mcpReq);
    });
    server.setRequestHandler('resources/list', ({ params }) => {
      const { page, ...rest } = pageAt(listedResources(catalog()), params?.cursor);
      return { resources: page, ...rest };
    });
    server.setRequestHandler('resources/templates/list', ({ params }) => {
      const { page, ...rest } = pageAt(listedTemplates, params?.cursor);
      return { resourceTemplates: page, ...rest };
    });
    server.setRequestHandler('resources/read', ({ params }) =>
      readResource(surface.resources, catalog(), params.uri),
    );
    server.setRequestHandler('prompts/list', ({ params }) => {
      const { page, ...rest } = pageAt(listedPrompts, params?.cursor);
      return { prompts: page, ...rest };
    });
    server.setRequestHandler('prompts/get', ({ params }) => {
      const prompt = prompts.get(params.name);
      if (prompt === undefined) throw notThere('prompt', params.name, [...prompts.keys()]);
      return getPrompt(prompt, catalog(), params.arguments ?? {});
    });
    server.setRequestHandler('completion/complete', ({ params }) => complete(surface, catalog(), params));
    // Over HTTP without sessions there is nobody to tell later; `announceTo` replaces these where there is.
    server.setRequestHandler('resources/subscribe', () => ({}));
    server.setRequestHandler('resources/unsubscribe', () => ({}));
    return server;
  };
}

/** @throws ProtocolError -32602 for a prompt, template or argument that is not there */
function complete(
  surface: Surface,
  catalog: Catalog,
  { ref, argument, context }: CompleteRequestParams,
): CompleteResult {
  if (ref.type === 'ref/prompt') {
    const prompt = surface.prompts.find(({ name }) => name === ref.name);
    if (prompt === undefined)
      throw notThere(
        'prompt',
        ref.name,
        surface.prompts.map(({ name }) => name),
      );
    const asked = prompt.arguments.find(({ name }) => name === argument.name);
    if (asked === undefined)
      throw notThere(
        'argument',
        argument.name,
        prompt.arguments.map(({ name }) => name),
      );
    return completionsOf(asked.values?.(catalog, context?.arguments ?? {}) ?? [], argument.value);
  }
  const kind = surface.resources.find((each) => templateOf(each) === ref.uri);
  if (kind === undefined) throw notThere('resource template', ref.uri, surface.resources.map(templateOf));
  if (kind.variable !== argument.name) throw notThere('argument', argument.name, [kind.variable]);
  return completionsOf(
    kind.list(catalog).map(({ key }) => key),
    argument.value,
  );
}

/** Something that is the same for as long as the catalog is. */
function ofCatalog<T>(make: (catalog: Catalog) => T): (catalog: Catalog) => T {
  let made: { readonly catalog: Catalog; readonly value: T } | undefined;
  return (catalog) => {
    if (made?.catalog !== catalog) made = { catalog, value: make(catalog) };
    return made.value;
  };
}
