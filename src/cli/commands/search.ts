import { searchParameters } from '../../catalog/index.ts';
import { UserError } from '../../model/index.ts';
import { sourceOf } from '../../tools/source.ts';
import { type CommandRequest, textOption } from '../command.ts';
import { STATUS } from '../faults.ts';
import { columns, sourceLine } from '../text.ts';

/** Parameters by name, choices, label or help. */
export const search = async (request: CommandRequest): Promise<number> => {
  const query = request.args.join(' ');
  const limit = limitOf(textOption(request, 'limit'));
  const catalog = await request.catalog();
  const entry = textOption(request, 'entry');
  const results = searchParameters(catalog, query, { limit, ...(entry === undefined ? {} : { entry }) });
  if (request.json) request.printJson({ source: sourceOf(catalog), query, results });
  else if (results.length === 0) request.io.err(`Nothing matches "${query}".\n`);
  else {
    const { paint } = request;
    const rows = columns(
      results.map(({ name, type, entryPoints, summary = '' }) => [
        name,
        entryPoints.includes('train') ? type : `${type}, only ${entryPoints.join(', ')}`,
        summary,
      ]),
      [paint.green, paint.dim, (text) => text],
    );
    request.print(`${[...rows, sourceLine(catalog, paint)].join('\n')}\n`);
  }
  return results.length === 0 ? STATUS.notFound : STATUS.ok;
};

const limitOf = (given: string | undefined): number => {
  const limit = Number(given ?? 20);
  if (Number.isSafeInteger(limit) && limit > 0) return limit;
  throw new UserError({
    code: 'BAD_LIMIT',
    message: `--limit cannot be "${given}".`,
    next: 'Give a whole number above 0.',
  });
};
