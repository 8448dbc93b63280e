import { type Catalog, findModel } from '../catalog/index.ts';
import { formatPlace, type ModelInfo } from '../model/index.ts';
import { headline, occurrenceOf } from './answer.ts';
import type { Asked, Body } from './asked.ts';

/** Each run of words is looked up among all models, so a pasted page is not read to its end. */
const MOST_WORDS = 60;

/** Which template a model takes; `undefined` when the question names no model that upstream knows. */
export const templateAnswer = ({ catalog, question, language }: Asked): Body | undefined => {
  const model = modelIn(
    catalog,
    question.words.slice(0, MOST_WORDS).map(({ text }) => text),
  );
  if (model === undefined) return undefined;
  const at = formatPlace(model.place);
  const found = occurrenceOf(catalog, 'template');
  const says =
    model.template === null
      ? language === 'zh'
        ? `${model.name} 没有默认模板（底座模型）：自选一个，推理时保持一致。`
        : `${model.name} has no template of its own (a base model): choose one and keep it at inference.`
      : language === 'zh'
        ? `${model.name} 使用 \`template: ${model.template}\`。`
        : `${model.name} takes \`template: ${model.template}\`.`;
  return {
    intent: 'template',
    parameters: ['template'],
    text: [`${says} (${at})`, ...(found === undefined ? [] : [headline(found, language)])].join('\n'),
    evidence: [{ parameter: 'template', at }],
  };
};

/** Model ids hold `/` and `-`; words of them are tried longest first, alone and joined to their neighbours. */
const modelIn = (catalog: Catalog, words: readonly string[]): ModelInfo | undefined => {
  for (let size = Math.min(4, words.length); size > 0; size--)
    for (let start = 0; start + size <= words.length; start++) {
      const run = words.slice(start, start + size);
      for (const joined of [run.join('/'), run.join('-')]) {
        const found = joined.length < 4 ? undefined : findModel(catalog, joined);
        if (found !== undefined) return found;
      }
    }
  return undefined;
};
