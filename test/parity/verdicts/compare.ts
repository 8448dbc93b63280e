import type { Checker, Environment } from '../../../src/expr/index.ts';
import {
  PyDict,
  PyEnum,
  PyFloat,
  PySet,
  PyTuple,
  Raised,
  UNKNOWN,
  type Value,
} from '../../../src/expr/index.ts';
import { parseJson } from '../../../src/expr/python/json.ts';
import { floatText } from '../../../src/expr/python/text.ts';
import type { DerivedValue, Finding } from '../../../src/expr/verdict.ts';
import type { Parameter } from '../../../src/model/index.ts';

/** How our verdict stands to the real one; `kind: 'same'` where they agree in everything. */
export interface Disagreement {
  readonly kind:
    | 'false error'
    | 'missed'
    | 'other line'
    | 'other exception'
    | 'other keys'
    | 'other value'
    | 'cannot tell';
  /** What differs, in one line: `TrainingArguments.warmup_steps: 0.1, not 0`. */
  readonly what: string;
}

/** Fields that hold what the run itself makes: times, devices, objects. */
const OF_THE_RUN: ReadonlySet<string> = new Set([
  'device_map',
  'accelerator_config',
  'logging_dir',
  'run_name',
]);

/** One config judged by the rules against the real parser's answer. */
export const compareVerdict = (
  checker: Checker,
  config: PyDict,
  environment: Environment,
  real: PyDict,
  parameters: readonly Parameter[],
): readonly Disagreement[] => {
  const verdict = checker.run(config, environment);
  const { first } = verdict;
  if (real.get('accepted') === true) {
    if (first !== null)
      return [
        {
          kind: 'false error',
          what: `${first.exception} at ${placeOf(first)} (${first.parameters.join(', ')})`,
        },
      ];
    return compareValues(verdict.derived(), config, real, parameters);
  }
  const wanted = `${String(real.get('exception'))} at ${String(real.get('at'))}`;
  // Code outside that may refuse, and did.
  const foreseen = verdict.findings.some(
    (finding) => finding.certainty === 'conditional' && placeOf(finding) === real.get('at'),
  );
  if (refusedOutside(verdict.findings, first, real)) return [];
  if (first === null) return [{ kind: foreseen ? 'cannot tell' : 'missed', what: wanted }];
  if (placeOf(first) !== real.get('at')) {
    const what = `${first.exception} at ${placeOf(first)}, not ${wanted}`;
    return [{ kind: foreseen ? 'cannot tell' : 'other line', what }];
  }
  if (first.exception !== real.get('exception'))
    return [{ kind: 'other exception', what: `${first.exception}, not ${wanted}` }];
  return compareKeys(first, real.get('unknownKeys'));
};

/** Code outside refused what the config says, before any other error, and the rules say that it is asked there. */
const refusedOutside = (findings: readonly Finding[], first: Finding | null, real: PyDict): boolean =>
  findings.some(
    (finding) =>
      finding.kind === 'mayRaise' &&
      (first === null || finding.rule < first.rule) &&
      placeOf(finding) === real.get('at') &&
      answersOutside(real)
        .get(finding.subject ?? '')
        ?.get('exception') === real.get('exception'),
  );

/** What code outside that was given a part of the config did, as the real parser's process saw it. */
const answersOutside = (real: PyDict): ReadonlyMap<string, PyDict> => {
  const told = real.get('outside');
  const entries = told instanceof PyDict ? [...told.entries()] : [];
  return new Map(
    entries.flatMap(([name, answer]) => (answer instanceof PyDict ? [[String(name), answer] as const] : [])),
  );
};

const placeOf = ({ place }: Finding): string => `${place.path}:${place.line}`;

const compareKeys = (first: Finding, keys: Value | undefined): readonly Disagreement[] => {
  if (keys === undefined) return [];
  const [wanted, found] = [canonical(keys), canonical(first.unknownKeys ?? [])];
  return wanted === found ? [] : [{ kind: 'other keys', what: `${found}, not ${wanted}` }];
};

const compareValues = (
  derived: ReadonlyMap<string, DerivedValue>,
  config: PyDict,
  real: PyDict,
  parameters: readonly Parameter[],
): readonly Disagreement[] => {
  const changed = real.get('derived') as PyDict;
  const given = [...answersOutside(real).values()].map((answer) => canonical(answer.get('value') ?? null));
  return parameters.flatMap((parameter) => {
    const key = `${parameter.class}.${parameter.name}`;
    if (OF_THE_RUN.has(parameter.name)) return [];
    const wanted = canonical(changed.has(key) ? (changed.get(key) ?? null) : before(parameter, config));
    const made = derived.get(key);
    const found = canonical(made === undefined ? before(parameter, config) : made.value);
    // What is no plain value there can be anything here.
    if (found === wanted || wanted.includes('$opaque')) return [];
    // It comes from code outside, which alone knows it.
    if (found === '?' && given.includes(wanted)) return [];
    return [
      {
        kind: found.includes('?') ? ('cannot tell' as const) : ('other value' as const),
        what: `${key}: ${found}, not ${wanted}`,
      },
    ];
  });
};

const before = (parameter: Parameter, config: PyDict): Value => {
  const given = parameter.init ? config.get(parameter.name) : undefined;
  if (given !== undefined) return given;
  return parameter.default.kind === 'value' ? fromDefault(parameter) : null;
};

/** `repr` tells `1.0` from `1`; what it does not, JSON tells. */
const fromDefault = ({ default: fallback }: Parameter): Value => {
  if (fallback.kind !== 'value') return null;
  const { value, repr } = fallback;
  if (typeof value === 'number') return parseJson(/^-?\d/.test(repr) ? repr : JSON.stringify(value));
  return parseJson(JSON.stringify(value));
};

/** A value as text in which types differ and the order of keys does not matter. */
export const canonical = (value: Value): string => {
  if (value === UNKNOWN || value instanceof Raised) return '?';
  if (value instanceof PyEnum) return canonical(value.value);
  if (value instanceof PyFloat) return floatText(value.value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : floatText(value);
  if (value === null || typeof value !== 'object')
    return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
  if (value instanceof PyDict)
    return `{${[...value.entries()]
      .map(([key, item]) => `${keyText(key)}: ${canonical(item)}`)
      .sort()
      .join(', ')}}`;
  const items =
    value instanceof PyTuple || value instanceof PySet ? value.items : (value as readonly Value[]);
  return `[${items.map(canonical).join(', ')}]`;
};

const keyText = (key: Value): string =>
  typeof key === 'string' ? JSON.stringify(key) : JSON.stringify(canonical(key));
