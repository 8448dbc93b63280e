export {
  type Catalog,
  type CatalogExtras,
  createCatalog,
  type Lazy,
  type Occurrence,
  withNotice,
} from './catalog.ts';
export { checkerOf } from './checker.ts';
export { describedSchema, EntrySchema } from './entry-schema.ts';
export {
  type ParameterFacts,
  type ParameterPage,
  parameterFacts,
  parameterPage,
  printDefault,
} from './facts.ts';
export { groupBy } from './group.ts';
export { findFamily, findModel, templateFor } from './models.ts';
export { nearest, plainSpelling } from './nearest.ts';
export { opening } from './opening.ts';
export { type ParameterRule, parameterRules } from './parameter-rules.ts';
export {
  type NameHit,
  prepareSearch,
  type SearchOptions,
  type SearchResult,
  searchNames,
  searchParameters,
  unplacedWords,
} from './search.ts';
export { buildIndex, type SearchIndex } from './search-index.ts';
