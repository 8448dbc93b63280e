import { formatText } from './format.ts';
import type { CallArguments } from './interpreter.ts';
import { iterate } from './iterate.ts';
import { toText } from './repr.ts';
import { bool, int, list, NONE, type PyValue, str } from './value.ts';

const texts = (args: readonly PyValue[]): string[] | undefined => {
  const found = args.map((arg) =>
    arg.type === 'str'
      ? arg.value
      : arg.type === 'enum' && arg.mixin === 'str'
        ? toText(arg.value)
        : undefined,
  );
  return found.every((text) => text !== undefined) ? found : undefined;
};

export function textMethod(text: string, name: string, given: CallArguments): PyValue | undefined {
  const { args } = given;
  const [first = ''] = texts(args) ?? [];
  const simple = TEXT[name];
  if (simple !== undefined && args.length === 0) return simple(text);
  switch (name) {
    case 'strip':
    case 'lstrip':
    case 'rstrip':
      return texts(args) === undefined ? undefined : str(strip(text, name, first));
    case 'startswith':
    case 'endswith':
      return affix(text, name, args[0]);
    case 'removeprefix':
      return str(text.startsWith(first) ? text.slice(first.length) : text);
    case 'removesuffix':
      return str(first !== '' && text.endsWith(first) ? text.slice(0, -first.length) : text);
    case 'replace':
      return replaced(text, args, given.keywords.get('count'));
    case 'split':
      return split(text, args);
    case 'join': {
      const parts = args[0] === undefined ? undefined : texts(iterate(args[0]) ?? [NONE]);
      return parts === undefined ? undefined : str(parts.join(text));
    }
    case 'count':
      return first === '' ? undefined : int(text.split(first).length - 1);
    case 'find':
      return texts(args) !== undefined && args.length === 1 ? int(text.indexOf(first)) : undefined;
    case 'format':
      return formatText(text, given);
    default:
      return undefined;
  }
}

const TEXT: Readonly<Record<string, (text: string) => PyValue>> = {
  lower: (text) => str(text.toLowerCase()),
  upper: (text) => str(text.toUpperCase()),
  casefold: (text) => str(text.toLowerCase()),
  capitalize: (text) => str(text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase()),
  title: (text) =>
    str(text.toLowerCase().replace(/\p{L}+/gu, (word) => word.slice(0, 1).toUpperCase() + word.slice(1))),
  isdigit: (text) => bool(/^\d+$/.test(text)),
  isupper: (text) => bool(text !== text.toLowerCase() && text === text.toUpperCase()),
  islower: (text) => bool(text !== text.toUpperCase() && text === text.toLowerCase()),
  splitlines: (text) => list(text.split(/\r\n|\n|\r/).map(str)),
};

function strip(text: string, name: 'strip' | 'lstrip' | 'rstrip', characters: string): string {
  const drops = (char: string | undefined): boolean =>
    char !== undefined && (characters === '' ? /\s/.test(char) : characters.includes(char));
  let [start, end] = [0, text.length];
  while (name !== 'rstrip' && start < end && drops(text[start])) start += 1;
  while (name !== 'lstrip' && end > start && drops(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

function affix(
  text: string,
  name: 'startswith' | 'endswith',
  given: PyValue | undefined,
): PyValue | undefined {
  const options = given === undefined ? undefined : texts(given.type === 'tuple' ? given.items : [given]);
  return options === undefined
    ? undefined
    : bool(
        options.some((option) => (name === 'startswith' ? text.startsWith(option) : text.endsWith(option))),
      );
}

function split(text: string, args: readonly PyValue[]): PyValue | undefined {
  const [by, limit] = args;
  if (limit !== undefined && limit.type !== 'int') return undefined;
  if (by === undefined || by.type === 'none') return list(text.split(/\s+/).filter(Boolean).map(str));
  if (by.type !== 'str' || by.value === '') return undefined;
  const parts = text.split(by.value);
  const most = limit === undefined || limit.value < 0n ? parts.length : Number(limit.value) + 1;
  const kept =
    parts.length <= most ? parts : [...parts.slice(0, most - 1), parts.slice(most - 1).join(by.value)];
  return list(kept.map(str));
}

function replaced(text: string, args: readonly PyValue[], named: PyValue | undefined): PyValue | undefined {
  const [old, by] = texts(args.slice(0, 2)) ?? [];
  const count = args[2] ?? named;
  if (old === undefined || by === undefined || old === '' || (count !== undefined && count.type !== 'int'))
    return undefined;
  const parts = text.split(old);
  const most = count === undefined || count.value < 0n ? parts.length : Number(count.value);
  return str(
    parts.slice(0, most + 1).join(by) +
      parts
        .slice(most + 1)
        .map((part) => old + part)
        .join(''),
  );
}
