import {
  type FilteredList,
  type FilteredParameter,
  filterParameters,
  type Importance,
  type Level,
} from '../../decisions/index.ts';
import { sourceOf } from '../../tools/source.ts';
import { type CommandRequest, flagOption, textOption } from '../command.ts';
import { assignmentsFrom, decisionsFrom } from '../decision-options.ts';
import { STATUS } from '../faults.ts';
import { columns, printValue, sourceLine, wrap } from '../text.ts';

/** The parameters that matter under the decisions given. */
export const params = async (request: CommandRequest): Promise<number> => {
  const catalog = await request.catalog();
  const list = filterParameters(catalog, {
    entry: textOption(request, 'entry'),
    level: textOption(request, 'level') as Level | undefined,
    decisions: decisionsFrom(request),
    set: assignmentsFrom(request),
  });
  if (request.json) request.printJson({ source: sourceOf(catalog), ...list });
  else request.print(print(list, request, sourceLine(catalog, request.paint)));
  return STATUS.ok;
};

const HEADINGS: readonly (readonly [Importance, string])[] = [
  ['high', 'Nearly always set'],
  ['medium', 'Often worth setting'],
  ['low', 'May matter'],
];

const print = (list: FilteredList, request: CommandRequest, source: string): string => {
  const { paint } = request;
  const decided = Object.entries(list.decisions).map(([name, value]) => `${name}=${value}`);
  const long = flagOption(request, 'long');
  const groups = HEADINGS.flatMap(([importance, heading]) => {
    const members = list.parameters.filter((parameter) => parameter.importance === importance);
    return members.length === 0 ? [] : ['', paint.bold(heading), ...rows(members, request, long)];
  });
  const left = list.hidden.map(({ count, why }) => `${count} ${why}`);
  return [
    `${paint.bold(String(list.count))} of ${list.total} ${list.entry} parameters, level ${list.level}${decided.length === 0 ? '' : `, for ${decided.join(', ')}`}`,
    ...groups,
    '',
    ...(left.length === 0 ? [] : wrap(`Left out: ${left.join('; ')}.`).map((line) => paint.dim(line))),
    source,
    '',
  ].join('\n');
};

const rows = (
  members: readonly FilteredParameter[],
  { paint }: CommandRequest,
  long: boolean,
): readonly string[] => {
  const lines = columns(
    members.map((parameter) => [
      parameter.value === undefined ? parameter.name : `${parameter.name}: ${printValue(parameter.value)}`,
      parameter.required ? 'required' : printValue(parameter.default),
      parameter.owner,
      parameter.why,
    ]),
    [paint.green, (text) => text, paint.dim, paint.dim],
  );
  if (!long) return lines;
  return lines.flatMap((line, i) => {
    const text = members[i]?.help ?? members[i]?.note?.en;
    return text === undefined ? [line] : [line, ...wrap(text, '      ')];
  });
};
