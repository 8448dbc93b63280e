import { checkerOf } from '../catalog/index.ts';
import { formatPlace } from '../model/index.ts';
import type { Asked, Body } from './asked.ts';
import { packagesAnswer } from './packages.ts';

const SHOWN_RULES = 8;

/** The checks of upstream that a parameter takes part in, as conditions that are refused. */
export const rulesAnswer = (asked: Asked): Body | undefined => {
  const { catalog, entities, language } = asked;
  const name = entities.parameters.find(({ by }) => by !== 'word')?.name ?? entities.parameters[0]?.name;
  const checker = checkerOf(catalog, 'train');
  if (name === undefined) return packagesAnswer(asked);
  if (catalog.rules === undefined || checker === undefined) return undefined;
  const { places } = catalog.rules;
  const errors = checker
    .rulesFor(name)
    .flatMap((index) => {
      const rule = checker.rules.rules[index];
      const place = rule === undefined ? undefined : places[rule.at];
      return rule?.kind !== 'error' || place === undefined
        ? []
        : [{ rule, condition: checker.describe(index), at: formatPlace(place) }];
    })
    .filter(({ condition }) => condition !== '' && condition.length < 200);
  if (errors.length === 0) return undefined;
  const shown = errors.slice(0, SHOWN_RULES);
  const title =
    language === 'zh' ? `以下条件会被拒绝（涉及 ${name}）：` : `Refused, where ${name} takes part:`;
  const parameters = [...new Set([name, ...shown.flatMap(({ rule }) => rule.parameters)])];
  return {
    intent: 'refused',
    parameters,
    text: [title, ...shown.map(({ condition, at }) => `- \`${condition}\` (${at})`)].join('\n'),
    evidence: shown.map(({ at }) => ({ parameter: name, at })),
  };
};
