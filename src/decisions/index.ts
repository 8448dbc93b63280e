export { type Capabilities, capabilitiesOf, type Offer } from './capabilities.ts';
export { type ComparedGroup, type CompareInput, type Comparison, compare, type Side } from './compare.ts';
export { type Dimension, type DimensionValue, dimensionsOf } from './dimension.ts';
export { DIMENSION_NAMES, type DimensionName, type Gate } from './dimensions.ts';
export { type ParameterEvidence, parameterEvidence, type ShownRead } from './evidence/show.ts';
export type { Assessment, Evidence, Importance, Situation, Standing } from './evidence.ts';
export {
  type FilteredList,
  type FilteredParameter,
  type FilterOptions,
  filterParameters,
  type HiddenGroup,
  type Judged,
  LEVELS,
  type Level,
  present,
  type Selection,
  selectParameters,
} from './filter.ts';
export {
  type DimensionGuidance,
  decisionGuidance,
  type FamilyGuidance,
  type Guidance,
  type ValueGuidance,
} from './guidance.ts';
export { type DecisionInput, type Decisions, decisionsOf, findDimension, parseDecisions } from './parse.ts';
