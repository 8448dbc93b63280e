import type { Server } from '@modelcontextprotocol/server';
import { type Catalog, prepareSearch } from '../catalog/index.ts';
import { type Answers, createAnswers } from './answers.ts';
import type { ReportBug } from './calls.ts';
import { createFirstAnswers } from './first-answers.ts';
import { describeError, type Log } from './log.ts';
import type { Surface } from './offering.ts';
import type { Access } from './security.ts';
import { type CatalogState, createState } from './state.ts';
import { SURFACE } from './surface.ts';

export interface ServiceOptions {
  readonly catalog: Catalog;
  readonly access: Access;
  readonly log: Log;
  /** What is offered; tests put fixtures here. */
  readonly surface?: Surface;
  /** `false`: every request reaches the SDK. */
  readonly readyAnswers?: boolean;
  /** Keep sessions for clients of the older protocol, so that they hear of changes. */
  readonly sessions?: boolean;
  /** Adds handlers to each server before it is connected; for test fixtures. */
  readonly decorate?: (server: Server) => void;
}

/** What answers clients before the SDK is loaded, and goes on to do so beside it. */
export interface Core {
  readonly options: ServiceOptions;
  readonly surface: Surface;
  readonly state: CatalogState;
  readonly cache: Answers;
  readonly report: ReportBug;
  /** Told of what clients did wrong, and of what failed behind their backs. */
  readonly onerror: (error: Error) => void;
}

export function createCore(options: ServiceOptions): Core {
  const { catalog, log, surface = SURFACE, sessions = false, decorate } = options;
  const state = createState(catalog);
  const report: ReportBug = (error, where) => log('error', 'bug', { where, error: describeError(error) });
  const onerror = (error: Error): void => log('debug', 'refused', { reason: error.message });
  const first = createFirstAnswers(state, surface, report, { sessions });
  const cache = createAnswers(decorate === undefined ? first : () => undefined);
  state.onSwap((now) => {
    cache.clear();
    void prepare(now.catalog).catch(onerror);
  });
  state.onNotice(() => cache.clear());
  return { options, surface, state, cache, report, onerror };
}

/** What the first question about a new catalog would wait for, made while others are answered. */
async function prepare(catalog: Catalog): Promise<void> {
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
  const parts = [() => catalog.rules, () => catalog.evidence, () => catalog.history];
  for (const part of parts) {
    await turn();
    part();
  }
  await prepareSearch(catalog, turn);
}
