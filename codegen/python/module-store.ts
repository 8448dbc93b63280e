import type { Module } from './ast.ts';
import { followPart } from './follow-part.ts';
import { followTree, linesOf } from './follow-tree.ts';
import { followed, setApart } from './looked-at.ts';
import { parseModule } from './parse.ts';
import type { PyModule } from './program.ts';

/**
 * The lines of a module's tree in one state of its file; filled in once another state follows. What stands at one index
 * is the same line in every state: `null` once nothing is left of it.
 */
export interface LineState {
  lines?: NumberedLines;
}
type NumberedLines = readonly (number | null)[];

/**
 * The last module made of each path: after a change only the files that differ are parsed again. Where `follows` says
 * so, and only comments, positions and what is set apart differ (looked-at.ts), a module stays the one it was and its
 * tree moves along (`followTree`): for the states of one source that follow each other, of which the older are done with.
 */
export class ModuleStore {
  readonly #latest = new Map<string, FileModule>();
  readonly #follows: (path: string) => boolean;
  /** Paths of modules that have moved along at all. */
  readonly followed = new Set<string>();

  constructor(follows: (path: string) => boolean = () => false) {
    this.#follows = follows;
  }

  take(name: string, path: string, isPackage: boolean, text: string): PyModule {
    const known = this.#latest.get(path);
    if (known?.name === name && known.text === text) return known;
    const ast = known?.name === name && this.#follows(path) ? known.follow(text) : undefined;
    if (known !== undefined && ast === FOLLOWED) {
      this.followed.add(path);
      return known;
    }
    this.followed.delete(path);
    const made = new FileModule(name, path, isPackage, text, ast);
    this.#latest.set(path, made);
    return made;
  }

  /** Drops the modules of files that are gone: of another version, of a package that has another name now. */
  forget(isThere: (path: string) => boolean): void {
    for (const path of this.#latest.keys()) {
      if (isThere(path)) continue;
      this.#latest.delete(path);
      this.followed.delete(path);
    }
  }

  /** Which state the lines of a module are in. */
  lineState(module: PyModule): LineState | undefined {
    return module instanceof FileModule ? module.state : undefined;
  }

  /** Where a line of an earlier state is now; `null` if it is gone. */
  lineNow(module: PyModule, before: LineState, line: number): number | null {
    if (!(module instanceof FileModule) || module.state === before) return line;
    return module.lines()[indexOf(before, line)] ?? null;
  }
}

/** By state: the index of each line. */
const indexes = new WeakMap<LineState, ReadonlyMap<number | null, number>>();

const indexOf = (state: LineState, line: number): number => {
  const known = indexes.get(state) ?? new Map((state.lines ?? []).map((one, index) => [one, index]));
  if (state.lines !== undefined) indexes.set(state, known);
  return known.get(line) ?? -1;
};

/** How many lines a module may have had for each that it has: with more it is made anew, or edits would add up. */
const MOST_GONE = 4;

/** A tree has moved along: there is no other. */
const FOLLOWED: Module = { body: [], faults: [] };

/** The tree is made when it is first looked at: knowing that a module exists costs no parsing. */
class FileModule implements PyModule {
  readonly name: string;
  readonly path: string;
  readonly isPackage: boolean;
  text: string;
  state: LineState = {};
  #ast: Module | undefined;

  constructor(name: string, path: string, isPackage: boolean, text: string, ast: Module | undefined) {
    this.#ast = ast;
    this.name = name;
    this.path = path;
    this.isPackage = isPackage;
    this.text = text;
  }

  get ast(): Module {
    this.#ast ??= parsed(this.text);
    return this.#ast;
  }

  lines(): NumberedLines {
    this.state.lines ??= linesOf(this.ast);
    return this.state.lines;
  }

  /** `FOLLOWED`, or the tree of the text if it had to be made. What never looked at the tree has only the text to go by. */
  follow(text: string): Module | undefined {
    if (this.#ast === undefined) return undefined;
    const before = this.lines();
    const there = before.filter((line) => line !== null).sort((a, b) => a - b);
    if (before.length > MOST_GONE * there.length) return undefined;
    const part = followPart(this.#ast, [this.text, text], there, parsed);
    const whole = part === undefined ? parsed(text) : undefined;
    const follow = part ?? (whole && followTree(this.#ast, whole));
    if (follow === undefined) return whole;
    const { moved, fresh } = follow;
    this.state = { lines: [...before.map((line) => moved.get(line ?? 0) ?? null), ...fresh] };
    this.text = text;
    followed();
    return FOLLOWED;
  }
}

const parsed = (text: string): Module => {
  const module = parseModule(text);
  setApart(module);
  return module;
};
