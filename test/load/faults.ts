import { connect } from 'node:net';

/** One way to misbehave: resolves when the connection is over. */
type Fault = (host: string, port: number) => Promise<void>;

const HEAD =
  'POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n';

/** Writes parts with pauses between them, then hangs up if the server has not. */
const sending =
  (parts: readonly string[], pause: number): Fault =>
  (host, port) =>
    new Promise((resolve) => {
      const socket = connect(port, host);
      let next = 0;
      const step = (): void => {
        const part = parts[next++];
        if (part === undefined) socket.destroy();
        else socket.write(part, () => setTimeout(step, pause));
      };
      socket.on('connect', step).on('data', () => undefined);
      socket.on('error', () => undefined).on('close', () => resolve());
    });

const BAD = '{"jsonrpc":"2.0","id":1,"method":';
const letters = (count: number): readonly string[] => Array.from({ length: count }, () => 'x');

/** By name, each a connection of its own. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'slow body': sending([`${HEAD}Content-Length: 1000\r\n\r\n`, ...letters(20)], 50),
  'slow headers': sending(['POST /mcp HTTP/1.1\r\n', ...letters(20)], 50),
  'cut in the body': sending([`${HEAD}Content-Length: 5000\r\n\r\n${BAD}`], 5),
  'cut in the answer': sending(
    [`${HEAD}Content-Length: 46\r\n\r\n{"jsonrpc":"2.0","id":1,"method":"tools/list"}`],
    0,
  ),
  'body too large': sending(
    [`${HEAD}Content-Length: 3000000\r\n\r\n`, ...Array(3).fill('x'.repeat(1_000_000))],
    5,
  ),
  'chunks too large': sending(
    [`${HEAD}Transfer-Encoding: chunked\r\n\r\n`, ...Array(24).fill(`10000\r\n${'x'.repeat(65_536)}\r\n`)],
    2,
  ),
  'bad JSON, many times': sending([`${HEAD}Content-Length: ${BAD.length}\r\n\r\n${BAD}`.repeat(100)], 100),
  'headers too large': sending([`${HEAD}X: ${'x'.repeat(40_000)}\r\n\r\n`], 5),
  'no HTTP': sending(['\u0016\u0003\u0001\u0002\u0000\u0001'], 5),
};

/** Misbehaves in every way, over and over, until it is told to end. @returns how often, by way */
export async function misbehave(
  url: string,
  each: number,
  until: Promise<unknown>,
): Promise<Readonly<Record<string, number>>> {
  const { hostname, port } = new URL(url);
  const done: Record<string, number> = {};
  let going = true;
  void until.then(() => {
    going = false;
  });
  const loop = async (name: string, fault: Fault): Promise<void> => {
    while (going) {
      await fault(hostname, Number(port));
      done[name] = (done[name] ?? 0) + 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  await Promise.all(
    Object.entries(FAULTS).flatMap(([name, fault]) => Array.from({ length: each }, () => loop(name, fault))),
  );
  return done;
}
