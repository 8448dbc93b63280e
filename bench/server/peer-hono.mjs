// The least a Node server can do: parse the request, give the ready answer with its id.
import { readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const result = JSON.parse(readFileSync(process.env.BENCH_ANSWER, 'utf8'));
const app = new Hono();
app.post('/mcp', async (c) => {
  const { id } = await c.req.json();
  return c.json({ jsonrpc: '2.0', id, result });
});
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.BENCH_PORT) });
