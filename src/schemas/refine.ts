import type { z } from 'zod';
import { compileRules } from '../expr/check.ts';
import type { Checker } from '../expr/checker.ts';
import { fromJson } from '../expr/python/from-json.ts';
import { PyDict } from '../expr/python/value.ts';
import type { Finding } from '../expr/verdict.ts';
import type { Json } from '../model/json.ts';
import { formatPlace } from '../model/place.ts';
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
  let checker: Checker | undefined;
  return (config, context) => {
    checker ??= compileRules(asRules(rules), entry);
    const { findings } = checker.run(dictOf(config), environmentFrom());
    for (const finding of findings.filter(isProblem)) context.addIssue(issueOf(finding));
  };
};

type Refinement = (config: object, context: z.core.$RefinementCtx) => void;

/** The file was written with the schemas and is as large as all of them: only that it is one is checked. */
const asRules = (rules: unknown): RulesData => {
  const isRules = (value: unknown): value is RulesData =>
    typeof value === 'object' && value !== null && 'nodes' in value && 'entries' in value;
  if (!isRules(rules)) throw new TypeError('refineBy takes the content of rules.json');
  return rules;
};

const dictOf = (config: object): PyDict =>
  new PyDict(
    Object.entries(config).flatMap(([name, value]: [string, unknown]) =>
      isJson(value) ? [[name, fromJson(value)] as const] : [],
    ),
  );

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
