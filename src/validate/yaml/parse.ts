import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseAllDocuments,
  type YAMLError,
} from 'yaml';
import type { Span } from '../diagnose.ts';
import { LoadFault, type Range } from './fault.ts';
import { relaxIndentation } from './relax.ts';

/** The syntax tree of one document. Offsets of its nodes are turned into places of the text as written by `spanOf`. */
export interface ParsedYaml {
  readonly contents: Node | null;
  /** The node each alias stands for; undefined aliases are absent. */
  readonly aliases: ReadonlyMap<Alias, Node>;
  readonly spanOf: (range: Range | undefined) => Span | undefined;
  /** Where a block scalar ends without the line end that YAML 1.2 parsers add: libyaml does not add it. */
  readonly openEnd: number | undefined;
}

/** Thrown with its place already turned into lines and columns. */
export class SyntaxFault extends Error {
  readonly fault: LoadFault;
  readonly span: Span | undefined;
  constructor(fault: LoadFault, span: Span | undefined) {
    super(fault.message);
    this.fault = fault;
    this.span = span;
  }
}

/**
 * Parses one document as libyaml does: YAML 1.1, scalars left as text.
 * @throws SyntaxFault on bad syntax, a second document, an anchor that libyaml refuses
 */
export const parseYaml = (text: string): ParsedYaml => {
  const strict = attempt(text);
  if (strict.fault === undefined) return tree(strict, text);
  const relaxed = relaxIndentation(text);
  const best = relaxed === undefined ? strict : attempt(relaxed.text, relaxed.shift);
  if (best.fault !== undefined) throw new SyntaxFault(best.fault, best.spanOf(best.fault.range));
  return tree(best, relaxed?.text ?? text);
};

interface Attempt {
  readonly document: Document.Parsed | undefined;
  readonly fault: LoadFault | undefined;
  readonly spanOf: ParsedYaml['spanOf'];
}

const attempt = (text: string, shift: readonly number[] = []): Attempt => {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, {
    version: '1.1',
    schema: 'failsafe',
    merge: false,
    uniqueKeys: false,
    logLevel: 'silent',
    prettyErrors: false,
    lineCounter: lines,
  });
  const documents = Array.isArray(parsed) ? (parsed as Document.Parsed[]) : [];
  const place = (offset: number): readonly [number, number] => {
    const { line, col } = lines.linePos(offset);
    // Before the first line end nothing is counted yet: that is line 1.
    return line === 0 ? [1, offset + 1] : [line, Math.max(1, col - (shift[line - 1] ?? 0))];
  };
  const spanOf = (range: Range | undefined): Span | undefined => {
    if (range === undefined) return undefined;
    const [line, column] = place(range[0]);
    const [endLine, endColumn] = place(Math.max(range[1], range[0] + 1));
    return { line, column, endLine, endColumn };
  };
  return {
    document: documents[0],
    fault: syntaxFault(documents) ?? endFault(text) ?? tabFault(text, documents[0]),
    spanOf,
  };
};

const syntaxFault = (documents: readonly Document.Parsed[]): LoadFault | undefined => {
  const error = documents.flatMap((document) => document.errors).find(isSyntax);
  if (error !== undefined) return new LoadFault('yaml-syntax', sentence(error), error.pos);
  const second = documents[1];
  return second === undefined
    ? undefined
    : new LoadFault('yaml-syntax', 'A second document begins here; a config is one document.', [
        second.range[0],
        second.range[0] + 1,
      ]);
};

/** `...` ends a document, and there is none before it. */
const endFault = (text: string): LoadFault | undefined => {
  const before = /^(?:[ \t]*(?:#.*)?\n)*(?=\.\.\.(?:\s|$))/.exec(text)?.[0].length;
  return before === undefined
    ? undefined
    : new LoadFault('yaml-syntax', 'Three dots end a document, and none has begun.', [before, before + 3]);
};

/** Undefined aliases are found while values are made, with our own words. */
const isSyntax = (error: YAMLError): boolean => error.code !== 'BAD_ALIAS';

const sentence = (error: YAMLError): string => {
  const text = error.message.split('\n')[0] ?? '';
  return /[.!?]$/.test(text) ? text : `${text}.`;
};

/** A tab at the start of a line outside brackets, quotes and block scalars; libyaml refuses even otherwise empty lines. */
const tabFault = (text: string, document: Document.Parsed | undefined): LoadFault | undefined => {
  if (!/^\t/m.test(text)) return undefined;
  const covered = coveredRanges(document?.contents ?? null);
  for (const found of text.matchAll(/^\t/gm)) {
    if (!covered.some(([start, end]) => found.index > start && found.index < end))
      return new LoadFault('yaml-syntax', 'A tab begins this line; YAML indents with spaces.', [
        found.index,
        found.index + 1,
      ]);
  }
  return undefined;
};

const coveredRanges = (contents: Node | null): readonly Range[] => {
  const found: Range[] = [];
  walk(contents, (node) => {
    const free = isScalar(node) ? node.type === 'PLAIN' : isCollection(node) && node.flow !== true;
    if (!free && node.range) found.push([node.range[0], node.range[1]]);
  });
  return found;
};

const tree = ({ document, spanOf }: Attempt, text: string): ParsedYaml => {
  const contents = document?.contents ?? null;
  const aliases = new Map<Alias, Node>();
  const anchors = new Map<string, Node>();
  walk(contents, (node) => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) aliases.set(node, target);
    } else if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined) {
      const fault = anchorFault(node.anchor, anchors);
      if (fault !== undefined)
        throw new SyntaxFault(
          new LoadFault('yaml-alias', fault),
          spanOf(node.range ? [node.range[0], node.range[1]] : undefined),
        );
      anchors.set(node.anchor, node);
    }
  });
  return { contents, aliases, spanOf, openEnd: text.endsWith('\n') ? undefined : text.length };
};

const anchorFault = (name: string, known: ReadonlyMap<string, Node>): string | undefined => {
  if (known.has(name)) return `The anchor &${name} is defined twice.`;
  return /^[\w-]+(?::|$)/.test(name)
    ? undefined
    : `The anchor &${name} is not made of letters, digits, "_" and "-".`;
};

/** Every node in the order of the text. */
const walk = (node: unknown, visit: (node: Node) => void): void => {
  if (isPair(node)) {
    walk(node.key, visit);
    walk(node.value, visit);
  } else if (isScalar(node) || isAlias(node)) visit(node);
  else if (isCollection(node)) {
    visit(node);
    for (const item of node.items) walk(item, visit);
  }
};
