import type { PyModule } from '../python/program.ts';
import type { Value } from './value.ts';

const STANDARD_METHODS: readonly string[] = [
  ...[
    'debug',
    'info',
    'warning',
    'warn',
    'error',
    'exception',
    'critical',
    'fatal',
    'log',
    'setLevel',
    'getEffectiveLevel',
  ],
  ...[
    'isEnabledFor',
    'addHandler',
    'removeHandler',
    'addFilter',
    'removeFilter',
    'getChild',
    'handle',
    'findCaller',
  ],
];

/** The standard logger's methods and those that the module adds: `logging.Logger.info_rank0 = info_rank0`. */
export const loggerMethods = (module: PyModule): ReadonlySet<string> => {
  const added = module.ast.body.flatMap((statement) => {
    const target = statement.kind === 'Assign' ? statement.targets[0] : undefined;
    const onLogger =
      target?.kind === 'Attribute' && target.value.kind === 'Attribute' && target.value.attr === 'Logger';
    return onLogger ? [target.attr] : [];
  });
  return new Set([...STANDARD_METHODS, ...added]);
};

/** What `logging.getLogger()` gives. */
export const STANDARD_LOGGER: Value = { kind: 'logger', methods: new Set(STANDARD_METHODS) };
