import { distance } from 'fastest-levenshtein';
import { detachedText, identityOf } from '../expr/identity.ts';
import type { Value } from '../expr/python/value.ts';
import type { Diagnostic, Parameter } from '../model/index.ts';
import { diagnose } from './diagnose.ts';
import type { ConfigEntry } from './document.ts';
import { showValue } from './show.ts';
import { fitOf } from './type-check.ts';

/**
 * Whether a value is what its parameter declares. The parser converts and checks nothing that comes from a file, so a
 * misfit shows when the run starts; where the parser itself stumbles over it, a rule says so too.
 */
export const checkValue = (entry: ConfigEntry, parameter: Parameter): Diagnostic | undefined => {
  // Most values: sooner told than looked up.
  if (entry.value !== 'None' && fitOf(entry.value, parameter.typeRef) === 'fits') return undefined;
  const mark = entry.valueSpan === undefined ? identityOf(entry.value) : undefined;
  if (mark === undefined) return judged(entry, parameter);
  const known = checked.get(parameter) ?? new Map<unknown, Diagnostic | null>();
  const before = known.get(mark);
  if (before !== undefined) return before ?? undefined;
  const made = judged(entry, parameter);
  if (known.size >= MOST_CHECKED) known.clear();
  known.set(
    typeof mark === 'string' ? detachedText(mark) : mark,
    made === undefined ? null : Object.freeze(made),
  );
  checked.set(parameter, known);
  return made;
};

/** Of values that stand in no text: the same ones come again and again in a stream. */
const checked = new WeakMap<Parameter, Map<unknown, Diagnostic | null>>();
const MOST_CHECKED = 500;

const judged = (entry: ConfigEntry, parameter: Parameter): Diagnostic | undefined => {
  const fit = fitOf(entry.value, parameter.typeRef);
  const { value, valueSpan } = entry;
  const { name, choices, type } = parameter;
  const details = { key: name, ...valueSpan };
  if (value === 'None' && choices === undefined)
    return diagnose('wrong-type', `"${name}" is the text "None"; what is nothing is written null in YAML.`, {
      ...details,
      suggestions: [`${name}: null`],
    });
  if (fit === 'fits') return undefined;
  if (choices !== undefined && !isAmong(value, choices.values)) {
    const texts = choices.values.map((choice) => showValue(choice));
    const written = typeof value === 'string' ? value : showValue(value);
    const alike = texts.toSorted((a, b) => distance(a, written) - distance(b, written));
    return diagnose(
      'invalid-choice',
      `"${name}" cannot be ${showValue(value)}; it is one of ${list(texts)}.`,
      { ...details, suggestions: alike.slice(0, 12) },
    );
  }
  if (choices !== undefined) return undefined;
  const remedy = remedyFor(value, parameter);
  return diagnose(
    'wrong-type',
    `"${name}" is ${showValue(value)}, ${kindOf(value)}; it is declared as ${type}.`,
    {
      ...details,
      severity: fit === 'wrong' && value !== null && isScalarMisfit(value, parameter) ? 'error' : 'warning',
      ...(remedy === undefined ? {} : { suggestions: [`${name}: ${remedy}`] }),
    },
  );
};

const isAmong = (value: Value, choices: readonly (string | number | boolean | null)[]): boolean =>
  choices.some((choice) => choice === value);

/** The same of a value that upstream's code tells from others, whatever it declares: a declaration that was not kept up. */
export const declaredOtherwise = (found: Diagnostic, { value }: ConfigEntry): Diagnostic => {
  const { suggestions: _, ...rest } = found;
  const message = `${found.message} Upstream's code knows ${showValue(value)} all the same.`;
  return { ...rest, severity: 'warning', message };
};

/** A text where a number or a truth value is declared: nothing later on converts it. */
const isScalarMisfit = (value: Value, { typeRef }: Parameter): boolean => {
  const members = typeRef.kind === 'union' ? typeRef.members : [typeRef];
  const plain = members.filter(({ kind }) => kind !== 'none');
  return (
    typeof value !== 'boolean' &&
    plain.every((type) => type.kind === 'primitive' && type.name !== 'str' && type.name !== 'bytes')
  );
};

/** A quoted number or truth value without its quotes. Where a text is declared, nothing comes here. */
const remedyFor = (value: Value, { typeRef }: Parameter): string | undefined => {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (fitOf(true, typeRef) === 'fits') {
    if (/^(?:yes|on|true)$/i.test(text)) return 'true';
    if (/^(?:no|off|false)$/i.test(text)) return 'false';
  }
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) ? text : undefined;
};

const kindOf = (value: Value): string => {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'boolean') return 'a truth value';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && 'entries' in value ? 'a mapping' : 'a number';
};

const list = (texts: readonly string[]): string =>
  texts.length <= 12 ? texts.join(', ') : `${texts.slice(0, 12).join(', ')}, … (${texts.length})`;
