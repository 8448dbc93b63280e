import { z } from 'zod';
import { Diagnostic } from '../model/index.ts';
import {
  CONFIG_ALIASES,
  ConditionalArgument,
  documentOf,
  environmentOf,
  findingText,
  JUDGED_CONFIG,
  toldOf,
  undecidedText,
  VERDICT,
  validatorOf,
} from './config-argument.ts';
import { sourceLine, sourceOf } from './source.ts';
import { defineTool, PURE } from './tool.ts';

export const validateConfig = defineTool({
  name: 'validate_config',
  title: 'Check a config',
  description: [
    "Says what LLaMA Factory's own parser would say of a config, all of it at once: unknown or misspelt keys with the",
    'nearest and the release that had them, wrong types and choices, combinations it forbids, with line, reason and the',
    'line of upstream that says so: {"config": "stage: sft\\nfinetuning_type: lora\\nlora_rnk: 8"}. Use it before you hand',
    'a config over. What the parser makes of a config is told by resolve_config; which keys there are by',
    'get_filtered_parameters.',
  ].join(' '),
  input: z.object({
    ...JUDGED_CONFIG,
    conditional: ConditionalArgument,
  }),
  aliases: CONFIG_ALIASES,
  output: z.object({
    ...VERDICT,
    diagnostics: z.array(Diagnostic).readonly(),
    undecided: z.int().describe('Findings left out because they depend on the machine alone'),
  }),
  hints: PURE,
  run(catalog, { config, entry: asked, conditional, ...profile }) {
    const document = documentOf(config);
    const environment = environmentOf(profile);
    const found = validatorOf(catalog).validate(document, { entry: asked, environment });
    const { entry, accepted, valid } = found;
    const { told, undecided } = toldOf(found.diagnostics, document, conditional);
    return {
      structured: { source: sourceOf(catalog), entry, accepted, valid, diagnostics: told, undecided },
      markdown: [
        verdict(accepted, valid, entry),
        ...told.map(findingText),
        ...(undecided > 0 ? [undecidedText(undecided)] : []),
        ...(catalog.rules === undefined ? [NO_RULES] : []),
        '',
        sourceLine(catalog),
      ].join('\n'),
    };
  },
});

const NO_RULES = 'Only keys, types and choices were checked: this catalog has no rules.';

function verdict(accepted: boolean, valid: boolean, entry: string): string {
  if (!accepted) return `**The parser rejects it** (entry point ${entry}).`;
  return valid
    ? `**Valid** (entry point ${entry}).`
    : `**The parser accepts it, but the run fails** (entry point ${entry}).`;
}
