import { printStarter, starterConfig } from '../../generate/index.ts';
import { sourceOf } from '../../tools/source.ts';
import { type CommandRequest, textOption } from '../command.ts';
import { assignmentsFrom, decisionsFrom } from '../decision-options.ts';
import { STATUS } from '../faults.ts';

/** A config to start from, on stdout. */
export const init = async (request: CommandRequest): Promise<number> => {
  const catalog = await request.catalog();
  const starter = starterConfig(catalog, {
    decisions: decisionsFrom(request),
    set: assignmentsFrom(request),
    model: textOption(request, 'model'),
    dataset: textOption(request, 'dataset'),
    template: textOption(request, 'template'),
  });
  const { decisions, config, remarks } = starter;
  if (request.json) request.printJson({ source: sourceOf(catalog), decisions, config, remarks });
  else
    request.io.out(
      printStarter(catalog, starter, { language: textOption(request, 'lang') === 'zh' ? 'zh' : 'en' }),
    );
  return STATUS.ok;
};
