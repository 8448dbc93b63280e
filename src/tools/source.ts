import { z } from 'zod';
import type { Catalog } from '../catalog/index.ts';
import { textCommand } from '../source/index.ts';

/** Which LLaMA Factory an answer speaks of; part of every answer. */
export const Source = z.object({
  label: z.string().describe('Where the facts come from, such as "release 0.9.5" or "checkout /path"'),
  llamafactory: z.string(),
  transformers: z.string().nullable(),
  text: z.boolean().describe("Whether upstream's own sentences (help, file contents) are at hand"),
  notice: z.string().optional().describe('What is missing, and the command that mends it'),
});
export type Source = z.infer<typeof Source>;

export function sourceOf(catalog: Catalog): Source {
  const { label, llamafactory, transformers } = catalog.source;
  const text = catalog.text !== undefined;
  const notices = [catalog.notice ?? [], text ? [] : textNotice(catalog)].flat();
  return {
    label,
    llamafactory,
    transformers,
    text,
    ...(notices.length > 0 ? { notice: notices.join(' ') } : {}),
  };
}

/** The snapshot in the package holds facts only: upstream's sentences are read from upstream's source. */
export const textNotice = (catalog: Catalog): string =>
  `Upstream's help texts and files are not at hand. ${textCommand(catalog)}`;

/** The last line of an answer's Markdown. */
export function sourceLine(catalog: Catalog): string {
  const { label, transformers, notice } = sourceOf(catalog);
  const from = transformers === null ? label : `${label}, transformers ${transformers}`;
  return `_Source: ${from}.${notice === undefined ? '' : ` ${notice}`}_`;
}
