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
import { type FindingContext, findingDiagnostic } from './finding.ts';
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
  /** Those whose key the parser does not take. */
  readonly #strange: ConfigEntry[] = [];
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
      if (typeof entry.key !== 'string' || !view.takes(entry.key)) this.#strange.push(entry);
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
    if (this.#strange.length === 0) return [];
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
    return unknownKeys(this.#strange, context);
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
    const findings = verdict?.findings ?? [];
    const missing = this.#view.required.filter((name) => !this.#entries.has(name));
    const shown = findings.filter(
      (finding) =>
        isNews(finding) && finding.unknownKeys === null && !missing.some((name) => isMissing(finding, name)),
    );
    const conditional = { entries: this.#entries, hasText: this.#document.config === undefined };
    const certain = once(() => ({ ...conditional, ...this.#certainly(findings, environment) }));
    return shown.map((finding) =>
      findingDiagnostic(finding, finding.certainty === 'certain' ? certain() : conditional),
    );
  }

  /** What is only said of what is certain: upstream's own sentence, whose values are all known then, and what mends it. */
  #certainly(
    findings: readonly Finding[],
    environment: Environment,
  ): Pick<FindingContext, 'upstream' | 'fixes'> {
    const messages = this.#tools.messages();
    const checker = this.#options.fixes === false ? undefined : this.#view.checker();
    const [view, config] = [this.#view, this.#config];
    return {
      upstream: messages && (({ rule }) => messages.text(view.entry.name, rule, config, environment)),
      fixes:
        checker &&
        ((finding) =>
          finding.kind === 'requirement'
            ? []
            : findFixes(finding, { config, view, checker, environment, findings })),
    };
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
    if (this.#strange.length === 0) return [];
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
