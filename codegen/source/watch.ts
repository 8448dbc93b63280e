import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { UserError } from '../../src/model/index.ts';
import type { SourceContext } from './context.ts';
import { repoOf } from './layout.ts';
import { openSource, planState, reopenSource, type Source } from './open.ts';
import type { SourcePlan, SourceRequest } from './plan.ts';
import { scopeOf } from './scope.ts';
import { differingPaths, type Root } from './snapshot.ts';

/** What became of a change that was told. */
export type Taken = 'again' | undefined;

export interface WatchListener {
  /**
   * The source after a burst of changes: its fingerprint is another one, or a fault is over. Must not reject. `again`:
   * what could not be done with it may be possible later (a full disk), so it is told anew with the next look.
   */
  readonly onChange: (source: Source) => Taken | Promise<Taken>;
  /** The source cannot be read as it is now: gone, unreadable. Told once until it changes; the last one stays good. */
  readonly onFault: (fault: UserError) => void;
}

export interface WatchTimes {
  /** How long nothing may happen after a change of one or two files before it is told. */
  readonly quietMs: number;
  /** The same after more files, as a checkout or an upgrade writes them; longer where a look itself takes long. */
  readonly quietAfterManyMs: number;
  /** How long a file that was emptied is waited for: whoever emptied it is about to write. */
  readonly emptyMs: number;
  /** How often the files are looked at without being told of a change: what no event told is found then. */
  readonly sweepMs: number;
  /** The same while the source is faulty. */
  readonly faultySweepMs: number;
}

const TIMES: WatchTimes = {
  quietMs: 10,
  quietAfterManyMs: 150,
  emptyMs: 1000,
  sweepMs: 2000,
  faultySweepMs: 1000,
};
const FEW = 2;

export interface SourceWatch {
  close(): Promise<void>;
}

/**
 * Watches the files of a source. A burst is one call, if their content differs in the end: touched, out of scope or
 * restored files are no change. It lasts as long as git is at work in the checkout, and, once more than two files
 * differ, until two looks at all of them see the same.
 * Events are a hint for speed only: folders that are deleted and come back, links that lead elsewhere, permissions and
 * events that the system dropped are found by looking at the files every two seconds.
 */
export async function watchSource(
  source: Source,
  origin: { request: SourceRequest; context: SourceContext },
  listener: WatchListener,
  { first, ...times }: Partial<WatchTimes> & { readonly first?: Taken } = {},
): Promise<SourceWatch> {
  const watching = new Watching(source, origin, listener, { ...TIMES, ...times }, first);
  await watching.start();
  return watching;
}

class Watching implements SourceWatch {
  /** What the listener has. */
  private told: Source;
  /** What the last look saw. */
  private seen: Source;
  private planState: string;
  private fault: string | undefined;
  private again: boolean;
  private events = 0;
  private busy: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private watcher: FSWatcher | undefined;
  private watched = '';
  private closed = false;
  private onLooked: () => void = () => undefined;
  private readonly origin: { request: SourceRequest; context: SourceContext };
  private readonly listener: WatchListener;
  private readonly times: WatchTimes;

  constructor(
    source: Source,
    origin: { request: SourceRequest; context: SourceContext },
    listener: WatchListener,
    times: WatchTimes,
    first: Taken,
  ) {
    this.again = first === 'again';
    this.told = source;
    this.seen = source;
    this.planState = planState(source.plan);
    this.origin = origin;
    this.listener = listener;
    this.times = times;
  }

  /** Resolves when events are told, or a first look has been taken. */
  async start(): Promise<void> {
    const looked = new Promise<void>((resolve) => {
      this.onLooked = resolve;
    });
    this.lookIn(this.times.sweepMs);
    await Promise.race([this.rewatch(), looked]);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.watcher?.close();
    await this.busy;
  }

  private readonly onEvent = (): void => {
    this.events++;
    const { quietMs, quietAfterManyMs } = this.times;
    this.lookIn(this.events > FEW ? quietAfterManyMs : quietMs);
  };

  private lookIn(milliseconds: number): void {
    clearTimeout(this.timer);
    if (!this.closed && !this.busy) this.timer = setTimeout(this.look, milliseconds);
  }

  private readonly look = (): void => {
    if (isGitAtWork(this.seen.roots)) {
      this.lookIn(this.times.quietMs);
      return;
    }
    const byEvent = this.events > 0;
    this.events = 0;
    this.busy = this.refresh(byEvent).then((next) => {
      this.busy = undefined;
      this.onLooked();
      if (this.events > 0) this.onEvent();
      else this.lookIn(next);
    });
  };

  /** Looks at the files once. Returns when to look again, if no event asks for it before. */
  private async refresh(byEvent: boolean): Promise<number> {
    const { sweepMs, faultySweepMs, quietAfterManyMs, emptyMs } = this.times;
    const begun = performance.now();
    const next = await this.read();
    if (next === undefined) return faultySweepMs;
    // On a machine so busy that looking is slow, so is whoever writes.
    const quietMs = Math.max(quietAfterManyMs, 2 * (performance.now() - begun));
    const moved = next.info.fingerprint !== this.seen.info.fingerprint;
    this.seen = next;
    // A change that no event told of means that the watchers are not where the files are, or that they are late.
    if (this.fault !== undefined || (moved && !byEvent)) this.watched = '';
    void this.rewatch();
    if (moved && this.isEmptied(next)) return Math.max(quietMs, emptyMs);
    if (moved && (this.isMany(next) || this.isHalfWritten(next))) return quietMs;
    await this.tell(next);
    return sweepMs;
  }

  private isEmptied(next: Source): boolean {
    return this.differing(next).some((path) => this.told.files.read(path) && next.files.read(path) === '');
  }

  /** A file whose last line is not there yet: a second look tells. */
  private isHalfWritten(next: Source): boolean {
    return this.differing(next).some((path) => !(next.files.read(path) ?? '\n').endsWith('\n'));
  }

  /** More than an edit: told only when a second look sees the same, as whoever writes may not be done. */
  private isMany(next: Source): boolean {
    return this.differing(next).length > FEW;
  }

  private differing(next: Source): readonly string[] {
    const prefixes = [...this.told.roots, ...next.roots].map(({ prefix }) => prefix);
    return differingPaths(this.told.files, next.files, prefixes);
  }

  private async tell(next: Source): Promise<void> {
    const anew = this.fault !== undefined || this.again;
    this.fault = undefined;
    if (this.closed || (next.info.fingerprint === this.told.info.fingerprint && !anew)) return;
    this.told = next;
    this.again = (await this.listener.onChange(next)) === 'again';
  }

  private async read(): Promise<Source | undefined> {
    try {
      const state = planState(this.seen.plan);
      if (state === this.planState) return reopenSource(this.seen);
      const next = await openSource(this.origin.request, this.origin.context, this.seen);
      this.planState = planState(next.plan);
      return next;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (this.fault !== error.message && !this.closed) this.listener.onFault(error);
      this.fault = error.message;
      return undefined;
    }
  }

  /**
   * Watchers for where the roots lie now, unless they are there already. No look waits for them: on a busy machine they
   * take seconds to be ready, if ever, and the looks find what they do not tell.
   */
  private rewatch(): Promise<void> {
    const places = realPlaces(this.seen.plan);
    const key = JSON.stringify([...places]);
    if (key === this.watched || this.closed) return Promise.resolve();
    this.watched = key;
    void this.watcher?.close();
    const { watcher, ready } = startWatcher(places, this.onEvent);
    this.watcher = watcher;
    return ready;
  }
}

/** Real path to the root there. A root that is gone is left out until a look finds it again. */
function realPlaces({ roots, config }: SourcePlan): Map<string, Root> {
  const repo = repoOf(roots[0]?.path ?? '');
  const inputs =
    repo === undefined ? [] : ['pyproject.toml', 'requirements.txt'].map((name) => join(repo, name));
  const places = [
    ...roots,
    ...[...inputs, ...(config === null ? [] : [config])].map((path) => ({ prefix: '', path })),
  ];
  return new Map(
    places.flatMap((root) => {
      const real = realPathOf(root.path);
      return real === undefined ? [] : [[real, root]];
    }),
  );
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

interface Started {
  readonly watcher: FSWatcher;
  readonly ready: Promise<void>;
}

function startWatcher(places: ReadonlyMap<string, Root>, onEvent: () => void): Started {
  const watcher = watch([...places.keys()], {
    ignoreInitial: true,
    atomic: false,
    followSymlinks: false,
    ignored: (path, stats) => isOutside(places, path, stats?.isDirectory()),
  });
  watcher.on('all', onEvent);
  // A limit of the system on watches leaves the looks every two seconds, which need none.
  watcher.on('error', onEvent);
  return { watcher, ready: new Promise((ready) => watcher.once('ready', () => ready())) };
}

/** Whether a path below a root is of no interest. chokidar asks before and after it knows what the path is. */
function isOutside(places: ReadonlyMap<string, Root>, path: string, isFolder: boolean | undefined): boolean {
  const place = [...places].find(([real]) => path === real || path.startsWith(`${real}/`));
  if (place === undefined) return false;
  const [real, { prefix }] = place;
  const rest = path.slice(real.length);
  if (rest === '') return false;
  if (/\/(\.|__pycache__)/.test(rest)) return true;
  const scope = scopeOf(prefix);
  if (isFolder === undefined) return false;
  return isFolder ? !scope.folder(prefix + rest) : !scope.file(prefix + rest);
}

/** Longer than a checkout takes: an older lock was left behind by a git that was killed. */
const STALE_LOCK_MS = 60_000;

/** Git holds `index.lock` from the first file that a checkout, merge or pull writes to the last. */
function isGitAtWork(roots: readonly Root[]): boolean {
  const repo = repoOf(roots[0]?.path ?? '');
  const lock = repo && statSync(join(gitFolder(repo), 'index.lock'), { throwIfNoEntry: false });
  return lock ? Date.now() - lock.mtimeMs < STALE_LOCK_MS : false;
}

/** `.git` is a folder, or in a worktree a file that names one. */
function gitFolder(repo: string): string {
  const path = join(repo, '.git');
  try {
    const [, target] = /^gitdir: (.+)$/m.exec(readFileSync(path, 'utf8')) ?? [];
    return target === undefined ? path : resolve(dirname(path), target);
  } catch {
    return path;
  }
}
