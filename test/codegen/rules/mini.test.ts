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
  parseJson,
  repr,
  type Value,
} from '../../../src/expr/index.ts';
import { formatPlace, RulesData } from '../../../src/model/index.ts';
import { miniature } from './program.ts';

/** What real Python did with each config: `mini/record.py` records it. */
interface Recorded {
  readonly config: PyDict;
  readonly exception: Value | undefined;
  readonly at: Value | undefined;
  readonly values: Value | undefined;
}

const recorded = (): Recorded[] =>
  readFileSync(join(import.meta.dirname, 'mini', 'verdicts.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const record = parseJson(line);
      if (!(record instanceof PyDict)) throw new Error('not a record');
      const config = record.get('config');
      if (!(config instanceof PyDict)) throw new Error('no config');
      return {
        config,
        exception: record.get('exception'),
        at: record.get('at'),
        values: record.get('values'),
      };
    });

const PLAIN: Environment = { atom: (name) => (name.startsWith('env:') ? null : undefined) };

let data: RulesData;
let checker: Checker;
beforeAll(async () => {
  await loadGrammar();
  const extracted = extractRules(miniature(), [
    { entry: 'mini', function: 'mini.parser.get_options', assumed: new Map() },
  ]);
  data = RulesData.parse(JSON.parse(JSON.stringify(extracted.data)));
  checker = compileRules(data, 'mini');
});

/** The final values of all fields: derived ones, and the config's for the others. */
const finalValues = (config: PyDict, verdict: ReturnType<Checker['run']>): Map<string, string> => {
  const values = new Map<string, string>();
  for (const [key, { value }] of verdict.derived())
    values.set(key.slice(key.indexOf('.') + 1), printed(value));
  for (const [key, value] of config.entries())
    if (!values.has(String(key))) values.set(String(key), printed(value));
  return values;
};

const printed = (value: Value): string =>
  typeof value === 'object' && value !== null && 'type' in value ? printed(value.value) : repr(value);

describe('B4 rules of a miniature parser against real Python', () => {
  const cases = recorded();

  it('understands every construct in it', () => {
    expect(data.unknowns).toEqual([
      { place: { path: 'mini/options.py', line: 22 }, reason: expect.stringContaining('calls itself') },
    ]);
  });

  it('refuses exactly what Python refuses, with its exception and line', () => {
    const wrong = cases.flatMap(({ config, exception, at }) => {
      const { first } = checker.run(config, PLAIN);
      const got = first === null ? undefined : `${first.exception} ${formatPlace(first.place)}`;
      const want = exception === undefined ? undefined : `${String(exception)} ${String(at)}`;
      return got === want ? [] : [{ config: repr(config), got, want }];
    });
    expect(wrong).toEqual([]);
  });

  it('gives every field the value that Python gives it', () => {
    const wrong = cases.flatMap(({ config, values }) => {
      if (!(values instanceof PyDict)) return [];
      const verdict = checker.run(config, PLAIN);
      const final = finalValues(config, verdict);
      return [...values.entries()].flatMap(([name, value]) => {
        const got = final.get(String(name));
        return got === undefined || got === printed(value)
          ? []
          : [{ name, got, want: printed(value), config: repr(config) }];
      });
    });
    expect(wrong).toEqual([]);
  });

  it('says the same when only the first error is asked for', () => {
    for (const { config } of cases) {
      expect(checker.first(config, PLAIN)?.place).toEqual(checker.run(config, PLAIN).first?.place);
    }
  });

  it('is never certain of what hiding the environment leaves open', () => {
    const hidden: Environment = { atom: () => undefined };
    for (const { config, exception, at } of cases) {
      const verdict = checker.run(config, hidden);
      if (!verdict.certain) continue;
      expect(verdict.first === null ? undefined : formatPlace(verdict.first.place)).toBe(
        exception === undefined ? undefined : at,
      );
    }
  });
});
