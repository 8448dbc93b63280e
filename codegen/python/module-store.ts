import type { Module } from './ast.ts';
import { followPart } from './follow-part.ts';
import { followTree, type Lines, linesOf } from './follow-tree.ts';
import { setApart } from './looked-at.ts';
import { parseModule } from './parse.ts';
import type { PyModule } from './program.ts';

/** The lines of a module's tree in one state of its file; filled in once another state follows. */
export interface LineState {
  lines?: Lines;
}

/**
 * The last module made of each path: after a change only the files that differ are parsed again. Where `follows` says
 * so, and only comments, positions, helps, defaults, types and docstrings differ, a module stays the one it was and its tree
 * moves along (`followTree`): for the states of one source that follow each other, of which the older are done with.
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

  /** Where a line of an earlier state is now. */
  lineNow(module: PyModule, before: LineState, line: number): number {
    if (!(module instanceof FileModule) || module.state === before) return line;
    const now = module.lines()[(before.lines ?? []).indexOf(line)];
    if (now === undefined) throw new Error(`no node on line ${line} of ${module.path} as it was`);
    return now;
  }
}

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

  lines(): Lines {
    this.state.lines ??= linesOf(this.ast);
    return this.state.lines;
  }

  /** `FOLLOWED`, or the tree of the text if it had to be made. What never looked at the tree has only the text to go by. */
  follow(text: string): Module | undefined {
    if (this.#ast === undefined) return undefined;
    const part = followPart(this.#ast, [this.text, text], this.lines(), parsed);
    const whole = part === undefined ? parsed(text) : undefined;
    const lines = part ?? (whole && followTree(this.#ast, whole));
    if (lines === undefined) return whole;
    this.state.lines = lines.before;
    this.state = { lines: lines.after };
    this.text = text;
    return FOLLOWED;
  }
}

const parsed = (text: string): Module => {
  const module = parseModule(text);
  setApart(module);
  return module;
};
