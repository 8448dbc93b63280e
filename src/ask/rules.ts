import { parameterRules } from '../catalog/index.ts';
import { occurrenceOf } from './answer.ts';
import type { Asked, Body } from './asked.ts';
import { packagesAnswer } from './packages.ts';

const SHOWN_RULES = 8;

/** The checks of upstream that a parameter takes part in, as conditions that are refused. */
export const rulesAnswer = (asked: Asked): Body | undefined => {
  const { catalog, entities, language } = asked;
  const name = entities.parameters.find(({ by }) => by !== 'word')?.name ?? entities.parameters[0]?.name;
  if (name === undefined) return packagesAnswer(asked);
  const found = occurrenceOf(catalog, name);
  const errors =
    found === undefined ? [] : parameterRules(catalog, found).filter(({ kind }) => kind === 'error');
  if (errors.length === 0) return undefined;
  const shown = errors.slice(0, SHOWN_RULES);
  const title =
    language === 'zh' ? `以下条件会被拒绝（涉及 ${name}）：` : `Refused, where ${name} takes part:`;
  const others = shown.flatMap(({ says }) => says.match(/\b[a-z]\w+\b/g) ?? []);
  return {
    intent: 'refused',
    parameters: [...new Set([name, ...others.filter((other) => catalog.occurrences(other).length > 0)])],
    text: [title, ...shown.map(({ says, at }) => `- \`${says}\` (${at})`)].join('\n'),
    evidence: shown.map(({ at }) => ({ parameter: name, at })),
  };
};
