import type { ArgumentClass, EntryPoint, Open } from '../../src/model/catalog.ts';
import type { Constants } from '../python/constants.ts';
import type { ClassValue, PyValue } from '../python/value.ts';
import type { FactsContext } from './context.ts';
import { compositionKey, type FoundEntry } from './entry-points.ts';
import { type ExtractedClass, extractClass, openPath } from './parameters.ts';

/** A class that an entry point takes, by what it takes to find it again in another state of the source. */
export type TakenClass =
  | { readonly kind: 'made'; readonly made: ExtractedClass }
  | {
      readonly kind: 'named';
      readonly module: string;
      readonly name: string;
      readonly qualname: string;
      /** `USE_MCA=1`: the world in which it is composed otherwise than in the ordinary one. */
      readonly world: string | null;
    };

export const takenClass = (context: FactsContext, entry: FoundEntry, item: PyValue): TakenClass => {
  if (item.type !== 'class') return { kind: 'made', made: outside(entry, item) };
  const ordinary = compositionKey(context.constants, item) === compositionKey(entry.constants, item);
  const { module, qualname, node } = item.binding;
  const world = ordinary ? null : entry.when;
  const named = { kind: 'named', module: module.name, name: node.name, qualname, world } as const;
  if (foundAgain(context, named)?.binding.node === node) return named;
  return { kind: 'made', made: composedIn(extractClass(context, constantsOf(context, world), item), world) };
};

/** A composed class with its texts, as the program has it now. */
export const extractTaken = (
  context: FactsContext,
  taken: Extract<TakenClass, { kind: 'named' }>,
): ExtractedClass | undefined => {
  const value = foundAgain(context, taken);
  return value && composedIn(extractClass(context, constantsOf(context, taken.world), value), taken.world);
};

const foundAgain = (
  context: FactsContext,
  { module: home, name, world }: Extract<TakenClass, { kind: 'named' }>,
): ClassValue | undefined => {
  const module = context.program.module(home);
  const value = module && constantsOf(context, world).global(module, name);
  return value?.type === 'class' ? value : undefined;
};

const constantsOf = (context: FactsContext, world: string | null): Constants => {
  if (world === null) return context.constants;
  const [name = '', value = ''] = world.split('=');
  return context.under(new Map([[name, value]]));
};

/**
 * A class composed differently in the world of an entry point (another base under an environment variable) is a class
 * of its own: its name then ends with the condition, `…TrainingArguments[USE_MCA=1]`.
 */
const composedIn = (made: ExtractedClass, world: string | null): ExtractedClass =>
  world === null ? made : { ...made, class: { ...made.class, qualname: `${made.class.qualname}[${world}]` } };

/** A class of a package that is not here, or chosen by the config: it has a place in the list, nothing else. */
function outside(entry: FoundEntry, item: PyValue): ExtractedClass {
  const { path: file, line } = entry.place;
  const path = item.type === 'external' ? item.path : `a class chosen at ${file}:${line}`;
  const name = item.type === 'external' ? path.slice(path.lastIndexOf('.') + 1) : path;
  const made: ArgumentClass = {
    qualname: path,
    name,
    place: entry.place,
    mro: [name],
    open: item.type === 'external' ? openPath(path) : { missing: path, package: path },
    parameters: [],
  };
  return { class: made, help: new Map(), docs: new Map() };
}

/** Open classes of an entry point, each missing path once. */
export function openOf(classes: readonly ArgumentClass[]): EntryPoint['open'] {
  const found = new Map<string, Open>();
  for (const { open } of classes) if (open !== null) found.set(open.missing, open);
  return [...found.values()];
}
