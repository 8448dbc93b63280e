import { z } from 'zod';
import { diffReleases } from '../diff/index.ts';
import { Source, sourceLine, sourceOf } from './source.ts';
import { defineTool, PURE } from './tool.ts';

const Names = z.array(z.string()).readonly();

export const diffVersions = defineTool({
  name: 'diff_versions',
  title: 'What changed between two releases',
  description: [
    'Parameters added, removed, renamed or given another default between two releases of LLaMA Factory:',
    '{"from": "0.9.2", "to": "0.9.5"}; "to" left out is the newest. Use it to bring a config or a habit from one release',
    'to another, or when a key is unknown. Whether a config fits the release served is told by validate_config.',
  ].join(' '),
  input: z.object({
    from: z.string().min(1).max(40).describe('The older release, such as 0.9.2'),
    to: z.string().min(1).max(40).optional().describe('The newer one; the one served when left out'),
    entry: z
      .string()
      .max(80)
      .optional()
      .describe('Entry point or command: train (default), export, chat, api, eval, …'),
  }),
  aliases: {
    from_version: 'from',
    to_version: 'to',
    old: 'from',
    new: 'to',
    version: 'from',
    entry_point: 'entry',
  },
  output: z.object({
    source: Source,
    from: z.string(),
    to: z.string(),
    entry: z.string(),
    added: Names,
    removed: Names.describe('Renamed ones are not among them'),
    renamed: z.array(z.object({ from: z.string(), to: z.string(), since: z.string() })).readonly(),
    changed: z
      .array(z.object({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() }))
      .readonly()
      .describe("Defaults as Python's repr; null where required or not known"),
  }),
  hints: PURE,
  run(catalog, { from, to = catalog.source.llamafactory, entry }) {
    const found = diffReleases(catalog, from, to, entry);
    const { added, removed, renamed, changed } = found;
    const sections = [
      ['Renamed', renamed.map((rename) => `${rename.from} is now ${rename.to} (since ${rename.since})`)],
      ['Removed', removed],
      ['Added', added],
      [
        'Other default',
        changed.map(({ name, before, after }) => `${name}: ${before ?? '?'} became ${after ?? '?'}`),
      ],
    ] as const;
    return {
      structured: { source: sourceOf(catalog), ...found },
      markdown: [
        `**${found.from} to ${found.to}**, ${found.entry}`,
        ...sections.flatMap(([title, rows]) =>
          rows.length === 0
            ? []
            : [
                `${title} (${rows.length}): ${rows.join(title === 'Removed' || title === 'Added' ? ', ' : '; ')}`,
              ],
        ),
        '',
        sourceLine(catalog),
      ].join('\n'),
    };
  },
});
