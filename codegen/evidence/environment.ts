/**
 * Facts of a run that upstream's code asks for in its own words, bridged to named atoms that a decision can settle.
 * This is a table of spellings, not of parameters: one that upstream no longer uses does nothing, and one that is
 * missing leaves a condition unknown.
 */

/** Objects that exist only when an atom holds, by the name of the variable, formal or attribute that holds them. */
const OBJECTS: Readonly<Record<string, string>> = {
  processor: 'multimodal',
  deepspeed_plugin: 'deepspeed',
  is_deepspeed_enabled: 'deepspeed',
  fsdp_plugin: 'fsdp',
  is_fsdp_enabled: 'fsdp',
  is_fsdp2: 'fsdp',
  is_fsdp_xla_enabled: 'tpu',
  is_tp_enabled: 'tensor_parallel',
};

/** Functions without arguments that matter, or whose arguments do not. */
const CALLS: Readonly<Record<string, string>> = {
  is_deepspeed_zero3_enabled: 'zero3',
  is_deepspeed_enabled: 'deepspeed',
  is_fsdp_enabled: 'fsdp',
  is_fsdp_managed_module: 'fsdp',
  is_torch_xla_available: 'tpu',
  is_sagemaker_mp_enabled: 'sagemaker',
  is_sagemaker_dp_enabled: 'sagemaker',
};

/** `x in TABLE`: the tables that list models which take more than text. */
const TABLES: Readonly<Record<string, string>> = { COMPOSITE_MODELS: 'multimodal' };

/** `x == CONSTANT`, by the constant's last two names. */
const CONSTANTS: Readonly<Record<string, string>> = { 'ParallelMode.DISTRIBUTED': 'distributed' };

const own = (table: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

export const objectAtom = (name: string): string | undefined => own(OBJECTS, name);
export const callAtom = (name: string): string | undefined => own(CALLS, name);
export const tableAtom = (name: string): string | undefined => own(TABLES, name);
export const constantAtom = (name: string): string | undefined => own(CONSTANTS, name);
