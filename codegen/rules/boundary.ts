import type { Program, PyModule } from '../python/program.ts';

/**
 * Where interpretation stops. The standard library and every package that is not among the files are outside anyway:
 * what they give is an atom, named by its dotted path, or cannot be told. This names the rest, which is among the files
 * and only asks the machine.
 */

/** Modules whose functions report what is installed, which hardware there is, or how the process was launched. */
const ENVIRONMENT_MODULES: readonly RegExp[] = [
  /^transformers\.utils\.(import_utils|versions|hub|doc)$/,
  /^transformers\.(integrations(?!\.deepspeed$)|deepspeed|dependency_versions_check|dynamic_module_utils)(\.|$)/,
  // Most of accelerate reaches torch; its constants are read all the same. How it reads a DeepSpeed config does not.
  /^accelerate(?!\.utils\.(deepspeed|dataclasses)$)(\.|$)/,
];

/** Functions of libraries that only tell what is installed, wherever they are. */
const AVAILABILITY = /^(?:transformers|accelerate)\..*\bis_\w+_available$/;

/** Packages whose lines are not told: where one of them raises, the line that called it is where the parser fails. */
const HELPERS = /^accelerate(\.|$)/;

/**
 * True wherever the parser can run at all: llamafactory itself imports torch and requires accelerate, and would stop
 * with an ImportError before it looks at a config.
 */
const GIVEN: ReadonlySet<string> = new Set([
  'transformers.utils.import_utils.is_torch_available',
  'transformers.utils.import_utils.is_accelerate_available',
]);

/** Methods that only prepare the command line, which a config file does not go through. */
const IRRELEVANT: ReadonlySet<string> = new Set([
  'transformers.hf_argparser.HfArgumentParser._add_dataclass_arguments',
]);

export const isEnvironmentModule = (name: string): boolean =>
  ENVIRONMENT_MODULES.some((pattern) => pattern.test(name));
/** Asking it is asking the machine, whatever it is written in. */
export const isEnvironmentFunction = (module: string, qualname: string): boolean =>
  isEnvironmentModule(module) || isAvailability(qualname);
export const isAvailability = (qualname: string): boolean => AVAILABILITY.test(qualname);
export const isHelper = (module: string): boolean => HELPERS.test(module);
/** An object of these tells of the machine, whatever it was made with; one of any other library holds what it was given. */
export const isMachineLibrary = (path: string): boolean =>
  /^(torch|transformers|accelerate|deepspeed|mcore_adapter)\./.test(path);
export const isGiven = (qualname: string): boolean => GIVEN.has(qualname);
export const isIrrelevant = (qualname: string): boolean => IRRELEVANT.has(qualname);

const loggingModules = new WeakMap<Program, Map<PyModule, boolean>>();

/** A module that wraps the standard library's logging: nothing it does bears on the verdict. */
export const isLoggingModule = (program: Program, module: PyModule): boolean => {
  const inProgram = loggingModules.get(program) ?? new Map<PyModule, boolean>();
  loggingModules.set(program, inProgram);
  const known = inProgram.get(module);
  if (known !== undefined) return known;
  const library = program.lookup(module, 'logging');
  const factory = program.lookup(module, 'get_logger');
  const wraps =
    library.kind === 'external' &&
    library.path === 'logging' &&
    factory.kind === 'function' &&
    factory.module === module;
  inProgram.set(module, wraps);
  return wraps;
};
