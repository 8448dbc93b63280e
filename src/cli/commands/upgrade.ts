import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Catalog } from '../../catalog/index.ts';
import { openCatalog } from '../../catalog/open.ts';
import {
  type KeyPlace,
  newRefusals,
  planUpgrade,
  rewriteConfig,
  type UpgradePlan,
  type UpgradeStep,
} from '../../diff/index.ts';
import { type Diagnostic, UserError } from '../../model/index.ts';
import { validatorOf } from '../../tools/config-argument.ts';
import { readBounded } from '../../validate/batch/bounded.ts';
import { detectEntry } from '../../validate/detect-entry.ts';
import type { ConfigDocument } from '../../validate/document.ts';
import { entryView } from '../../validate/entry-view.ts';
import { formatOf, readConfigBytes } from '../../validate/read.ts';
import { showValue } from '../../validate/show.ts';
import { type CommandRequest, flagOption, textOption } from '../command.ts';
import { STATUS } from '../faults.ts';
import { locateSide } from '../locate.ts';

/** What must change in a config to go from one release to another; with `--write` changes the file. */
export const upgrade = async (request: CommandRequest): Promise<number> => {
  const [file = ''] = request.args;
  const path = resolve(request.io.cwd, file);
  const bytes = readFile(path, file);
  const document = readConfigBytes(bytes, formatOf(path));
  refuseBroken(document, file);
  const before = openCatalog(await locateSide(required(request, 'from'), request.io));
  const after = openCatalog(await locateSide(required(request, 'to'), request.io));
  const config = Object.fromEntries(
    document.entries.map(({ key, value }) => [String(key), showValue(value)]),
  );
  const entry = textOption(request, 'entry') ?? entryFor(before, Object.keys(config));
  const plan = planUpgrade(before, after, config, entry);
  const text = bytes.toString('utf8');
  const upgraded = rewritten(text, document, plan, after.source.llamafactory);
  const written = flagOption(request, 'write') && upgraded !== text;
  if (written && formatOf(path) === 'json') throw notYaml(file);
  if (written) writeFileSync(path, upgraded);
  const refused = newRefusals(
    { text, validator: validatorOf(before) },
    { text: upgraded, validator: validatorOf(after) },
    plan.entry,
  ).filter(({ key }) => key === undefined || !plan.steps.some((step) => step.key === key));
  if (request.json) request.printJson({ file, ...plan, refused, written });
  else request.print(`${print(plan, refused, file, written, request).join('\n')}\n`);
  return STATUS.ok;
};

const readFile = (path: string, shown: string): Buffer => {
  try {
    return readBounded(path);
  } catch (error) {
    throw new UserError({
      code: 'FILE_UNREADABLE',
      message: `${shown} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      next: 'Name a YAML or JSON config that this user may read.',
      cause: error,
    });
  }
};

const refuseBroken = (document: ConfigDocument, file: string): void => {
  const fault = document.diagnostics.find(({ severity }) => severity === 'error');
  if (fault === undefined) return;
  throw new UserError({
    code: 'CONFIG_BROKEN',
    message: fault.message,
    place: `${file}:${fault.line ?? 1}:${fault.column ?? 1}`,
    next: 'Mend that first.',
  });
};

const required = (request: CommandRequest, name: 'from' | 'to'): string => {
  const value = textOption(request, name);
  if (value !== undefined) return value;
  throw new UserError({
    code: 'USAGE',
    message: `upgrade needs --${name}.`,
    next: 'Name two releases, checkouts or catalog folders: --from 0.9.2 --to 0.9.5.',
  });
};

const notYaml = (file: string): UserError =>
  new UserError({
    code: 'NOT_YAML',
    message: `${file} is JSON, which has no comments to keep a removed key in.`,
    next: 'Leave --write out and change it by hand.',
  });

const entryFor = (catalog: Catalog, keys: readonly string[]): string => {
  const views = catalog.data.entryPoints.map((entry) => entryView(catalog, entry, () => undefined));
  return detectEntry(keys, views)?.entry.name ?? 'train';
};

const rewritten = (text: string, document: ConfigDocument, plan: UpgradePlan, release: string): string => {
  const places = document.entries.flatMap(({ key, keySpan, valueSpan }): KeyPlace[] => {
    if (keySpan === undefined) return [];
    const { line, column, endColumn } = keySpan;
    return [{ key: String(key), line, column, endColumn, lastLine: lastLine(valueSpan) ?? line }];
  });
  return rewriteConfig(text, places, plan.steps, release);
};

/** A span that ends before the first column of a line ends on the line before. */
const lastLine = (
  span: { readonly endLine: number; readonly endColumn: number } | undefined,
): number | undefined =>
  span === undefined ? undefined : span.endColumn <= 1 ? span.endLine - 1 : span.endLine;

const print = (
  plan: UpgradePlan,
  refused: readonly Diagnostic[],
  file: string,
  written: boolean,
  { paint }: CommandRequest,
): readonly string[] => {
  const own = plan.steps.filter(({ kind }) => kind !== 'default');
  const defaults = plan.steps.filter(({ kind }) => kind === 'default');
  return [
    `${paint.bold(file)} (${plan.entry}), ${plan.from} to ${plan.to}`,
    ...own.map((step) => `  ${paint.green(step.key)}  ${sentence(step)}`),
    ...(own.length === 0 ? ['  Every key stays as it is.'] : []),
    ...(refused.length === 0 ? [] : ['', paint.bold(`What ${plan.to} refuses, and ${plan.from} did not`)]),
    ...refused.map(({ message, at }) => `  ${message}${at === undefined ? '' : paint.dim(`  ${at}`)}`),
    ...(defaults.length === 0
      ? []
      : ['', paint.bold('Defaults that changed, of keys this config does not set')]),
    ...defaults.map((step) => `  ${paint.green(step.key)}  ${sentence(step)}`),
    ...(written
      ? ['', `${file} was changed: renamed keys are written anew, removed ones are comments now.`]
      : []),
  ];
};

const sentence = (step: UpgradeStep): string => {
  switch (step.kind) {
    case 'renamed':
      return `is now ${step.to} (${step.why})`;
    case 'perhaps':
      return `is gone; perhaps it is ${step.to} now (${step.why}): look before you change it`;
    case 'collides':
      return `is now ${step.to}, which the config sets as well: keep one of them`;
    case 'removed':
      return step.elsewhere.length === 0
        ? 'is gone, without a successor'
        : `is gone here; ${step.elsewhere.join(', ')} still take it`;
    case 'unknown':
      if (step.elsewhere.length > 0) return `belongs to ${step.elsewhere.join(', ')}`;
      return `is known to neither${step.nearest.length === 0 ? '' : `; did you mean ${step.nearest.join(', ')}?`}`;
    case 'choice':
      return `cannot be ${step.value} any more: one of ${step.choices.join(', ')}`;
    case 'type':
      return `was ${step.before}, is ${step.after}`;
    case 'default':
      return `was ${step.before ?? 'required'}, is ${step.after ?? 'required'}`;
    case 'required':
      return 'must be set now';
  }
};
