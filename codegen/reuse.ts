import type { SourceFiles } from './python/program.ts';

/** A stage that is run again only where something that it read is otherwise now. */
export type Reused<Result> = (
  files: SourceFiles,
  /** What it depends on besides files. */
  given: unknown,
  work: (files: SourceFiles) => Result,
) => Result;

interface Trace<Result> {
  readonly given: string;
  readonly texts: ReadonlyMap<string, string | undefined>;
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly result: Result;
}

/**
 * Keeps the last result of a stage together with every file it read, every file it looked for in vain, and every list
 * of files it asked for. While all of that is the same, a pure stage gives the same: in watch mode most edits concern
 * few stages.
 */
export const reused = <Result>(): Reused<Result> => {
  let last: Trace<Result> | undefined;
  return (files, given, work) => {
    const key = JSON.stringify(given);
    if (last !== undefined && last.given === key && holds(last, files)) return last.result;
    const texts = new Map<string, string | undefined>();
    const lists = new Map<string, readonly string[]>();
    const result = work({
      read: (path) => {
        const text = files.read(path);
        texts.set(path, text);
        return text;
      },
      list: (under) => {
        const paths = files.list(under);
        lists.set(under, paths);
        return paths;
      },
    });
    last = { given: key, texts, lists, result };
    return result;
  };
};

const holds = ({ texts, lists }: Trace<unknown>, files: SourceFiles): boolean =>
  [...texts].every(([path, text]) => files.read(path) === text) &&
  [...lists].every(([under, paths]) => sameList(files.list(under), paths));

const sameList = (some: readonly string[], others: readonly string[]): boolean =>
  some === others || (some.length === others.length && some.every((path, i) => path === others[i]));
