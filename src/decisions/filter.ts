import { type Catalog, type ParameterFacts, parameterFacts } from '../catalog/index.ts';
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

/** What is in a list and what is left out. */
export interface Selection {
  readonly entry: string;
  readonly decisions: Decisions;
  readonly level: Level;
  /** Fields of the entry point. */
  readonly total: number;
  /** The most important first; at level `all` in the parser's order. */
  readonly chosen: readonly Judged[];
  readonly hidden: readonly HiddenGroup[];
}

export interface FilteredList extends Omit<Selection, 'chosen'> {
  readonly count: number;
  readonly parameters: readonly FilteredParameter[];
}

const FOCUSED_AT_MOST = 70;
const CORE_AT_MOST = 30;

/**
 * The parameters that matter under some decisions.
 * @throws UserError UNKNOWN_ENTRY, UNKNOWN_DECISION, UNKNOWN_DECISION_VALUE, UNKNOWN_PARAMETER (in `set`), UNKNOWN_LEVEL
 */
export const filterParameters = (catalog: Catalog, options: FilterOptions = {}): FilteredList => {
  const { entry, decisions, level, total, chosen, hidden } = selectParameters(catalog, options);
  const parameters = chosen.map((judged) => present(catalog, judged));
  return { entry, decisions, level, total, count: chosen.length, parameters, hidden };
};

/** The same before it is put into words. Throws as `filterParameters`. */
export const selectParameters = (catalog: Catalog, options: FilterOptions = {}): Selection => {
  const entry = catalog.entryPoint(options.entry ?? 'train').name;
  const level = levelOf(options.level ?? 'focused');
  const decisions = parseDecisions(catalog, options.decisions ?? {});
  const given = { ...options.config, ...spelled(catalog, entry, options.set ?? {}) };
  const situation = situationOf(catalog, entry, decisions, given);
  const assess = (options.evidence ?? evidenceFor(catalog, entry)).assess(catalog, situation);
  const all = catalog.parametersOf(entry).map((parameter) => ({ parameter, assessment: assess(parameter) }));
  const chosen = choose(all, level);
  return { entry, decisions, level, total: all.length, chosen, hidden: groupHidden(all, new Set(chosen)) };
};

/** A parameter and what was found of it. */
export interface Judged {
  readonly parameter: Parameter;
  readonly assessment: Assessment;
}

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
  const [pinned, active] = [ofStanding(all, 'pinned'), ofStanding(all, 'active')];
  if (level === 'focused') {
    const ranked = byScore(active.filter(({ assessment }) => assessment.score > 0));
    return [...byScore(pinned), ...ranked.slice(0, Math.max(0, FOCUSED_AT_MOST - pinned.length))];
  }
  const live = byScore(
    all.filter(({ assessment: { standing } }) => standing === 'pinned' || standing === 'active'),
  );
  if (level === 'relevant') return live;
  const important = live.filter(({ assessment }) => assessment.importance === 'high');
  return important.slice(0, Math.max(CORE_AT_MOST, important.filter(isFixed).length));
};

const ofStanding = (all: readonly Judged[], wanted: Standing): Judged[] =>
  all.filter(({ assessment }) => assessment.standing === wanted);

const byScore = (judged: Judged[]): readonly Judged[] =>
  judged.sort(({ assessment: a }, { assessment: b }) => (a.score > b.score ? -1 : a.score < b.score ? 1 : 0));

/** Decided, given or required: in every list. */
const isFixed = ({ assessment }: Judged): boolean =>
  assessment.standing === 'pinned' && assessment.importance === 'high';

/** Every member each time, whether there is something to say or not: objects of one shape are made and read quickly. */
export const present = (catalog: Catalog, { parameter, assessment }: Judged): FilteredParameter => {
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
const groupHidden = (all: readonly Judged[], kept: ReadonlySet<Judged>): readonly HiddenGroup[] => {
  const groups: { standing: Standing; why: string; names: string[] }[] = [];
  const found = new Map<Standing, Map<string, string[]>>();
  for (const judged of all) {
    if (kept.has(judged)) continue;
    const { standing } = judged.assessment;
    const why = reasonOf(judged.assessment);
    const byReason = found.get(standing) ?? new Map<string, string[]>();
    found.set(standing, byReason);
    const names = byReason.get(why) ?? [];
    if (names.length === 0) groups.push({ standing, why, names });
    byReason.set(why, names);
    names.push(judged.parameter.name);
  }
  return groups
    .map(({ standing, why, names }) => ({ standing, why, count: names.length, names }))
    .sort((a, b) => b.count - a.count);
};

const reasonOf = ({ group, standing }: Judged['assessment']): string =>
  group ?? (standing === 'pinned' ? 'of the decisions, ranked below the cut' : 'ranked below the cut');
