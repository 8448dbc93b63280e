import type { Catalog } from '../catalog/index.ts';
import type { Answer, Language } from './answer.ts';
import { occurrenceOf } from './answer.ts';
import { type Asked, classList, comparison, describe, examplePaths, listFor, searched } from './answers.ts';
import { type Intent, intentsOf } from './intent.ts';
import { linkEntities } from './link.ts';
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
  const { entities, catalog } = asked;
  if (intents.includes('compare')) {
    const body = comparison(asked);
    if (body !== undefined) return body;
  }
  const decided = Object.keys(entities.decisions).length > 0;
  const named = entities.parameters.some(({ by }) => by === 'name');
  if (decided && (isPlan(asked) || (intents.includes('list') && !onlyAbout(asked))))
    return listFor(asked, entities.decisions);
  if (intents.includes('list') && entities.classes.length > 0) return classList(asked);
  if (entities.parameters.length > 0) {
    const intent = intents.find((each) => each !== 'compare' && each !== 'list') ?? 'define';
    const body = describe(asked, intent);
    const first = occurrenceOf(catalog, body.parameters[0] ?? '');
    return intent === 'examples' && first !== undefined
      ? { ...body, evidence: [...body.evidence, ...examplePaths(catalog, first)] }
      : body;
  }
  if (entities.classes.length > 0) return classList(asked);
  if (decided && !named) return listFor(asked, entities.decisions);
  return searched(asked);
};

/** Two or more dimensions are decided, as `Method: lora` lines do: somebody plans a run. */
const isPlan = ({ entities, question }: Asked): boolean =>
  Object.keys(entities.decisions).length >= 2 && /[:=]/.test(question.plain);

/** A parameter is asked about by its name, beside decisions that only set the scene. */
const onlyAbout = ({ entities, question }: Asked): boolean =>
  entities.parameters.some(
    ({ by, start, end }) => by === 'name' && question.plain.slice(start, end).includes('_'),
  );
