import type { Place } from '../src/model/place.ts';
import type { Constant, ConstantExpr } from './python/ast.ts';
import { type LookedAt, lookedAt, says } from './python/looked-at.ts';
import { type LineState, ModuleStore } from './python/module-store.ts';
import { createModules, type Modules } from './python/modules.ts';
import { createProgram, type Program, type PyModule, type SourceFiles } from './python/program.ts';

/** What a stage gave, perhaps for an earlier state of the source. */
export interface Kept<Result> {
  readonly result: Result;
  /** Where a place that the result names is now. Nodes of trees that it holds have moved along themselves. */
  readonly now: (place: Place) => Place;
}

/** Runs one part of the extraction over the program, or gives what it gave before. It must depend on nothing else. */
export type Stage = <Result>(
  name: string,
  /** What it depends on besides the program. */
  given: unknown,
  work: (program: Program) => Result,
) => Kept<Result>;

/** Every stage is run. */
export const everyTime =
  (program: Program): Stage =>
  (_name, _given, work) => ({ result: work(program), now: (place) => place });

interface Trace {
  readonly given: string;
  readonly modules: ReadonlyMap<string, PyModule | undefined>;
  readonly states: ReadonlyMap<string, { readonly module: PyModule; readonly lines: LineState }>;
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly literals: readonly (readonly [ConstantExpr, Constant])[];
  readonly words: LookedAt['words'];
  readonly result: unknown;
}

/**
 * The last results of stages over the states of one source, each with every module it asked for, those it asked for in
 * vain, every list of modules, and the literals and words it looked at. While all of that is the same, a stage gives
 * the same. Older states must be done with: their trees move along.
 */
export class Memory {
  readonly #store: ModuleStore;
  readonly #traces = new Map<string, Trace>();

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
    const modules = createModules(files, this.#store);
    return <Result>(name: string, given: unknown, work: (program: Program) => Result): Kept<Result> => {
      const key = JSON.stringify(given);
      const last = this.#traces.get(name);
      if (last !== undefined && last.given === key && holds(last, modules))
        // What is kept under a name is what its stage gave.
        return { result: last.result as Result, now: this.#now(last) };
      const { trace, result } = this.#traced(files, key, work);
      this.#traces.set(name, trace);
      return { result, now: (place) => place };
    };
  }

  #traced<Result>(
    files: SourceFiles,
    given: string,
    work: (program: Program) => Result,
  ): { readonly trace: Trace; readonly result: Result } {
    const asked = new Map<string, PyModule | undefined>();
    const lists = new Map<string, readonly string[]>();
    const watched = (modules: Modules): Modules => ({
      module(name) {
        const found = modules.module(name);
        asked.set(name, found);
        return found;
      },
      names(under) {
        const found = modules.names(under);
        lists.set(under, found);
        return found;
      },
    });
    const program = createProgram(files, watched, this.#store);
    const { result, looked } = lookedAt(() => work(program));
    const states = [...asked.values()].flatMap((module) => {
      const lines = module && this.#store.lineState(module);
      return module === undefined || lines === undefined ? [] : [[module.path, { module, lines }] as const];
    });
    const trace = {
      given,
      modules: asked,
      states: new Map(states),
      lists,
      literals: [...looked.literals].map((node) => [node, node.constant] as const),
      words: looked.words,
      result,
    };
    return { trace, result };
  }

  #now({ states }: Trace): Kept<unknown>['now'] {
    return (place) => {
      const state = states.get(place.path);
      return state === undefined
        ? place
        : { ...place, line: this.#store.lineNow(state.module, state.lines, place.line) };
    };
  }
}

const holds = ({ modules, lists, literals, words }: Trace, now: Modules): boolean =>
  [...modules].every(([name, module]) => sameModule(now.module(name), module)) &&
  [...lists].every(([under, names]) => sameList(now.names(under), names)) &&
  literals.every(([node, before]) => sameConstant(node.constant, before)) &&
  words.every(({ module, word, found }) => says(module, word) === found);

/** A folder without `__init__.py` is made anew each time. */
const sameModule = (one: PyModule | undefined, other: PyModule | undefined): boolean =>
  one === other || (one !== undefined && one.path === other?.path && !one.path.endsWith('.py'));

const sameList = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((name, i) => name === others[i]);

const sameConstant = (one: Constant, other: Constant): boolean =>
  one === other ||
  (one.type === other.type && 'value' in one && 'value' in other && Object.is(one.value, other.value));
