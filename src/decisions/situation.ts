import type { Catalog } from '../catalog/index.ts';
import type { Json, Parameter } from '../model/index.ts';
import { parametersBy } from './by-name.ts';
import { agrees, type Dimension, dimensionsOf } from './dimension.ts';
import type { Gate } from './dimensions.ts';
import type { Situation } from './evidence.ts';
import { type Decisions, findValue } from './parse.ts';

/** Settles what decisions and given values say of an entry point's gates. */
export const situationOf = (
  catalog: Catalog,
  entry: string,
  decisions: Decisions,
  given: Readonly<Record<string, Json>> = {},
): Situation => {
  const takes = parametersBy(catalog, entry);
  const gates = dimensionsOf(catalog).flatMap((dimension) => gatesOf(dimension, decisions));
  return { entry, decisions, gates: gates.filter((gate) => takes.has(gate.parameter)), given };
};

export const gatesOf = (dimension: Dimension, decisions: Decisions): readonly Gate[] => {
  const value = decisions[dimension.name];
  return value === undefined ? [] : findValue(dimension, value).gates;
};

/**
 * Whether a gate holds: by the values given, else by the decisions, else by the parameter's default (`undecided`,
 * because a decision still to be taken may change it).
 */
export const holds = (
  situation: Situation,
  gate: Gate,
  parameter: Parameter | undefined,
): { readonly holds: boolean; readonly decided: boolean } => {
  const given = situation.given[gate.parameter];
  if (given !== undefined)
    return { holds: agrees(gate, { [gate.parameter]: given }, parameter), decided: true };
  const decided = situation.gates.find((each) => each.parameter === gate.parameter);
  if (decided === undefined) return { holds: agrees(gate, {}, parameter), decided: false };
  return { holds: sameSide(decided, gate, parameter), decided: true };
};

const sameSide = (decided: Gate, asked: Gate, parameter: Parameter | undefined): boolean => {
  if ('value' in decided) return agrees(asked, { [decided.parameter]: decided.value }, parameter);
  if ('value' in asked) return decided.state === 'unset' && agrees(asked, {}, parameter);
  return decided.state === asked.state;
};
