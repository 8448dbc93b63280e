import { loadCatalog } from '../catalog/load.ts';
import { once } from '../catalog/once.ts';
import { catalogFrom } from '../catalog/open.ts';
import { HistoryData } from '../model/history.ts';
import { ARTIFACT } from '../model/manifest.ts';
import { RulesData } from '../model/rule.ts';
import { createValidator, type Validator } from './validator.ts';

/** A validator over a folder whose every file is checked against its schema. Throws as `loadCatalog`. For Node. */
export const openChecked = (dir: string): Validator => {
  const folder = loadCatalog(dir);
  return createValidator({
    catalog: catalogFrom(folder),
    rules: folder.artifact(ARTIFACT.rules, RulesData) ?? undefined,
    history: once(() => folder.artifact(ARTIFACT.history, HistoryData) ?? undefined),
  });
};
