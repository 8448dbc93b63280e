import { z } from 'zod';
import { Diagnostic } from '../model/index.ts';
import { pageOf } from '../source/index.ts';
import type { Validator } from '../validate/validator.ts';
import {
  ConfigArgument,
  documentOf,
  environmentOf,
  findingText,
  JUDGED_CONFIG,
  toldOf,
  validatorOf,
} from './config-argument.ts';
import { fromJsonText } from './decisions-argument.ts';
import { PAGING, PAGING_ALIASES, PagePosition, positionOf, positionText } from './paging.ts';
import { Source, sourceLine, sourceOf } from './source.ts';
import { defineLongTool, PURE } from './tool.ts';

const { config: _one, ...ASKED } = JUDGED_CONFIG;

/** Configs of one call; a folder with more is checked by the command line, which reads it itself. */
const MOST_CONFIGS = 500;

const Judged = z.object({
  name: z.string(),
  entry: z.string(),
  accepted: z.boolean(),
  valid: z.boolean(),
  diagnostics: z.array(Diagnostic).readonly().describe('Errors, and what concerns a key of the config'),
});
type Judged = z.infer<typeof Judged>;

export const validateConfigs = defineLongTool({
  name: 'validate_configs',
  title: 'Check many configs',
  description: [
    'The verdict of validate_config on up to 500 configs in one call: the runs of a sweep, or all configs of a',
    'project after an upgrade: {"configs": {"a.yaml": "stage: sft\\nlora_rnk: 8", "b.yaml": {"stage": "sft"}}}. Those',
    'with something wrong come first. It tells of its progress where it is asked to, and can be cancelled. For one',
    'config validate_config; what changed between releases is told by diff_versions.',
  ].join(' '),
  input: z.object({
    configs: z
      .preprocess(fromJsonText, z.record(z.string().max(400), ConfigArgument))
      .refine((configs) => Object.keys(configs).length <= MOST_CONFIGS, `more than ${MOST_CONFIGS} configs`)
      .describe('YAML text or object of keys, by a name of yours such as the path'),
    ...ASKED,
    ...PAGING,
  }),
  aliases: { files: 'configs', entry_point: 'entry', command: 'entry', ...PAGING_ALIASES },
  output: z.object({
    source: Source,
    accepted: z.int().describe('How many the parser takes'),
    valid: z.int().describe('How many have nothing certain wrong'),
    ...PagePosition,
    results: z.array(Judged).readonly(),
  }),
  hints: PURE,
  *steps(catalog, { configs, entry, offset, limit, ...profile }) {
    const options = { entry, environment: environmentOf(profile) };
    const validator = validatorOf(catalog);
    const names = Object.keys(configs);
    const judged: Judged[] = [];
    for (const [name, config] of Object.entries(configs)) {
      yield { done: judged.length, total: names.length };
      judged.push(judge(validator, name, config, options));
    }
    const sorted = judged.toSorted((a, b) => rank(a) - rank(b));
    const page = pageOf(sorted, { offset, limit }, (each) => text(each).length);
    const count = (is: (each: Judged) => boolean): number => judged.filter(is).length;
    const [accepted, valid] = [count((each) => each.accepted), count((each) => each.valid)];
    return {
      structured: { source: sourceOf(catalog), accepted, valid, ...positionOf(page), results: page.items },
      markdown: [
        `**${valid} of ${judged.length} are valid**, ${accepted} are accepted by the parser. ${positionText('configs', page)}`,
        ...page.items.map(text),
        '',
        sourceLine(catalog),
      ].join('\n'),
    };
  },
});

function judge(
  validator: Validator,
  name: string,
  config: z.output<typeof ConfigArgument>,
  options: Parameters<Validator['validate']>[1],
): Judged {
  const document = documentOf(config);
  const { entry, accepted, valid, diagnostics } = validator.validate(document, options);
  const { told } = toldOf(diagnostics, document, false);
  return { name, entry, accepted, valid, diagnostics: told.filter(({ severity }) => severity !== 'info') };
}

/** Rejected ones first, then those that fail later. */
const rank = ({ accepted, valid }: Judged): number => Number(accepted) + Number(valid);

function text({ name, entry, accepted, valid, diagnostics }: Judged): string {
  const verdict = accepted ? (valid ? 'valid' : 'accepted, but the run fails') : 'rejected';
  return [`- ${name} (${entry}): ${verdict}`, ...diagnostics.map((each) => `  ${findingText(each)}`)].join(
    '\n',
  );
}
