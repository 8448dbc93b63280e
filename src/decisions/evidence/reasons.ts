import type { Json } from '../../model/index.ts';
import type { Decisions } from '../parse.ts';
import type { Assignment } from './guards.ts';
import type { LiveIndex } from './live.ts';

/** Why nothing reads a parameter under the decisions: the one that rules it out, and what it would take. */
export const whyInert = (index: LiveIndex, name: string, decisions: Decisions): string => {
  if (Object.hasOwn(index.evidence.overwritten, name)) return 'the parser sets it itself';
  const reads = index.evidence.reads[name];
  for (const dimension of index.dimensions()) {
    if (decisions[dimension.name] === undefined) continue;
    const values = index.valuesWith(name, dimension);
    if (values.length > 0 && !values.includes(decisions[dimension.name] ?? ''))
      return `only with ${dimension.name} = ${values.join(' or ')}`;
  }
  for (const dimension of index.dimensions()) {
    if (decisions[dimension.name] === undefined) continue;
    const others = dimension.values.filter(({ value }) =>
      index.underDecisions({ ...decisions, [dimension.name]: value }).has(name),
    );
    if (others.length > 0)
      return `only with ${dimension.name} = ${others.map(({ value }) => value).join(' or ')}`;
  }
  return reads === undefined ? 'nothing reads it in this run' : 'only with other decisions';
};

/** Why a parameter waits: the switch that keeps every read of it from being reached. */
export const whyDormant = (index: LiveIndex, name: string, decided: Assignment): string => {
  const { usual } = index;
  const reads = index.evidence.reads[name] ?? [];
  const inputs = new Set(reads.flatMap(([, , , guard]) => index.guards.inputsOf(guard)));
  for (const input of inputs) {
    if (Object.hasOwn(decided.values, input) || !Object.hasOwn(usual, input)) continue;
    const value = usual[input] ?? null;
    const mayHold = index.guards.under({ ...decided, values: { ...decided.values, [input]: value } });
    if (!reads.some(([, , , guard]) => mayHold(guard))) return whileIt(input, value);
  }
  return reads.length === 0 ? 'goes with a switch that is off' : 'not while other switches are as usual';
};

const whileIt = (input: string, value: Json): string => {
  if (value === false) return `only if ${input} is on`;
  if (value === null || value === '') return `only if ${input} is set`;
  return `not while ${input} is ${JSON.stringify(value)}`;
};
