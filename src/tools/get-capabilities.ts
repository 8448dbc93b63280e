import { z } from 'zod';
import { capabilitiesOf } from '../decisions/index.ts';
import { Scalar } from './parameter-shape.ts';
import { Source, sourceLine, sourceOf } from './source.ts';
import { defineTool, PURE } from './tool.ts';

const Values = z.array(Scalar).readonly();

export const getCapabilities = defineTool({
  name: 'get_capabilities',
  title: 'What this LLaMA Factory offers',
  description: [
    'Closed lists of what this release offers: stages, fine-tuning methods, optimizers, learning rate schedulers,',
    'quantization methods, attention, losses, chat templates, optional packages, shipped DeepSpeed configs, the values',
    'of each decision, and the choices of every parameter that has some: {}. Use it to',
    'pick a valid word; what a word means for a run is told by get_decision_guidance, and by get_parameter for one',
    'parameter. Another entry point: {"entry": "infer"}.',
  ].join(' '),
  input: z.object({
    entry: z
      .string()
      .max(80)
      .optional()
      .describe('Entry point or command: train (default), export, chat, api, eval, …'),
  }),
  aliases: { entry_point: 'entry' },
  output: z.object({
    source: Source,
    entry: z.string(),
    stages: Values,
    methods: Values,
    optimizers: z.object({ switches: z.array(z.string()).readonly(), optim: Values }),
    schedulers: Values,
    quantizationMethods: Values,
    attention: Values,
    losses: z.record(z.string(), Values).describe('By parameter'),
    templates: z.array(z.string()).readonly().describe('Chat templates'),
    decisions: z.record(z.string(), z.array(z.string()).readonly()),
    choices: z
      .array(
        z.object({
          parameter: z.string(),
          class: z.string(),
          default: z.unknown().optional(),
          values: Values,
        }),
      )
      .readonly()
      .describe('Every parameter with choices'),
    packages: z
      .array(z.object({ requirement: z.string(), parameters: z.array(z.string()).readonly() }))
      .readonly()
      .describe('Optional packages, with the parameters that make a config need one'),
    configFiles: z
      .array(z.object({ path: z.string(), parameters: z.array(z.string()).readonly() }))
      .readonly()
      .describe('Configs for other programs that upstream ships, with the parameters that name them'),
  }),
  hints: PURE,
  run(catalog, { entry }) {
    const found = capabilitiesOf(catalog, entry);
    const shown = new Set([
      'stage',
      'finetuning_type',
      'optim',
      'lr_scheduler_type',
      'quantization_method',
      'flash_attn',
      ...Object.keys(found.losses),
    ]);
    const rows = [
      ['Stages (stage)', found.stages],
      ['Methods (finetuning_type)', found.methods],
      ["Upstream's own optimizers (use_…)", found.optimizers.switches],
      ['Optimizers (optim)', found.optimizers.optim],
      ['Schedulers (lr_scheduler_type)', found.schedulers],
      ['Quantization methods (quantization_method)', found.quantizationMethods],
      ['Attention (flash_attn)', found.attention],
      ...Object.entries(found.losses).map(
        ([parameter, values]) => [`Losses (${parameter})`, values] as const,
      ),
      ['Chat templates (template)', found.templates],
    ] as const;
    return {
      structured: {
        source: sourceOf(catalog),
        ...found,
        decisions: { ...found.decisions },
        losses: { ...found.losses },
      },
      markdown: [
        ...rows.flatMap(([label, values]) =>
          values.length > 0 ? [`**${label}**: ${values.join(', ')}`] : [],
        ),
        ...found.choices
          .filter(({ parameter }) => !shown.has(parameter))
          .map(({ parameter, values }) => `- ${parameter}: ${values.map(String).join(', ')}`),
        ...named('Optional packages', found.packages, ({ requirement }) => requirement),
        ...named('Shipped config files', found.configFiles, ({ path }) => path),
        '',
        sourceLine(catalog),
      ].join('\n'),
    };
  },
});

/** `**Optional packages**: galore_torch (use_galore), …` */
function named<Item extends { readonly parameters: readonly string[] }>(
  title: string,
  items: readonly Item[],
  nameOf: (item: Item) => string,
): readonly string[] {
  const shown = items.map((item) => `${nameOf(item)} (${item.parameters.join(', ')})`);
  return shown.length === 0 ? [] : ['', `**${title}**: ${shown.join('; ')}`];
}
