import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { callMethod, callMutator } from '../../../../src/expr/python/methods.ts';
import { OPERATIONS } from '../../../../src/expr/python/operations.ts';
import { repr } from '../../../../src/expr/python/text.ts';
import {
  float,
  integer,
  PyDict,
  PySet,
  PyTuple,
  Raised,
  UNKNOWN,
  type Value,
} from '../../../../src/expr/python/value.ts';
import { METHODS, MUTATORS } from '../../../../src/model/index.ts';

/** What real Python gave, by `record.py`. */
const Row = z.object({
  op: z.string(),
  args: z.array(z.unknown()),
  value: z.string().optional(),
  raises: z.string().optional(),
});
type Row = z.infer<typeof Row>;

const Coded = z.union([
  z.object({ plain: z.union([z.null(), z.boolean(), z.string()]) }),
  z.object({ int: z.string() }),
  z.object({ float: z.string() }),
  z.object({ list: z.array(z.unknown()) }),
  z.object({ tuple: z.array(z.unknown()) }),
  z.object({ set: z.array(z.unknown()) }),
  z.object({ dict: z.array(z.tuple([z.unknown(), z.unknown()])) }),
]);

const decode = (coded: unknown): Value => {
  const value = Coded.parse(coded);
  if ('plain' in value) return value.plain;
  if ('int' in value) return integer(BigInt(value.int));
  if ('float' in value) return value.float === 'inf' ? Number.POSITIVE_INFINITY : float(Number(value.float));
  if ('list' in value) return value.list.map(decode);
  if ('tuple' in value) return new PyTuple(value.tuple.map(decode));
  if ('set' in value) return new PySet(value.set.map(decode));
  return new PyDict(value.dict.map(([key, item]) => [decode(key), decode(item)]));
};

const run = ({ op, args }: Row): Value => {
  const values = args.map(decode);
  const [receiver, ...rest] = values as [Value, ...Value[]];
  const [kind, name = ''] = op.split(':');
  const method = METHODS.find((known) => known === name);
  const mutator = MUTATORS.find((known) => known === name);
  if (kind === 'method' && method !== undefined) return callMethod(method, receiver, rest);
  if (kind === 'mutated' && mutator !== undefined) return callMutator(mutator, receiver, rest);
  const known = Object.entries(OPERATIONS).find(([key]) => key === op);
  if (known === undefined) throw new Error(`no operation ${op}`);
  return known[1](values[0] as Value, values[1] as Value, values[2] as Value, values);
};

const rows = readFileSync(join(import.meta.dirname, 'facts.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => Row.parse(JSON.parse(line)));

/** Sets print in an order that Python does not promise; what an operation is asked for only to fail gives nothing. */
const comparable = (text: string): string =>
  text.startsWith('{') && !text.includes(':') ? [...text].sort().join('') : text;

const VALUELESS: ReadonlySet<string> = new Set(['timedelta', 'random.seed']);

describe('B5 operations with the semantics of Python', () => {
  for (const op of new Set(rows.map((row) => row.op))) {
    it(`${op} gives and raises what Python does`, () => {
      const wrong = rows
        .filter((row) => row.op === op)
        .flatMap((row) => {
          const got = run(row);
          if (got === UNKNOWN) return [];
          const want = row.raises ?? comparable(row.value ?? '');
          const text = got instanceof Raised ? got.exception : comparable(repr(got));
          const ok =
            text === want || (VALUELESS.has(op) && row.raises === undefined && !(got instanceof Raised));
          return ok
            ? []
            : [`${op}(${row.args.map((arg) => repr(decode(arg))).join(', ')}) is ${want}, got ${text}`];
        });
      expect(wrong).toEqual([]);
    });
  }

  it('can tell nearly always', () => {
    const unknown = rows.filter((row) => run(row) === UNKNOWN).length;
    expect(unknown / rows.length).toBeLessThan(0.02);
  });
});
