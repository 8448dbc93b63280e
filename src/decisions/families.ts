import { groupBy } from '../catalog/index.ts';
import type { ArgumentClass, Parameter } from '../model/index.ts';

/** Fields that one mixin declares for one switch: `use_galore` and its `galore_…`. */
export interface Family {
  readonly owner: string;
  readonly switch: string;
  /** Every field the mixin declares, the switch included. */
  readonly members: readonly string[];
}

const startsWithWord = (name: string, word: string): boolean => name === word || name.startsWith(`${word}_`);

/** Fields grouped by the class that declares them, mixins only. */
export const mixins = (composed: ArgumentClass): ReadonlyMap<string, readonly Parameter[]> => {
  const groups = groupBy(composed.parameters, (parameter) => parameter.owner);
  groups.delete(composed.name);
  return groups;
};

/**
 * Mixins with a switch of their own: a boolean, off by default, that names what the mixin's other fields begin with
 * (`use_galore` and `galore_rank`; `fp8` and `fp8_backend`), or a `use_x` that comes first and is the only one.
 */
export const switchedFamilies = (composed: ArgumentClass): readonly Family[] =>
  [...mixins(composed)].flatMap(([owner, fields]) => {
    const found = fields.find(
      (field) => isSwitch(field) && (leads(field.name, fields) || isAlone(field, fields)),
    );
    return found === undefined
      ? []
      : [{ owner, switch: found.name, members: fields.map((field) => field.name) }];
  });

const isSwitch = (field: Parameter): boolean =>
  field.type === 'bool' && field.default.kind === 'value' && field.default.value === false;

const leads = (name: string, fields: readonly Parameter[]): boolean => {
  const word = name.startsWith('use_') ? name.slice('use_'.length) : name;
  const others = fields.filter((field) => field.name !== name);
  return (
    others.length > 0 &&
    others.filter((field) => startsWithWord(field.name, word)).length * 2 >= others.length
  );
};

const isAlone = (field: Parameter, fields: readonly Parameter[]): boolean =>
  field.name.startsWith('use_') &&
  field === fields[0] &&
  fields.filter((other) => isSwitch(other) && other.name.startsWith('use_')).length === 1;

/**
 * Which of a dimension's values each mixin belongs to, told by the fields that begin with a value's name: `lora_rank`
 * ties LoraArguments to `lora`; `dpo_…`, `kto_…` and `ppo_…` tie RLHFArguments to three stages. A value of which several
 * mixins have fields belongs to the one that has most.
 */
export const mixinsByValue = (
  composed: ArgumentClass,
  values: readonly string[],
): ReadonlyMap<string, readonly string[]> => {
  const owners = new Map<string, string[]>();
  for (const value of values) {
    const counts = [...mixins(composed)]
      .map(([owner, fields]) => ({ owner, count: membersOf(fields, value).length }))
      .sort((a, b) => b.count - a.count);
    const best = counts[0];
    if (best === undefined || best.count === 0) continue;
    owners.set(best.owner, [...(owners.get(best.owner) ?? []), value]);
  }
  return owners;
};

const membersOf = (fields: readonly Parameter[], word: string): readonly Parameter[] =>
  fields.filter((field) => startsWithWord(field.name, word));

/** The value whose name a field begins with: `ppo_buffer_size` gives `ppo`. */
export const valueInName = (name: string, values: readonly string[]): string | undefined =>
  values.find((value) => startsWithWord(name, value));

/** Whether one of the words stands in a field's name, as a word. */
export const hasWord = (name: string, words: readonly string[]): boolean =>
  words.some((word) => `_${name}_`.includes(`_${word}_`));
