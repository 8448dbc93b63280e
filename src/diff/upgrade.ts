import { type Catalog, nearest } from '../catalog/index.ts';
import type { Parameter } from '../model/index.ts';
import { diffCatalogs } from './diff.ts';

/** What an upgrade does to a config, or should tell about it. */
export type UpgradeStep =
  /** Written under its new name. */
  | { readonly kind: 'renamed'; readonly key: string; readonly to: string; readonly why: string }
  /** Gone, and this may be what it has become, or the place where its matter is settled now: for a person to judge. */
  | { readonly kind: 'perhaps'; readonly key: string; readonly to: string; readonly why: string }
  /** Two keys of the config would become one: left for a person. */
  | { readonly kind: 'collides'; readonly key: string; readonly to: string }
  /** Gone without a successor; `elsewhere`: entry points that still take it. */
  | { readonly kind: 'removed'; readonly key: string; readonly elsewhere: readonly string[] }
  /** This entry point takes it on neither side. */
  | {
      readonly kind: 'unknown';
      readonly key: string;
      readonly nearest: readonly string[];
      readonly elsewhere: readonly string[];
    }
  /** The value is no longer among the choices. */
  | {
      readonly kind: 'choice';
      readonly key: string;
      readonly value: string;
      readonly choices: readonly string[];
    }
  | { readonly kind: 'type'; readonly key: string; readonly before: string; readonly after: string }
  /** Not set in the config, and what it is without that has changed. */
  | {
      readonly kind: 'default';
      readonly key: string;
      readonly before: string | null;
      readonly after: string | null;
    }
  /** Not set in the config, and the later side demands it. */
  | { readonly kind: 'required'; readonly key: string };

export interface UpgradePlan {
  readonly from: string;
  readonly to: string;
  readonly entry: string;
  /** In the config's order; then what concerns keys it does not set. */
  readonly steps: readonly UpgradeStep[];
}

/** A config's keys with their values as text: `dpo`, `0.1`, `[a, b]`. */
export type UpgradeConfig = Readonly<Record<string, string>>;

/**
 * What has to change in a config written for one catalog so that it says the same to another. Renames come from the
 * history of releases, where the later catalog has it, and from comparing the two.
 * @throws UserError UNKNOWN_ENTRY
 */
export const planUpgrade = (
  before: Catalog,
  after: Catalog,
  config: UpgradeConfig,
  entry = 'train',
): UpgradePlan => {
  const name = after.entryPoint(entry).name;
  const had = fieldsOf(before, name);
  const has = fieldsOf(after, name);
  const successors = successorsIn(before, after, name, has);
  const keys = Object.keys(config);
  const own = keys.flatMap((key): UpgradeStep[] => {
    const is = has.get(key);
    if (is !== undefined) return valueSteps(had.get(key), is, config[key] ?? '');
    const to = successors.get(key);
    if (to !== undefined)
      return keys.includes(to.name)
        ? [{ kind: 'collides', key, to: to.name }]
        : [{ kind: to.sure ? 'renamed' : 'perhaps', key, to: to.name, why: to.why }];
    const elsewhere = takers(after, key);
    if (had.has(key)) return [{ kind: 'removed', key, elsewhere }];
    return [{ kind: 'unknown', key, nearest: nearest(key, has.keys(), 3), elsewhere }];
  });
  const renamedTo = own.flatMap((step) => (step.kind === 'renamed' ? [step.to] : []));
  const set = new Set([...keys, ...renamedTo]);
  const unset = [...has.values()].filter((parameter) => !set.has(parameter.name));
  return {
    from: before.source.label,
    to: after.source.label,
    entry: name,
    steps: [...own, ...unset.flatMap((parameter) => unsetSteps(had.get(parameter.name), parameter))],
  };
};

const fieldsOf = (catalog: Catalog, entry: string): ReadonlyMap<string, Parameter> => {
  const known = catalog.data.entryPoints.some(({ name }) => name === entry);
  const fields = known ? catalog.parametersOf(entry).filter(({ init }) => init) : [];
  return new Map(fields.map((parameter) => [parameter.name, parameter]));
};

interface Successor {
  readonly name: string;
  readonly why: string;
  readonly sure: boolean;
}

/** From this score on a key is written under its new name; below it a person is asked. */
const SURE = 0.8;

/** Old name to the name that the later side has, through as many renames as it took. */
const successorsIn = (
  before: Catalog,
  after: Catalog,
  entry: string,
  has: ReadonlyMap<string, Parameter>,
): ReadonlyMap<string, Successor> => {
  const compared = diffCatalogs(before, after, { entry }).renamed.map(({ from, to, score }) => ({
    from,
    to,
    why: `alike in place, type and help, score ${score}`,
    score,
  }));
  const recorded = (after.history?.renames ?? [])
    .filter((rename) => rename.entry === entry)
    .map(({ from, to, since, score }) => ({ from, to, why: `renamed in ${since}, score ${score}`, score }));
  const next = new Map([...compared, ...recorded].map((rename) => [rename.from, rename]));
  const found = new Map<string, Successor>();
  for (const [from, first] of next) {
    let [step, score] = [first, first.score];
    for (let hops = 0; hops < next.size && !has.has(step.to); hops++) {
      step = next.get(step.to) ?? step;
      score = Math.min(score, step.score);
    }
    if (has.has(step.to) && !has.has(from))
      found.set(from, { name: step.to, why: step.why, sure: score >= SURE });
  }
  return found;
};

const valueSteps = (was: Parameter | undefined, is: Parameter, value: string): UpgradeStep[] => {
  const choices = is.choices?.values.map(String);
  if (choices !== undefined && !choices.includes(value) && was?.choices?.values.map(String).includes(value))
    return [{ kind: 'choice', key: is.name, value, choices }];
  return was !== undefined && was.type !== is.type && was.choices === undefined
    ? [{ kind: 'type', key: is.name, before: was.type, after: is.type }]
    : [];
};

const unsetSteps = (was: Parameter | undefined, is: Parameter): UpgradeStep[] => {
  if (is.required) return was?.required ? [] : [{ kind: 'required', key: is.name }];
  if (was === undefined) return [];
  const [before, after] = [reprOf(was), reprOf(is)];
  return before === after ? [] : [{ kind: 'default', key: is.name, before, after }];
};

const reprOf = ({ default: made }: Parameter): string | null => (made.kind === 'value' ? made.repr : null);

const takers = (catalog: Catalog, name: string): readonly string[] => [
  ...new Set(catalog.occurrences(name).flatMap(({ entryPoints }) => entryPoints)),
];
