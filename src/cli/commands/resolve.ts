import { resolve as resolvePath } from 'node:path';
import { UserError } from '../../model/error.ts';
import { type Resolution, resolveConfig } from '../../resolve/resolve.ts';
import { readBounded } from '../../validate/batch/bounded.ts';
import { environmentIn } from '../../validate/files.ts';
import { formatText } from '../../validate/formats/text.ts';
import { openValidator } from '../../validate/open.ts';
import { formatOf, readConfigBytes } from '../../validate/read.ts';
import { type CommandRequest, flagOption } from '../command.ts';
import { columns, printValue } from '../text.ts';
import { settingsOf, VALIDATION_STATUS } from './validate.ts';

/** The effective value of every parameter of a config: what it sets, what is derived, and with `--all` the defaults. */
export const resolve = async (request: CommandRequest): Promise<number> => {
  const [file, ...overrides] = request.args;
  if (file === undefined) throw noFile();
  const { entry, profile, cwd } = settingsOf(request, overrides);
  const document = readConfigBytes(bytesOf(resolvePath(cwd, file)), formatOf(file), overrides);
  const environment = environmentIn(cwd, profile);
  const validator = await openValidator(await request.catalogDir());
  const resolution = resolveConfig(validator, document, { entry, environment, file });
  if (request.json) request.printJson(resolution);
  else request.print(print(resolution, request));
  return resolution.valid ? VALIDATION_STATUS.valid : VALIDATION_STATUS.invalid;
};

const print = (resolution: Resolution, request: CommandRequest): string => {
  const { paint } = request;
  const { values, ...result } = resolution;
  const shown = Object.entries(values).filter(
    ([, { origin }]) => origin !== 'default' || flagOption(request, 'all'),
  );
  const rows = shown.map(([name, { value, origin, at }]) => [
    name,
    value === undefined ? '?' : printValue(value),
    at === undefined ? origin : `${origin} at ${at}`,
  ]);
  const hidden = Object.keys(values).length - shown.length;
  const rest = hidden === 0 ? '' : paint.dim(`${hidden} parameters at their default (--all shows them)\n`);
  const findings = resolution.diagnostics.some(({ severity }) => severity !== 'info');
  return `${columns(rows, [paint.green, (text) => text, paint.dim]).join('\n')}\n${rest}${findings ? `\n${formatText([{ result }], paint)}` : ''}`;
};

const bytesOf = (path: string): Uint8Array => {
  try {
    return readBounded(path);
  } catch (error) {
    throw new UserError({
      code: 'FILE_UNREADABLE',
      message: `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      next: 'Check the path and its permissions.',
    });
  }
};

const noFile = (): UserError =>
  new UserError({
    code: 'NO_CONFIG',
    message: 'There is no config to resolve.',
    next: 'Name a YAML or JSON file, then key=value overrides if there are any.',
  });
