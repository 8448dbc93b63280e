import { checkerOf } from '../catalog/index.ts';
import { type Checker, type Finding, fromJson, NO_ENVIRONMENT, PyDict, type Wanted } from '../expr/index.ts';
import { formatPlace, type Json } from '../model/index.ts';
import type { Asked, Body } from './asked.ts';
import { type Thing, thingsIn } from './things.ts';

const MOST = 4;
const SHOWN = 6;
const LONGEST = 200;

/**
 * Whether what a question names goes together, by upstream's rules with only that decided: certain where a rule refuses
 * it whatever else is set, under a condition where more decides. `undefined` where it names fewer than two things.
 */
export const compatibility = (asked: Asked): Body | undefined => {
  const things = thingsIn(asked).slice(0, MOST);
  const checker = checkerOf(asked.catalog, 'train');
  if (things.length < 2 || checker === undefined) return undefined;
  const alone = new Set(
    things.flatMap(({ sets }) => errorsOf(checker, sets, isCertain).map(({ rule }) => rule)),
  );
  const both = errorsOf(
    checker,
    Object.assign({}, ...things.map(({ sets }) => sets)),
    ({ rule, mayInvolve }) => !alone.has(rule) && touches(things, (name) => mayInvolve.has(name)),
  );
  const names = [...new Set(things.flatMap(({ sets }) => Object.keys(sets)))];
  const between = both.filter(
    ({ rule, parameters }) => !alone.has(rule) && touches(things, (name) => parameters.includes(name)),
  );
  const certain = between.filter(isCertain);
  const conditional = between.filter((finding) => !isCertain(finding) && finding.standing === 'also');
  const shown = (certain.length > 0 ? certain : conditional).slice(0, SHOWN);
  return {
    intent: 'compatible',
    parameters: [...new Set([...names, ...shown.flatMap(({ parameters }) => parameters)])],
    text: [verdict(asked, things, certain.length, conditional.length), ...shown.map(line)].join('\n'),
    evidence: shown.map(({ place, parameters }) => ({
      ...(parameters[0] === undefined ? {} : { parameter: parameters[0] }),
      at: formatPlace(place),
    })),
  };
};

/** Those of upstream's own checks that are met with only this decided; far more are than are worth a look. */
const errorsOf = (
  checker: Checker,
  sets: Readonly<Record<string, Json>>,
  wanted: Wanted,
): readonly Finding[] => {
  const config = fromJson(sets);
  if (!(config instanceof PyDict)) return [];
  const isTellable = ({ kind, condition }: Pick<Finding, 'kind' | 'condition'>): boolean =>
    kind === 'error' && condition !== '' && condition.length < LONGEST;
  return checker
    .runPartial(config, NO_ENVIRONMENT, (met) => isTellable(met) && wanted(met))
    .findings.filter(isTellable);
};

const isCertain = ({ certainty }: Pick<Finding, 'certainty'>): boolean => certainty === 'certain';

/** A condition that reads something of at least two of the things. */
const touches = (things: readonly Thing[], reads: (name: string) => boolean): boolean =>
  things.filter(({ sets }) => Object.keys(sets).some(reads)).length >= 2;

const line = ({ condition, place }: Finding): string => `- \`${condition}\` (${formatPlace(place)})`;

const verdict = (
  { language }: Asked,
  things: readonly Thing[],
  certain: number,
  conditional: number,
): string => {
  const all = things.map(({ label }) => `\`${label}\``).join(language === 'zh' ? ' 与 ' : ' with ');
  if (language === 'zh') {
    if (certain > 0) return `${all}：不能同时使用，会被以下规则拒绝：`;
    return conditional > 0
      ? `${all}：可以同时使用，除非满足以下条件：`
      : `${all}：没有规则拒绝这一组合（规则只说明解析器是否接受，不保证效果）。`;
  }
  if (certain > 0) return `${all}: refused together, by`;
  return conditional > 0
    ? `${all}: accepted together, unless`
    : `${all}: no rule of upstream's parser refuses them together (which is not to say that they work well).`;
};
