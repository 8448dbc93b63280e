import {
  type Catalog,
  type Occurrence,
  type ParameterPage,
  type ParameterRule,
  parameterPage,
  parameterRules,
  printKey,
} from '../../catalog/index.ts';
import { formatPlace } from '../../model/index.ts';
import { sourceOf } from '../../tools/source.ts';
import { type CommandRequest, textOption } from '../command.ts';
import { STATUS } from '../faults.ts';
import { printValue, sourceLine, wrap } from '../text.ts';

/** Everything known of parameters, in every class that has them. */
export const show = async (request: CommandRequest): Promise<number> => {
  const catalog = await request.catalog();
  const entry = textOption(request, 'entry');
  const { args } = request;
  // One name said in words (`lora rank`), or several names.
  const isOne = args.length === 1 || catalog.spell(args.join(' ')) !== undefined;
  const found = (isOne ? [args.join(' ')] : args).flatMap((name) => catalog.find(name, entry));
  const pages = found.map((occurrence) => ({
    ...parameterPage(catalog, occurrence),
    rules: parameterRules(catalog, occurrence),
  }));
  if (request.json) request.printJson({ source: sourceOf(catalog), parameters: pages });
  else {
    const sections = found.map((occurrence) => section(catalog, occurrence, request));
    request.print(`${[...sections, sourceLine(catalog, request.paint)].join('\n\n')}\n`);
  }
  return STATUS.ok;
};

const section = (catalog: Catalog, found: Occurrence, request: CommandRequest): string => {
  const { paint } = request;
  const page = parameterPage(catalog, found);
  const language = textOption(request, 'lang') ?? 'en';
  const label = page.labels[language];
  const said = [page.help, noteIn(page, language)].filter((text) => text !== undefined);
  return [
    `${paint.bold(paint.green(page.name))}${label === undefined ? '' : `  ${label}`}`,
    ...said.flatMap((text) => wrap(text, '  ')),
    ...facts(page, found).map(([name, value]) => `  ${paint.dim(name.padEnd(10))}${value}`),
    ...ruleLines(parameterRules(catalog, found), request),
  ].join('\n');
};

const RULES: Readonly<Record<ParameterRule['kind'], string>> = {
  error: 'refused',
  warning: 'warned',
  requirement: 'needs',
  derived: 'derived',
};

/** The rules that speak of it, kind by kind. */
const ruleLines = (rules: readonly ParameterRule[], { paint }: CommandRequest): readonly string[] =>
  Object.entries(RULES).flatMap(([kind, title]) =>
    rules
      .filter((rule) => rule.kind === kind)
      .map(
        ({ says, entry, at }, i) =>
          `  ${paint.dim((i === 0 ? title : '').padEnd(10))}${says} ${paint.dim(`(${entry}, ${at})`)}`,
      ),
  );

const noteIn = ({ note }: ParameterPage, language: string): string | undefined => {
  if (note === undefined) return undefined;
  const stale = note.stale ? ' (written for an earlier help text)' : '';
  return `${language === 'zh' ? note.zh : note.en}${stale}`;
};

const facts = (page: ParameterPage, found: Occurrence): readonly (readonly [string, string])[] => {
  const { count, of, values } = page.examples;
  const rows: (readonly [string, string] | undefined)[] = [
    ['type', page.type],
    ['default', page.required ? 'required' : printValue(page.default)],
    page.choices === null ? undefined : ['choices', page.choices.map(printValue).join(', ')],
    page.init === false ? ['set by', 'upstream alone: no config can set it'] : undefined,
    ['class', `${page.class}, declared by ${page.owner}`],
    ['taken by', page.entryPoints.join(', ') || 'no entry point'],
    ['source', formatPlace(found.parameter.place)],
    page.configFiles.length === 0 ? undefined : ['files', page.configFiles.join(', ')],
    ...page.plugins.map(({ plugin, exact, keys }): readonly [string, string] => [
      'keys',
      `${plugin ?? 'any plugin'}${exact ? ' (no others)' : ''}: ${keys.map(printKey).join('; ')}`,
    ]),
    of === 0
      ? undefined
      : [
          'examples',
          `set in ${count} of upstream's ${of}${count === 0 ? '' : `: ${values.map(({ value, count: times }) => `${printValue(value)} (${times})`).join(', ')}`}`,
        ],
  ];
  return rows.filter((row) => row !== undefined);
};
