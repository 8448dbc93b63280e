import { type Catalog, checkerOf } from '../catalog/index.ts';
import type { Frequency } from '../decisions/examples.ts';
import { type Finding, fromJson, moveOf, NO_ENVIRONMENT, PyDict } from '../expr/index.ts';
import { formatPlace, type Json, type Parameter } from '../model/index.ts';
import { type Chosen, usualValue } from './value.ts';

/** A config that upstream's rules let pass, or the rule that nothing could satisfy. */
export type Repaired =
  | { readonly values: readonly Chosen[]; readonly remarks: readonly string[] }
  | { readonly refusal: Finding };

const ROUNDS = 12;

export interface Surroundings {
  readonly catalog: Catalog;
  readonly entry: string;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly frequencies: ReadonlyMap<string, Frequency>;
}

/**
 * Mends what the rules refuse for certain, one change at a time: first an optional key is left out, then one that is
 * missing is added; and writes what they warn about under the name that upstream hands it on to. What the user decided
 * is never touched.
 */
export const repair = (around: Surroundings, first: readonly Chosen[]): Repaired => {
  const repaired = passing(around, first);
  return 'refusal' in repaired ? repaired : { ...repaired, values: current(around, repaired.values) };
};

/** Usual values under the names of today. */
const current = (
  { catalog, entry, parameters }: Surroundings,
  values: readonly Chosen[],
): readonly Chosen[] => {
  const checker = checkerOf(catalog, entry);
  const config = fromJson(configOf(values));
  if (checker === undefined || !(config instanceof PyDict)) return values;
  const warned = new Set(
    checker
      .run(config, NO_ENVIRONMENT)
      .findings.filter(({ kind, certainty }) => kind === 'warning' && certainty === 'certain')
      .flatMap((finding) => finding.parameters),
  );
  return values.map((chosen) => {
    if (chosen.origin !== 'usual' || !warned.has(chosen.name)) return chosen;
    const move = moveOf(chosen.name, config, checker, NO_ENVIRONMENT, parameters);
    return move === undefined ? chosen : { ...chosen, name: move.name };
  });
};

const passing = (around: Surroundings, first: readonly Chosen[]): Repaired => {
  const refused = judgeOf(around);
  let values = first;
  const remarks: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const finding = refused(values);
    if (finding === null) return { values, remarks };
    const change = changes(around, values, finding).find(
      (each) => refused(each.values)?.rule !== finding.rule,
    );
    if (change === undefined) return { refusal: finding };
    values = change.values;
    remarks.push(`${change.text}: ${finding.condition} is refused (${formatPlace(finding.place)})`);
  }
  const finding = refused(values);
  return finding === null ? { values, remarks } : { refusal: finding };
};

const judgeOf = ({ catalog, entry }: Surroundings): ((values: readonly Chosen[]) => Finding | null) => {
  const checker = checkerOf(catalog, entry);
  if (checker === undefined) return () => null;
  return (values) => {
    const config = fromJson(configOf(values));
    return config instanceof PyDict ? checker.first(config, NO_ENVIRONMENT) : null;
  };
};

export const configOf = (values: readonly Chosen[]): Record<string, Json> =>
  Object.fromEntries(values.map(({ name, value }) => [name, value]));

interface Change {
  readonly text: string;
  readonly values: readonly Chosen[];
}

const changes = (around: Surroundings, values: readonly Chosen[], finding: Finding): readonly Change[] => {
  const optional = finding.parameters.filter((name) =>
    values.some((chosen) => chosen.name === name && chosen.origin === 'usual'),
  );
  const absent = finding.parameters.filter((name) => !values.some((chosen) => chosen.name === name));
  return [
    ...optional.map((name) => ({
      text: `${name} left out`,
      values: values.filter((each) => each.name !== name),
    })),
    ...absent.flatMap((name) => {
      const parameter = around.parameters.get(name);
      if (parameter?.init !== true) return [];
      const value = usualValue(parameter, around.frequencies.get(name));
      return [{ text: `${name} added`, values: [...values, { name, value, origin: 'required' as const }] }];
    }),
  ];
};
