/** A text whose continuation lines are indented enough for a strict parser, and how far each line was moved. */
export interface Relaxed {
  readonly text: string;
  /** By line number (0-based): columns added at its start. */
  readonly shift: readonly number[];
}

/**
 * libyaml does not mind how the lines inside brackets, braces and quotes are indented; YAML 1.2 parsers do. Moves
 * those lines to the right, where their leading blanks mean nothing in either. `undefined` where there are none.
 */
export const relaxIndentation = (text: string): Relaxed | undefined => {
  const state: State = { depth: 0, quote: '', block: undefined };
  const lines = text.split('\n');
  const deep = ' '.repeat(Math.max(...lines.map(indentOf)) + 2);
  let moved = false;
  const shift: number[] = [];
  const out = lines.map((line) => {
    const inside = (state.depth > 0 || state.quote !== '') && !/^(?:---|\.\.\.)(?:\s|$)/.test(line);
    const body = inside ? line.replace(/^[ \t]+/, '') : line;
    scanLine(body, state, inside);
    if (!inside || body === '') {
      shift.push(0);
      return body === '' ? '' : line;
    }
    moved = true;
    shift.push(deep.length - (line.length - body.length));
    return deep + body;
  });
  return moved ? { text: out.join('\n'), shift } : undefined;
};

interface State {
  /** Open brackets and braces. */
  depth: number;
  /** The quote that is open. */
  quote: string;
  /** Indentation of the line that opened a block scalar, whose deeper lines are text. */
  block: number | undefined;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

const scanLine = (line: string, state: State, inside: boolean): void => {
  if (state.block !== undefined && !inside) {
    if (line.trim() === '' || indentOf(line) > state.block) return;
    state.block = undefined;
  }
  /** Whether a value may begin here, so that a quote or bracket is one and not part of a plain scalar. */
  let fresh = true;
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? '';
    if (state.quote !== '') {
      at = endOfQuote(line, at, state);
      fresh = false;
    } else if (char === '#' && (at === 0 || isBlank(line[at - 1]))) return;
    else if (isBlank(char)) continue;
    else if (fresh && (char === '"' || char === "'")) state.quote = char;
    else if (fresh && (char === '[' || char === '{')) state.depth += 1;
    else if (state.depth > 0 && (char === ']' || char === '}')) {
      state.depth -= 1;
      fresh = false;
    } else if (fresh && state.depth === 0 && (char === '|' || char === '>')) {
      state.block = indentOf(line);
      return;
    } else if (fresh && (char === '&' || char === '!')) at = endOfWord(line, at);
    else fresh = opensValue(line, at, state.depth);
  }
};

/** Index of the closing quote, or of the last character of the line where it stays open. */
const endOfQuote = (line: string, from: number, state: State): number => {
  for (let at = from; at < line.length; at++) {
    if (state.quote === '"' && line[at] === '\\') at += 1;
    else if (line[at] === state.quote) {
      if (state.quote === "'" && line[at + 1] === "'") at += 1;
      else {
        state.quote = '';
        return at;
      }
    }
  }
  return line.length;
};

/** After an indicator (`: `, `- `, `? `, a comma inside brackets) a value may begin. */
const opensValue = (line: string, at: number, depth: number): boolean => {
  const char = line[at];
  if (depth > 0 && char === ',') return true;
  if (char === ':')
    return depth > 0 ? !/[^\s,[\]{}"']/.test(line[at + 1] ?? ' ') : isBlank(line[at + 1] ?? ' ');
  return (char === '-' || char === '?') && isBlank(line[at + 1] ?? ' ');
};

const endOfWord = (line: string, from: number): number => {
  let at = from;
  while (at + 1 < line.length && !isBlank(line[at + 1])) at += 1;
  return at;
};

const isBlank = (char: string | undefined): boolean => char === ' ' || char === '\t';
