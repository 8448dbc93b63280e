import type { Expression, FormattedValue } from './ast.ts';
import type { Cst } from './cst.ts';
import { decodeString, type StringPrefix, stringPrefix } from './literals.ts';
import { field, hasToken, type Lowering, named, ofType } from './lowering.ts';

type LowerExpression = (node: Cst, lowering: Lowering) => Expression;
type Piece = string | FormattedValue;

/** A string or several next to each other: one Constant, or one JoinedStr if any of them is an f-string. */
export function lowerString(node: Cst, lowering: Lowering, lowerExpression: LowerExpression): Expression {
  const parts = node.type === 'concatenated_string' ? named(node) : [node];
  const pieces: Piece[] = [];
  let format = false;
  let bytes = false;
  for (const part of parts) {
    const prefix = prefixOf(part, lowering);
    const read = prefix === undefined ? undefined : readPieces(part, prefix, lowering, lowerExpression);
    if (prefix === undefined || read === undefined || part.broken) return lowering.unparsed(node);
    format ||= prefix.format;
    bytes ||= prefix.bytes;
    pieces.push(...read);
  }
  const span = lowering.span(node);
  if (format) return { kind: 'JoinedStr', ...span, values: join(pieces) };
  const value = pieces.join('');
  const constant = bytes ? { type: 'bytes' as const, text: value } : { type: 'str' as const, value };
  return { kind: 'Constant', ...span, constant };
}

function prefixOf(part: Cst, lowering: Lowering): StringPrefix | undefined {
  const start = ofType(part, 'string_start');
  return start === undefined ? undefined : stringPrefix(lowering.source(start));
}

/** The text between replacement fields is taken from the source, so nothing depends on how the grammar cuts it. */
function readPieces(
  part: Cst,
  prefix: StringPrefix,
  lowering: Lowering,
  lowerExpression: LowerExpression,
): Piece[] | undefined {
  const pieces: Piece[] = [];
  const opening = ofType(part, 'string_start');
  let at = opening?.end ?? part.start;
  // The closing token of a raw string may hold backslashes too, so its end is counted, not its start.
  const closing = part.end - (opening === undefined ? 0 : quoteLength(lowering.source(opening)));
  const addText = (end: number): boolean => {
    const decoded = decodeString(lowering.text.slice(at, end), prefix);
    if (decoded === undefined) return false;
    pieces.push(prefix.format ? decoded.replaceAll('{{', '{').replaceAll('}}', '}') : decoded);
    return true;
  };
  for (const child of part.children) {
    if (child.type !== 'interpolation') continue;
    if (!addText(child.start)) return undefined;
    pieces.push(...lowerField(child, lowering, lowerExpression));
    at = child.end;
  }
  return addText(closing) ? pieces : undefined;
}

/** `{value!r:>{width}}`; `{value=}` also writes the expression's own text. */
function lowerField(node: Cst, lowering: Lowering, lowerExpression: LowerExpression): Piece[] {
  const expression = field(node, 'expression');
  const value =
    expression === undefined ? lowering.unparsed(node, 'ERROR') : lowerExpression(expression, lowering);
  const mark = ofType(node, 'type_conversion');
  const spec = ofType(node, 'format_specifier');
  const shown = hasToken(node, '=');
  const conversion = mark === undefined ? null : asConversion(lowering.source(mark).slice(1));
  const formatted: FormattedValue = {
    ...lowering.span(node),
    value,
    conversion: shown && conversion === null && spec === undefined ? 'r' : conversion,
    formatSpec: spec === undefined ? null : lowering.source(spec).slice(1),
  };
  if (!shown) return [formatted];
  const end = node.children.find((child) => child === mark || child === spec || child.type === '}');
  return [lowering.text.slice(node.start + 1, end?.start ?? node.end), formatted];
}

const asConversion = (letter: string): FormattedValue['conversion'] =>
  letter === 's' || letter === 'r' || letter === 'a' ? letter : null;

/** Neighbouring constant pieces are one, empty ones are none. */
function join(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece;
    else joined.push(piece);
  }
  return joined.filter((piece) => piece !== '');
}

const quoteLength = (opening: string): number => /['"]+$/.exec(opening)?.[0].length ?? 0;
