/** A config of 30 keys has 1 KB. What is longer than this is not read at all. */
export const MAX_CONFIG_BYTES = 2_000_000;

/**
 * Marks that can begin a node of YAML or JSON, or an escape. The reader of OmegaConf stops at 10,000 nodes; the syntax tree of a
 * text with many more would take gigabytes before that could be counted.
 */
const MAX_MARKS = 30_000;

/** Python's own recursion limit stops OmegaConf below 100; recursive parsers here would end the whole process. */
const MAX_DEPTH = 200;

/** Texts shorter than this can exceed neither. */
const SMALL = MAX_DEPTH;

/** Why a text is not worth parsing, in one linear pass; `undefined` where it is. */
export const boundsFault = (text: string): string | undefined => {
  if (text.length <= SMALL) return undefined;
  if (text.length > MAX_MARKS && countMarks(text) > MAX_MARKS)
    return 'The document has far more values than a config can have.';
  return nestingBound(text) > MAX_DEPTH
    ? 'The document is nested far deeper than a config can be.'
    : undefined;
};

const MARKS = new Set([...'[]{},:-?&*!%\\\t\n'].map((mark) => mark.charCodeAt(0)));

const countMarks = (text: string): number => {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    if (MARKS.has(text.charCodeAt(at))) count += 1;
  }
  return count;
};

/**
 * An upper bound of the nesting: open brackets (those inside quotes counted too), indentations that enclose a line, and
 * the `- ` and `? ` that begin it.
 */
const nestingBound = (text: string): number => {
  const indents: number[] = [];
  let [brackets, bound, at] = [0, 0, 0];
  while (at < text.length) {
    const start = at;
    let compact = 0;
    while (isLead(text.charCodeAt(at))) compact += Number(text.charCodeAt(at++) !== SPACE);
    const indent = at - start - compact;
    while ((indents.at(-1) ?? -1) >= indent) indents.pop();
    indents.push(indent);
    bound = Math.max(bound, indents.length + brackets + compact);
    for (; at < text.length && text.charCodeAt(at) !== NEWLINE; at++) {
      const code = text.charCodeAt(at);
      if (code === OPEN_BRACKET || code === OPEN_BRACE)
        bound = Math.max(bound, indents.length + ++brackets + compact);
      else if ((code === CLOSE_BRACKET || code === CLOSE_BRACE) && brackets > 0) brackets -= 1;
    }
    at += 1;
  }
  return bound;
};

const [SPACE, NEWLINE, DASH, QUESTION, TAB] = [32, 10, 45, 63, 9];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [91, 93, 123, 125];
const isLead = (code: number): boolean =>
  code === SPACE || code === DASH || code === QUESTION || code === TAB;
