import { capabilitiesOf } from '../../decisions/index.ts';
import { sourceOf } from '../../tools/source.ts';
import { type CommandRequest, textOption } from '../command.ts';
import { STATUS } from '../faults.ts';
import { printValue, sourceLine, wrap } from '../text.ts';

/** What this LLaMA Factory can do, as far as its parameters say. */
export const capabilities = async (request: CommandRequest): Promise<number> => {
  const catalog = await request.catalog();
  const found = capabilitiesOf(catalog, textOption(request, 'entry'));
  if (request.json) request.printJson({ source: sourceOf(catalog), ...found });
  else {
    const { paint } = request;
    const list = (name: string, values: readonly (string | number | boolean | null)[]): readonly string[] =>
      values.length === 0
        ? []
        : [paint.green(name), ...wrap(values.map((value) => printValue(value)).join(', '), '  ')];
    const lines = [
      paint.bold('Decisions'),
      ...Object.entries(found.decisions).flatMap(([name, values]) => list(name, values)),
      '',
      paint.bold(`Parameters of ${found.entry} with a closed list of values`),
      ...found.choices.flatMap((offer) =>
        list(`${offer.parameter} (${printValue(offer.default)})`, offer.values),
      ),
      ...list('chat templates (template)', found.templates),
      ...list(
        'optional packages (and what needs them)',
        found.packages.map(({ requirement, parameters }) => `${requirement} (${parameters.join(', ')})`),
      ),
      ...list(
        'shipped config files (and what names them)',
        found.configFiles.map(({ path, parameters }) => `${path} (${parameters.join(', ')})`),
      ),
    ];
    request.print(`${[...lines, '', sourceLine(catalog, paint)].join('\n')}\n`);
  }
  return STATUS.ok;
};
