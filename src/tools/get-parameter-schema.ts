import { z } from 'zod';
import { type Catalog, nearest, type ParameterFacts, parameterFacts } from '../catalog/index.ts';
import { type ArgumentClass, UserError } from '../model/index.ts';
import { pageOf } from '../source/index.ts';
import { PAGING, PAGING_ALIASES, PagePosition, positionOf, positionText } from './paging.ts';
import { ParameterShape, typeAndDefault } from './parameter-shape.ts';
import { Source, sourceLine, sourceOf } from './source.ts';
import { defineTool, PURE } from './tool.ts';

export const getParameterSchema = defineTool({
  name: 'get_parameter_schema',
  title: 'All parameters of a category',
  description: [
    'Type, default and choices of every parameter of one category, in the order of the source, without help texts:',
    '{"category": "finetuning"}; training, model, data, generating and "all" likewise. Use it for a complete overview;',
    'for what matters to a run get_filtered_parameters is a fifth of it, for one parameter get_parameter tells more.',
  ].join(' '),
  input: z.object({
    category: z
      .string()
      .max(80)
      .default('all')
      .describe('training, finetuning, model, data, generating or all'),
    entry: z.string().max(80).default('train').describe('Entry point whose classes are meant'),
    ...PAGING,
  }),
  aliases: { class: 'category', name: 'category', entry_point: 'entry', ...PAGING_ALIASES },
  output: z.object({
    source: Source,
    category: z.string(),
    classes: z.array(z.string()),
    ...PagePosition,
    parameters: z.array(ParameterShape.omit({ help: true, note: true })).readonly(),
  }),
  hints: PURE,
  run(catalog, { category, entry, offset, limit }) {
    const classes = classesIn(catalog, entry, category);
    const all = classes
      .flatMap((composed) => composed.parameters)
      .map((parameter) => withoutText(parameterFacts(catalog, parameter)));
    const page = pageOf(all, { offset, limit }, (facts) => JSON.stringify(facts).length);
    return {
      structured: {
        source: sourceOf(catalog),
        category,
        classes: classes.map((composed) => composed.name),
        ...positionOf(page),
        parameters: page.items,
      },
      markdown: [
        `${classes.map((composed) => composed.name).join(', ')}: ${positionText('parameters', page)}`,
        ...page.items.map(row),
        '',
        sourceLine(catalog),
      ].join('\n'),
    };
  },
});

const ALL = 'all';

/** `FinetuningArguments` is `finetuning`; the class's own name is understood too. */
const categoryOf = (composed: ArgumentClass): string =>
  composed.name.replace(/Arguments?$/, '').toLowerCase();

function classesIn(catalog: Catalog, entry: string, asked: string): readonly ArgumentClass[] {
  const classes = catalog.classesOf(entry);
  const wanted = asked.toLowerCase().replace(/[ _-]?(arguments?|args)$/, '');
  if (wanted === ALL) return classes;
  const found = classes.filter((composed) => categoryOf(composed) === wanted);
  if (found.length > 0) return found;
  const categories = [...classes.map(categoryOf), ALL];
  const near = nearest(asked, categories, 2);
  throw new UserError({
    code: 'UNKNOWN_CATEGORY',
    message: `The entry point ${entry} has no category ${JSON.stringify(asked)}.`,
    next: `${near.length > 0 ? `Did you mean ${near.join(' or ')}? There are` : 'Take one of'} ${categories.join(', ')}.`,
    suggestions: near,
  });
}

function withoutText({
  help: _h,
  note: _n,
  ...facts
}: ParameterFacts): Omit<ParameterFacts, 'help' | 'note'> {
  return facts;
}

const row = (facts: ParameterFacts): string => `- ${facts.name} (${facts.owner}): ${typeAndDefault(facts)}`;
