import { switchedFamilies } from '../../src/decisions/families.ts';
import type { CatalogData } from '../../src/model/catalog.ts';
import type { EvidenceData } from '../../src/model/evidence.ts';
import { COMPANIONS } from '../source/scope.ts';

/**
 * Evidence with classes of the user's own (codegen/extra), declared neither in the source's package nor in a companion,
 * taken to have an effect, while the switch is on where they have one: what reads their fields is as a rule no part of
 * the source, so that nothing reads them here says nothing. Where the source does read a field, that is what counts.
 */
export const withOwnClasses = (
  evidence: EvidenceData,
  { source, classes }: Pick<CatalogData, 'source' | 'classes'>,
): EvidenceData => {
  const known = new Set<string | undefined>([source.package, ...COMPANIONS]);
  const own = classes
    .flatMap(({ parameters }) => parameters)
    .filter(({ place }) => !known.has(place.path.split('/')[0]));
  const owners = [...new Set(own.map(({ owner }) => owner))];
  if (owners.length === 0) return evidence;
  const switches = new Map(classes.flatMap(switchedFamilies).map((family) => [family.owner, family.switch]));
  const nodes: EvidenceData['nodes'] = [...evidence.nodes];
  const added = owners.map((owner) => {
    const name = switches.get(owner);
    if (name === undefined) nodes.push({ op: 'const', value: true });
    else nodes.push({ op: 'input', name }, { op: 'truth', args: [nodes.length] });
    return { owner, when: nodes.length - 1 };
  });
  const entries = evidence.entries.map((entry) => {
    const conditional = new Set(entry.classes.map(({ owner }) => owner));
    return {
      ...entry,
      classes: [...entry.classes, ...added.filter(({ owner }) => !conditional.has(owner))],
    };
  });
  return { ...evidence, nodes, entries };
};
