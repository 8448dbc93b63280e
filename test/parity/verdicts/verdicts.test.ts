import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { catalogFrom } from '../../../src/catalog/open.ts';
import { compileRules, PyDict } from '../../../src/expr/index.ts';
import { parseJson } from '../../../src/expr/python/json.ts';
import { Json } from '../../../src/model/index.ts';
import { PINNED } from '../releases.ts';
import { compareVerdict } from './compare.ts';
import { exactEnvironment } from './environment.ts';
import { rulesOf } from './parity.ts';
import { randomFrom } from './random.ts';

const Header = z.object({ release: z.string(), atoms: z.record(z.string(), Json) });

const [first = '', ...lines] = readFileSync(new URL(`records/${PINNED}.jsonl`, import.meta.url), 'utf8')
  .trim()
  .split('\n');
const header = Header.parse(JSON.parse(first));
const catalog = catalogFrom(loadCatalog('generated'));
const rules = rulesOf(catalog);
const checkers = new Map(rules.entries.map(({ entry }) => [entry, compileRules(rules, entry)]));

const part = (dict: PyDict, name: string): PyDict => {
  const found = dict.get(name);
  if (found instanceof PyDict) return found;
  throw new Error(`a record has no ${name}`);
};

const records = lines.map((line) => {
  const record = parseJson(line);
  if (!(record instanceof PyDict)) throw new Error('a record is no object');
  const [one, real] = [part(record, 'case'), part(record, 'real')];
  const entry = String(one.get('entry'));
  return { id: String(one.get('id')), entry, config: part(one, 'config'), real };
});

describe(`B4, B5: verdicts recorded from the real parser of ${PINNED}`, () => {
  it('are the rules’ verdicts: same acceptance, exception, line, keys and derived values', () => {
    const environment = exactEnvironment(header.atoms);
    const wrong = records.flatMap(({ id, entry, config, real }) => {
      const checker = checkers.get(entry);
      if (checker === undefined) throw new Error(`no rules for ${entry}`);
      const found = compareVerdict(checker, config, environment, real, catalog.parametersOf(entry));
      return found.map(({ kind, what }) => ({ kind, text: `${id} ${kind}: ${what}` }));
    });
    const untold = wrong.filter(({ kind }) => kind === 'cannot tell');
    expect(records.length).toBeGreaterThan(390);
    expect(untold.length / records.length).toBeLessThan(0.005);
    expect(wrong.filter(({ kind }) => kind !== 'cannot tell').map(({ text }) => text)).toEqual([]);
  });

  it('are never contradicted with certainty when parts of the machine are hidden', () => {
    const random = randomFrom(5);
    const unsound = records.flatMap(({ id, entry, config, real }) => {
      const salt = random.next();
      const hidden = (name: string): boolean =>
        randomFrom(hash(name) ^ Math.floor(salt * 2 ** 31)).chance(0.5);
      const found = checkers.get(entry)?.first(config, exactEnvironment(header.atoms, hidden));
      return found != null && real.get('accepted') === true
        ? [`${id} ${found.exception} ${found.condition}`]
        : [];
    });
    expect(unsound).toEqual([]);
  });
});

const hash = (text: string): number =>
  [...text].reduce((sum, char) => Math.imul(sum, 31) + char.charCodeAt(0), 7);
