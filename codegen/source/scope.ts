/**
 * Which files below a root the extraction may read. Everything of LLaMA Factory itself; of its companions the part
 * that arguments can come from: transformers' single models are 85 % of its text and hold no argument.
 */
export interface Scope {
  readonly file: (path: string) => boolean;
  /** Folders that hold nothing in scope are not even listed. */
  readonly folder: (path: string) => boolean;
  /** Raised when the scope grows: what was unpacked before lacks the new files. */
  readonly revision?: number;
}

const isPython = (path: string): boolean => path.endsWith('.py');
const everywhere = (): boolean => true;

/** Path below the prefix: `models/auto` for `transformers/models/auto`. */
const below = (path: string): readonly string[] => path.split('/').slice(1);

const inTransformers = (path: string): boolean => {
  const [folder, model] = below(path);
  return folder !== 'models' || model === undefined || model === 'auto' || isPython(model);
};
const inAccelerate = (path: string): boolean =>
  ['utils', '__init__.py', 'state.py'].includes(below(path)[0] ?? '');

const SCOPES: Readonly<Record<string, Scope>> = {
  transformers: { file: (path) => isPython(path) && inTransformers(path), folder: inTransformers },
  accelerate: { file: (path) => isPython(path) && inAccelerate(path), folder: inAccelerate, revision: 2 },
  examples: { file: (path) => /\.(ya?ml|json)$/.test(path), folder: everywhere },
  /** The user's own datasets lie there too and may be of any size: only their list is read. */
  data: { file: (path) => path === 'data/dataset_info.json', folder: () => false },
};

/** The scope of a root by its prefix; a package not named above is read whole. */
export const scopeOf = (prefix: string): Scope => SCOPES[prefix] ?? { file: isPython, folder: everywhere };

/** Packages that LLaMA Factory's arguments build on, read beside it: bases, lists of names, enums of choices. */
export const COMPANIONS = ['transformers', 'accelerate', 'datasets'] as const;
export type Companion = (typeof COMPANIONS)[number];
