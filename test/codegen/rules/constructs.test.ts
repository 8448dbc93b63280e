import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { extractRules } from '../../../codegen/rules/index.ts';
import {
  type Checker,
  compileRules,
  type Environment,
  PyDict,
  PyTuple,
  parseJson,
  repr,
  UNKNOWN,
  type Value,
} from '../../../src/expr/index.ts';
import { formatPlace, RulesData } from '../../../src/model/index.ts';
import { programOf } from './program.ts';

/**
 * Modules of our own, each full of one part of Python, and what real Python did with each config of each module's
 * `POOL`: `python3 constructs/record.py > constructs/verdicts.jsonl`.
 */
const FOLDER = join(import.meta.dirname, 'constructs');
const PLAIN: Environment = { atom: (name) => (name.startsWith('env:') ? null : undefined) };

/** Modules, each with what in it is not understood: there nothing may be certain that Python denies. */
const FORMS: readonly (readonly [string, readonly string[]])[] = [
  ['aliases', []],
  ['calls', ['call of sorted']],
  ['changed', []],
  ['checks', ['call of max', 'while loop of very many rounds']],
  ['computing', ['call of max']],
  ['containers', []],
  ['dataclassed', []],
  ['enums', []],
  ['failing', []],
  [
    'helpers',
    ['forms.helpers.count_down calls itself more than 4 times', 'method format with what it is told by name'],
  ],
  ['iterators', Array.from({ length: 4 }, () => 'iterator that is looked at again')],
  ['loops', []],
  ['managers', ['with that may swallow what is raised in it']],
  ['matching', []],
  ['nested', []],
  ['rebuilt', []],
  ['reflection', []],
  ['scoping', []],
  ['texts', ['method format with what it is told by name']],
];

const records = readFileSync(join(FOLDER, 'verdicts.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .flatMap((line) => {
    const record = parseJson(line);
    return record instanceof PyDict ? [record] : [];
  });

/** As `record.py` writes it: tuples are lists, members of enums their values. */
const plain = (value: Value): Value => {
  if (value instanceof PyTuple) return value.items.map(plain);
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'object' && value !== null && 'type' in value ? plain(value.value) : value;
};
/** What the rules leave open is not wrong; where all of Python is understood, nothing is. */
const isOpen = (value: Value): boolean =>
  value === UNKNOWN || (Array.isArray(value) && value.some((item) => isOpen(item as Value)));
const printed = (value: Value): string => repr(plain(value));

describe.each(FORMS)('B4: what %s does, as real Python does it', (form, unknowns) => {
  let data: RulesData;
  let checker: Checker;
  beforeAll(async () => {
    await loadGrammar();
    const path = `forms/${form}.py`;
    const files = { 'forms/__init__.py': '', [path]: readFileSync(join(FOLDER, path), 'utf8') };
    const entry = { entry: form, function: `forms.${form}.get_options`, assumed: new Map() };
    data = RulesData.parse(JSON.parse(JSON.stringify(extractRules(programOf(files), [entry]).data)));
    checker = compileRules(data, form);
  });
  const cases = records.filter((record) => record.get('form') === form);

  it('is understood but for what is listed', () => {
    expect(data.unknowns.map(({ reason }) => reason)).toEqual(unknowns);
  });

  it('ends in the exception, the line and the values of Python', () => {
    const wrong = cases.flatMap((record) => {
      const config = record.get('config');
      if (!(config instanceof PyDict)) throw new Error('no config');
      const { certain, got } = verdictOn(checker, config, record.get('values'));
      const exception = record.get('exception');
      const want = exception === undefined ? [] : [`${String(exception)} ${String(record.get('at'))}`];
      const isUndecided = !certain && unknowns.length > 0;
      return isUndecided || got.join() === want.join() ? [] : [{ config: repr(config), certain, got, want }];
    });
    expect(wrong).toEqual([]);
  });
});

/** What the rules say of a config: the exception, else the fields that are not what Python made of them. */
function verdictOn(
  checker: Checker,
  config: PyDict,
  values: Value | undefined,
): { readonly certain: boolean; readonly got: readonly string[] } {
  const verdict = checker.run(config, PLAIN);
  const { first, certain } = verdict;
  if (first !== null || !(values instanceof PyDict))
    return { certain, got: first === null ? [] : [`${first.exception} ${formatPlace(first.place)}`] };
  const derived = new Map(
    [...verdict.derived()].map(([key, { value }]) => [key.slice(key.indexOf('.') + 1), value]),
  );
  const got = [...values.entries()].flatMap(([name, value]) => {
    const mine = derived.has(String(name)) ? derived.get(String(name)) : config.get(String(name));
    return mine === undefined || isOpen(mine) || printed(mine) === printed(value)
      ? []
      : [`${String(name)} is ${printed(mine)}, not ${printed(value)}`];
  });
  return { certain, got };
}
