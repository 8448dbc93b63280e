import { type Comparison, compare } from '../decisions/index.ts';
import { UserError } from '../model/index.ts';
import { type AskEvidence, explanation, headline, placeOf, WORDS } from './answer.ts';
import type { Asked, Body } from './asked.ts';
import { occurrences } from './describe.ts';
import type { Entities } from './link.ts';

/** Two decisions, classes or parameters side by side; `undefined` when the question does not name two. */
export const comparison = (asked: Asked): Body | undefined => {
  const pair = pairOf(asked.entities);
  if (pair === undefined) return parametersOf(asked);
  try {
    const result = compare(asked.catalog, pair[0], pair[1]);
    return result.kind === 'lists' ? compared(asked, result) : undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
};

/** The two parameters a question names, each whole. */
const parametersOf = ({ catalog, entities, language }: Asked): Body | undefined => {
  const names = [...new Set(entities.parameters.map(({ name }) => name))].slice(0, 2);
  if (names.length < 2) return undefined;
  const found = occurrences(catalog, names);
  return {
    intent: 'compare',
    parameters: names,
    text: found
      .map((each) => [headline(each, language), ...explanation(catalog, each, language)].join('\n'))
      .join('\n\n'),
    evidence: found.map(placeOf),
  };
};

/** Values of one dimension, or classes; two words that are parameters too (`bf16`, `pure_bf16`) are meant as such. */
const pairOf = ({ values, classes, parameters }: Entities): readonly [string, string] | undefined => {
  const isParameter = ({ start }: { readonly start: number }): boolean =>
    parameters.some((each) => each.start === start);
  const [first, ...others] = values;
  const second = others.find(
    ({ dimension, value }) => dimension === first?.dimension && value !== first.value,
  );
  if (first !== undefined && second !== undefined && !(isParameter(first) && isParameter(second)))
    return [`${first.dimension}=${first.value}`, `${second.dimension}=${second.value}`];
  return classes[0] !== undefined && classes[1] !== undefined ? [classes[0], classes[1]] : undefined;
};

const compared = ({ language }: Asked, result: Extract<Comparison, { kind: 'lists' }>): Body => {
  const sides = [result.onlyFirst, result.onlySecond] as const;
  const texts = sides.map((groups, i) => {
    const facts = groups.flatMap(({ parameters }) => parameters);
    const sets = Object.entries(result.sets[i] ?? {}).map(
      ([name, value]) => `${name}: ${JSON.stringify(value)}`,
    );
    const title = `### ${result.sides[i]?.label}${sets.length > 0 ? ` (${sets.join(', ')})` : ''}`;
    const rows = facts.map(({ name, help, note, default: value }) => {
      const words = language === 'zh' ? (note?.zh ?? help) : (help ?? note?.en);
      return `- **${name}** (${WORDS[language].default} ${JSON.stringify(value ?? null)})${words === undefined ? '' : `: ${words}`}`;
    });
    return [title, ...rows].join('\n');
  });
  const facts = sides.flatMap((groups) => groups.flatMap(({ parameters }) => parameters));
  const shared =
    language === 'zh' ? `两边共有 ${result.shared} 个参数。` : `${result.shared} parameters are shared.`;
  return {
    intent: 'compare',
    parameters: facts.map(({ name }) => name),
    text: [...texts, shared].join('\n\n'),
    evidence: facts.map(({ name, file, line }): AskEvidence => ({ parameter: name, at: `${file}:${line}` })),
  };
};
