// The older SDK as its README has it: Express, stateless, a server for each request.
import { readFileSync } from 'node:fs';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import express from 'express';
import { z } from 'zod';

const result = JSON.parse(readFileSync(process.env.BENCH_ANSWER, 'utf8'));
const inputSchema = { decisions: z.record(z.string(), z.string()), limit: z.number().optional() };

const app = express();
app.use(express.json());
app.post('/mcp', async (request, response) => {
  const server = new McpServer({ name: 'bench', version: '1' });
  server.registerTool('get_filtered_parameters', { inputSchema }, () => result);
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  response.on('close', () => {
    transport.close();
    server.close();
  });
  await server.connect(transport);
  await transport.handleRequest(request, response, request.body);
});
app.listen(Number(process.env.BENCH_PORT), '127.0.0.1');
