import { z } from 'zod';
import { once } from '../../src/catalog/once.ts';
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
    ...counted(),
    ...(data.examples.length > 0 ? { exampleCounts: [] } : {}),
  };
  return withOwnClasses(evidence, data);
};

/** The same for every source. */
const counted = once(() => ({
  publicCounts: z.array(CountGroup).parse(publicCounts),
  exampleCounts: z.array(CountGroup).parse(exampleCounts),
  ranking: RankingWeights.parse(weights),
}));
