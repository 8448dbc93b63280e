/** Levels as in syslog, the few that a small server needs. */
export type Level = 'debug' | 'info' | 'warn' | 'error';

/** One event, never with a request's headers or body: they may hold secrets. */
export type Log = (
  level: Level,
  event: string,
  details?: Readonly<Record<string, string | number | boolean>>,
) => void;

const RANK: Readonly<Record<Level, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

/** One JSON object a line, to stderr: stdout belongs to the banner, and over stdio to the protocol. */
export function createLog(least: Level, write: (line: string) => void): Log {
  return (level, event, details = {}) => {
    if (RANK[level] < RANK[least]) return;
    write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...details })}\n`);
  };
}

/** What an error says of itself, for the log only. */
export const describeError = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
