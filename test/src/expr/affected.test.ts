import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../src/expr/check.ts';
import { parseJson } from '../../../src/expr/python/json.ts';
import { PyDict } from '../../../src/expr/python/value.ts';
import { RulesData } from '../../../src/model/index.ts';
import { environmentFrom } from '../../../src/validate/environment.ts';

const rules = RulesData.parse(JSON.parse(readFileSync('generated/rules.json', 'utf8')));
const cases = readFileSync('test/parity/verdicts/records/0.9.5.jsonl', 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => JSON.parse(line).case as { entry: string; config: Record<string, unknown> });

const profile = { launch: 'single', hardware: 'bf16', packages: 'all' } as const;
const files = {
  kind: (path: string) => (path.endsWith('.json') ? ('file' as const) : ('none' as const)),
  read: () => '{"zero_optimization": {"stage": 3}}',
  list: () => [],
  expandUser: (path: string) => path,
};
const environments = [{}, profile, { ...profile, files }];

describe('B5: rules that nothing in a config concerns are passed over', () => {
  it.each(environments)('and the findings are those of all rules: %j', (known) => {
    const compiled = () => new Map(rules.entries.map(({ entry }) => [entry, compileRules(rules, entry)]));
    const [narrow, whole] = [compiled(), compiled()];
    const kept = environmentFrom(known);
    let findings = 0;
    for (const { entry, config } of [...cases, ...cases.slice(0, 50)]) {
      const dict = parseJson(JSON.stringify(config));
      if (!(dict instanceof PyDict)) throw new Error('a case has no config');
      // An environment that it has not seen before makes a checker look at every rule.
      const all = whole.get(entry)?.run(dict, environmentFrom(known)).findings;
      const found = narrow.get(entry)?.run(dict, kept).findings;
      expect(found).toEqual(all);
      findings += all?.length ?? 0;
    }
    expect(findings).toBeGreaterThan(cases.length);
  });

  it('but what looks at a file looks again for each config', () => {
    const data = RulesData.parse({
      nodes: [
        { op: 'const', value: 'marker' },
        { op: 'path.exists', args: [0], at: 0 },
      ],
      places: [{ path: 'upstream.py', line: 1 }],
      enums: [],
      entries: [
        {
          entry: 'train',
          function: 'f',
          classes: [],
          rules: [{ kind: 'error', when: 1, exception: 'ValueError', at: 0, function: 'f', parameters: [] }],
          derived: [],
          held: [],
        },
      ],
      labels: [],
      unknowns: [],
    });
    let there = false;
    const checker = compileRules(data, 'train');
    const environment = environmentFrom({ files: { ...files, kind: () => (there ? 'file' : 'none') } });
    for (let times = 0; times < 40; times++)
      expect(checker.run(new PyDict(), environment).findings).toEqual([]);
    there = true;
    expect(checker.run(new PyDict(), environment).findings).toHaveLength(1);
  });
});
