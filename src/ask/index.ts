import type { Catalog } from '../catalog/index.ts';
import { type Answer, type Language, occurrenceOf, placeOf } from './answer.ts';
import type { Asked, Body } from './asked.ts';
import { comparison } from './comparison.ts';
import { compatibility } from './compatible.ts';
import { describe, examplePaths, noSuchKeys, nothing, shortly } from './describe.ts';
import { type Intent, intentsOf } from './intent.ts';
import { linkEntities } from './link.ts';
import { classList, listFor } from './lists.ts';
import { templateAnswer } from './models.ts';
import { packagesAnswer } from './packages.ts';
import { pastedError } from './pasted.ts';
import { rankParameters } from './rank.ts';
import { historyAnswer, renamedTo, wasThere } from './releases.ts';
import { rulesAnswer } from './rules.ts';
import { isHan, readQuestion, without } from './text.ts';
import { type UnknownKey, unknownKeys } from './unknown-keys.ts';

export type { Answer, AskEvidence, Language } from './answer.ts';

export interface AskOptions {
  /** The language of the question when left out. */
  readonly language?: Language | undefined;
}

/**
 * Answers a question about parameters, in English or Chinese: deterministic, no model, no network. What the question
 * names is looked up; what it only describes is searched, and the answer says so. It never makes a name up.
 */
export const ask = (catalog: Catalog, text: string, options: AskOptions = {}): Answer => {
  const question = readQuestion(text);
  const language = options.language ?? (isHan(question.plain) ? 'zh' : 'en');
  const asked: Asked = { catalog, question, entities: linkEntities(catalog, question), language };
  return { question: text, ...answer(asked, intentsOf(question)) };
};

/** Keys that do not exist are said not to, before whatever else is to be said. */
const answer = (asked: Asked, intents: readonly Exclude<Intent, 'search'>[]): Body => {
  const { catalog, question, entities } = asked;
  const pasted = pastedError(asked);
  const told = pasted === undefined && intents.includes('changed') ? historyAnswer(asked) : undefined;
  if (told !== undefined) return told;
  const written = unknownKeys(catalog, question, entities.parameters, pasted !== undefined);
  if (written.length === 0) return pasted ?? known(asked, intents);
  const unknown = inContext(asked, written);
  const gone = unknown.map(({ key }) => key).filter((key) => wasThere(catalog, key));
  const aside = gone.length > 0 ? historyAnswer(asked, gone) : undefined;
  const body = pasted ?? (isNamed(asked) ? known(asked, intents) : rest(asked, unknown, aside));
  const near = unknown.flatMap(({ nearest }) => nearest);
  const first = pasted === undefined && isNamed(asked) ? body.parameters : [];
  return {
    ...body,
    parameters: [...new Set([...first, ...(aside?.parameters ?? []), ...near, ...body.parameters])],
    text: [noSuchKeys(asked, unknown), aside?.text ?? '', '', body.text]
      .join('\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim(),
  };
};

/** What a key was renamed to; else, of what it may stand for, first what the question speaks of beside it: `max_model_len` of vLLM. */
const inContext = (
  { catalog, question, entities }: Asked,
  keys: readonly UnknownKey[],
): readonly UnknownKey[] => {
  const beside = without(question, new Set(keys.map(({ key }) => key)));
  const said = rankParameters(catalog, beside, { ...entities, parameters: [] }).names;
  const place = (name: string): number => (said.indexOf(name) + said.length + 1) % (said.length + 1);
  return keys.map(({ key, nearest }) => {
    const renamed = renamedTo(catalog, key);
    return { key, nearest: renamed.length > 0 ? renamed : nearest.toSorted((a, b) => place(a) - place(b)) };
  });
};

const isNamed = ({ entities }: Asked): boolean =>
  entities.parameters.some(({ by }) => by === 'name' || by === 'prose');

/** What may be meant by keys that do not exist, and what else the question speaks of. */
const rest = (asked: Asked, unknown: readonly UnknownKey[], aside: Body | undefined): Body => {
  const { catalog, question, entities } = asked;
  // A key whose new name is known says nothing more.
  const told = new Set(unknown.flatMap(({ key }) => (renamedTo(catalog, key).length > 0 ? [key] : [])));
  const said = rankParameters(catalog, without(question, told), { ...entities, parameters: [] }).names;
  const near = aside === undefined ? unknown.flatMap(({ nearest }) => nearest) : aside.parameters;
  const others = said.filter((name) => !near.includes(name)).slice(0, BESIDE);
  const names = [...new Set([...near, ...others])];
  const found = names.flatMap((name) => occurrenceOf(catalog, name) ?? []);
  return {
    intent: 'search',
    parameters: names,
    text: shortly(asked, names).join('\n'),
    evidence: found.map(placeOf),
  };
};
const BESIDE = 5;

const known = (asked: Asked, intents: readonly Exclude<Intent, 'search'>[]): Body => {
  const { catalog, question, entities } = asked;
  const together = intents.includes('compatible') ? compatibility(asked) : undefined;
  if (together !== undefined) return together;
  const compared = intents.includes('compare') ? comparison(asked) : undefined;
  if (compared !== undefined) return compared;
  if (isPlan(asked) || (intents.includes('list') && isDecided(asked) && !isAboutNames(asked)))
    return listFor(asked, entities.decisions);
  if (entities.classes.length > 0 && !isAboutNames(asked)) return classList(asked);
  const special = SPECIAL.find(({ intent }) => intents.includes(intent))?.answer(asked);
  if (special !== undefined) return special;
  const ranked = rankParameters(catalog, question, entities);
  if (ranked.names.length === 0)
    return isDecided(asked) ? listFor(asked, entities.decisions) : nothing(asked);
  const intent = intents.find((each) => !UNANSWERED.includes(each)) ?? 'define';
  const body = describe(asked, ranked, intent);
  const first = occurrenceOf(catalog, body.parameters[0] ?? '');
  return intent === 'examples' && first !== undefined
    ? { ...body, evidence: [...body.evidence, ...examplePaths(catalog, first)] }
    : body;
};

/** Intents that come to nothing where the parameters themselves are described. */
const UNANSWERED: readonly Intent[] = ['compare', 'list', 'packages'];

/** Questions that look beyond the parameters themselves; each passes where it has nothing to say. */
const SPECIAL: readonly {
  readonly intent: Exclude<Intent, 'search'>;
  readonly answer: (asked: Asked) => Body | undefined;
}[] = [
  { intent: 'template', answer: templateAnswer },
  { intent: 'packages', answer: packagesAnswer },
  { intent: 'compatible', answer: rulesAnswer },
  { intent: 'refused', answer: rulesAnswer },
];

const isDecided = ({ entities }: Asked): boolean => Object.keys(entities.decisions).length > 0;

/** Two or more dimensions are decided in lines like `Method: lora`: somebody plans a run. */
const isPlan = ({ entities }: Asked): boolean => entities.assigned >= 2;

/** A parameter is asked about by an identifier; decisions beside it only set the scene. */
const isAboutNames = ({ entities, question }: Asked): boolean =>
  entities.parameters.some(
    ({ by, start, end }) => by === 'name' && question.plain.slice(start, end).includes('_'),
  );
