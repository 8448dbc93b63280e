import type { Catalog } from '../../catalog/index.ts';
import type { Json, Parameter } from '../../model/index.ts';
import { parametersBy } from '../by-name.ts';
import { dimensionsOf } from '../dimension.ts';
import type { DimensionName, Gate } from '../dimensions.ts';
import type { Situation } from '../evidence.ts';
import type { Decisions } from '../parse.ts';
import { gatesOf } from '../situation.ts';
import type { Assignment } from './guards.ts';

/** What decisions say of the environment where no parameter says it: atoms as `codegen/evidence/environment.ts` names them. */
const ATOMS: Readonly<
  Partial<Record<DimensionName, Readonly<Record<string, Readonly<Record<string, boolean>>>>>>
> = {
  distributed: {
    single: { distributed: false, deepspeed: false, fsdp: false, zero3: false },
    ddp: { distributed: true, deepspeed: false, fsdp: false, zero3: false },
    deepspeed: { distributed: true, deepspeed: true, fsdp: false },
    fsdp: { distributed: true, deepspeed: false, fsdp: true, zero3: false },
  },
  modality: { text: { multimodal: false }, multimodal: { multimodal: true } },
};

/** Atoms that a dimension's values decide. */
export const atomsOf = (dimension: DimensionName): readonly string[] => [
  ...new Set(Object.values(ATOMS[dimension] ?? {}).flatMap((atoms) => Object.keys(atoms))),
];

/** Hardware and launchers that nobody has who does not say so. */
export const UNUSUAL: Assignment['atoms'] = { tpu: false, sagemaker: false, tensor_parallel: false };

/** Stands for a value that is set, whatever it is. */
export const SOMETHING = '…';

/** What decisions and given values make of parameters and environment. */
export const assignmentOf = (
  catalog: Catalog,
  { decisions, gates, given, entry }: Pick<Situation, 'decisions' | 'gates' | 'given' | 'entry'>,
): Assignment => {
  const parameters = parametersBy(catalog, entry);
  const values: Record<string, Json> = {};
  for (const gate of gates) {
    const value = gateValue(gate, parameters.get(gate.parameter));
    if (value !== undefined) values[gate.parameter] = value;
  }
  const atoms = Object.entries(decisions).map(([name, value]) => ATOMS[name as DimensionName]?.[value] ?? {});
  return { values: { ...values, ...given }, atoms: Object.assign({}, ...atoms) };
};

export const decisionAssignment = (catalog: Catalog, entry: string, decisions: Decisions): Assignment => {
  const takes = parametersBy(catalog, entry);
  const gates = dimensionsOf(catalog)
    .flatMap((dimension) => gatesOf(dimension, decisions))
    .filter((gate) => takes.has(gate.parameter));
  return assignmentOf(catalog, { decisions, gates, given: {}, entry });
};

const gateValue = (gate: Gate, parameter: Parameter | undefined): Json | undefined => {
  if ('value' in gate) return gate.value;
  if (gate.state === 'set') return SOMETHING;
  if (parameter?.default.kind !== 'value') return undefined;
  // A yes-or-no that is None by default is settled by upstream later (`packing` is on for stage pt).
  const open = parameter.default.value === null && parameter.type.includes('bool');
  return open ? undefined : parameter.default.value;
};
