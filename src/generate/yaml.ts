import { Document, isCollection, visit } from 'yaml';
import { type Catalog, groupBy, opening } from '../catalog/index.ts';
import { formatPlace, type Json } from '../model/index.ts';
import type { Starter } from './starter.ts';

export interface YamlOptions {
  readonly language?: 'en' | 'zh' | undefined;
}

/** A starter config as YAML, grouped by class, each key with a sentence of what it is. Plain scalars a YAML 1.1 reader reads alike. */
export const printStarter = (catalog: Catalog, starter: Starter, options: YamlOptions = {}): string => {
  const parameters = new Map(
    catalog.parametersOf(starter.entry).map((parameter) => [parameter.name, parameter]),
  );
  const groups = groupBy(starter.values, ({ name }) => parameters.get(name)?.class ?? '');
  const sections = [...groups].map(([owner, values]) => {
    const rows = values.map(({ name, value }) => {
      const parameter = parameters.get(name);
      const comment = parameter === undefined ? undefined : summary(catalog, parameter.name, options);
      return explained(line(name, value), comment);
    });
    return [`### ${owner}`, ...rows].join('\n');
  });
  return `${[head(catalog, starter), ...sections].join('\n\n')}\n`;
};

const head = (catalog: Catalog, { entry, decisions, filled, remarks }: Starter): string => {
  const said = (open: boolean): string =>
    Object.entries(decisions)
      .filter(([name]) => filled.some((each) => each === name) === open)
      .map(([name, value]) => `${name}=${value}`)
      .join(', ');
  return [
    `# ${entry} config for ${catalog.source.label}`,
    ...[`Decided: ${said(false)}`, `Left open, so as usual: ${said(true)}`]
      .filter((text) => !text.endsWith(': '))
      .map((text) => `# ${text}`),
    ...remarks.map((remark) => `# ${remark}`),
  ].join('\n');
};

/** Columns of a line with its comment; a longer comment stands above. */
const WIDEST = 100;

const explained = (text: string, comment: string | undefined): string => {
  if (comment === undefined) return text;
  const beside = `${text}  # ${comment}`;
  return beside.length <= WIDEST
    ? beside
    : `${wrapped(comment)
        .map((row) => `# ${row}`)
        .join('\n')}\n${text}`;
};

const wrapped = (text: string): readonly string[] => {
  const rows: string[] = [];
  for (const word of text.split(' ')) {
    const last = rows.at(-1);
    if (last === undefined || last.length + word.length > WIDEST - 3) rows.push(word);
    else rows[rows.length - 1] = `${last} ${word}`;
  }
  return rows;
};

const line = (name: string, value: Json): string => {
  if (typeof value === 'number') return `${name}: ${pointed(value)}`;
  const document = new Document({ [name]: value }, { version: '1.1' });
  visit(document, {
    Pair: (_, pair) => {
      if (isCollection(pair.value)) pair.value.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd();
};

/** `1e-5` is text to a plain YAML 1.1 reader: a float in scientific notation has a point. */
const pointed = (value: number): string => {
  const small = value !== 0 && Math.abs(value) < 1e-3;
  return (small ? value.toExponential() : String(value)).replace(/^(-?\d+)e/, '$1.0e');
};

/** The first sentence of our note, else of upstream's help; where the parameter is declared if there is neither. */
const summary = (catalog: Catalog, name: string, { language = 'en' }: YamlOptions): string | undefined => {
  const parameter = catalog.occurrences(name)[0]?.parameter;
  if (parameter === undefined) return undefined;
  const words = catalog.note(parameter)?.[language] ?? catalog.help(parameter);
  return words === undefined ? formatPlace(parameter.place) : opening(words, 0);
};
