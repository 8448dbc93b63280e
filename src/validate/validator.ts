import type { Catalog } from '../catalog/catalog.ts';
import { compileRules } from '../expr/check.ts';
import type { Environment } from '../expr/environment.ts';
import { compileMessages, type Messages } from '../expr/messages.ts';
import { PyDict } from '../expr/python/value.ts';
import type { Finding, Verdict } from '../expr/verdict.ts';
import { UserError } from '../model/error.ts';
import type { Diagnostic, HistoryData, RulesData, ValidationResult } from '../model/index.ts';
import { datasetCheck } from './checks/dataset.ts';
import { templateCheck } from './checks/template.ts';
import { betterEntry, detectEntry } from './detect-entry.ts';
import { diagnose } from './diagnose.ts';
import type { ConfigDocument, ConfigEntry } from './document.ts';
import { type EntryView, entryView } from './entry-view.ts';
import { environmentFrom } from './environment.ts';
import { findingDiagnostic } from './finding.ts';
import { findFixes } from './fixes.ts';
import { fitOf } from './type-check.ts';
import { type KeyContext, unknownKey } from './unknown-key.ts';
import { checkValue } from './value-check.ts';

/** What is known of a source beside its facts; each part is optional and makes the answers better. */
export interface Knowledge {
  readonly catalog: Catalog;
  readonly rules?: RulesData | undefined;
  /** Asked for when a key is unknown. */
  readonly history?: (() => HistoryData | undefined) | undefined;
}

/** A check of its own over the whole config: `template` against the registered ones, and the like. */
export type ConfigCheck = (
  entries: ReadonlyMap<string, ConfigEntry>,
  view: EntryView,
  environment: Environment,
) => readonly Diagnostic[];

export interface ValidateOptions {
  /** Name of an entry point, a command that leads there, or `auto`. */
  readonly entry?: string;
  /** What is known of the machine; nothing by default but that no environment variable is set. */
  readonly environment?: Environment;
  /** What names the input in the result. */
  readonly file?: string;
  /** Whether to search for changes that mend what a rule refuses; on by default. */
  readonly fixes?: boolean;
}

/** Validates any number of configs against one catalog. Rules are compiled once for each entry point. */
export interface Validator {
  /** @throws UserError UNKNOWN_ENTRY */
  validate(document: ConfigDocument, options?: ValidateOptions): ValidationResult;
  /** The entry point a name or the keys of a config lead to. @throws UserError UNKNOWN_ENTRY */
  entryFor(entry: string, keys: readonly string[]): EntryView;
}

const NO_PROFILE = environmentFrom();

export const createValidator = (knowledge: Knowledge): Validator => {
  const { catalog, rules } = knowledge;
  const checks = [templateCheck(catalog.data), datasetCheck];
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
      const keys = document.entries.map(({ key }) => key).filter((key) => typeof key === 'string');
      const view = entryFor(options.entry ?? 'auto', keys);
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

const judge = (diagnostics: readonly Diagnostic[]): { accepted: boolean; valid: boolean } => {
  let [accepted, valid] = [true, true];
  for (const { severity, certainty, phase } of diagnostics) {
    if (severity !== 'error' || certainty !== 'certain') continue;
    valid = false;
    if (phase === 'parse') accepted = false;
  }
  return { accepted, valid };
};

/** What every run shares. */
interface Tools {
  readonly knowledge: Knowledge;
  readonly checks: readonly ConfigCheck[];
  /** Upstream's sentences; `undefined` without the text layer. */
  messages(): Messages | undefined;
  views(): readonly EntryView[];
}

/** One config being judged. */
class Run {
  readonly #tools: Tools;
  readonly #document: ConfigDocument;
  readonly #view: EntryView;
  readonly #options: ValidateOptions;
  readonly #entries = new Map<string, ConfigEntry>();
  readonly #config: PyDict;

  constructor(tools: Tools, document: ConfigDocument, view: EntryView, options: ValidateOptions) {
    this.#tools = tools;
    this.#document = document;
    this.#view = view;
    this.#options = options;
    this.#config = document.config ?? new PyDict(document.entries.map(({ key, value }) => [key, value]));
    for (const entry of document.entries) {
      if (typeof entry.key === 'string') this.#entries.set(entry.key, entry);
    }
  }

  diagnostics(): Diagnostic[] {
    const read = this.#document.diagnostics;
    // What the reader refuses is all that can be said: the keys may be any.
    if (this.#document.entries.length === 0 && read.some(({ severity }) => severity === 'error'))
      return [...read];
    const environment = this.#options.environment ?? NO_PROFILE;
    const verdict = this.#view.checker()?.run(this.#config, environment);
    const found = [
      ...read,
      ...this.#keyDiagnostics(verdict),
      ...this.#missing(verdict),
      ...mergeSameValue(this.#findings(verdict, environment), this.#values(verdict)),
      ...this.#tools.checks.flatMap((check) => check(this.#entries, this.#view, environment)),
      ...this.#hint(),
    ];
    return found.length < 2 ? found : inOrder(found);
  }

  #keyDiagnostics(verdict: Verdict | undefined): readonly Diagnostic[] {
    const strange = this.#document.entries.filter(
      ({ key }) => typeof key !== 'string' || !this.#view.takes(key),
    );
    if (strange.length === 0) return [];
    const finding = verdict?.findings.find(({ unknownKeys }) => unknownKeys !== null);
    const context: KeyContext = {
      view: this.#view,
      views: this.#tools.views(),
      history: this.#tools.knowledge.history?.(),
      release: this.#tools.knowledge.catalog.source.llamafactory,
      present: new Set(this.#entries.keys()),
      allowed: this.#view.entry.allowExtraKeys || (finding === undefined && this.#judgesKeys(verdict)),
      raised: raisedBy(finding),
    };
    return strange.map((entry) => {
      if (typeof entry.key === 'string') return unknownKey(entry, context);
      return diagnose('key-type', `The key ${String(entry.key)} is no name.`, {
        ...entry.keySpan,
        ...context.raised,
      });
    });
  }

  /** Whether the rules would have said that keys are unknown. */
  #judgesKeys(verdict: Verdict | undefined): boolean {
    return (
      verdict !== undefined &&
      this.#tools.knowledge.rules?.nodes.some(({ op }) => op === 'unusedKeys') === true
    );
  }

  #missing(verdict: Verdict | undefined): readonly Diagnostic[] {
    const absent = this.#view.required.filter((name) => !this.#entries.has(name));
    return absent.map((name) => {
      const parameter = this.#view.parameters.get(name);
      const finding = verdict?.findings.find((each) => isMissing(each, name));
      return diagnose(
        'missing-required',
        `"${name}" is missing; ${parameter?.class} has no default for it.`,
        {
          key: name,
          ...raisedBy(finding),
        },
      );
    });
  }

  #findings(verdict: Verdict | undefined, environment: Environment): readonly Diagnostic[] {
    const shown = (verdict?.findings ?? [])
      .filter(isNews)
      .filter(
        (finding) =>
          finding.unknownKeys === null &&
          !this.#view.required.some((name) => !this.#entries.has(name) && isMissing(finding, name)),
      );
    return shown.map((finding) =>
      findingDiagnostic(finding, {
        entries: this.#entries,
        upstream: (each) => this.#upstream(each, environment),
        fixes: (each) => this.#fixes(each, environment),
      }),
    );
  }

  /** What upstream says itself; only of what is certain, since only then all its values are known. */
  #upstream(finding: Finding, environment: Environment): string | undefined {
    if (finding.certainty !== 'certain') return undefined;
    return this.#tools.messages()?.text(this.#view.entry.name, finding.rule, this.#config, environment);
  }

  #fixes(finding: Finding, environment: Environment): readonly string[] {
    const checker = this.#view.checker();
    const wanted =
      this.#options.fixes !== false && finding.certainty === 'certain' && finding.kind !== 'requirement';
    if (checker === undefined || !wanted) return [];
    return findFixes(finding, this.#config, this.#view.parameters, checker, environment);
  }

  /** Values that do not fit their declaration, unless the parser turns them into what does. */
  #values(verdict: Verdict | undefined): readonly Diagnostic[] {
    if (this.#document.kind === 'argv') return [];
    const found: Diagnostic[] = [];
    for (const [name, entry] of this.#entries) {
      const parameter = this.#view.parameters.get(name);
      if (parameter === undefined || !parameter.init) continue;
      const diagnostic = checkValue(entry, parameter);
      if (diagnostic === undefined) continue;
      const derived = verdict?.derived().get(`${parameter.class}.${name}`);
      if (derived === undefined || fitOf(derived.value, parameter.typeRef) !== 'fits') found.push(diagnostic);
    }
    return found;
  }

  #hint(): readonly Diagnostic[] {
    const keys = [...this.#entries.keys()];
    if (keys.every((key) => this.#view.takes(key))) return [];
    const better = betterEntry(keys, this.#view, this.#tools.views());
    if (better === undefined) return [];
    const name = better.entry.name;
    return [
      diagnose('entry-hint', `The keys fit the entry point ${name} better than ${this.#view.entry.name}.`, {
        suggestions: [`--entry ${name}`],
      }),
    ];
  }
}

/**
 * Where the parser fails on one value alone and that value does not fit its declaration, the two say the same: one
 * diagnostic with the parser's place and the declaration's words.
 */
const mergeSameValue = (
  findings: readonly Diagnostic[],
  values: readonly Diagnostic[],
): readonly Diagnostic[] => {
  const byKey = new Map(values.map((value) => [value.key, value]));
  const merged = findings.map((finding) => {
    const value = byKey.get(finding.key);
    const alone =
      finding.severity === 'error' && finding.certainty === 'certain' && finding.related === undefined;
    if (value === undefined || !alone) return finding;
    byKey.delete(finding.key);
    const { message, suggestions = finding.suggestions } = value;
    return { ...finding, message, ...(suggestions === undefined ? {} : { suggestions }) };
  });
  return [...merged, ...byKey.values()];
};

/** What an operation does with a value that an earlier error has named already is no news. */
const isNews = ({ kind, standing }: Finding): boolean => !(kind === 'partial' && standing === 'consequence');

const raisedBy = (finding: Finding | undefined): KeyContext['raised'] => {
  if (finding === undefined) return { certainty: 'certain' };
  const { place, exception, certainty, on } = finding;
  return {
    at: `${place.path}:${place.line}`,
    ...(exception === null ? {} : { exception }),
    certainty,
    ...(certainty === 'conditional' ? { condition: `not known here: ${on.join(', ')}` } : {}),
  };
};

/** The finding for a parameter without default that the config lacks: nothing but its absence is its condition. */
const isMissing = (finding: Finding, name: string): boolean =>
  finding.kind === 'error' && finding.exception === 'TypeError' && finding.parameters.includes(name);

/** In the order of the text; what has no place comes last. */
const inOrder = (diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  diagnostics.toSorted((a, b) => (a.line ?? 1e9) - (b.line ?? 1e9) || (a.column ?? 1e9) - (b.column ?? 1e9));

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
