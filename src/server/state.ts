import { type Catalog, withNotice } from '../catalog/index.ts';

/** Why the catalog being served is not the one that should be: shown in `/health`, and in answers as a notice. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly next: string;
  /** What is served is right; only keeping it failed. */
  readonly served?: boolean;
}

/** What is served at one moment. A request keeps the one it started with. */
export interface Serving {
  readonly catalog: Catalog;
  /** Grows by one with each swap. */
  readonly epoch: number;
  /** A newer catalog is being made. */
  readonly syncing: boolean;
  readonly problem: Problem | undefined;
}

/** Told after the swap, with what was served before. */
export type SwapListener = (now: Serving, before: Serving) => void;

/** The one mutable thing of the server: a reference, replaced whole. */
export interface CatalogState {
  readonly current: Serving;
  /** Serves another catalog from the next request on, and tells the listeners. */
  swap(catalog: Catalog): void;
  /** A newer catalog is being made; the present one stays. */
  syncing(): void;
  /** It could not be made: the last good one stays, and says so. `undefined` when nothing is wrong. */
  settled(problem: Problem | undefined): void;
  /** @returns a function that ends it */
  onSwap(listener: SwapListener): () => void;
  /** Told when answers change without a swap: a problem came or went. */
  onNotice(listener: () => void): void;
}

export function createState(catalog: Catalog): CatalogState {
  const listeners = new Set<SwapListener>();
  const noticeListeners = new Set<() => void>();
  let good = catalog;
  let current: Serving = { catalog, epoch: 0, syncing: false, problem: undefined };
  return {
    get current() {
      return current;
    },
    swap(next) {
      const before = current;
      good = next;
      current = { catalog: next, epoch: before.epoch + 1, syncing: false, problem: undefined };
      for (const listener of [...listeners]) listener(current, before);
    },
    syncing() {
      current = { ...current, syncing: true };
    },
    settled(problem) {
      const same = problem?.message === current.problem?.message;
      const catalog = same
        ? current.catalog
        : problem === undefined
          ? good
          : withNotice(good, sentence(problem));
      current = { ...current, catalog, syncing: false, problem };
      if (!same) for (const listener of noticeListeners) listener();
    },
    onSwap(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onNotice(listener) {
      noticeListeners.add(listener);
    },
  };
}

const sentence = ({ message, next, served }: Problem): string =>
  served === true
    ? `This is the source as it is now; its catalog cannot be kept: ${message} ${next}`
    : `This is the last good state; the source as it is now cannot be served: ${message} ${next}`;
