import { z } from 'zod';
import { listFiles } from '../source/index.ts';
import { Source, sourceLine, sourceOf } from './source.ts';
import { defineTool, PURE } from './tool.ts';

export const listParameterFiles = defineTool({
  name: 'list_parameter_files',
  title: 'Source files with parameters',
  description: [
    "Upstream's source files that declare parameters, with the classes and the number of parameters in each.",
    'Use it before read_source_file. For the parameters themselves get_filtered_parameters and get_parameter are',
    'shorter and surer than the source. Takes no arguments: {}.',
  ].join(' '),
  input: z.object({}),
  output: z.object({
    source: Source,
    files: z.array(
      z.object({
        path: z.string(),
        lines: z.int(),
        classes: z.array(z.string()).readonly(),
        parameters: z.int(),
      }),
    ),
  }),
  hints: PURE,
  run(catalog) {
    const files = [...listFiles(catalog)];
    const rows = files.map(({ path, lines, classes, parameters }) => {
      const declares = parameters > 0 ? `: ${parameters} parameters in ${classes.join(', ')}` : '';
      return `- ${path} (${lines} lines)${declares}`;
    });
    return {
      structured: { source: sourceOf(catalog), files },
      markdown: [...rows, '', sourceLine(catalog)].join('\n'),
    };
  },
});
