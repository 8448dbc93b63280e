import type { ModelInfo } from '../model/index.ts';
import type { Catalog } from './catalog.ts';

/**
 * The model that upstream knows under a name, a hub id, or a path that ends like one: `Qwen/Qwen3-4B`, `Qwen3-4B`,
 * `/models/qwen3-4b/`. The whole id first, then its last part; `undefined` where none fits.
 */
export const findModel = (catalog: Catalog, asked: string): ModelInfo | undefined => {
  const models = catalog.data.models ?? [];
  const wanted = asked
    .trim()
    .toLowerCase()
    .replace(/[\\/]+$/, '');
  const last = lastPart(wanted);
  const ids = (model: ModelInfo): readonly string[] =>
    [model.name, ...Object.values(model.hubs)].map((id) => id.toLowerCase());
  return (
    models.find((model) => ids(model).includes(wanted)) ??
    models.find((model) => ids(model).some((id) => lastPart(id) === last))
  );
};

/** The template upstream gives a model; `undefined` where it knows neither. */
export const templateFor = (catalog: Catalog, model: string): string | undefined =>
  findModel(catalog, model)?.template ?? undefined;

/**
 * Models of a family, by how their names or ids begin: `Qwen3`, `qwen2.5-vl`, `deepseek-r1-distill`. A beginning ends
 * where a part of the name does, so `Qwen2` is not the beginning of `Qwen2.5-7B`.
 */
export const findFamily = (catalog: Catalog, asked: string): readonly ModelInfo[] => {
  const wanted = asked.trim().toLowerCase();
  if (wanted === '') return [];
  return (catalog.data.models ?? []).filter((model) =>
    [model.name, ...Object.values(model.hubs).map(lastPart)].some((id) =>
      beginsWith(id.toLowerCase(), wanted),
    ),
  );
};

const beginsWith = (id: string, beginning: string): boolean => {
  if (!id.startsWith(beginning)) return false;
  const next = id.charAt(beginning.length);
  return isLetter(beginning.slice(-1)) ? !isLetter(next) : !/[\p{L}\p{N}.]/u.test(next);
};

const isLetter = (character: string): boolean => /\p{L}/u.test(character);

const lastPart = (id: string): string => id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf('\\')) + 1);
