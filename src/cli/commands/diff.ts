import { openCatalog } from '../../catalog/open.ts';
import { type CatalogDiff, type DiffParameter, diffCatalogs } from '../../diff/index.ts';
import { type CommandRequest, textOption } from '../command.ts';
import { STATUS } from '../faults.ts';
import { locateSide } from '../locate.ts';
import { columns, printValue } from '../text.ts';

/** What lies between two releases, checkouts or catalog folders. */
export const diff = async (request: CommandRequest): Promise<number> => {
  const [a = '', b = ''] = request.args;
  // One after the other: both may download, and one progress line can show one of them.
  const before = openCatalog(await locateSide(a, request.io));
  const after = openCatalog(await locateSide(b, request.io));
  const found = diffCatalogs(before, after, { entry: textOption(request, 'entry') });
  if (request.json) request.printJson(found);
  else request.print(`${print(found, request).join('\n')}\n`);
  return STATUS.ok;
};

const print = (found: CatalogDiff, { paint }: CommandRequest): readonly string[] => {
  const { added, removed, changed, renamed, entryPoints } = found;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['Entry points added', entryPoints.added.map((name) => `  ${name}`)],
    ['Entry points removed', entryPoints.removed.map((name) => `  ${name}`)],
    [
      'Renamed',
      columns(
        renamed.map(({ from, to, score, entries }) => [
          from,
          `-> ${to}`,
          `score ${score}`,
          entries.join(', '),
        ]),
        [paint.yellow, paint.green, paint.dim, paint.dim],
      ),
    ],
    ['Removed', listed(removed, paint.red, paint.dim)],
    ['Added', listed(added, paint.green, paint.dim)],
    [
      'Changed',
      columns(
        changed.map(({ name, what, before, after, entries }) => [
          name,
          what,
          `${printValue(before)} -> ${printValue(after)}`,
          entries.join(', '),
        ]),
        [paint.yellow, (text) => text, (text) => text, paint.dim],
      ),
    ],
  ];
  const filled = sections.filter(([, lines]) => lines.length > 0);
  return [
    `${paint.bold(found.from)} to ${paint.bold(found.to)}`,
    ...filled.flatMap(([heading, lines]) => ['', `${paint.bold(heading)}: ${lines.length}`, ...lines]),
    ...(filled.length === 0 ? ['  Nothing differs.'] : []),
  ];
};

const listed = (
  parameters: readonly DiffParameter[],
  paint: (text: string) => string,
  dim: (text: string) => string,
): readonly string[] =>
  columns(
    parameters.map(({ name, type, default: repr, owner, entries }) => [
      name,
      `${type} = ${repr ?? 'required'}`,
      owner,
      entries.join(', '),
    ]),
    [paint, (text) => text, dim, dim],
  );
