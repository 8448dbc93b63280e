import type { Catalog } from '../../catalog/index.ts';
import type { Evidence } from '../evidence.ts';
import { factsEvidence } from '../facts-evidence.ts';
import { indexEvidence } from './index.ts';

/** The best that is known of an entry point: its index, else what names and examples tell. */
export const evidenceFor = (catalog: Catalog, entry: string): Evidence => {
  const { evidence } = catalog;
  return (evidence === undefined ? undefined : indexEvidence(evidence, entry)) ?? factsEvidence;
};
