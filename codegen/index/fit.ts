import type { Catalog } from '../../src/catalog/index.ts';
import { bearingsIn } from '../../src/decisions/evidence/bearing.ts';
import type { Sample } from '../../src/decisions/evidence/frequency.ts';
import { gatesBy } from '../../src/decisions/evidence/gates-by.ts';
import { indexEvidence, liveIndexOf, sharesOf } from '../../src/decisions/evidence/index.ts';
import { type Case, caseOf } from '../../src/decisions/evidence/judge.ts';
import { FEATURES, featuresOf } from '../../src/decisions/evidence/ranking.ts';
import { type Decisions, filterParameters } from '../../src/decisions/index.ts';
import { situationOf } from '../../src/decisions/situation.ts';
import type { EvidenceData, RankingWeights } from '../../src/model/index.ts';
import { fitLogistic, logLikelihood, type Observation } from './logistic.ts';

/** A real config to learn from or to measure with. */
export interface Config {
  readonly id: string;
  readonly from: 'examples' | 'public';
  readonly decisions: Decisions;
  readonly keys: readonly string[];
}

export interface Study {
  readonly catalog: Catalog;
  readonly data: EvidenceData;
  readonly entry: string;
  readonly configs: readonly Config[];
}

const sampleOf = ({ decisions, keys }: Config): Sample => ({
  decisions,
  configs: 1,
  keys: Object.fromEntries(keys.map((key) => [key, 1])),
});

/** What may be counted when a config is judged: every other one that is not held out. */
const samplesWithout = (
  { configs }: Study,
  held: ReadonlySet<string>,
): { examples: Sample[]; public: Sample[] } => {
  const rest = configs.filter(({ id }) => !held.has(id));
  return {
    examples: rest.filter(({ from }) => from === 'examples').map(sampleOf),
    public: rest.filter(({ from }) => from === 'public').map(sampleOf),
  };
};

/** Cases do not depend on the weights: worked out once for a config. */
const cases = new WeakMap<Config, Case>();

const caseFor = ({ catalog, data, entry }: Study, config: Config): Case | undefined => {
  const evidence = data.entries.find((one) => one.entry === entry);
  if (evidence === undefined) return undefined;
  const situation = situationOf(catalog, entry, config.decisions);
  const judged = cases.get(config) ?? caseOf(catalog, liveIndexOf(catalog, data, evidence), situation);
  cases.set(config, judged);
  return judged;
};

const observe = (study: Study, config: Config, held: ReadonlySet<string>): Observation[] => {
  const { catalog, data, entry } = study;
  const judged = caseFor(study, config);
  if (judged === undefined) return [];
  const samples = samplesWithout(study, new Set([...held, config.id]));
  const shares = sharesOf(catalog, data, judged.situation, samples);
  const set = new Set(config.keys);
  const gates = gatesBy(judged.situation);
  const bearings = bearingsIn(catalog, data, judged);
  return catalog
    .parametersOf(entry)
    .filter(({ name }) => judged.live.has(name))
    .map((parameter) => {
      const { name } = parameter;
      const features = featuresOf(
        judged.index,
        config.decisions,
        parameter,
        bearings(parameter),
        gates.left.has(name),
        shares(name),
      );
      return { features, happened: set.has(parameter.name) };
    });
};

const observeAll = (study: Study, held: ReadonlySet<string>): Observation[] =>
  study.configs.filter(({ id }) => !held.has(id)).flatMap((config) => observe(study, config, held));

/** The weights that explain best which keys configs set, each judged by the others; `like.…` are taken as given. */
export const fitRanking = (study: Study, held: ReadonlySet<string> = new Set()): RankingWeights => {
  const weights = fitLogistic(observeAll(study, held), FEATURES.length);
  const fitted = FEATURES.map((name, position) => [name, Number((weights[position] ?? 0).toFixed(4))]);
  const given = Object.entries(study.data.ranking).filter(([name]) => name.startsWith('like.'));
  return Object.fromEntries([...fitted, ...given]);
};

/** Factors tried for what says how alike two configs are. */
const STEPS = [0.5, 1.5];

/** How much each decision counts when configs are compared: one after the other, as long as the fit gets better. */
export const fitLikeness = (study: Study, start: RankingWeights): RankingWeights => {
  const fitOf = (like: RankingWeights): number => {
    const observations = observeAll({ ...study, data: { ...study.data, ranking: like } }, new Set());
    return logLikelihood(observations, fitLogistic(observations, FEATURES.length));
  };
  let best = { like: start, fit: fitOf(start) };
  for (const name of Object.keys(start)) {
    for (const step of STEPS) {
      const like = { ...best.like, [name]: Number(((best.like[name] ?? 1) * step).toFixed(3)) };
      const fit = fitOf(like);
      if (fit > best.fit) best = { like, fit };
    }
  }
  return best.like;
};

export interface Recall {
  /** Known keys that the configs set. */
  readonly keys: number;
  readonly found: number;
  /** Keys not in the focused list, with the reason it gives. */
  readonly missed: readonly { readonly key: string; readonly why: string; readonly config: string }[];
  readonly sizes: readonly number[];
}

/** Whether the keys of a config are in the focused list for its decisions, made without that config. */
export const recallOf = (study: Study, configs: readonly Config[], weights: RankingWeights): Recall => {
  const total = {
    keys: 0,
    found: 0,
    missed: [] as { key: string; why: string; config: string }[],
    sizes: [] as number[],
  };
  const known = new Set(study.catalog.parametersOf(study.entry).map(({ name }) => name));
  for (const config of configs) {
    const samples = samplesWithout(study, new Set([config.id]));
    const evidence = indexEvidence({ ...study.data, ranking: weights }, study.entry, samples);
    const list = filterParameters(study.catalog, {
      entry: study.entry,
      decisions: config.decisions,
      evidence,
    });
    const names = new Set(list.parameters.map(({ name }) => name));
    total.sizes.push(names.size);
    for (const key of config.keys.filter((name) => known.has(name))) {
      total.keys += 1;
      if (names.has(key)) total.found += 1;
      else {
        const group = list.hidden.find((one) => one.names.includes(key));
        total.missed.push({ key, config: config.id, why: `${group?.standing}: ${group?.why}` });
      }
    }
  }
  return total;
};

/** Weights fitted on all but one fold in turn, measured on that fold. */
export const crossValidate = (study: Study, folds: number, from: Config['from']): Recall => {
  const parts = Array.from({ length: folds }, (_, fold) =>
    study.configs.filter((__, position) => position % folds === fold),
  );
  const recalls = parts.map((part) => {
    const held = new Set(part.map(({ id }) => id));
    const measured = part.filter((config) => config.from === from);
    return recallOf(study, measured, fitRanking(study, held));
  });
  return {
    keys: recalls.reduce((sum, { keys }) => sum + keys, 0),
    found: recalls.reduce((sum, { found }) => sum + found, 0),
    missed: recalls.flatMap(({ missed }) => missed),
    sizes: recalls.flatMap(({ sizes }) => sizes),
  };
};
