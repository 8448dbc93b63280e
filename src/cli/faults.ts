import pc from 'picocolors';
import { UserError } from '../model/error.ts';
import type { CliIo } from './io.ts';

/** Exit statuses, as SPEC has them. */
export const STATUS = { ok: 0, notFound: 1, fault: 2 } as const;

/** What was asked for does not exist: the question was understood, the answer is empty. */
const NOT_FOUND = new Set(['UNKNOWN_PARAMETER', 'UNKNOWN_SUBJECT', 'UNKNOWN_CLASS']);

export const statusOf = (error: UserError): number =>
  NOT_FOUND.has(error.code) ? STATUS.notFound : STATUS.fault;

/** Prints a user's fault: what was wrong, where, what to do next. With `json` as one object, also on stderr. */
export const printFault = (error: UserError, io: CliIo, json: boolean): void => {
  const { code, message, next, place, suggestions } = error;
  if (json) {
    const fault = { code, message, next, ...(place === undefined ? {} : { place }), suggestions };
    io.err(`${JSON.stringify({ error: fault })}\n`);
    return;
  }
  const paint = pc.createColors(io.colour);
  const lines = [
    `${paint.red(code)} ${message}`,
    ...(place === undefined ? [] : [paint.dim(`  at ${place}`)]),
    `  ${next}`,
  ];
  io.err(`${lines.join('\n')}\n`);
};

export const isUserError = (error: unknown): error is UserError => error instanceof UserError;
