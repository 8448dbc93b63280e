import type { z } from 'zod';
import { compileRules } from '../expr/check.ts';
import { Enums, toValue } from '../expr/literal.ts';
import { fromJson, toJson } from '../expr/python/from-json.ts';
import { PyDict } from '../expr/python/value.ts';
import type { Finding } from '../expr/verdict.ts';
import { formatPlace } from '../model/format-place.ts';
import type { Json } from '../model/json.ts';
import type { RulesData } from '../model/rule.ts';
import { environmentFrom } from '../validate/environment.ts';

/**
 * The rules of an entry point as a Zod refinement, for `schemas.ts`: `TrainConfig.safeParse(config)` then says what
 * the real parser says. One issue for each problem that is certain on every machine, on the first parameter involved,
 * with upstream's file and line in `params`. What depends on the machine is left to `validate`.
 *
 * `rules`: the content of `rules.json` beside the schemas. Compiled when a config is first checked.
 */
export const refineBy = (rules: unknown, entry: string): Refinement => {
  let check: ((config: object) => readonly Finding[]) | undefined;
  return (config, context) => {
    check ??= checkOf(asRules(rules), entry);
    for (const finding of check(config).filter(isProblem)) context.addIssue(issueOf(finding));
  };
};

const checkOf = (rules: RulesData, entry: string): ((config: object) => readonly Finding[]) => {
  const checker = compileRules(rules, entry);
  const defaults = defaultsIn(rules);
  const environment = environmentFrom();
  return (config) => checker.run(dictOf(config, defaults), environment).findings;
};

type Refinement = (config: object, context: z.core.$RefinementCtx) => void;

/** The file was written with the schemas and is as large as all of them: only that it is one is checked. */
const asRules = (rules: unknown): RulesData => {
  const isRules = (value: unknown): value is RulesData =>
    typeof value === 'object' && value !== null && 'nodes' in value && 'entries' in value;
  if (!isRules(rules)) throw new TypeError('refineBy takes the content of rules.json');
  return rules;
};

/** Zod has filled in every default. What is as it is without a config is left out: those rules need no look. */
const dictOf = (config: object, defaults: ReadonlyMap<string, string>): PyDict =>
  new PyDict(
    Object.entries(config).flatMap(([name, value]: [string, unknown]) =>
      isJson(value) && JSON.stringify(value) !== defaults.get(name) ? [[name, fromJson(value)] as const] : [],
    ),
  );

/** Default by parameter, as JSON text; without those that differ between entry points. */
const defaultsIn = ({ nodes, enums }: RulesData): ReadonlyMap<string, string> => {
  const table = new Enums(enums);
  const found = new Map<string, Set<string>>();
  for (const node of nodes) {
    const made = node.op === 'input' && node.default !== undefined ? nodes[node.default] : undefined;
    if (node.op !== 'input' || made?.op !== 'const') continue;
    const text = JSON.stringify(toJson(toValue(made.value, table)));
    found.set(node.name, (found.get(node.name) ?? new Set()).add(text));
  }
  return new Map(
    [...found].flatMap(([name, texts]) => (texts.size === 1 ? [[name, [...texts].join()]] : [])),
  );
};

/** What a config file can hold; anything else a caller put there is as good as not set. */
const isJson = (value: unknown): value is Json => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'object' && Object.values(value).every(isJson);
};

const isProblem = ({ certainty, exception, standing }: Finding): boolean =>
  certainty === 'certain' && exception !== null && standing !== 'consequence';

interface Issue {
  readonly code: 'custom';
  readonly path: PropertyKey[];
  readonly message: string;
  readonly params: Record<string, unknown>;
  [key: string]: unknown;
}

const issueOf = ({ parameters, condition, exception, place }: Finding): Issue => {
  const at = formatPlace(place);
  return {
    code: 'custom',
    path: parameters.slice(0, 1),
    message: `The parser refuses ${condition === '' ? 'this' : condition} (${at})`,
    params: { exception, at, parameters },
  };
};
