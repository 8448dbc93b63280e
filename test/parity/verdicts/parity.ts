import type { Catalog } from '../../../src/catalog/index.ts';
import { type Checker, compileRules, type Environment, PyDict } from '../../../src/expr/index.ts';
import { parseJson } from '../../../src/expr/python/json.ts';
import type { Parameter, RulesData } from '../../../src/model/index.ts';
import type { PythonEnvironment } from '../environment.ts';
import { BASES, type BaseConfig } from './bases.ts';
import { compareVerdict, type Disagreement } from './compare.ts';
import { comparedConstants } from './constants.ts';
import { atomNames, exactEnvironment, outsideNames } from './environment.ts';
import { type Case, caseText, mutate, type Pool } from './mutate.ts';
import { functionsOf, type RealParser, startParser } from './parser.ts';
import { randomFrom } from './random.ts';

export interface ParityOptions {
  readonly catalog: Catalog;
  readonly python: PythonEnvironment;
  /** Modules that its parser imports and never asks for anything, where they are not there. */
  readonly stubs: readonly string[];
  readonly count: number;
  readonly seed: number;
  readonly types: boolean;
  /** How many disagreements are reduced to a minimal config, one of each sort. */
  readonly minimise: number;
}

export interface ParityReport {
  readonly count: number;
  readonly accepted: number;
  readonly rejected: number;
  /** By kind, over configs. */
  readonly disagreeing: Readonly<Record<string, number>>;
  /** Share of configs on which both agree in everything. */
  readonly agreement: number;
  readonly examples: readonly {
    readonly case: Case;
    readonly disagreement: Disagreement;
    readonly times: number;
  }[];
}

/** Makes configs, asks both, compares. */
export const runParity = async (options: ParityOptions): Promise<ParityReport> => {
  const { catalog, seed, count, types, minimise } = options;
  const rules = rulesOf(catalog);
  const judge = judgeFor(catalog, rules);
  const parser = await startParser(options.python, functionsOf(catalog), options.stubs);
  try {
    const environment = exactEnvironment(await parser.ask(atomNames(rules), outsideNames(rules)));
    const cases = makeCases(catalog, rules, { seed, count, types, entries: parser.entries });
    const found: { case: Case; disagreements: readonly Disagreement[]; accepted: boolean }[] = [];
    let at = 0;
    for await (const real of parser.judge(cases)) {
      const one = cases[at++];
      if (one === undefined) break;
      found.push({ case: one, disagreements: judge(one, real.json, environment), accepted: real.accepted });
    }
    const wrong = found.filter(({ disagreements }) => disagreements.length > 0);
    const sorts = bySort(wrong.map((each) => [each.case, each.disagreements] as const));
    const examples = [];
    for (const [index, sort] of sorts.entries())
      examples.push(index < minimise ? await reduce(sort, parser, judge, environment) : sort);
    const accepted = found.filter((each) => each.accepted).length;
    return {
      count: found.length,
      accepted,
      rejected: found.length - accepted,
      disagreeing: countKinds(wrong.map(({ disagreements }) => disagreements)),
      agreement: found.length === 0 ? 0 : 1 - wrong.length / found.length,
      examples,
    };
  } finally {
    parser.close();
  }
};

export const rulesOf = (catalog: Catalog): RulesData => {
  const rules = catalog.rules;
  if (rules === undefined || rules === null) throw new Error('the catalog has no rules');
  return rules;
};

export type Judge = (one: Case, real: string, environment: Environment) => readonly Disagreement[];

export const judgeFor = (catalog: Catalog, rules: RulesData): Judge => {
  const checkers = new Map<string, Checker>(
    rules.entries.map(({ entry }) => [entry, compileRules(rules, entry)]),
  );
  return (one, real, environment) => {
    const checker = checkers.get(one.entry);
    const request = parseJson(caseText(one));
    const config = request instanceof PyDict ? request.get('config') : undefined;
    const answer = parseJson(real);
    if (checker === undefined || !(config instanceof PyDict) || !(answer instanceof PyDict))
      throw new Error(`${one.id} cannot be compared`);
    return compareVerdict(checker, config, environment, answer, catalog.parametersOf(one.entry));
  };
};

interface CaseOptions {
  readonly seed: number;
  readonly count: number;
  readonly types: boolean;
  readonly ownBases?: boolean;
  /** Those that the parser can be asked for; without it those that one of our own configs is for. */
  readonly entries?: readonly string[];
}

export const makeCases = (
  catalog: Catalog,
  rules: RulesData,
  { seed, count, types, ownBases = false, entries = entriesOfBases(rules) }: CaseOptions,
): readonly Case[] => {
  const bases = entries.flatMap((entry) => basesOf(catalog, entry, ownBases));
  const pool = poolOf(catalog, rules);
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, index) => {
    const base = random.pick(bases);
    const parameters = pool.parameters.get(base.entry) ?? [];
    // Every other case changes the next parameter in turn, so that none is left out.
    const first = index % 2 === 0 ? parameters[(index / 2) % parameters.length] : undefined;
    return mutate(base, `${seed}-${index}`, pool, random, types, first);
  });
};

const entriesOfBases = (rules: RulesData): readonly string[] =>
  rules.entries.map(({ entry }) => entry).filter((entry) => BASES.some((base) => base.entry === entry));

/** Upstream's examples and our own configs; of these what the source knows, and for an entry point that none is for, any. */
const basesOf = (catalog: Catalog, entry: string, ownBases: boolean): readonly BaseConfig[] => {
  const known = new Set(catalog.parametersOf(entry).map(({ name }) => name));
  const own = BASES.filter((base) => base.entry === entry);
  const made = (own.length > 0 ? own : BASES).map(({ name, config }) => ({
    name,
    entry,
    config: Object.fromEntries(Object.entries(config).filter(([key]) => known.has(key))),
  }));
  const examples = catalog.data.examples.filter((one) => one.entry === entry);
  return ownBases ? made : [...made, ...examples.map(({ path, config }) => ({ name: path, entry, config }))];
};

const poolOf = (catalog: Catalog, rules: RulesData): Pool => {
  const settable = (entry: string) => catalog.parametersOf(entry).filter(({ init }) => init);
  const entries = rules.entries.map(({ entry }) => entry);
  const parameters = new Map(entries.map((entry) => [entry, settable(entry)] as const));
  const ruled = new Map(
    entries.map((entry) => {
      const checker = compileRules(rules, entry);
      return [entry, settable(entry).filter(({ name }) => checker.rulesFor(name).length > 0)] as const;
    }),
  );
  const known = new Set(settable('train').map(({ name }) => name));
  const others = [
    ...catalog.names.filter((name) => !known.has(name)),
    'no_such_key',
    'evaluation_strategy',
    'dpo_beta',
  ];
  const gates = new Map([...ruled].map(([entry, own]) => [entry, own.filter(isGate)] as const));
  const choices = settable('train').flatMap((one) => (one.choices === undefined ? [] : [one.choices.values]));
  return { parameters, ruled, gates, foreign: others, constants: comparedConstants(rules), choices };
};

const isGate = ({ typeRef, choices }: Parameter): boolean =>
  choices !== undefined || (typeRef.kind === 'primitive' && typeRef.name === 'bool');

type Sort = ParityReport['examples'][number];

/** One example of every sort of disagreement, the most frequent first. */
const bySort = (wrong: readonly (readonly [Case, readonly Disagreement[]])[]): readonly Sort[] => {
  const sorts = new Map<string, Sort>();
  for (const [one, disagreements] of wrong) {
    for (const disagreement of disagreements) {
      const key = `${disagreement.kind} ${disagreement.what.replaceAll(/"[^"]*"|\d+\.\d+/g, '…')}`;
      const known = sorts.get(key);
      sorts.set(key, {
        case: known?.case ?? one,
        disagreement: known?.disagreement ?? disagreement,
        times: (known?.times ?? 0) + 1,
      });
    }
  }
  return [...sorts.values()].sort((a, b) => b.times - a.times);
};

const countKinds = (all: readonly (readonly Disagreement[])[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const disagreements of all)
    for (const kind of new Set(disagreements.map((each) => each.kind)))
      counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

/** Leaves out keys as long as the same kind of disagreement remains. */
const reduce = async (
  sort: Sort,
  parser: RealParser,
  judge: Judge,
  environment: Environment,
): Promise<Sort> => {
  let best = sort;
  for (const key of Object.keys(sort.case.config)) {
    const { [key]: _, ...config } = best.case.config;
    const smaller: Case = { ...best.case, config };
    for await (const real of parser.judge([smaller])) {
      const same = judge(smaller, real.json, environment).find(({ kind }) => kind === sort.disagreement.kind);
      if (same !== undefined) best = { ...sort, case: smaller, disagreement: same };
    }
  }
  return best;
};

export const printReport = (report: ParityReport): string => {
  const { count, accepted, rejected, disagreeing, agreement, examples } = report;
  return [
    `${count} configs: the real parser accepts ${accepted} and rejects ${rejected}; agreement ${(agreement * 100).toFixed(3)} %`,
    ...Object.entries(disagreeing).map(([kind, times]) => `  ${kind}: ${times}`),
    ...examples.map(
      ({ case: one, disagreement, times }) =>
        `\n${disagreement.kind} (${times}): ${disagreement.what}\n  ${one.entry} ${caseText(one)}`,
    ),
  ].join('\n');
};
