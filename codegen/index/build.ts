import { z } from 'zod';
import { type CatalogData, CountGroup, type EvidenceData, RankingWeights } from '../../src/model/index.ts';
import { type EvidenceStage, extractEvidence } from '../evidence/extract.ts';
import exampleCounts from './example-counts.json' with { type: 'json' };
import { withOwnClasses } from './own-classes.ts';
import publicCounts from './public-counts.json' with { type: 'json' };
import weights from './weights.json' with { type: 'json' };

/** `index.json`: evidence from the code, and what is known of how often keys are set. */
export const buildIndex = (
  stage: EvidenceStage,
  data: Pick<CatalogData, 'source' | 'classes' | 'entryPoints' | 'examples'>,
): EvidenceData => {
  const evidence: EvidenceData = {
    ...extractEvidence(stage, data),
    publicCounts: z.array(CountGroup).parse(publicCounts),
    exampleCounts: data.examples.length > 0 ? [] : z.array(CountGroup).parse(exampleCounts),
    ranking: RankingWeights.parse(weights),
  };
  return withOwnClasses(evidence, data);
};
