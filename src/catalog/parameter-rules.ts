import { print, reachable } from '../expr/index.ts';
import { formatPlace } from '../model/format-place.ts';
import type { Ref } from '../model/index.ts';
import type { Catalog, Occurrence } from './catalog.ts';
import { checkerOf } from './checker.ts';

/** What upstream's parser does about a parameter, as one line each. */
export interface ParameterRule {
  /** The entry point whose parser has it. */
  readonly entry: string;
  /** `error`: refused where it holds; `warning`: logged; `requirement`: a package is wanted; `derived`: a value is made. */
  readonly kind: 'error' | 'warning' | 'requirement' | 'derived';
  /** `finetuning_type != "lora" and use_dora`, `vllm: infer_backend == "vllm"`, `lora_alpha = lora_alpha or lora_rank * 2` */
  readonly says: string;
  /** `llamafactory/hparams/parser.py:331` */
  readonly at: string;
}

/** Longer conditions are pages of atoms that tell nobody anything. */
const LONGEST = 200;

/** The rules that speak of a parameter, in the parser's order, for the first entry point that takes it and has rules. */
export const parameterRules = (catalog: Catalog, found: Occurrence): readonly ParameterRule[] => {
  const { rules } = catalog;
  const entry = found.entryPoints.find((name) => checkerOf(catalog, name) !== undefined);
  const checker = entry === undefined ? undefined : checkerOf(catalog, entry);
  if (rules === undefined || checker === undefined || entry === undefined) return [];
  const { name } = found.parameter;
  const stated = checker.rulesFor(name).flatMap((index): ParameterRule[] => {
    const rule = checker.rules.rules[index];
    const condition = checker.describe(index);
    if (rule === undefined || !isTold(rule.kind) || condition === '' || condition.length > LONGEST) return [];
    const says = rule.kind === 'requirement' ? `${rule.subject ?? '?'}: ${condition}` : condition;
    return [{ entry, kind: rule.kind, says, at: placeAt(catalog, rule.at) }];
  });
  return [
    ...new Map(
      [...stated, ...derivedFrom(catalog, name, checker.rules.entry)].map((each) => [each.says, each]),
    ).values(),
  ];
};

const isTold = (kind: string): kind is 'error' | 'warning' | 'requirement' =>
  kind === 'error' || kind === 'warning' || kind === 'requirement';

const placeAt = ({ rules }: Catalog, at: number): string => {
  const place = rules?.places[at];
  return place === undefined ? '' : formatPlace(place);
};

/** Values of its own or of others that are made from it. */
const derivedFrom = (catalog: Catalog, name: string, entry: string): readonly ParameterRule[] => {
  const { rules } = catalog;
  if (rules === undefined) return [];
  // Labels name a field by itself, which is just what is to be told here.
  const labels = { get: () => undefined };
  const reads = (ref: Ref): boolean =>
    reachable(rules.nodes, [ref]).some((part) => {
      const node = rules.nodes[part];
      return (node?.op === 'input' || node?.op === 'given') && node.name === name;
    });
  const derived = rules.entries.find((each) => each.entry === entry)?.derived ?? [];
  return derived
    .filter(({ value }) => reads(value))
    .flatMap((each): ParameterRule[] => {
      const says = `${each.name} = ${print({ nodes: rules.nodes, labels, enums: rules.enums }, each.value)}`;
      const at = each.sources.at(-1)?.at;
      return says.length > LONGEST || at === undefined
        ? []
        : [{ entry, kind: 'derived', says, at: placeAt(catalog, at) }];
    });
};
