import { isCollection, isMap, isPair, isScalar, type Node, type Scalar } from 'yaml';
import { LoadFault, type Range } from './fault.ts';
import { walk } from './walk.ts';

/** What libyaml refuses and a parser of YAML 1.2 lets pass, in a text that has parsed; the first that is found. */
export const strictFault = (text: string, contents: Node | null): LoadFault | undefined =>
  directiveFault(text) ??
  endFault(text) ??
  markerFault(text, contents) ??
  tabFault(text, contents) ??
  keyFault(text, contents) ??
  scalarFault(text, contents);

const syntax = (message: string, at: number, length = 1): LoadFault =>
  new LoadFault('yaml-syntax', message, [at, at + length]);

const DIRECTIVE = /^%(?:YAML[ \t]+1\.[12]|TAG[ \t]+(![\w-]*!?)[ \t]+\S+)[ \t]*(?:#.*)?$/;

/** Lines that begin with `%` before the document: each known, none twice, and a `---` after them. */
const directiveFault = (text: string): LoadFault | undefined => {
  const seen = new Set<string>();
  let at = 0;
  for (const line of text.split('\n')) {
    if (line.startsWith('%')) {
      const found = DIRECTIVE.exec(line);
      const name = found?.[1] ?? 'YAML';
      if (found === null || seen.has(name))
        return syntax('This is no directive of YAML 1.1.', at, line.length);
      seen.add(name);
    } else if (!/^[ \t]*(?:#.*)?$/.test(line))
      return seen.size === 0 || /^---(?:\s|$)/.test(line)
        ? undefined
        : syntax('After a directive the document begins with "---".', at);
    at += line.length + 1;
  }
  return seen.size === 0
    ? undefined
    : syntax('After a directive the document begins with "---".', text.length);
};

/** `...` ends a document, and there is none before it. */
const endFault = (text: string): LoadFault | undefined => {
  const before = /^(?:[ \t]*(?:#.*)?\n)*(?=\.\.\.(?:\s|$))/.exec(text)?.[0].length;
  return before === undefined
    ? undefined
    : new LoadFault('yaml-syntax', 'Three dots end a document, and none has begun.', [before, before + 3]);
};

/** `---` and `...` at the start of a line end a document, also within brackets and quotes. */
const markerFault = (text: string, contents: Node | null): LoadFault | undefined => {
  if (!/^(?:---|\.\.\.)(?:\s|$)/m.test(text)) return undefined;
  const covered = coveredRanges(contents, (node) => !isBlock(node));
  for (const { index } of text.matchAll(/^(?:---|\.\.\.)(?:\s|$)/gm))
    if (isWithin(index, covered))
      return syntax(
        'A line of three dashes or dots ends the document, also in brackets and quotes.',
        index,
        3,
      );
  return undefined;
};

/** A tab at the start of a line outside brackets, quotes and block scalars; libyaml refuses even otherwise empty lines. */
const tabFault = (text: string, contents: Node | null): LoadFault | undefined => {
  if (!/^\t/m.test(text)) return undefined;
  const covered = coveredRanges(contents);
  for (const found of text.matchAll(/^\t/gm)) {
    if (!isWithin(found.index, covered))
      return syntax('A tab begins this line; YAML indents with spaces.', found.index);
  }
  return undefined;
};

const isPlain = (node: Node): boolean => isScalar(node) && node.type === 'PLAIN';
const isBlock = (node: Node): boolean => isScalar(node) && node.type?.startsWith('BLOCK') === true;

/** Where brackets, quotes and, unless told otherwise, block scalars stand. */
const coveredRanges = (contents: Node | null, isMeant = (_: Node): boolean => true): readonly Range[] => {
  const found: Range[] = [];
  walk(contents, (node) => {
    const covers = isScalar(node) ? !isPlain(node) : isCollection(node) && node.flow === true;
    if (covers && isMeant(node) && node.range) found.push([node.range[0], node.range[1]]);
  });
  return found;
};

const isWithin = (at: number, ranges: readonly Range[]): boolean =>
  ranges.some(([start, end]) => at > start && at < end);

/** A key without "?" is one line, its colon on it, and no longer than libyaml looks back. */
const keyFault = (text: string, contents: Node | null): LoadFault | undefined => {
  let fault: LoadFault | undefined;
  walk(contents, (node) => {
    if (fault !== undefined || !isMap(node)) return;
    for (const { key } of node.items.filter((item) => isPair(item))) {
      const [start, end] = (key as Node | null)?.range ?? [0, 0];
      if (start === end || isExplicit(text, start)) continue;
      const gap = BETWEEN.exec(text.slice(end, end + LONGEST_KEY))?.[0] ?? '';
      if (gap.includes('\n') && text[end + gap.length] === ':')
        fault ??= syntax('The colon of a key stands on its own line.', start, end - start);
      else if (end - start > LONGEST_KEY) fault ??= syntax('A key has more than 1,024 characters.', start);
    }
  });
  return fault;
};
const LONGEST_KEY = 1024;
/** Blanks and comments. */
const BETWEEN = /^(?:[ \t\n]+(?:#[^\n]*)?)*/;

/** Whether a "?" announces the key, anchors and tags apart. */
const isExplicit = (text: string, start: number): boolean => {
  const before = text.slice(Math.max(0, start - LONGEST_KEY), start).trimEnd();
  return /(?:^|[\s[{,])\?(?:\s+[&!]\S*)*$/.test(before);
};

const scalarFault = (text: string, contents: Node | null): LoadFault | undefined => {
  let fault: LoadFault | undefined;
  walk(contents, (node) => {
    if (fault !== undefined || !node.range) return;
    if (isScalar(node) && node.type === 'QUOTE_DOUBLE') fault = escapeFault(text, node);
    if (!isCollection(node) || node.flow !== true) return;
    for (const part of node.items.flatMap((item) => (isPair(item) ? [item.key, item.value] : [item])))
      if (isScalar(part)) fault ??= colonFault(text, part);
  });
  return fault;
};

/** Half a character: PyYAML takes no surrogates. */
const escapeFault = (text: string, { range }: Scalar): LoadFault | undefined => {
  const [start, end] = range ?? [0, 0];
  const found = /(?<=(?:^|[^\\])(?:\\\\)*)\\(?:u|U0000)[dD][89a-fA-F]/.exec(text.slice(start, end));
  return found === null
    ? undefined
    : syntax('The escape stands for half a character; write the character itself.', start + found.index, 2);
};

/** Within brackets a colon needs a space after it, unless a letter follows. */
const colonFault = (text: string, node: Scalar): LoadFault | undefined => {
  const [start, end] = node.range ?? [0, 0];
  if (!isPlain(node) || start === end) return undefined;
  const at = text[start] === ':' ? 0 : text.slice(start, end + 1).search(/:[,?[\]{}]/);
  return at < 0 ? undefined : syntax('Within brackets a colon needs a space after it.', start + at);
};
