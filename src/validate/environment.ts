import type { Environment, FileFacts } from '../expr/environment.ts';
import type { Value } from '../expr/python/value.ts';

export const LAUNCHES = ['single', 'torchrun', 'unknown'] as const;
export const HARDWARE = ['bf16', 'fp16', 'cpu', 'unknown'] as const;
export const PACKAGES = ['all', 'none', 'unknown'] as const;

/** What a user knows of where the config will run. */
export interface EnvironmentProfile {
  /** One plain process, or processes started by torchrun. */
  readonly launch?: (typeof LAUNCHES)[number];
  /** The accelerator: with bf16, only with fp16, none. */
  readonly hardware?: (typeof HARDWARE)[number];
  /** The optional packages that upstream asks for. */
  readonly packages?: (typeof PACKAGES)[number];
  /** Environment variables of the run; what is not here is taken as not set, unless the launcher would set it. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly files?: FileFacts;
}

/** Whoever tells launch, hardware and packages describes a run on this machine: a file that is not there is missing. */
export const isDescribed = ({ launch, hardware, packages }: EnvironmentProfile): boolean =>
  [launch, hardware, packages].every((answer) => answer !== undefined && answer !== 'unknown');

/** Answers the atoms of rules; what the profile leaves open stays unknown. */
export const environmentFrom = (profile: EnvironmentProfile = {}): Environment => ({
  atom: (name) => {
    if (name.startsWith('env:')) return variable(name.slice(4), profile);
    if (/^(package|import):/.test(name)) return packagePresence(profile);
    return ATOMS.find(({ pattern }) => pattern.test(name))?.answer(profile);
  },
  ...(profile.files === undefined ? {} : { files: profile.files }),
  ...(profile.launch === 'single' ? { launched: environmentFrom({ ...profile, launch: 'torchrun' }) } : {}),
});

/** How a run is started by torchrun, which upstream's own launcher does where this variable says so. */
export const LAUNCHED = 'start it with torchrun (`FORCE_TORCHRUN=1 llamafactory-cli train …`)';

/** What torchrun, and upstream's own launcher in front of it, set for every process. */
const LAUNCHER_VARIABLES: Readonly<Record<string, string>> = {
  LOCAL_RANK: '0',
  RANK: '0',
  WORLD_SIZE: '2',
  LOCAL_WORLD_SIZE: '2',
  MASTER_ADDR: '127.0.0.1',
  MASTER_PORT: '29500',
  FORCE_TORCHRUN: '1',
};

/** Variables that only `accelerate launch` sets: not known to be absent unless the launch is known. */
const LAUNCHER_PREFIX = 'ACCELERATE_';

const variable = (
  name: string,
  { variables = {}, launch = 'unknown' }: EnvironmentProfile,
): Value | undefined => {
  const given = variables[name];
  if (given !== undefined) return given;
  const launched = LAUNCHER_VARIABLES[name];
  if (launch === 'unknown')
    return launched !== undefined || name.startsWith(LAUNCHER_PREFIX) ? undefined : null;
  return launch === 'torchrun' ? (launched ?? null) : null;
};

const packagePresence = ({ packages = 'unknown' }: EnvironmentProfile): Value | undefined =>
  packages === 'unknown' ? undefined : packages === 'all';

interface AtomRule {
  readonly pattern: RegExp;
  answer(profile: EnvironmentProfile): Value | undefined;
}

const byHardware =
  (bf16: Value, fp16: Value, cpu: Value) =>
  ({ hardware = 'unknown' }: EnvironmentProfile): Value | undefined =>
    hardware === 'unknown' ? undefined : { bf16, fp16, cpu }[hardware];

const byLaunch =
  (single: Value, torchrun: Value) =>
  ({ launch = 'unknown' }: EnvironmentProfile): Value | undefined =>
    launch === 'unknown' ? undefined : { single, torchrun }[launch];

const distributedType = ({ launch, hardware = 'unknown' }: EnvironmentProfile): Value | undefined => {
  if (launch === 'single') return 'NO';
  if (launch !== 'torchrun' || hardware === 'unknown') return undefined;
  return hardware === 'cpu' ? 'MULTI_CPU' : 'MULTI_GPU';
};

/** A plain process has one device; processes of torchrun see as many as there are of them. */
const deviceCount = ({ launch = 'unknown', hardware = 'unknown' }: EnvironmentProfile): Value | undefined => {
  if (hardware === 'cpu') return 0;
  return hardware === 'unknown' || launch === 'unknown' ? undefined : { single: 1, torchrun: 2 }[launch];
};

const always = (value: Value) => (): Value => value;

/** The names of torch, transformers and accelerate that tell of the machine; the first that matches answers. */
const ATOMS: readonly AtomRule[] = [
  { pattern: /\bis_(torch_)?bf16(_gpu)?_(available|supported)\(/, answer: byHardware(true, false, false) },
  { pattern: /\bis_torch_tf32_available\(/, answer: byHardware(true, false, false) },
  {
    pattern: /\b(torch\.cuda\.is_available|is_torch_cuda_available)\(/,
    answer: byHardware(true, true, false),
  },
  {
    pattern: /\bis_torch_(npu|xpu|mps|mlu|musa|hpu|xla|neuron)\w*_available\(/,
    answer: byHardware(false, false, false),
  },
  { pattern: /\btorch\.cuda\.device_count\(/, answer: deviceCount },
  { pattern: /\bget_current_accelerator\(\)\.type$/, answer: byHardware('cuda', 'cuda', 'cpu') },
  { pattern: /\bPartialState\(\)\.distributed_type$/, answer: distributedType },
  { pattern: /\btorch\.distributed\.is_available\(/, answer: byLaunch(true, true) },
  // The parser runs before any process group is made.
  { pattern: /\btorch\.distributed\.is_initialized\(/, answer: byLaunch(false, false) },
  // SageMaker's own launcher sets its variables; where none is set the run is not there.
  { pattern: /\bis_sagemaker_[md]p_enabled\(/, answer: byLaunch(false, false) },
  // The level that a process begins with.
  { pattern: /^logging\.getLogger\(\)\.getEffectiveLevel\(\) > logging\.WARN/, answer: always(false) },
];
