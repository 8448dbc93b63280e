import { once } from '../catalog/once.ts';
import type { Environment } from '../expr/environment.ts';
import type { Messages } from '../expr/messages.ts';
import { PyDict } from '../expr/python/value.ts';
import type { Finding, Verdict } from '../expr/verdict.ts';
import type { Diagnostic } from '../model/index.ts';
import { betterEntry } from './detect-entry.ts';
import { diagnose } from './diagnose.ts';
import type { ConfigDocument, ConfigEntry } from './document.ts';
import type { EntryView } from './entry-view.ts';
import { environmentFrom } from './environment.ts';
import { findingDiagnostic } from './finding.ts';
import { findFixes } from './fixes.ts';
import type { ConfigCheck, Knowledge, ValidateOptions } from './knowledge.ts';
import { inOrder, isMissing, isNews, mergeSameValue, raisedBy } from './merge.ts';
import { fitOf } from './type-check.ts';
import { type KeyContext, unknownKeys } from './unknown-key.ts';
import { checkValue, declaredOtherwise } from './value-check.ts';

const NO_PROFILE = environmentFrom();

/** What every run shares. */
export interface Tools {
  readonly knowledge: Knowledge;
  readonly checks: readonly ConfigCheck[];
  /** Upstream's sentences; `undefined` without the text layer. */
  messages(): Messages | undefined;
  views(): readonly EntryView[];
}

/** One config being judged. */
export class Run {
  readonly #tools: Tools;
  readonly #document: ConfigDocument;
  readonly #view: EntryView;
  readonly #options: ValidateOptions;
  readonly #entries = new Map<string, ConfigEntry>();
  readonly #config: PyDict;
  readonly #better = once(() => betterEntry([...this.#entries.keys()], this.#view, this.#tools.views()));

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
      better: this.#better,
      allowed: this.#view.entry.allowExtraKeys || (finding === undefined && this.#judgesKeys(verdict)),
      raised: raisedBy(finding),
    };
    return unknownKeys(strange, context);
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
        fixes: (each) => this.#fixes(each, verdict?.findings ?? [], environment),
      }),
    );
  }

  /** What upstream says itself; only of what is certain, since only then all its values are known. */
  #upstream(finding: Finding, environment: Environment): string | undefined {
    if (finding.certainty !== 'certain') return undefined;
    return this.#tools.messages()?.text(this.#view.entry.name, finding.rule, this.#config, environment);
  }

  #fixes(finding: Finding, findings: readonly Finding[], environment: Environment): readonly string[] {
    const [checker, view, config] = [this.#view.checker(), this.#view, this.#config];
    const wanted =
      this.#options.fixes !== false && finding.certainty === 'certain' && finding.kind !== 'requirement';
    if (checker === undefined || !wanted) return [];
    return findFixes(finding, { config, view, checker, environment, findings });
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
      const derived = verdict?.derivedOf(`${parameter.class}.${name}`);
      if (
        derived === undefined ||
        entry.value === 'None' ||
        fitOf(derived.value, parameter.typeRef) !== 'fits'
      )
        found.push(
          this.#view.tellsApart(name, entry.value) ? declaredOtherwise(diagnostic, entry) : diagnostic,
        );
    }
    return found;
  }

  #hint(): readonly Diagnostic[] {
    const better = this.#better();
    if (better === undefined) return [];
    const name = better.entry.name;
    return [
      diagnose('entry-hint', `The keys fit the entry point ${name} better than ${this.#view.entry.name}.`, {
        suggestions: [`--entry ${name}`],
      }),
    ];
  }
}
