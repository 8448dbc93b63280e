import type { Catalog } from '../catalog/index.ts';
import { DIMENSION_NAMES, type DimensionName, dimensionsOf, filterParameters } from '../decisions/index.ts';
import { UserError } from '../model/index.ts';
import { getFilteredParameters } from './get-filtered-parameters.ts';
import { remembered } from './memo.ts';
import type { Prompt, PromptArgument } from './prompt.ts';
import { queryParameters } from './query-parameters.ts';

const decision = (name: DimensionName): PromptArgument => ({
  name,
  description: `The decision ${name}; leave it out if it is open`,
  required: false,
  values: (catalog, given) => {
    const all = dimensionsOf(catalog).find((dimension) => dimension.name === name)?.values ?? [];
    const taken = Object.entries(given).filter(([other, value]) => isDimension(other) && value !== '');
    const values = all.map(({ value }) => value);
    if (taken.length === 0) return values;
    return values.filter((value) => isPossible(catalog, { ...Object.fromEntries(taken), [name]: value }));
  },
});

const isDimension = (name: string): boolean => DIMENSION_NAMES.some((dimension) => dimension === name);

/** Whether upstream's rules allow decisions together; what cannot be read of the others limits nothing. */
const isPossible = remembered((catalog: Catalog, decisions: Readonly<Record<string, string>>): boolean => {
  try {
    filterParameters(catalog, { decisions, level: 'core' });
    return true;
  } catch (error) {
    return !(error instanceof UserError && error.code === 'IMPOSSIBLE_DECISIONS');
  }
});

/** Releases whose parameters the catalog knows, the newest first. */
const releases = (catalog: Catalog): readonly string[] =>
  catalog.history?.releases.map(({ version }) => version).toReversed() ?? [catalog.source.llamafactory];

const text = (name: string, description: string, required = true): PromptArgument => ({
  name,
  description,
  required,
});

const block = (language: string, content: string): string => `\`\`\`${language}\n${content}\n\`\`\``;

const planRun: Prompt = {
  name: 'plan_fine_tuning',
  title: 'Plan a fine-tuning run',
  description: 'From decisions to a checked config: the parameters that matter are already in the message',
  arguments: [
    text('goal', 'What the run is for, and what there is: model, data, hardware', false),
    ...DIMENSION_NAMES.map(decision),
  ],
  build(catalog, { goal, ...decisions }) {
    return [
      'Write a LLaMA Factory training config (YAML) with me.',
      ...(goal === undefined ? [] : [`What it is for: ${goal}`]),
      'These parameters matter under the decisions taken. Use no key that is not among them, unless get_parameter or search_parameters shows that it exists.',
      getFilteredParameters.call(catalog, { decisions }).markdown,
      'Ask me what you need to know and cannot assume. Then write the config, and check it before you show it (validate_config, where it is offered).',
    ].join('\n\n');
  },
};

const reviewConfig: Prompt = {
  name: 'review_config',
  title: 'Review a config',
  description: 'What is wrong, risky or without effect in a config',
  arguments: [text('config', 'The YAML')],
  build: (_catalog, { config = '' }) =>
    [
      'Review this LLaMA Factory config: keys that do not exist or have no effect here, values the parser rejects, combinations it forbids, and settings worth another look. Check each with the tools; name file and line for each finding.',
      block('yaml', config),
    ].join('\n\n'),
};

const explainError: Prompt = {
  name: 'explain_error',
  title: 'Explain an error message',
  description: 'What a message of LLaMA Factory means and what to change',
  arguments: [
    text('message', 'The message, with its traceback where there is one'),
    text('config', 'The YAML it came from', false),
  ],
  build(catalog, { message = '', config }) {
    const found = queryParameters.call(catalog, { question: message.slice(0, 2000) || 'error' });
    return [
      'LLaMA Factory stopped with this message. Tell me what it means, which parameter causes it, and the smallest change that mends it.',
      block('', message),
      ...(config === undefined ? [] : ['The config:', block('yaml', config)]),
      'What the parameters named in it are:',
      found.markdown,
    ].join('\n\n');
  },
};

const upgradeConfig: Prompt = {
  name: 'upgrade_config',
  title: 'Upgrade a config to another release',
  description: 'What was renamed, removed or given another default, and the config for the new release',
  arguments: [
    text('config', 'The YAML'),
    { ...text('from', 'The release it was written for, such as 0.9.2'), values: releases },
    {
      ...text('to', 'The release it is to work with; the one served when left out', false),
      values: releases,
    },
  ],
  build: (catalog, { config = '', from = '', to = catalog.source.llamafactory }) =>
    [
      `Upgrade this LLaMA Factory config from ${from} to ${to}: look up what was renamed, removed, newly forbidden or given another default (diff_versions, where it is offered; get_parameter for each key), keep what it does, and list each change with its reason.`,
      block('yaml', config),
    ].join('\n\n'),
};

/** Every prompt. */
export const PROMPTS: readonly Prompt[] = [planRun, reviewConfig, explainError, upgradeConfig];
