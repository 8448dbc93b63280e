import { z } from 'zod';
import { readFile } from '../source/index.ts';
import { PAGING, PAGING_ALIASES, PagePosition, positionOf, positionText } from './paging.ts';
import { Source, sourceLine, sourceOf } from './source.ts';
import { defineTool, PURE } from './tool.ts';

export const readSourceFile = defineTool({
  name: 'read_source_file',
  title: 'Read a source file',
  description: [
    'Lines of one of upstream\'s parameter files, whole and in pages: {"file_name": "finetuning_args.py"},',
    '{"file_name": "hparams/parser.py", "offset": 300, "limit": 80}. Only files of list_parameter_files can be read.',
    'Use it for what the other tools do not answer; for one parameter get_parameter costs a hundredth of the tokens.',
  ].join(' '),
  input: z.object({
    file_name: z.string().min(1).max(400).describe('Name or end of path, such as finetuning_args.py'),
    ...PAGING,
  }),
  aliases: {
    file: 'file_name',
    filename: 'file_name',
    path: 'file_name',
    name: 'file_name',
    ...PAGING_ALIASES,
  },
  output: z.object({
    source: Source,
    path: z.string(),
    ...PagePosition,
    text: z.string().describe('The lines, joined by newlines'),
    others: z.array(z.string()).readonly().describe('Files that the name could also mean'),
  }),
  hints: PURE,
  run(catalog, { file_name, offset, limit }) {
    const page = readFile(catalog, file_name, { offset, limit });
    const text = page.items.join('\n');
    const also = page.others.length > 0 ? ` (also called so: ${page.others.join(', ')})` : '';
    return {
      structured: {
        source: sourceOf(catalog),
        path: page.path,
        ...positionOf(page),
        text,
        others: page.others,
      },
      markdown: [
        `${page.path}${also}, ${positionText('lines', page)}:`,
        `\`\`\`python\n${text}\n\`\`\``,
        sourceLine(catalog),
      ].join('\n\n'),
    };
  },
});
