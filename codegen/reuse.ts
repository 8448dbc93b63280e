import type { Place } from '../src/model/place.ts';
import { bothSeen, isAsSeen, lookedAt, reseen, type Seen, seenIn } from './python/looked-at.ts';
import { type LineState, ModuleStore } from './python/module-store.ts';
import { createModules, type Modules } from './python/modules.ts';
import {
  createProgram,
  type Program,
  type PyModule,
  programOver,
  type SourceFiles,
} from './python/program.ts';

/** What a stage gave, perhaps for an earlier state of the source. */
export interface Kept<Result> {
  readonly result: Result;
  /** Where a place that the result names is now. Nodes of trees that it holds have moved along themselves. */
  readonly now: PlaceNow;
}

/** The same function as long as no line moves, so that what is made of a result and it can be kept with them. */
export type PlaceNow = (place: Place) => Place;

export const STILL: PlaceNow = (place) => place;

/** Runs one part of the extraction over the program, or gives what it gave before. It must depend on nothing else. */
export type Stage = <Result>(
  name: string,
  /** What it depends on besides the program. */
  given: unknown,
  work: (program: Program) => Result,
  mend?: Mend<Result>,
) => Kept<Result>;

/** How to make what a stage gives now of what it gave before, where no more than pieces set apart, or what is given, differ. */
export interface Mend<Result> {
  /**
   * `undefined` where that cannot be done. It looks at all that it depends on anew. `now`: where a place of before is now,
   * `null` if it is gone.
   */
  readonly make: (
    program: Program,
    before: Result,
    now: (place: Place) => Place | null,
  ) => Result | undefined;
  /** Whether it may keep what literals and types were looked at for: then only bodies may differ. */
  readonly bodiesOnly: boolean;
}

/** Every stage is run. */
export const everyTime =
  (program: Program): Stage =>
  (_name, _given, work) => ({ result: work(program), now: STILL });

interface Trace {
  readonly given: string;
  readonly modules: ReadonlyMap<string, PyModule | undefined>;
  readonly states: ReadonlyMap<string, State>;
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly seen: Seen;
  readonly searches: readonly Search[];
  readonly result: unknown;
  /** The last state of the source that it held for. */
  held: number;
  /** Where its places are, and for which states of its modules that is so. */
  moved?: { readonly states: readonly (LineState | undefined)[]; readonly now: PlaceNow };
}

interface State {
  readonly module: PyModule;
  readonly lines: LineState;
}

/** What looking for a word in a module gave, of which nothing else may have been looked at. */
interface Search {
  readonly name: string;
  readonly word: string;
  readonly found: boolean;
  /** The last text that this held for. */
  text: string | undefined;
}

/** A source that is broken for some states (a stage is not reached) finds what was kept before. */
const STATES_KEPT = 8;

/**
 * The last results of stages over the states of one source, each with every module it asked for, those it asked for in
 * vain, every list of modules, the bodies, literals and types it looked at, and the words it looked for. While all of that
 * is the same, a stage gives the same. Older states must be done with: their trees move along.
 */
export class Memory {
  readonly #store: ModuleStore;
  readonly #traces = new Map<string, Trace>();
  /** What the traces that held for the last state asked for, as it is now, and some of what earlier ones did. */
  #asked = new Map<string, PyModule | undefined>();
  #mostAsked = 0;
  #state = 0;

  /** `follows`: files of which only the tree counts, comments do not. */
  constructor(follows: (path: string) => boolean) {
    this.#store = new ModuleStore(follows);
  }

  /** The whole program of a state. */
  program(files: SourceFiles): Program {
    return createProgram(files, undefined, this.#store);
  }

  /** Stages over one state of the source. */
  stages(files: SourceFiles): Stage {
    this.#store.forget((path) => files.read(path) !== undefined);
    const modules = createModules(files, this.#store);
    const changed = this.#begin(modules);
    return <Result>(
      name: string,
      given: unknown,
      work: (program: Program) => Result,
      mend?: Mend<Result>,
    ): Kept<Result> => {
      const key = JSON.stringify(given);
      const last = this.#traces.get(name);
      const there = last !== undefined && this.#findsSame(last, modules, changed);
      if (there && last.given === key && isAsSeen(last.seen)) {
        this.#keep(last);
        // What is kept under a name is what its stage gave.
        return { result: last.result as Result, now: this.#now(last) };
      }
      // What is mended is another thing from here on.
      this.#traces.delete(name);
      const mended = there && mend ? this.#mended(modules, key, last, mend) : undefined;
      const { trace, result } = mended ?? this.#traced(modules, key, work);
      this.#traces.set(name, trace);
      this.#keep(trace);
      return { result, now: STILL };
    };
  }

  /** It holds for this state; of a trace that held for the last one, what it asked for is known already. */
  #keep(trace: Trace): void {
    if (trace.held !== this.#state - 1)
      for (const [asked, module] of trace.modules) this.#asked.set(asked, module);
    trace.held = this.#state;
  }

  /** Forgets what was not used for long. Gives the names of modules that are other ones than in the last state. */
  #begin(modules: Modules): ReadonlySet<string> {
    for (const [name, { held }] of this.#traces)
      if (held < this.#state - STATES_KEPT) this.#traces.delete(name);
    if (this.#asked.size > this.#mostAsked) this.#forgetAsked();
    this.#state += 1;
    const changed = new Set<string>();
    for (const [name, before] of this.#asked) {
      const now = modules.module(name);
      if (!sameModule(now, before)) changed.add(name);
      this.#asked.set(name, now);
    }
    return changed;
  }

  #forgetAsked(): void {
    const current = [...this.#traces.values()].filter(({ held }) => held === this.#state);
    const used = new Set(current.flatMap((trace) => [...trace.modules.keys()]));
    this.#asked = new Map([...this.#asked].filter(([name]) => used.has(name)));
    this.#mostAsked = 2 * this.#asked.size;
  }

  /** Whether it would find the same modules, lists and words. */
  #findsSame(trace: Trace, now: Modules, changed: ReadonlySet<string>): boolean {
    const sameModules =
      trace.held === this.#state - 1
        ? ![...changed].some((name) => trace.modules.has(name))
        : [...trace.modules].every(([name, module]) => sameModule(now.module(name), module));
    return sameModules && listsSame(trace, now);
  }

  #traced<Result>(
    all: Modules,
    given: string,
    work: (program: Program) => Result,
  ): { readonly trace: Trace; readonly result: Result } {
    const asked = new Map<string, PyModule | undefined>();
    const lists = new Map<string, readonly string[]>();
    const searches: Search[] = [];
    const program = programOver({
      module(name) {
        const found = all.module(name);
        asked.set(name, found);
        return found;
      },
      names(under) {
        const found = all.names(under);
        lists.set(under, found);
        return found;
      },
      says(name, word) {
        const found = all.says(name, word);
        searches.push({ name, word, found, text: all.module(name)?.text });
        return found;
      },
    });
    const { result, looked } = lookedAt(() => work(program));
    const trace: Trace = {
      given,
      held: -1,
      modules: asked,
      states: this.#statesOf(asked),
      lists,
      seen: seenIn(looked),
      searches,
      result,
    };
    return { trace, result };
  }

  #mended<Result>(
    all: Modules,
    given: string,
    last: Trace,
    mend: Mend<Result>,
  ): { readonly trace: Trace; readonly result: Result } | undefined {
    const seen = mend.bodiesOnly ? reseen(last.seen) : undefined;
    if (mend.bodiesOnly && seen === undefined) return undefined;
    const { trace, result } = this.#traced(all, given, (program) =>
      mend.make(program, last.result as Result, (place) => this.#placeNow(last, place)),
    );
    return result === undefined ? undefined : { trace: this.#joined(trace, last, seen), result };
  }

  #statesOf(asked: Trace['modules']): Trace['states'] {
    return new Map(
      [...asked.values()].flatMap((module) => {
        const lines = module && this.#store.lineState(module);
        return module === undefined || lines === undefined ? [] : [[module.path, { module, lines }] as const];
      }),
    );
  }

  /** What was mended hangs on what it was made of as well; its places are where they are now. */
  #joined(mended: Trace, before: Trace, seen: Seen | undefined): Trace {
    const modules = new Map([...before.modules, ...mended.modules]);
    const searches = [...before.searches, ...mended.searches];
    return {
      ...mended,
      modules,
      states: this.#statesOf(modules),
      lists: new Map([...before.lists, ...mended.lists]),
      seen: seen === undefined ? mended.seen : bothSeen(seen, mended.seen),
      searches: [...new Map(searches.map((one) => [`${one.name} ${one.word}`, one])).values()],
    };
  }

  #now(trace: Trace): PlaceNow {
    const { states } = trace;
    const moved = [...this.#store.followed].flatMap((path) => states.get(path) ?? []);
    const current = moved.map(({ module }) => this.#store.lineState(module));
    if (moved.every(({ lines }, index) => lines === current[index])) return STILL;
    const { moved: known } = trace;
    if (known?.states.length === current.length && known.states.every((state, i) => state === current[i]))
      return known.now;
    const now: PlaceNow = (place) => {
      const there = this.#placeNow(trace, place);
      if (there === null) throw new Error(`no node on line ${place.line} of ${place.path} as it was`);
      return there;
    };
    trace.moved = { states: current, now };
    return now;
  }

  #placeNow({ states }: Trace, place: Place): Place | null {
    const state = states.get(place.path);
    if (state === undefined) return place;
    const line = this.#store.lineNow(state.module, state.lines, place.line);
    return line === null ? null : { ...place, line };
  }
}

const listsSame = ({ lists, searches }: Trace, now: Modules): boolean =>
  [...lists].every(([under, names]) => sameList(now.names(under), names)) &&
  searches.every((search) => findsSame(search, now));

/** A text is searched again only when it is another one. */
const findsSame = (search: Search, now: Modules): boolean => {
  const { name, word, found } = search;
  const text = now.module(name)?.text;
  if (text === search.text) return true;
  if (now.says(name, word) !== found) return false;
  search.text = text;
  return true;
};

/** A folder without `__init__.py` is made anew each time. */
const sameModule = (one: PyModule | undefined, other: PyModule | undefined): boolean =>
  one === other || (one !== undefined && one.path === other?.path && !one.path.endsWith('.py'));

const sameList = (some: readonly string[], others: readonly string[]): boolean =>
  some === others || (some.length === others.length && some.every((name, i) => name === others[i]));
