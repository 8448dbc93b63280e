import { type Catalog, groupBy, type ParameterFacts, parameterFacts } from '../catalog/index.ts';
import { UserError } from '../model/error.ts';
import type { Json, Parameter } from '../model/index.ts';
import { evidenceFor } from './evidence/for.ts';
import type { Assessment, Evidence, Importance, Standing } from './evidence.ts';
import { type DecisionInput, type Decisions, parseDecisions } from './parse.ts';
import { situationOf } from './situation.ts';

/** `core`: what such a run always says. `focused`: what may matter, at most 70. `relevant`: what has an effect. `all`. */
export const LEVELS = ['core', 'focused', 'relevant', 'all'] as const;
export type Level = (typeof LEVELS)[number];

export interface FilterOptions {
  /** Entry point or command; `train` when left out. */
  readonly entry?: string | undefined;
  readonly decisions?: DecisionInput | undefined;
  /** `focused` when left out. */
  readonly level?: Level | undefined;
  /** A config the list is for: its keys are in it, with their values. */
  readonly config?: Readonly<Record<string, Json>> | undefined;
  /** Further parameters that are decided (`use_dora: true`). */
  readonly set?: Readonly<Record<string, Json>> | undefined;
  readonly evidence?: Evidence | undefined;
}

/** One parameter of a filtered list (SPEC, `params --json`). */
export interface FilteredParameter extends ParameterFacts {
  readonly importance: Importance;
  readonly standing: Standing;
  /** What the decisions, the config or `set` make it. */
  readonly value?: Json | undefined;
  /** What upstream's parser refuses about it under these decisions. */
  readonly constraints?: readonly string[] | undefined;
  readonly why: string;
}

/** Parameters that a list leaves out, by reason. */
export interface HiddenGroup {
  readonly standing: Standing;
  readonly why: string;
  readonly count: number;
  readonly names: readonly string[];
}

export interface FilteredList {
  readonly entry: string;
  readonly decisions: Decisions;
  readonly level: Level;
  /** Fields of the entry point. */
  readonly total: number;
  readonly count: number;
  /** The most important first; at level `all` in the parser's order. */
  readonly parameters: readonly FilteredParameter[];
  readonly hidden: readonly HiddenGroup[];
}

const FOCUSED_AT_MOST = 70;
const CORE_AT_MOST = 30;

/**
 * The parameters that matter under some decisions.
 * @throws UserError UNKNOWN_ENTRY, UNKNOWN_DECISION, UNKNOWN_DECISION_VALUE, UNKNOWN_PARAMETER (in `set`), UNKNOWN_LEVEL
 */
export const filterParameters = (catalog: Catalog, options: FilterOptions = {}): FilteredList => {
  const entry = catalog.entryPoint(options.entry ?? 'train').name;
  const level = levelOf(options.level ?? 'focused');
  const decisions = parseDecisions(catalog, options.decisions ?? {});
  const given = { ...options.config, ...spelled(catalog, entry, options.set ?? {}) };
  const situation = situationOf(catalog, entry, decisions, given);
  const assessments = (options.evidence ?? evidenceFor(catalog, entry)).assess(catalog, situation);
  const all = catalog
    .parametersOf(entry)
    .map((parameter) => ({ parameter, assessment: assessments.get(parameter.name) ?? UNASSESSED }));
  const chosen = choose(all, level);
  const kept = new Set(chosen.map(({ parameter }) => parameter));
  return {
    entry,
    decisions,
    level,
    total: all.length,
    count: chosen.length,
    parameters: chosen.map((judged) => present(catalog, judged)),
    hidden: groupHidden(all.filter(({ parameter }) => !kept.has(parameter))),
  };
};

interface Judged {
  readonly parameter: Parameter;
  readonly assessment: Assessment;
}

const UNASSESSED: Assessment = {
  standing: 'active',
  score: 0,
  importance: 'low',
  why: 'nothing is known of it',
};

const levelOf = (asked: string): Level => {
  const found = LEVELS.find((level) => level === asked.toLowerCase());
  if (found !== undefined) return found;
  throw new UserError({
    code: 'UNKNOWN_LEVEL',
    message: `There is no level "${asked}".`,
    next: `Take one of ${LEVELS.join(', ')}.`,
  });
};

const spelled = (
  catalog: Catalog,
  entry: string,
  set: Readonly<Record<string, Json>>,
): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(set).map(([name, value]) => [catalog.find(name, entry)[0].parameter.name, value]),
  );

const choose = (all: readonly Judged[], level: Level): readonly Judged[] => {
  if (level === 'all') return all;
  const live = all
    .filter(({ assessment }) => assessment.standing === 'pinned' || assessment.standing === 'active')
    .sort((a, b) => b.assessment.score - a.assessment.score);
  if (level === 'relevant') return live;
  const pinned = live.filter(({ assessment }) => assessment.standing === 'pinned');
  const ranked = live.filter(({ assessment }) => assessment.standing !== 'pinned' && assessment.score > 0);
  if (level === 'focused')
    return [...pinned, ...ranked.slice(0, Math.max(0, FOCUSED_AT_MOST - pinned.length))];
  const important = live.filter(({ assessment }) => assessment.importance === 'high');
  return important.slice(0, Math.max(CORE_AT_MOST, important.filter(isFixed).length));
};

/** Decided, given or required: in every list. */
const isFixed = ({ assessment }: Judged): boolean =>
  assessment.standing === 'pinned' && assessment.importance === 'high';

/** Every member each time, whether there is something to say or not: objects of one shape are made and read quickly. */
const present = (catalog: Catalog, { parameter, assessment }: Judged): FilteredParameter => {
  const facts = factsOf(catalog, parameter);
  const { importance, standing, value, constraints, why } = assessment;
  return {
    name: facts.name,
    class: facts.class,
    owner: facts.owner,
    type: facts.type,
    default: facts.default,
    choices: facts.choices,
    required: facts.required,
    init: facts.init,
    importance,
    standing,
    value,
    constraints,
    help: facts.help,
    note: facts.note,
    file: facts.file,
    line: facts.line,
    why,
  };
};

const known = new WeakMap<Catalog, Map<Parameter, ParameterFacts>>();

/** The same in every list of a catalog. */
const factsOf = (catalog: Catalog, parameter: Parameter): ParameterFacts => {
  const byParameter = known.get(catalog) ?? new Map<Parameter, ParameterFacts>();
  known.set(catalog, byParameter);
  const facts = byParameter.get(parameter) ?? parameterFacts(catalog, parameter);
  byParameter.set(parameter, facts);
  return facts;
};

/** By reason, the commonest first. */
const groupHidden = (left: readonly Judged[]): readonly HiddenGroup[] =>
  [...groupBy(left, ({ assessment }) => `${assessment.standing}\n${reasonOf(assessment)}`)]
    .map(([key, judged]) => {
      const [standing = 'active', why = ''] = key.split('\n');
      return {
        standing: standing as Standing,
        why,
        count: judged.length,
        names: judged.map(({ parameter }) => parameter.name),
      };
    })
    .toSorted((a, b) => b.count - a.count);

const reasonOf = ({ group, standing }: Judged['assessment']): string =>
  group ?? (standing === 'pinned' ? 'of the decisions, ranked below the cut' : 'ranked below the cut');
