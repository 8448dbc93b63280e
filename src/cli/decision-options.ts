import { DIMENSION_NAMES, type DimensionName } from '../decisions/index.ts';
import { UserError } from '../model/error.ts';
import type { Json } from '../model/index.ts';
import { type CommandRequest, listOption, textOption } from './command.ts';

/** The decisions that `--stage`, `--method` and their like give. */
export const decisionsFrom = (request: CommandRequest): Partial<Record<DimensionName, string | undefined>> =>
  Object.fromEntries(DIMENSION_NAMES.map((name) => [name, textOption(request, camelCase(name))]));

const camelCase = (name: string): string =>
  name.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/** What `--set use_dora=true` gives: a JSON value, or else text. @throws UserError BAD_ASSIGNMENT */
export const assignmentsFrom = (request: CommandRequest): Record<string, Json> =>
  Object.fromEntries(
    listOption(request, 'set').map((word) => {
      const at = word.indexOf('=');
      if (at < 1)
        throw new UserError({
          code: 'BAD_ASSIGNMENT',
          message: `"${word}" is no assignment.`,
          next: 'Write --set name=value, such as --set use_dora=true.',
        });
      return [word.slice(0, at), valueOfText(word.slice(at + 1))];
    }),
  );

const valueOfText = (text: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
};
