import { Client, InMemoryTransport, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, test, vi } from 'vitest';
import { createCatalog } from '../../src/catalog/index.ts';
import { createState } from '../../src/server/state.ts';
import { startStdio } from '../../src/server/stdio.ts';
import { SURFACE } from '../../src/server/surface.ts';
import { catalogData, textLayer } from '../fixtures/catalog.ts';
import { startFixtureServer } from './server.ts';

const CONSTANT = 'llamafactory://constant/llamafactory.extras.constants.IGNORE_INDEX';
const UNCHANGED = 'llamafactory://parameter/lora_rank';
const BEFORE = createCatalog(catalogData, textLayer);
const AFTER = createCatalog(
  {
    ...catalogData,
    constants: catalogData.constants.map((constant) =>
      constant.name === 'IGNORE_INDEX' ? { ...constant, value: -1 } : constant,
    ),
  },
  textLayer,
);

type Mode = 'legacy' | 'auto';

/** A client that writes down what it is told. */
function listeningClient(mode: Mode) {
  const heard: string[] = [];
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  client.setNotificationHandler('notifications/tools/list_changed', () => void heard.push('tools'));
  client.setNotificationHandler('notifications/prompts/list_changed', () => void heard.push('prompts'));
  client.setNotificationHandler('notifications/resources/list_changed', () => void heard.push('resources'));
  client.setNotificationHandler(
    'notifications/resources/updated',
    ({ params }) => void heard.push(params.uri),
  );
  return { client, heard };
}

describe('B12 B13 a swap is told', () => {
  test('to a 2026 client over HTTP that listens', async () => {
    const server = await startFixtureServer();
    const { client, heard } = listeningClient('auto');
    await client.connect(new StreamableHTTPClientTransport(new URL(server.mcpUrl)));
    const subscription = await client.listen({
      toolsListChanged: true,
      resourcesListChanged: true,
      resourceSubscriptions: [CONSTANT, UNCHANGED],
    });
    server.state.swap(AFTER);
    await vi.waitFor(() => expect(heard).toEqual(['tools', 'resources', CONSTANT]));
    await subscription.close();
    await client.close();
    await server.close();
  });

  test('over a lasting connection, to an older client that subscribed', async () => {
    const state = createState(BEFORE);
    const [ours, theirs] = InMemoryTransport.createLinkedPair();
    const session = startStdio(state, SURFACE, () => undefined, ours);
    const { client, heard } = listeningClient('legacy');
    await client.connect(theirs);
    await client.subscribeResource({ uri: CONSTANT });
    await client.subscribeResource({ uri: UNCHANGED });
    state.swap(AFTER);
    await vi.waitFor(() => expect(heard).toEqual(['tools', 'prompts', 'resources', CONSTANT]));
    await client.unsubscribeResource({ uri: CONSTANT });
    state.swap(BEFORE);
    await vi.waitFor(() => expect(heard.slice(4)).toEqual(['tools', 'prompts', 'resources']));
    await client.close();
    await session.close();
  });

  test('over a lasting connection, to a 2026 client that listens', async () => {
    const state = createState(BEFORE);
    const [ours, theirs] = InMemoryTransport.createLinkedPair();
    const session = startStdio(state, SURFACE, () => undefined, ours);
    const { client, heard } = listeningClient('auto');
    await client.connect(theirs);
    await client.listen({ resourceSubscriptions: [CONSTANT] });
    state.swap(AFTER);
    await vi.waitFor(() => expect(heard).toEqual([CONSTANT]));
    await client.close();
    await session.close();
  });

  test('to nobody who has gone', async () => {
    const state = createState(BEFORE);
    const [ours, theirs] = InMemoryTransport.createLinkedPair();
    const session = startStdio(state, SURFACE, () => undefined, ours);
    const { client, heard } = listeningClient('legacy');
    await client.connect(theirs);
    await client.close();
    await session.close();
    state.swap(AFTER);
    await new Promise(setImmediate);
    expect(heard).toEqual([]);
  });
});
