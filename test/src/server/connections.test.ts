import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { Connections } from '../../../src/server/connections.ts';

const ASK = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n';

/** A server where two connections are many, and which answers when it is told to. */
async function started() {
  const waiting: ServerResponse[] = [];
  const connections = new Connections(2);
  const server = createServer(connections.counting((_, response) => void waiting.push(response)));
  connections.follow(server);
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  const { port } = server.address() as AddressInfo;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const open = async (): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    await Promise.all([once(socket, 'connect'), once(server, 'connection')]);
    return socket.resume();
  };
  return { open, waiting, connections };
}

test('T11: where many connections are open, the one idle longest makes room', async () => {
  const { open } = await started();
  const first = await open();
  const second = await open();
  const closed = once(first, 'close');
  await open();
  await closed;
  expect(second.closed).toBe(false);
});

test('T11: one whose question is being answered stays, and is idle after the last of several', async () => {
  const { open, waiting, connections } = await started();
  const asking = await open();
  asking.write(ASK + ASK);
  await expect.poll(() => waiting.length).toBe(2);
  const idle = await open();
  const gone = once(idle, 'close');
  const third = await open();
  await gone;
  waiting[0]?.end('one');
  await expect.poll(() => connections.answering).toBe(1);
  const alsoGone = once(third, 'close');
  await open();
  await alsoGone;
  expect(asking.closed).toBe(false);
  waiting[1]?.end('two');
  await expect.poll(() => connections.answering).toBe(0);
});
