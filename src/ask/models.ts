import { type Catalog, findFamily, findModel } from '../catalog/index.ts';
import { formatPlace, type ModelInfo } from '../model/index.ts';
import { headline, type Language, occurrenceOf } from './answer.ts';
import type { Asked, Body } from './asked.ts';

/** Each run of words is looked up among all models, so a pasted page is not read to its end. */
const MOST_WORDS = 60;

/** Which template a model or a family of models takes; `undefined` when the question names none that upstream knows. */
export const templateAnswer = ({ catalog, question, language }: Asked): Body | undefined => {
  const named = modelsIn(
    catalog,
    question.words.slice(0, MOST_WORDS).map(({ text }) => text),
  );
  if (named === undefined) return undefined;
  const found = occurrenceOf(catalog, 'template');
  const says = named.models.length === 1 ? ofOne(named.models, language) : ofFamily(named, language);
  return {
    intent: 'template',
    parameters: ['template'],
    text: [...says, ...(found === undefined ? [] : [headline(found, language)])].join('\n'),
    evidence: byTemplate(named.models).map(([, [model]]) => ({
      parameter: 'template',
      at: formatPlace(model.place),
    })),
  };
};

interface Named {
  readonly name: string;
  readonly models: readonly ModelInfo[];
}

const ofOne = (models: readonly ModelInfo[], language: Language): readonly string[] =>
  models.map(({ name, template, place }) => {
    const at = `(${formatPlace(place)})`;
    if (template === null)
      return language === 'zh'
        ? `${name} 没有默认模板（底座模型）：自选一个，推理时保持一致。${at}`
        : `${name} has no template of its own (a base model): choose one and keep it at inference. ${at}`;
    return language === 'zh'
      ? `${name} 使用 \`template: ${template}\`。${at}`
      : `${name} takes \`template: ${template}\`. ${at}`;
  });

/** More templates than these belong to a name that says little. */
const MAX_TEMPLATES = 12;

const ofFamily = ({ name, models }: Named, language: Language): readonly string[] => {
  const groups = byTemplate(models);
  const rows = groups.slice(0, MAX_TEMPLATES).map(([template, [first, ...others]]) => {
    const more =
      others.length === 0
        ? ''
        : language === 'zh'
          ? ` 等 ${others.length + 1} 个`
          : ` and ${others.length} more`;
    const none = language === 'zh' ? '没有默认模板' : 'none of its own';
    return `- ${template === null ? none : `\`template: ${template}\``}: ${first.name}${more} (${formatPlace(first.place)})`;
  });
  const rest = groups.length - rows.length;
  const left = language === 'zh' ? `- 另有 ${rest} 种` : `- ${rest} more templates: name the model`;
  const head =
    language === 'zh'
      ? `名称以 ${name} 开头的模型，上游登记的模板：`
      : `Templates of the models whose names begin with ${name}:`;
  return [head, ...rows, ...(rest > 0 ? [left] : [])];
};

type OfTemplate = readonly [string | null, readonly [ModelInfo, ...ModelInfo[]]];

/** Of what most models take first. */
const byTemplate = (models: readonly ModelInfo[]): readonly OfTemplate[] => {
  const groups = new Map<string | null, [ModelInfo, ...ModelInfo[]]>();
  for (const model of models) {
    const known = groups.get(model.template);
    if (known === undefined) groups.set(model.template, [model]);
    else known.push(model);
  }
  return [...groups].toSorted(([, a], [, b]) => b.length - a.length);
};

/** Model ids hold `/` and `-`; words of them are tried longest first, alone and joined to their neighbours. */
const modelsIn = (catalog: Catalog, words: readonly string[]): Named | undefined => {
  for (let size = Math.min(4, words.length); size > 0; size--)
    for (let start = 0; start + size <= words.length; start++) {
      const run = words.slice(start, start + size);
      for (const name of [run.join('/'), run.join('-')]) {
        const models = named(catalog, name);
        if (models.length > 0) return { name, models };
      }
    }
  return undefined;
};

const named = (catalog: Catalog, name: string): readonly ModelInfo[] => {
  if (name.length < 4) return [];
  const model = findModel(catalog, name);
  return model === undefined ? findFamily(catalog, name) : [model];
};
