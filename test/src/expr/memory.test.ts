import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { catalogFrom } from '../../../src/catalog/open.ts';
import { type Checker, compileRules, type Environment, type Verdict } from '../../../src/expr/index.ts';
import { parseJson } from '../../../src/expr/python/json.ts';
import { PyDict } from '../../../src/expr/python/value.ts';
import { type Json, RulesData } from '../../../src/model/index.ts';
import { environmentFrom } from '../../../src/validate/environment.ts';
import { exactEnvironment } from '../../parity/verdicts/environment.ts';
import { caseText } from '../../parity/verdicts/mutate.ts';
import { makeCases } from '../../parity/verdicts/parity.ts';

const rules = RulesData.parse(JSON.parse(readFileSync('generated/rules.json', 'utf8')));
const catalog = catalogFrom(loadCatalog('generated'));
const { atoms } = JSON.parse(
  readFileSync('test/parity/verdicts/records/0.9.5.jsonl', 'utf8').split('\n')[0] ?? '',
) as { atoms: Readonly<Record<string, Json>> };

const checkers = (): ReadonlyMap<string, Checker> =>
  new Map(rules.entries.map(({ entry }) => [entry, compileRules(rules, entry)]));

const CASES = [
  ...makeCases(catalog, rules, { seed: 21, count: 120, types: false }),
  ...makeCases(catalog, rules, { seed: 22, count: 60, types: true }),
];

/** The same answers from another object: an environment not seen before makes a checker ask every rule. */
const again = (environment: Environment): Environment => ({ ...environment });

const configIn = (text: string): PyDict => {
  const request = parseJson(text);
  const config = request instanceof PyDict ? request.get('config') : undefined;
  if (!(config instanceof PyDict)) throw new Error('a case has no config');
  return config;
};

/** Everything a verdict says, what is derived included. */
const told = (verdict: Verdict | undefined) => {
  if (verdict === undefined) throw new Error('no verdict');
  const { accepted, certain, first, findings } = verdict;
  return { accepted, certain, first, findings, derived: [...verdict.derived()] };
};

/** Hides what the hash of its name and a seed says. */
const hiding =
  (seed: number) =>
  (name: string): boolean =>
    [...name].reduce((hash, char) => (hash * 33 + char.charCodeAt(0)) % 9973, seed) % 5 < 2;

const ENVIRONMENTS: readonly (readonly [string, Environment])[] = [
  ['nothing known', environmentFrom({})],
  ['one machine', environmentFrom({ launch: 'single', hardware: 'bf16', packages: 'all' })],
  ['everything known, files too', exactEnvironment(atoms)],
  ['some hidden', exactEnvironment(atoms, hiding(7))],
];

describe('B5: what is remembered of earlier configs gives the verdicts that asking every rule gives', () => {
  it.each(ENVIRONMENTS)('%s', (_, environment) => {
    const [remembering, asking] = [checkers(), checkers()];
    let findings = 0;
    fc.assert(
      fc.property(fc.shuffledSubarray(CASES, { minLength: CASES.length / 2 }), (cases) => {
        for (const one of cases) {
          const config = configIn(caseText(one));
          const found = told(remembering.get(one.entry)?.run(config, environment));
          expect(found).toEqual(told(asking.get(one.entry)?.run(config, again(environment))));
          findings += found.findings.length;
        }
      }),
      { numRuns: 2, seed: 5 },
    );
    expect(findings).toBeGreaterThan(300);
  });
});

describe('S5: of a verdict only what is wanted', () => {
  it.each(ENVIRONMENTS.slice(0, 2))('%s', (_, environment) => {
    const [some, all] = [checkers(), checkers()];
    let left = 0;
    for (const one of CASES) {
      const config = configIn(caseText(one));
      const { first, findings } = told(
        some.get(one.entry)?.run(config, environment, ({ kind }) => kind === 'warning'),
      );
      const whole = told(all.get(one.entry)?.run(config, environment));
      expect(first).toEqual(whole.first);
      expect(findings).toEqual(
        whole.findings.filter((each) => each.kind === 'warning' || each === whole.first),
      );
      left += whole.findings.length - findings.length;
    }
    expect(left).toBeGreaterThan(100);
  });
});

/** Written alike, or alike to most rules. */
const LOOKALIKES = [
  '0',
  '1',
  '1.0',
  'true',
  '"1"',
  '"true"',
  '-1',
  'false',
  'null',
  '""',
  '"x"',
  '[]',
  '["x"]',
  '{}',
];

/** Configs that differ from one another in one value. */
const variants = fc
  .record({
    base: fc.constantFrom(...CASES.slice(0, 6)),
    key: fc.nat(),
    text: fc.constantFrom(...LOOKALIKES),
  })
  .map(({ base, key, text }) => {
    const names = Object.keys(base.config);
    const name = names[key % names.length] ?? 'stage';
    const config = { ...base.config, [name]: '@' };
    return { entry: base.entry, text: caseText({ ...base, config }).replace('"@"', () => text) };
  });

describe('B5: what is remembered of configs that differ in one value', () => {
  it.each(ENVIRONMENTS.slice(0, 2))('%s', (_, environment) => {
    const [remembering, asking] = [checkers(), checkers()];
    const judge = ({ entry, text }: { readonly entry: string; readonly text: string }): void => {
      const found = told(remembering.get(entry)?.run(configIn(text), environment));
      expect(found).toEqual(told(asking.get(entry)?.run(configIn(text), again(environment))));
    };
    for (const one of CASES.slice(0, 40)) judge({ entry: one.entry, text: caseText(one) });
    fc.assert(fc.property(variants, judge), { numRuns: 500, seed: 6 });
  });
});

const PLACES = [{ path: 'upstream.py', line: 1 }];
const smallRules = (nodes: RulesData['nodes'], when: number): RulesData => ({
  nodes,
  places: PLACES,
  enums: [],
  entries: [
    {
      entry: 'train',
      function: 'f',
      classes: [],
      rules: [{ kind: 'error', when, exception: 'ValueError', at: 0, function: 'f', parameters: ['rate'] }],
      derived: [],
      held: [],
    },
  ],
  labels: [],
  unknowns: [],
});

describe('B5: what is remembered', () => {
  it('is no answer about a file: that is looked at for each config', () => {
    const data = smallRules(
      [
        { op: 'const', value: 'marker' },
        { op: 'path.exists', args: [0], at: 0 },
      ],
      1,
    );
    let there = false;
    const files = {
      kind: () => (there ? ('file' as const) : ('none' as const)),
      read: () => '',
      list: () => [],
      expandUser: (path: string) => path,
    };
    const checker = compileRules(data, 'train');
    const environment = environmentFrom({ files });
    for (let times = 0; times < 40; times++)
      expect(checker.run(new PyDict(), environment).findings).toEqual([]);
    there = true;
    expect(checker.run(new PyDict(), environment).findings).toHaveLength(1);
  });

  it('judges a value that comes once as one that comes again', () => {
    const data = smallRules(
      [
        { op: 'input', name: 'rate' },
        { op: 'const', value: 1000 },
        { op: 'lt', args: [0, 1], at: 0 },
      ],
      2,
    );
    const checker = compileRules(data, 'train');
    const environment = environmentFrom({});
    const judge = (rate: number) => checker.run(new PyDict([['rate', rate]]), environment).findings;
    for (let rate = 0; rate < 2000; rate++)
      expect(judge(rate).map(({ values }) => values.get('rate'))).toEqual(rate < 1000 ? [rate] : []);
    for (const rate of [1, 1500, 999, 1]) expect(judge(rate)).toHaveLength(rate < 1000 ? 1 : 0);
  });

  it('tells apart values that are written alike', () => {
    const data = smallRules(
      [
        { op: 'input', name: 'rate' },
        { op: 'isinstance', args: [0], types: ['int'] },
      ],
      1,
    );
    const checker = compileRules(data, 'train');
    const environment = environmentFrom({});
    const judge = (value: string): boolean =>
      checker.run(configIn(`{"config": {"rate": ${value}}}`), environment).accepted;
    for (let times = 0; times < 20; times++) judge('"x"');
    const values = ['1', '1.0', 'true', '"1"', '[1]', '"\\u0000[1]"', '[1.0]', 'null', '0', '-0.0'];
    for (const value of [...values, ...values])
      expect([value, judge(value)]).toEqual([value, !['1', 'true', '0'].includes(value)]);
  });

  it('shows the values of the config at hand, however many there were', () => {
    const data = smallRules(
      [
        { op: 'input', name: 'rate' },
        { op: 'const', value: 0 },
        { op: 'lt', args: [0, 1], at: 0 },
      ],
      2,
    );
    const checker = compileRules(data, 'train');
    const environment = environmentFrom({});
    for (let times = 1; times < 1200; times++) {
      const value = -(times % 700);
      const { first } = checker.run(configIn(`{"config": {"rate": ${value}}}`), environment);
      expect(first?.values.get('rate')).toBe(value === 0 ? undefined : value);
    }
  });
});
