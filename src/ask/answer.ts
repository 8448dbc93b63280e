import {
  type Catalog,
  type Occurrence,
  type ParameterPage,
  parameterPage,
  printDefault,
} from '../catalog/index.ts';
import { formatPlace } from '../model/index.ts';

/** One thing an answer rests on. */
export interface AskEvidence {
  readonly parameter?: string;
  /** `llamafactory/hparams/parser.py:331`, or a path below upstream's `examples/`. */
  readonly at: string;
}

/** What `ask` says: data for programs, short Markdown for people. */
export interface Answer {
  readonly question: string;
  readonly intent: string;
  /** Names of parameters the answer is about, most meant first. */
  readonly parameters: readonly string[];
  readonly text: string;
  readonly evidence: readonly AskEvidence[];
}

export type Language = 'en' | 'zh';

/** The words an answer is put together from. */
export const WORDS = {
  en: {
    default: 'default',
    required: 'required',
    choices: 'one of',
    declared: 'declared by',
    takenBy: 'taken by',
    related: 'See also',
    help: "upstream's help",
    stale: 'written for an earlier help text',
    sets: 'upstream examples set it',
    noSets: 'no upstream example sets it',
    none: 'I do not know: no parameter of LLaMA Factory fits this question.',
    askFor:
      'Ask for a parameter by name or by what it does, for a configuration, or for what changed in a release.',
    unplaced: 'Not understood',
    nearest: 'The nearest names',
    unsure: 'No parameter is named in the question; these fit its words best:',
    anyValue: 'any value of its type',
  },
  zh: {
    default: '默认',
    required: '必填',
    choices: '可选',
    declared: '声明于',
    takenBy: '可用于',
    related: '另见',
    help: '官方说明',
    stale: '按旧版说明撰写',
    sets: '个官方示例设置了它',
    noSets: '没有官方示例设置它',
    none: '我不知道：没有与此问题相符的 LLaMA Factory 参数。',
    askFor: '可以按名字或用途询问参数、某种配置，或某个版本的变化。',
    unplaced: '未能理解',
    nearest: '最接近的名字',
    unsure: '问题中没有点名参数，按词义最接近的是：',
    anyValue: '其类型的任意值',
  },
} as const;

export interface Facts {
  readonly line: string;
  readonly page: ParameterPage;
}

/** The entry point a question without one is about. */
export const occurrenceOf = (catalog: Catalog, name: string, entry = 'train'): Occurrence | undefined => {
  const all = catalog.occurrences(name);
  return all.find(({ entryPoints }) => entryPoints.includes(entry)) ?? all[0];
};

/** `**lora_rank**: int, default 8, one of …` */
/** `most`: choices beyond are only counted. */
export const headline = (found: Occurrence, language: Language, most = Number.POSITIVE_INFINITY): string => {
  const words = WORDS[language];
  const { parameter } = found;
  const value = parameter.required ? words.required : `${words.default} ${printDefault(parameter)}`;
  const all = parameter.choices?.values ?? [];
  const more = all.length > most ? `, … (${all.length})` : '';
  const choices = all.length === 0 ? '' : `, ${words.choices} ${list(all.slice(0, most))}${more}`;
  return `**${parameter.name}**: ${parameter.type}, ${value}${choices}`;
};

export const list = (values: readonly (string | number | boolean | null)[]): string =>
  values.map((value) => (value === null ? 'None' : String(value))).join(', ');

/** Our note in the asker's language, then upstream's whole help where it is at hand. */
export const explanation = (catalog: Catalog, found: Occurrence, language: Language): readonly string[] => {
  const words = WORDS[language];
  const note = catalog.note(found.parameter);
  const help = catalog.help(found.parameter);
  return [
    ...(note === null ? [] : [`${note[language]}${note.stale ? ` (${words.stale})` : ''}`]),
    ...(help === undefined ? [] : [`${words.help}: ${help}`]),
  ];
};

export const placeLine = (found: Occurrence, language: Language): string => {
  const words = WORDS[language];
  const { parameter, entryPoints } = found;
  return `${words.declared} ${parameter.owner} (${formatPlace(parameter.place)}); ${words.takenBy} ${entryPoints.join(', ')}`;
};

export const exampleLine = (catalog: Catalog, found: Occurrence, language: Language): string => {
  const words = WORDS[language];
  const { examples } = parameterPage(catalog, found);
  if (examples.count === 0) return words.noSets;
  const values = examples.values.map(({ value, count }) => `${JSON.stringify(value)} (${count})`).join(', ');
  return `${examples.count}/${examples.of} ${words.sets}: ${values}`;
};

export const placeOf = (found: Occurrence): AskEvidence => ({
  parameter: found.parameter.name,
  at: formatPlace(found.parameter.place),
});
