import type { Catalog } from '../catalog/index.ts';
import { type CatalogDiff, type DiffChange, diffCatalogs } from '../diff/index.ts';
import type { Json } from '../model/index.ts';
import { ruleChanges } from './rule-changes.ts';

/** Lines of one screen, with what stands around them. */
const MOST_LINES = 20;
const WIDTH = 120;

/** What changed from one catalog to the next, on one screen: parameters that came, went or are otherwise; rules. */
export function summaryOf(before: Catalog, after: Catalog, diff = diffCatalogs(before, after)): string[] {
  const lines = [
    ...diff.entryPoints.added.map((name) => `+ entry point ${name}`),
    ...diff.entryPoints.removed.map((name) => `- entry point ${name}`),
    ...diff.renamed.map(({ from, to, entries }) => `> ${from} is now ${to}${inEntries(entries)}`),
    ...diff.removed.map(({ name, entries }) => `- ${name}${inEntries(entries)}`),
    ...diff.added.map(
      ({ name, type, default: repr, entries }) =>
        `+ ${name}: ${type}${repr === null ? '' : ` = ${repr}`}${inEntries(entries)}`,
    ),
    ...ofKeys(diff.changed),
    ...ruleChanges(before.rules, after.rules).map(
      ({ kind, text, entries }) => `${kind === 'added' ? '+' : '-'} rule${inEntries(entries)}: ${text}`,
    ),
  ];
  if (lines.length === 0) return ['  No parameter and no rule differs.'];
  const rest = lines.length - MOST_LINES;
  return [
    ...lines.slice(0, MOST_LINES).map((line) => `  ${cut(line)}`),
    ...(rest > 0 ? [`  and ${rest} more: llamafactory-params diff`] : []),
  ];
}

const cut = (line: string): string => (line.length <= WIDTH ? line : `${line.slice(0, WIDTH - 1)}…`);

const inEntries = (entries: readonly string[]): string => ` (${entries.join(', ')})`;

const ofKeys = (changed: CatalogDiff['changed']): string[] =>
  changed.map(
    ({ name, what, before, after, entries }) =>
      `~ ${name} ${what}: ${what === 'choices' ? choiceChange({ before, after }) : `${shown(before)} is now ${shown(after)}`}${inEntries(entries)}`,
  );

/** `+dora -pissa`: a list of choices is too long to be compared by eye. */
function choiceChange({ before, after }: Pick<DiffChange, 'before' | 'after'>): string {
  const [was, is] = [listOf(before), listOf(after)];
  const changes = [
    ...is.filter((choice) => !was.includes(choice)).map((choice) => `+${choice}`),
    ...was.filter((choice) => !is.includes(choice)).map((choice) => `-${choice}`),
  ];
  return changes.length === 0 ? 'in another order' : changes.join(' ');
}

const listOf = (value: Json): string[] => (Array.isArray(value) ? value.map(shown) : []);

const shown = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
