import type { Catalog } from '../../catalog/index.ts';
import type { EvidenceData, Json, Parameter } from '../../model/index.ts';
import { settledExamples } from '../examples.ts';
import { SOMETHING } from './assignment.ts';

/** A key that this share of the examples sets counts as set when nothing is said of it. */
const NEARLY_ALL = 0.8;

export const defaultValues = (parameters: readonly Parameter[]): Readonly<Record<string, Json>> =>
  Object.fromEntries(
    parameters.map(({ name, default: fallback }) => [
      name,
      fallback.kind === 'value' ? fallback.value : SOMETHING,
    ]),
  );

/** What nearly every config sets, with the value of the last example; without examples only that it is set. */
export const customaryValues = (
  catalog: Catalog,
  data: EvidenceData,
  entry: string,
  parameters: readonly Parameter[],
): Readonly<Record<string, Json>> => {
  const examples = settledExamples(catalog, entry).map(({ example }) => example.config);
  const counted = examples.length === 0 ? data.exampleCounts : [];
  const total = examples.length + counted.reduce((sum, { configs }) => sum + configs, 0);
  const customary: Record<string, Json> = {};
  for (const { name, type } of parameters) {
    const setting = examples.filter((config) => config[name] !== undefined);
    const count = setting.length + counted.reduce((sum, { keys }) => sum + (keys[name] ?? 0), 0);
    if (total > 0 && count >= NEARLY_ALL * total)
      customary[name] = setting.at(-1)?.[name] ?? (type === 'bool' ? true : SOMETHING);
  }
  return customary;
};
