import { parseJson } from '../../expr/python/json.ts';
import { Raised, type Value } from '../../expr/python/value.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnose, type Span } from '../diagnose.ts';
import type { ConfigDocument, ConfigEntry } from '../document.ts';

/**
 * Reads a JSON config as Python's `json.load` does: integers stay apart from floats, `NaN` and `Infinity` are numbers,
 * a repeated key keeps its last value. Never throws; linear in the text.
 */
export const readJson = (text: string): ConfigDocument => {
  const scanner = new Scanner(text);
  const places = placer(text);
  const fault = scanner.run();
  if (fault !== undefined)
    return refused(diagnose('json-syntax', fault.message, places(fault.at, fault.at + 1)));
  if (text.trimStart()[0] !== '{') {
    return refused(
      diagnose('not-a-mapping', 'The document is not a mapping of parameters to values.', {
        line: 1,
        column: 1,
      }),
    );
  }
  const entries = new Map<string, ConfigEntry>();
  const diagnostics: Diagnostic[] = [];
  for (const { key, value } of scanner.members) {
    const name = decoded(text.slice(...key));
    const content = decoded(text.slice(...value));
    if (typeof name !== 'string' || content instanceof Raised)
      return refused(diagnose('json-syntax', 'This is no JSON value.', places(...value)));
    const first = entries.get(name)?.keySpan?.line;
    if (entries.has(name))
      diagnostics.push(
        diagnose(
          'duplicate-key',
          `The key "${name}" occurs twice, first in line ${first}; JSON keeps the last value.`,
          {
            severity: 'warning',
            key: name,
            ...places(...key),
          },
        ),
      );
    entries.set(name, { key: name, value: content, keySpan: places(...key), valueSpan: places(...value) });
  }
  return { kind: 'json', entries: [...entries.values()], diagnostics };
};

const refused = (diagnostic: Diagnostic): ConfigDocument => ({
  kind: 'json',
  entries: [],
  diagnostics: [diagnostic],
});

const decoded = (text: string): Value => parseJson(text);

type Range = readonly [start: number, end: number];

interface Fault {
  readonly at: number;
  readonly message: string;
}

/** Blanks, then a mark, a string or anything else up to the next mark. Unrolled, so that it is linear in the text. */
const TOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them inside strings
  /[ \t\n\r]*(?:([{}[\],:])|("[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*")|([^\s{}[\],:"]+))/y;
const ATOM = /^(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null|NaN|-?Infinity)$/;
const MAX_DEPTH = 900;

/** Checks the grammar without making values, and keeps where the members of the outermost object stand. */
class Scanner {
  readonly members: { key: Range; value: Range }[] = [];
  readonly #text: string;
  /** Closing brackets that are awaited, innermost last. */
  readonly #open: ('}' | ']')[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The first fault; `undefined` for well-formed text. */
  run(): Fault | undefined {
    let expected: 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd' = 'value';
    for (;;) {
      TOKEN.lastIndex = this.#at;
      const found = TOKEN.exec(this.#text);
      if (found === null) return this.#atEnd(expected);
      const [whole, mark, string, atom] = found;
      const start = this.#at + whole.length - (mark ?? string ?? atom ?? '').length;
      this.#at += whole.length;
      const range: Range = [start, this.#at];
      if (this.#open.length === 0 && expected === 'commaOrEnd')
        return fault(start, 'Text follows the end of the document.');
      if (expected === 'colon') {
        if (mark !== ':') return fault(start, 'A colon is missing after the key.');
        expected = 'value';
      } else if (expected === 'commaOrEnd') {
        if (mark === ',') expected = this.#open.at(-1) === '}' ? 'key' : 'value';
        else if (mark !== this.#open.at(-1))
          return fault(start, `"," or "${this.#open.at(-1)}" is missing here.`);
        else this.#close();
      } else if (mark !== undefined && mark === this.#open.at(-1) && expected.endsWith('OrEnd')) {
        this.#close();
        expected = 'commaOrEnd';
      } else if (expected.startsWith('key')) {
        if (string === undefined) return fault(start, 'A key in double quotes is missing here.');
        if (this.#open.length === 1) this.members.push({ key: range, value: range });
        expected = 'colon';
      } else if (mark === '{' || mark === '[') {
        this.#value(range);
        this.#open.push(mark === '{' ? '}' : ']');
        if (this.#open.length > MAX_DEPTH)
          return fault(start, 'The document is nested too deeply to be read.');
        expected = mark === '{' ? 'keyOrEnd' : 'valueOrEnd';
      } else {
        if (string === undefined && !(atom !== undefined && ATOM.test(atom)))
          return fault(start, 'A JSON value is missing here.');
        this.#value(range);
        expected = 'commaOrEnd';
      }
    }
  }

  #value(range: Range): void {
    const member = this.members.at(-1);
    if (this.#open.length === 1 && member !== undefined) member.value = range;
  }

  /** The value of an outermost member ends with its bracket. */
  #close(): void {
    this.#open.pop();
    const member = this.members.at(-1);
    if (this.#open.length === 1 && member !== undefined) member.value = [member.value[0], this.#at];
  }

  #atEnd(expected: string): Fault | undefined {
    const rest = this.#text.slice(this.#at).search(/[^ \t\n\r]/);
    if (rest >= 0)
      return fault(this.#at + rest, 'This is no JSON: a string is not closed or has a bad character.');
    return expected === 'commaOrEnd' && this.#open.length === 0
      ? undefined
      : fault(Math.max(0, this.#text.length - 1), 'The document ends too early.');
  }
}

const fault = (at: number, message: string): Fault => ({ at, message });

/** Turns offsets into spans. */
const placer = (text: string): ((start: number, end: number) => Span) => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const place = (offset: number): readonly [number, number] => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return [low + 1, offset - (starts[low] ?? 0) + 1];
  };
  return (start, end) => {
    const [line, column] = place(start);
    const [endLine, endColumn] = place(Math.max(end, start + 1));
    return { line, column, endLine, endColumn };
  };
};
