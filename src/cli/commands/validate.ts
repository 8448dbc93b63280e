import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import manifest from '../../../package.json' with { type: 'json' };
import type { DiagnosticCode } from '../../model/diagnostic-codes.ts';
import { UserError } from '../../model/error.ts';
import { readArguments } from '../../validate/argv/read.ts';
import { collectBounded } from '../../validate/batch/bounded.ts';
import { type FileSettings, validateFile } from '../../validate/batch/file.ts';
import { openFolders } from '../../validate/batch/folder.ts';
import { threadsFor, validateInThreads } from '../../validate/batch/pool.ts';
import type { EnvironmentProfile } from '../../validate/environment.ts';
import { environmentIn } from '../../validate/files.ts';
import { formatGithub } from '../../validate/formats/github.ts';
import { type Report, withoutRemote } from '../../validate/formats/report.ts';
import { formatSarif } from '../../validate/formats/sarif.ts';
import { formatText } from '../../validate/formats/text.ts';
import { openValidator } from '../../validate/open.ts';
import { readConfigBytes } from '../../validate/read.ts';
import type { Validator } from '../../validate/validator.ts';
import { type CommandRequest, flagOption, listOption, textOption } from '../command.ts';

/** SPEC: 1 if any config is not valid, 2 if one cannot be read: there is no file, or its text is no YAML or JSON. */
export const VALIDATION_STATUS = { valid: 0, invalid: 1, unreadable: 2 } as const;
const UNREADABLE: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>([
  'file-unreadable',
  'file-not-text',
  'file-too-large',
  'yaml-syntax',
  'yaml-size',
  'json-syntax',
]);

/** Says what is wrong with configs: files, stdin (`-`), a stream of JSON lines, or upstream's own arguments. */
export const validate = async (request: CommandRequest): Promise<number> => {
  const dir = await request.catalogDir();
  if (flagOption(request, 'jsonl'))
    return (await import('./validate-stream.ts')).validateStream(request, dir);
  const reports = await reportsFor(request, dir);
  request.io.out(formatted(reports, request));
  return statusOf(reports);
};

/** The settings that the options and the words after the files give. */
export const settingsOf = (request: CommandRequest, overrides: readonly string[] = []): FileSettings => ({
  entry: textOption(request, 'entry') ?? 'auto',
  profile: profileOf(request),
  overrides,
  cwd: request.io.cwd,
});

const profileOf = (request: CommandRequest): Omit<EnvironmentProfile, 'files'> => ({
  launch: (textOption(request, 'launch') ?? 'unknown') as NonNullable<EnvironmentProfile['launch']>,
  hardware: (textOption(request, 'hardware') ?? 'unknown') as NonNullable<EnvironmentProfile['hardware']>,
  packages: (textOption(request, 'packages') ?? 'unknown') as NonNullable<EnvironmentProfile['packages']>,
  variables: Object.fromEntries(listOption(request, 'env').map(assignment)),
});

const assignment = (word: string): readonly [string, string] => {
  const at = word.indexOf('=');
  if (at > 0) return [word.slice(0, at), word.slice(at + 1)];
  throw new UserError({
    code: 'BAD_ASSIGNMENT',
    message: `"${word}" is no assignment.`,
    next: 'Write --env NAME=VALUE, such as --env USE_RAY=1.',
  });
};

const reportsFor = async (request: CommandRequest, dir: string): Promise<readonly Report[]> => {
  const { args, io } = request;
  if (args[0]?.startsWith('--'))
    return [validateArguments(args, await openValidator(dir), settingsOf(request))];
  const { files: named, overrides } = wordsOf(args, io.cwd);
  if (named.length === 0) throw noFile();
  const settings = settingsOf(request, overrides);
  const validator = await openValidator(dir);
  const { files, others } = openFolders(named, io.cwd, validator);
  if (others.length > 0) io.err(passedOver(others));
  const threads = files.includes('-') ? 0 : threadsFor(files.length);
  if (threads > 0) {
    const withText = formatOf(request) === 'text';
    return validateInThreads(files, { dir, settings, withText }, threads, () => {});
  }
  const stdin = files.includes('-') ? await collectBounded(process.stdin) : undefined;
  return files.map((file) =>
    file === '-' && stdin !== undefined
      ? validateBytes('<stdin>', stdin, validator, settings)
      : validateFile(file, validator, settings),
  );
};

const passedOver = (others: readonly string[]): string =>
  `Passed over, since their keys are no parameters: ${others.slice(0, 5).join(', ')}${others.length > 5 ? ` and ${others.length - 5} more` : ''}\n`;

/** Files, and the `key=value` words after them, as upstream takes both. */
const wordsOf = (
  words: readonly string[],
  cwd: string,
): { readonly files: readonly string[]; readonly overrides: readonly string[] } => {
  const isFile = (word: string): boolean => !word.includes('=') || existsSync(resolve(cwd, word));
  return { files: words.filter(isFile), overrides: words.filter((word) => !isFile(word)) };
};

const validateArguments = (
  words: readonly string[],
  validator: Validator,
  settings: FileSettings,
): Report => {
  // Shortened names cannot be told before the entry point is known; whole ones are enough to recognise it.
  const names = words
    .filter((word) => word.startsWith('--'))
    .map((word) => word.slice(2).split('=')[0] ?? '');
  const view = validator.entryFor(settings.entry, names);
  const document = readArguments(words, [...view.parameters.values()]);
  const environment = environmentIn(settings.cwd, settings.profile);
  const result = validator.validate(document, { entry: view.entry.name, environment, file: '<arguments>' });
  return { result, text: undefined };
};

const validateBytes = (
  name: string,
  bytes: Uint8Array,
  validator: Validator,
  settings: FileSettings,
): Report => {
  const { entry, profile, overrides, cwd } = settings;
  const environment = environmentIn(cwd, profile);
  const document = readConfigBytes(bytes, 'yaml', overrides);
  const result = validator.validate(document, { entry, environment, file: name });
  return { result, text: new TextDecoder().decode(bytes) };
};

const formatOf = (request: CommandRequest): string =>
  request.json ? 'json' : (textOption(request, 'format') ?? 'text');

const formatted = (reports: readonly Report[], request: CommandRequest): string => {
  const all = flagOption(request, 'all');
  const toMend = all ? reports : withoutRemote(reports);
  switch (formatOf(request)) {
    case 'json':
      return `${JSON.stringify({ results: reports.map(({ result }) => result) }, null, 2)}\n`;
    case 'sarif':
      return formatSarif(toMend, manifest.version);
    case 'github':
      return formatGithub(toMend);
    default:
      return formatText(reports, request.paint, { all });
  }
};

const statusOf = (reports: readonly Report[]): number => {
  const codes = reports.flatMap(({ result }) => result.diagnostics.map(({ code }) => code));
  if (codes.some((code) => UNREADABLE.has(code))) return VALIDATION_STATUS.unreadable;
  return reports.every(({ result }) => result.valid) ? VALIDATION_STATUS.valid : VALIDATION_STATUS.invalid;
};

const noFile = (): UserError =>
  new UserError({
    code: 'NO_CONFIG',
    message: 'There is no config to validate.',
    next: 'Name a YAML or JSON file, - for stdin, --jsonl for a stream, or upstream\'s arguments after "--".',
  });
