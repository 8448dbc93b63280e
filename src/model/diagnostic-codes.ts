/** Where a finding stands in the life of a config: refused while it is parsed, or later when the run starts. */
export type Phase = 'parse' | 'run';
/** `info` never makes a config invalid; `warning` neither. */
export type Severity = 'error' | 'warning' | 'info';

/** What is fixed about a code: its usual phase and severity, one line of what it means, what usually mends it. */
export interface DiagnosticRule {
  readonly phase: Phase;
  readonly severity: Severity;
  readonly summary: string;
  readonly help: string;
}

/**
 * Every code a diagnostic can carry. Stable: codes are added, never renamed, because CI configurations name them.
 * Kept free of Zod so that the short-lived `validate` process need not load it.
 */
export const DIAGNOSTIC_RULES = {
  'file-unreadable': {
    phase: 'parse',
    severity: 'error',
    summary: 'The file cannot be read.',
    help: 'Check the path and its permissions.',
  },
  'file-too-large': {
    phase: 'parse',
    severity: 'error',
    summary: 'The file is far larger than a config can be.',
    help: 'Pass the config itself, not a data set or a checkpoint.',
  },
  'file-not-text': {
    phase: 'parse',
    severity: 'error',
    summary: 'The file is not UTF-8 text.',
    help: 'Save the config as UTF-8.',
  },
  'yaml-syntax': {
    phase: 'parse',
    severity: 'error',
    summary: 'The YAML does not parse.',
    help: 'Mend the marked line; indentation, quotes and colons are the usual causes.',
  },
  'json-syntax': {
    phase: 'parse',
    severity: 'error',
    summary: 'The JSON does not parse.',
    help: 'Mend the marked place.',
  },
  'duplicate-key': {
    phase: 'parse',
    severity: 'error',
    summary: 'A key occurs twice in one mapping.',
    help: 'Keep one of the two lines.',
  },
  'not-a-mapping': {
    phase: 'parse',
    severity: 'error',
    summary: 'The document is not a mapping of parameters to values.',
    help: 'Write one `name: value` a line.',
  },
  'key-type': {
    phase: 'parse',
    severity: 'error',
    summary: 'A key is not a name.',
    help: 'Write the parameter name; quote it when YAML reads it as something else.',
  },
  'yaml-value': {
    phase: 'parse',
    severity: 'error',
    summary: 'YAML cannot make a value of this text.',
    help: 'Quote the text or mend it.',
  },
  'yaml-tag': {
    phase: 'parse',
    severity: 'error',
    summary: 'A YAML tag that the reader does not know.',
    help: 'Remove the tag.',
  },
  'yaml-alias': {
    phase: 'parse',
    severity: 'error',
    summary: 'An alias is undefined, recursive, or expands beyond what the reader allows.',
    help: 'Write the value out.',
  },
  'yaml-size': {
    phase: 'parse',
    severity: 'error',
    summary: 'The document is nested deeper, or has more nodes, than the reader allows.',
    help: 'Pass the config itself; a config has some dozens of keys.',
  },
  interpolation: {
    phase: 'parse',
    severity: 'error',
    summary: 'A `${` that is not a well-formed interpolation.',
    help: 'Close it, or take the `$` away.',
  },
  'override-syntax': {
    phase: 'parse',
    severity: 'error',
    summary: 'An override after the file cannot be read.',
    help: 'Write `key=value`.',
  },
  'argument-syntax': {
    phase: 'parse',
    severity: 'error',
    summary: 'A command-line argument cannot be read.',
    help: 'Write `--name value` or `--name=value`.',
  },
  'argument-value': {
    phase: 'parse',
    severity: 'error',
    summary: 'A command-line value cannot be converted to the type of its parameter.',
    help: 'Give a value of that type.',
  },
  'argument-choice': {
    phase: 'parse',
    severity: 'error',
    summary: 'A command-line value is not among the choices.',
    help: 'Take one of the choices.',
  },
  'unknown-entry': {
    phase: 'parse',
    severity: 'error',
    summary: 'This source has no such entry point.',
    help: 'Take one of the entry points it has.',
  },
  'unknown-key': {
    phase: 'parse',
    severity: 'error',
    summary: 'No argument class of this entry point has the key.',
    help: 'Rename or remove it.',
  },
  'unknown-key-open': {
    phase: 'parse',
    severity: 'warning',
    summary:
      'The key is not known here, but a class of this entry point comes from a package that was not read.',
    help: 'Check the name against that package.',
  },
  'plugin-key': {
    phase: 'run',
    severity: 'warning',
    summary: "Nothing reads the key in a plugin's dictionary, or the plugin refuses it.",
    help: 'Rename or remove it.',
  },
  'extra-key': {
    phase: 'parse',
    severity: 'warning',
    summary: 'The key is ignored: this entry point lets unknown keys pass.',
    help: 'Remove it or mend the name.',
  },
  'not-settable': {
    phase: 'parse',
    severity: 'error',
    summary: 'The field exists but is computed, no config can set it.',
    help: 'Remove it.',
  },
  'missing-required': {
    phase: 'parse',
    severity: 'error',
    summary: 'A parameter without default is absent.',
    help: 'Add it.',
  },
  'entry-hint': {
    phase: 'parse',
    severity: 'info',
    summary: 'The keys fit another entry point better.',
    help: 'Validate with that entry point.',
  },
  'wrong-type': {
    phase: 'run',
    severity: 'warning',
    summary: 'The value is not of the declared type; the parser does not convert values of a file.',
    help: 'Write a value of the declared type.',
  },
  'invalid-choice': {
    phase: 'run',
    severity: 'error',
    summary: 'The value is not among the choices; the parser lets it pass from a file, the run fails.',
    help: 'Take one of the choices.',
  },
  'unknown-template': {
    phase: 'run',
    severity: 'error',
    summary: 'No template of that name is registered.',
    help: 'Take a registered one.',
  },
  'template-mismatch': {
    phase: 'run',
    severity: 'warning',
    summary: 'The model is registered with another template.',
    help: 'Take the template of the model, unless the difference is meant.',
  },
  'unknown-dataset': {
    phase: 'run',
    severity: 'error',
    summary: 'The data set is not described in dataset_info.json.',
    help: 'Add it there or mend the name.',
  },
  rule: {
    phase: 'parse',
    severity: 'error',
    summary: "A check of upstream's parser refuses the config.",
    help: 'Change one of the values that meet the condition.',
  },
  'rule-warning': {
    phase: 'parse',
    severity: 'warning',
    summary: "A check of upstream's parser warns about the config.",
    help: 'Change one of the values that meet the condition.',
  },
  'package-required': {
    phase: 'parse',
    severity: 'error',
    summary: 'The config needs an optional package.',
    help: 'Install it where the run takes place.',
  },
  'operation-fails': {
    phase: 'parse',
    severity: 'error',
    summary: "An operation of upstream's parser fails on this value.",
    help: 'Write a value of the declared type.',
  },
  'outside-call': {
    phase: 'parse',
    severity: 'info',
    summary: 'The parser calls code that was not read and that may refuse the config.',
    help: 'Nothing to change, unless the run says so.',
  },
} as const satisfies Record<string, DiagnosticRule>;

export type DiagnosticCode = keyof typeof DIAGNOSTIC_RULES;
