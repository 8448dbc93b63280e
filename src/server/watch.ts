import type { Catalog } from '../catalog/index.ts';
import { SyncMessage } from '../model/sync.ts';
import type { Problem } from './state.ts';
import { type FinalAnswer, failed, requestOf, type SyncOptions, type SyncOutcome, settle } from './sync.ts';

/** What following a source tells, one at a time and in order. The state already shows it. */
export interface SourceFollower {
  /** How the first sync ended. */
  readonly onFirst: (outcome: SyncOutcome) => void;
  /** Another catalog is served. */
  readonly onSwap: (label: string, before: Catalog, after: Catalog) => void;
  /** The source cannot be served as it is now; the last good catalog stays. */
  readonly onProblem: (problem: Problem) => void;
  /** The source can be read again, and is what is being served. */
  readonly onRecovery: () => void;
}

export interface Following {
  /** Ends the worker; nothing is told afterwards. */
  close(): Promise<void>;
}

/**
 * Brings the source's catalog in and keeps it in step: the worker stays, with every parsed module of unchanged files,
 * and answers again after each burst of changes. Never throws: a failure keeps the last good catalog and shows in the
 * state.
 */
export function followSource(options: SyncOptions, follower: SourceFollower): Following {
  const { state, log } = options;
  const worker = options.start();
  let isFirst = true;
  let closed = false;
  let served: string | undefined;

  const tell = (outcome: SyncOutcome, before: Catalog): void => {
    if (outcome.kind === 'swapped') log('info', 'catalog swapped', { label: outcome.label });
    if (outcome.kind === 'failed') log('info', 'sync failed', { ...outcome.problem });
    if (isFirst) follower.onFirst(outcome);
    else if (outcome.kind === 'failed') follower.onProblem(outcome.problem);
    else if (outcome.kind === 'swapped') follower.onSwap(outcome.label, before, state.current.catalog);
    isFirst = false;
  };
  const fail = (error: unknown): void => {
    const outcome = failed(error);
    const before = state.current.catalog;
    if (outcome.kind === 'failed') state.settled(outcome.problem);
    tell(outcome, before);
  };
  const take = (answer: FinalAnswer): void => {
    const before = state.current.catalog;
    // The folder's name is the content of the source: it is as it was when it was last served.
    if (answer.type === 'result' && answer.dir === served) {
      state.settled(undefined);
      follower.onRecovery();
      return;
    }
    const outcome = settle(options, answer);
    if (answer.type === 'result') served = answer.dir;
    if (outcome.kind !== 'swapped') state.settled(outcome.kind === 'failed' ? outcome.problem : undefined);
    tell(outcome, before);
  };
  const hear = (message: SyncMessage): void => {
    if (message.type !== 'progress') take(message);
    else {
      state.syncing();
      log('debug', 'sync', { stage: message.stage });
    }
  };
  worker.on('message', (raw) => {
    if (closed) return;
    try {
      hear(SyncMessage.parse(raw));
    } catch (error) {
      fail(error);
    }
  });
  worker.on('error', (error) => {
    if (!closed) fail(error);
  });
  worker.on('exit', (code) => {
    if (!closed && code === 0) fail(new Error('the worker ended'));
  });
  state.syncing();
  worker.postMessage({ ...requestOf(options), watch: true });
  return {
    close: async () => {
      closed = true;
      await worker.terminate();
    },
  };
}
