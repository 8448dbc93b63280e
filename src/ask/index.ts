import type { Catalog } from '../catalog/index.ts';
import { type Answer, type Language, occurrenceOf } from './answer.ts';
import {
  type Asked,
  type Body,
  classList,
  comparison,
  describe,
  examplePaths,
  listFor,
  nothing,
} from './answers.ts';
import { historyAnswer, rulesAnswer, templateAnswer } from './beyond.ts';
import { type Intent, intentsOf } from './intent.ts';
import { linkEntities } from './link.ts';
import { rankParameters } from './rank.ts';
import { isHan, readQuestion } from './text.ts';

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

const answer = (asked: Asked, intents: readonly Exclude<Intent, 'search'>[]): Omit<Answer, 'question'> => {
  const { catalog, question, entities } = asked;
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
  const intent = intents.find((each) => each !== 'compare' && each !== 'list') ?? 'define';
  const body = describe(asked, ranked, intent);
  const first = occurrenceOf(catalog, body.parameters[0] ?? '');
  return intent === 'examples' && first !== undefined
    ? { ...body, evidence: [...body.evidence, ...examplePaths(catalog, first)] }
    : body;
};

/** Questions that look beyond the parameters themselves; each passes where it has nothing to say. */
const SPECIAL: readonly {
  readonly intent: Exclude<Intent, 'search'>;
  readonly answer: (asked: Asked) => Body | undefined;
}[] = [
  { intent: 'template', answer: templateAnswer },
  { intent: 'changed', answer: historyAnswer },
  { intent: 'refused', answer: rulesAnswer },
];

const isDecided = ({ entities }: Asked): boolean => Object.keys(entities.decisions).length > 0;

/** Two or more dimensions are decided in lines like `Method: lora`: somebody plans a run. */
const isPlan = ({ entities, question }: Asked): boolean =>
  Object.keys(entities.decisions).length >= 2 && /[:=]/.test(question.plain);

/** A parameter is asked about by an identifier; decisions beside it only set the scene. */
const isAboutNames = ({ entities, question }: Asked): boolean =>
  entities.parameters.some(
    ({ by, start, end }) => by === 'name' && question.plain.slice(start, end).includes('_'),
  );
