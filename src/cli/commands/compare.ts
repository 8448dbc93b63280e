import { type ComparedGroup, type Comparison, compare as compareSides } from '../../decisions/index.ts';
import { sourceOf } from '../../tools/source.ts';
import { type CommandRequest, textOption } from '../command.ts';
import { STATUS } from '../faults.ts';
import { columns, printValue, sourceLine } from '../text.ts';

/** What only one of two decisions, decision sets or classes has; in what two parameters differ. */
export const compare = async (request: CommandRequest): Promise<number> => {
  const [a = '', b = ''] = request.args;
  const catalog = await request.catalog();
  const comparison = compareSides(catalog, a, b, { entry: textOption(request, 'entry') });
  if (request.json) request.printJson({ source: sourceOf(catalog), ...comparison });
  else {
    const lines =
      comparison.kind === 'lists' ? printLists(comparison, request) : printPair(comparison, request);
    request.print(`${[...lines, '', sourceLine(catalog, request.paint)].join('\n')}\n`);
  }
  return STATUS.ok;
};

const printLists = (
  { sides, sets, onlyFirst, onlySecond, shared }: Extract<Comparison, { kind: 'lists' }>,
  request: CommandRequest,
): readonly string[] => [
  ...printSide(sides[0].label, sets[0], onlyFirst, request),
  '',
  ...printSide(sides[1].label, sets[1], onlySecond, request),
  ...(shared === 0 ? [] : ['', request.paint.dim(`${shared} parameters take part in both.`)]),
];

const printSide = (
  label: string,
  sets: Readonly<Record<string, unknown>>,
  groups: readonly ComparedGroup[],
  { paint }: CommandRequest,
): readonly string[] => {
  const assigned = Object.entries(sets).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  const count = groups.reduce((sum, { parameters }) => sum + parameters.length, 0);
  return [
    `${paint.bold(`Only with ${label}`)}: ${count}${assigned.length === 0 ? '' : paint.dim(`  (${assigned.join(', ')})`)}`,
    ...columns(
      groups.flatMap(({ owner, parameters }) =>
        parameters.map((parameter) => [
          parameter.name,
          parameter.required ? 'required' : printValue(parameter.default),
          parameter.type,
          owner,
        ]),
      ),
      [paint.green, (text) => text, paint.dim, paint.dim],
    ),
  ];
};

const printPair = (
  { facts, differs }: Extract<Comparison, { kind: 'parameters' }>,
  { paint }: CommandRequest,
): readonly string[] => [
  ...columns(
    [
      ['', facts[0].name, facts[1].name],
      ...differs.map((key) => [key, ...facts.map((side) => printValue(side[key] ?? null))]),
    ],
    [paint.dim, (text) => text, (text) => text],
  ),
  ...(differs.length === 0 ? ['  They differ in their names only.'] : []),
];
