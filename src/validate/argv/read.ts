import type { Value } from '../../expr/python/value.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Parameter } from '../../model/index.ts';
import { diagnose } from '../diagnose.ts';
import type { ConfigDocument, ConfigEntry } from '../document.ts';
import { convertWord } from './convert.ts';
import { type Option, optionTable } from './option.ts';

/**
 * Reads command-line words as `HfArgumentParser` does: types are converted, choices checked, `--flag` and
 * `--no_flag` are understood, options may be shortened to an unambiguous start. What belongs to no option becomes an
 * entry of its own, so that it is judged as an unknown key. Unlike argparse it goes on after an error.
 */
export const readArguments = (words: readonly string[], parameters: readonly Parameter[]): ConfigDocument => {
  const table = optionTable(parameters);
  const entries = new Map<string, ConfigEntry>();
  const diagnostics: Diagnostic[] = [];
  const separator = words.indexOf(SEPARATOR);
  const end = separator < 0 ? words.length : separator;
  let at = 0;
  while (at < end) {
    const word = words[at++] ?? '';
    const asked = recognise(word, table);
    if (asked === undefined) {
      entries.set(word, leftOver(word, table));
      continue;
    }
    const following =
      asked.explicit === undefined ? argumentsFrom(words, at, end, table, takes(asked.option)) : [];
    at += following.length;
    const given = asked.explicit === undefined ? following : [asked.explicit];
    const outcome = evaluate(asked, given);
    diagnostics.push(...asked.diagnostics, ...outcome.diagnostics);
    if (outcome.value !== undefined)
      entries.set(asked.name, {
        ...(asked.option === undefined ? leftOver(word, table) : {}),
        key: asked.name,
        value: outcome.value,
        override: [word, ...following].join(' '),
      });
  }
  for (const word of words.slice(end)) entries.set(word, leftOver(word, table));
  return { kind: 'argv', entries: [...entries.values()], diagnostics };
};

/** From it on no word is an option. Upstream's parser has nothing that takes such words. */
const SEPARATOR = '--';

/** What belongs to no option, with how it was to be written where that shows. */
const leftOver = (word: string, table: ReadonlyMap<string, Option>): ConfigEntry => {
  const bare = word.replace(/^-/, '');
  const option = `--${bare.split('=')[0]}`;
  const advice = table.has(option)
    ? { text: ` An option begins with two dashes: --${bare}.`, suggestions: [`--${bare}`] }
    : { text: ' It belongs to no option: remove it.', suggestions: [] };
  // A bare name sets nothing: in quotes it is no parameter's name.
  return {
    key: table.has(`--${word}`) ? `'${word}'` : word,
    value: null,
    ...(table.has(option) || !word.startsWith('-') ? { advice } : {}),
  };
};

interface Asked {
  readonly name: string;
  /** Absent for an option that no parameter has. */
  readonly option?: Option;
  /** What follows `=` in the same word. */
  readonly explicit?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** `undefined` where the word is no option. Mirrors `ArgumentParser._parse_optional`. */
const recognise = (word: string, table: ReadonlyMap<string, Option>): Asked | undefined => {
  if (!word.startsWith('-') || word === '-') return undefined;
  const exact = table.get(word);
  if (exact !== undefined) return { name: exact.name, option: exact, diagnostics: [] };
  const [text = '', ...rest] = word.split('=');
  const explicit = rest.length === 0 ? {} : { explicit: rest.join('=') };
  const plain = table.get(text);
  if (plain !== undefined) return { name: plain.name, option: plain, ...explicit, diagnostics: [] };
  const long = text.startsWith('--');
  const matches = long ? [...table].filter(([option]) => option.startsWith(text)) : [];
  if (long ? HELP.startsWith(text) : word.startsWith('-h')) return helped(text, matches);
  const [match] = matches;
  if (match !== undefined) return abbreviated(text, matches, explicit);
  if (/^-\d+$|^-\d*\.\d+$/.test(word) || word.includes(' ')) return undefined;
  return { name: long ? text.slice(2) : word, ...(long ? explicit : {}), diagnostics: [] };
};

/** argparse's own option; in its short form everything may follow. */
const HELP = '--help';
const helped = (text: string, matches: readonly (readonly [string, Option])[]): Asked => {
  const names = [...matches.map(([option]) => option), HELP];
  const message =
    matches.length === 0
      ? `The option ${text} asks for the list of options: the command ends there.`
      : `The option ${text} may stand for ${names.join(' or ')}.`;
  return {
    name: text,
    diagnostics: [diagnose('argument-syntax', message, { exception: 'SystemExit', suggestions: names })],
  };
};

/** Newer Pythons take spellings of one option for one; older ones call them ambiguous. */
const abbreviated = (
  text: string,
  matches: readonly (readonly [string, Option])[],
  explicit: { explicit?: string },
): Asked => {
  const names = matches.map(([option]) => option);
  const option = matches[0]?.[1];
  const several = new Set(matches.map(([, { name, arity }]) => `${name} ${arity}`)).size > 1;
  const ambiguous = diagnose('argument-syntax', `The option ${text} may stand for ${names.join(' or ')}.`, {
    certainty: several ? 'certain' : 'conditional',
    ...(several ? {} : { condition: 'the Python version takes two spellings of one option for two options' }),
    exception: 'SystemExit',
    suggestions: names,
  });
  const name = option?.name ?? text;
  const diagnostics = matches.length > 1 ? [ambiguous] : [];
  return { name, ...(option !== undefined && !several ? { option } : {}), ...explicit, diagnostics };
};

/** How many following words an option takes at most. */
const takes = (option: Option | undefined): number => {
  if (option === undefined || option.arity === 'some') return Number.POSITIVE_INFINITY;
  return option.arity === 'none' ? 0 : 1;
};

const argumentsFrom = (
  words: readonly string[],
  from: number,
  to: number,
  table: ReadonlyMap<string, Option>,
  limit: number,
): readonly string[] => {
  let end = from;
  while (end < to && end - from < limit && recognise(words[end] ?? '', table) === undefined) end += 1;
  return words.slice(from, end);
};

interface Outcome {
  readonly value?: Value;
  readonly diagnostics: readonly Diagnostic[];
}

const evaluate = ({ name, option, explicit, diagnostics }: Asked, given: readonly string[]): Outcome => {
  if (option === undefined) {
    const value = given.length === 1 ? (given[0] ?? null) : given.length === 0 ? null : given;
    return diagnostics.length > 0 ? { diagnostics: [] } : { value, diagnostics: [] };
  }
  if (option.arity === 'none') {
    return explicit === undefined
      ? { value: false, diagnostics: [] }
      : { diagnostics: [refuse(name, 'argument-syntax', `The option --no_${name} takes no value.`)] };
  }
  if (given.length === 0) {
    if (option.arity === 'optional') return { value: true, diagnostics: [] };
    const count = option.arity === 'some' ? 'at least one value' : 'a value';
    return { diagnostics: [refuse(name, 'argument-syntax', `The option --${name} needs ${count}.`)] };
  }
  return convertAll(option, given);
};

const convertAll = (option: Option, given: readonly string[]): Outcome => {
  const values: Value[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const word of given) {
    const converted = convertWord(word, option);
    if (converted.ok) values.push(converted.value);
    else
      diagnostics.push(
        refuse(
          option.name,
          converted.code,
          `"${word}" is not ${converted.expected} (--${option.name}).`,
          converted.expected,
        ),
      );
  }
  if (diagnostics.length > 0) return { diagnostics };
  const [first] = values;
  return { value: option.arity === 'some' ? values : (first ?? null), diagnostics };
};

const refuse = (
  key: string,
  code: 'argument-syntax' | 'argument-value' | 'argument-choice',
  message: string,
  choices?: string,
): Diagnostic =>
  diagnose(code, message, {
    key,
    exception: 'SystemExit',
    ...(code === 'argument-choice' && choices !== undefined ? { suggestions: choices.split(', ') } : {}),
  });
