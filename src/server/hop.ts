import type { McpHttpHandler } from '@modelcontextprotocol/server';

type Serve = McpHttpHandler['fetch'];

/**
 * Leaves it to whoever holds the connection whether it is kept. The SDK says `keep-alive` with each stream, which Node
 * would obey even where the client asked for an end, or the server is about to stop.
 */
export const withoutHop =
  (serve: Serve): Serve =>
  async (request, options) => {
    const response = await serve(request, options);
    response.headers.delete('connection');
    return response;
  };
