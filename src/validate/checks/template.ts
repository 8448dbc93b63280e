import { nearest } from '../../catalog/nearest.ts';
import type { CatalogData, Diagnostic } from '../../model/index.ts';
import { diagnose } from '../diagnose.ts';
import type { ConfigEntry } from '../document.ts';
import type { ConfigCheck } from '../knowledge.ts';

/**
 * `template` against the registered ones, and against the one that the model is registered with. Nothing is said where
 * the catalog does not list templates, or does not know the model.
 */
export const templateCheck = (data: Pick<CatalogData, 'models' | 'templates'>): ConfigCheck => {
  const registered = new Set(data.templates?.map(({ name }) => name));
  const ofModel = templatesByModel(data);
  const special = new Set([...ofModel.values()].flat());
  return (entries, view) => {
    if (registered.size === 0 || !view.takes('template')) return [];
    const template = entries.get('template');
    const model = entries.get('model_name_or_path')?.value;
    const usual = typeof model === 'string' ? (ofModel.get(model.toLowerCase()) ?? []) : [];
    if (template === undefined || template.value === null) return missing(String(model), usual);
    if (typeof template.value !== 'string') return [];
    if (!registered.has(template.value)) return [unknown(template, template.value, usual, registered)];
    // A template that no model is registered with (`default`, `fewshot`) is for any of them.
    return special.has(template.value) ? mismatch(template, template.value, String(model), usual) : [];
  };
};

/** Every name of a model (its group's and its ids on the hubs), to the templates it is registered with. */
const templatesByModel = ({
  models = [],
}: Pick<CatalogData, 'models'>): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const { name, hubs, template } of models) {
    if (template === null) continue;
    for (const id of [name, ...Object.values(hubs)]) {
      const key = id.toLowerCase();
      const known = found.get(key);
      if (known === undefined) found.set(key, [template]);
      else if (!known.includes(template)) known.push(template);
    }
  }
  return found;
};

const missing = (model: string, usual: readonly string[]): readonly Diagnostic[] =>
  usual.length === 0
    ? []
    : [
        diagnose(
          'template-mismatch',
          `"template" is not set; ${model} is registered with ${usual.join(' or ')}.`,
          {
            severity: 'info',
            key: 'template',
            related: ['model_name_or_path'],
            suggestions: usual.map((name) => `template: ${name}`),
          },
        ),
      ];

const unknown = (
  template: ConfigEntry,
  name: string,
  usual: readonly string[],
  registered: ReadonlySet<string>,
): Diagnostic => {
  const near = [...new Set([...usual, ...nearest(name, registered)])];
  const question = near.length === 0 ? '' : ` Did you mean ${near.slice(0, 3).join(' or ')}?`;
  return diagnose('unknown-template', `No template "${name}" is registered.${question}`, {
    key: 'template',
    ...template.valueSpan,
    ...(near.length > 0 && { suggestions: near }),
  });
};

/** A variant of the usual one (`qwen3` and `qwen3_nothink`) is a choice, not a slip. */
const mismatch = (
  template: ConfigEntry,
  name: string,
  model: string,
  usual: readonly string[],
): readonly Diagnostic[] =>
  usual.length === 0 || usual.some((each) => each.startsWith(name) || name.startsWith(each))
    ? []
    : [
        diagnose(
          'template-mismatch',
          `${model} is registered with the template ${usual.join(' or ')}, not ${name}.`,
          {
            key: 'template',
            related: ['model_name_or_path'],
            ...template.valueSpan,
            suggestions: usual.map((each) => `template: ${each}`),
          },
        ),
      ];
