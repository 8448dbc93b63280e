import { z } from 'zod';
import { searchParameters as search } from '../catalog/index.ts';
import { Source, sourceLine, sourceOf } from './source.ts';
import { defineTool, PURE } from './tool.ts';

export const searchParameters = defineTool({
  name: 'search_parameters',
  title: 'Search parameters',
  description: [
    'Parameters whose name, class, choices, label or help match, best first; typos, unfinished words and Chinese are',
    'understood: {"query": "checkpoint interval"}, {"query": "学习率", "limit": 5}. Use it when you do not know the',
    'name. With the name, get_parameter tells everything; for all that matter to a run, get_filtered_parameters.',
  ].join(' '),
  input: z.object({
    query: z.string().min(1).max(300).describe('A few words'),
    entry: z.string().max(80).optional().describe('Only what this entry point takes: train, infer, eval, …'),
    limit: z.coerce.number().int().min(1).max(100).default(10).describe('How many at most'),
  }),
  aliases: { text: 'query', q: 'query', search: 'query', term: 'query', name: 'query', max: 'limit' },
  output: z.object({
    source: Source,
    query: z.string(),
    results: z
      .array(
        z.object({
          name: z.string(),
          score: z.number().describe('Comparable within this answer only'),
          class: z.string(),
          owner: z.string(),
          type: z.string(),
          entryPoints: z.array(z.string()).readonly(),
          matched: z.array(z.string()).readonly(),
          summary: z.string().optional().describe('What it is for'),
        }),
      )
      .readonly(),
  }),
  hints: PURE,
  run(catalog, { query, entry, limit }) {
    const results = search(catalog, query, entry === undefined ? { limit } : { entry, limit });
    const rows = results.map(({ name, type, entryPoints, summary = '' }) => {
      const elsewhere = entryPoints.includes('train') ? '' : `, only ${entryPoints.join(', ')}`;
      return `- ${name} (${type}${elsewhere})${summary === '' ? '' : `: ${summary}`}`;
    });
    return {
      structured: { source: sourceOf(catalog), query, results },
      markdown: [
        ...(rows.length > 0 ? rows : ['Nothing matches. Try fewer or other words.']),
        '',
        sourceLine(catalog),
      ].join('\n'),
    };
  },
});
