import type { Value } from './python/value.ts';

/**
 * What is known of the machine, the launch and the installation. An atom that is not answered is unknown, and what
 * depends on it becomes conditional.
 *
 * Names of atoms: `env:USE_RAY` (text of an environment variable, `null` where it is not set);
 * `package:vllm>=0.4.3` (whether the requirement is met); `import:vllm.config` (whether there is such a module);
 * `torch.cuda.device_count()` and `transformers.utils.import_utils.is_torch_bf16_gpu_available()` (what a call gives);
 * `… == accelerate.utils.DistributedType.NO` (a comparison of such a call with a constant of a library).
 */
export interface Environment {
  /** The value of an atom, `undefined` where it is not known. Asked once for each atom and environment. */
  atom(name: string): Value | undefined;
  /** The file system as the run would see it; left out, every question about files is unknown. */
  readonly files?: FileFacts;
  /** The same machine where torchrun starts the run; only where it is known that one plain process would. */
  readonly launched?: Environment;
}

/** Answers about paths as a config has them (relative to the folder of the run); `undefined`: not known. */
export interface FileFacts {
  kind(path: string): 'file' | 'folder' | 'none' | undefined;
  /** Text of a file; asked only for what `kind` calls a file. */
  read(path: string): string | undefined;
  /** What the YAML of such a file says, as upstream's reader gives it; left out, that is not known. */
  yaml?(path: string): Value | undefined;
  list(path: string): readonly string[] | undefined;
  /** `~` and `~user` replaced as on that machine; `undefined`: not known. */
  expandUser(path: string): string | undefined;
}

/** Nothing is known of the machine. */
export const NO_ENVIRONMENT: Environment = { atom: () => undefined };
