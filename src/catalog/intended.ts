import type { Catalog } from './catalog.ts';
import { meantBy } from './meaning.ts';
import { type Slip, slips } from './nearest.ts';

/** What a key that no parameter has was surely to be. */
export interface Intended {
  /** A slip of the pen, or another word for the same. */
  readonly by: 'spelling' | 'meaning';
  /** Best first, never empty. */
  readonly names: readonly string[];
}

/** From here on what a key says counts more than that some other name looks like it: `use_lora` is no `use_dora`. */
const CLEARLY = 0.9;

/** What a key stands for among some names; `undefined` where nothing is clear. */
export const intendedBy = (
  catalog: Catalog,
  key: string,
  among: ReadonlySet<string>,
): Intended | undefined => {
  const slipped = slips(key, among);
  const meant = meantBy(catalog, key, (name) => among.has(name));
  const [slip] = slipped;
  const [best] = meant;
  if (slip !== undefined && (slip.edits === 0 || best === undefined || best.score < CLEARLY))
    return { by: 'spelling', names: alike(slipped, slip.edits) };
  if (best === undefined) return undefined;
  return slipped.some(({ name }) => name === best.name)
    ? { by: 'spelling', names: [best.name] }
    : { by: 'meaning', names: meant.map(nameOf) };
};

/** Beside the same spelling nothing else is meant; beside a slip, one with a letter more may be. */
const alike = (slipped: readonly Slip[], best: number): readonly string[] =>
  slipped.filter(({ edits }) => edits <= (best === 0 ? 0 : best + 1)).map(nameOf);

const nameOf = ({ name }: { readonly name: string }): string => name;
