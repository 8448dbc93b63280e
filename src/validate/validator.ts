import { once } from '../catalog/once.ts';
import { compileRules } from '../expr/check.ts';
import { compileMessages } from '../expr/messages.ts';
import { UserError } from '../model/error.ts';
import type { Diagnostic, ValidationResult } from '../model/index.ts';
import { datasetCheck } from './checks/dataset.ts';
import { pluginCheck } from './checks/plugin.ts';
import { templateCheck } from './checks/template.ts';
import { detectEntry } from './detect-entry.ts';
import type { ConfigDocument } from './document.ts';
import { type EntryView, entryView } from './entry-view.ts';
import type { Knowledge, ValidateOptions } from './knowledge.ts';
import { Run } from './run.ts';

export type { Knowledge, ValidateOptions } from './knowledge.ts';

/** Validates any number of configs against one catalog. Rules are compiled once for each entry point. */
export interface Validator {
  /** @throws UserError UNKNOWN_ENTRY */
  validate(document: ConfigDocument, options?: ValidateOptions): ValidationResult;
  /** The entry point a name or the keys of a config lead to. @throws UserError UNKNOWN_ENTRY */
  entryFor(entry: string, keys: readonly string[]): EntryView;
}

export const createValidator = (knowledge: Knowledge): Validator => {
  const { catalog, rules } = knowledge;
  const checks = [templateCheck(catalog.data), datasetCheck, pluginCheck(catalog.data)];
  const messages = once(() => {
    const text = catalog.text?.rules;
    return rules === undefined || text === undefined ? undefined : compileMessages(rules, text);
  });
  const ruled = new Set(rules?.entries.map(({ entry }) => entry));
  const made = new Map<string, EntryView>();
  const viewOf = (name: string): EntryView => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const checker = once(() =>
      rules !== undefined && ruled.has(name) ? compileRules(rules, name) : undefined,
    );
    const view = entryView(catalog, catalog.entryPoint(name), checker);
    made.set(name, view);
    return view;
  };
  const views = (): readonly EntryView[] => catalog.data.entryPoints.map(({ name }) => viewOf(name));
  const entryFor = (entry: string, keys: readonly string[]): EntryView => {
    if (entry !== 'auto') return viewOf(catalog.entryPoint(entry).name);
    const found = detectEntry(keys, views());
    if (found !== undefined) return found;
    throw new UserError({
      code: 'UNKNOWN_ENTRY',
      message: 'This source has no entry point to validate against.',
      next: 'Name another catalog with --catalog DIR.',
    });
  };
  return {
    entryFor,
    validate: (document, options = {}) => {
      const { entry = 'auto' } = options;
      const view = made.get(entry) ?? entryFor(entry, entry === 'auto' ? namesIn(document) : []);
      const run = new Run({ knowledge, checks, messages, views }, document, view, options);
      const diagnostics = run.diagnostics();
      return {
        file: options.file ?? '',
        entry: view.entry.name,
        source: catalog.source.label,
        ...judge(diagnostics),
        diagnostics,
      };
    },
  };
};

const namesIn = ({ entries }: ConfigDocument): readonly string[] =>
  entries.map(({ key }) => key).filter((key) => typeof key === 'string');

const judge = (diagnostics: readonly Diagnostic[]): { accepted: boolean; valid: boolean } => {
  let [accepted, valid] = [true, true];
  for (const { severity, certainty, phase } of diagnostics) {
    if (severity !== 'error' || certainty !== 'certain') continue;
    valid = false;
    if (phase === 'parse') accepted = false;
  }
  return { accepted, valid };
};
