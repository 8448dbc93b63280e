import { DIMENSION_NAMES } from '../decisions/dimensions.ts';
import type { CommandSpec, OptionSpec } from './command.ts';

/** What is known of where a config will run. */
const ENVIRONMENT: readonly OptionSpec[] = [
  {
    flags: '--launch <how>',
    help: 'how the run is started',
    choices: ['single', 'torchrun', 'unknown'],
    default: 'unknown',
  },
  {
    flags: '--hardware <kind>',
    help: 'the accelerator',
    choices: ['bf16', 'fp16', 'cpu', 'unknown'],
    default: 'unknown',
  },
  {
    flags: '--packages <which>',
    help: 'the optional packages that are installed',
    choices: ['all', 'none', 'unknown'],
    default: 'unknown',
  },
  { flags: '--env <name=value>', help: 'an environment variable of the run, such as USE_RAY=1', many: true },
];

const ENTRY: OptionSpec = {
  flags: '--entry <name>',
  help: 'entry point or command: train, infer, chat, eval, …',
};

const DECISIONS: readonly OptionSpec[] = DIMENSION_NAMES.map((name) => ({
  flags: `--${name.replaceAll('_', '-')} <value>`,
  help: `decide ${name}; what it can be: llamafactory-params capabilities`,
}));

const SET: OptionSpec = {
  flags: '--set <name=value>',
  help: 'decide any other parameter: --set use_dora=true',
  many: true,
};

/** How a server stays in step with a source that changes. */
const FOLLOWING: readonly OptionSpec[] = [
  { flags: '--watch', help: 'stay in step with the source: serve it anew whenever it changes' },
  { flags: '--configs <dir>', help: 'check the configs in there, and again after each change' },
];

/** Every command, in the order of `--help`. What one does is loaded when it is called. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'serve',
    summary: 'serve MCP over HTTP',
    options: [
      { flags: '--port <number>', help: 'default 8124, or MCP_LLAMA_PORT; 0 takes any free one' },
      { flags: '--host <address>', help: 'default 127.0.0.1' },
      {
        flags: '--allow-host <name>',
        help: 'a further host name under which clients reach the server',
        many: true,
      },
      { flags: '--allow-origin <name>', help: 'a host whose pages may call it', many: true },
      { flags: '--no-token', help: 'serve other machines without a token' },
      ...FOLLOWING,
      { flags: '--offline', help: 'fetch nothing' },
      { flags: '--log-level <level>', help: 'debug, info, warn (default) or error' },
    ],
    load: async () => (await import('./commands/serve.ts')).serve,
  },
  {
    name: 'stdio',
    summary: 'serve MCP over stdin and stdout',
    options: [
      ...FOLLOWING,
      { flags: '--offline', help: 'fetch nothing' },
      { flags: '--log-level <level>', help: 'debug, info, warn (default) or error' },
    ],
    load: async () => (await import('./commands/serve.ts')).stdio,
  },
  {
    name: 'codegen',
    arguments: '[options...]',
    summary: 'extract a source into a catalog folder (codegen --help tells its options)',
    options: [],
    passThrough: true,
    load: async () => (await import('./commands/codegen.ts')).codegen,
  },
  {
    name: 'validate',
    arguments: '[words...]',
    summary:
      "what is wrong with configs: files with key=value overrides, - for stdin, or upstream's arguments after --",
    options: [
      { flags: '--entry <name>', help: 'entry point, or auto', default: 'auto' },
      ...ENVIRONMENT,
      {
        flags: '--format <format>',
        help: 'how to report',
        choices: ['text', 'json', 'sarif', 'github'],
        default: 'text',
      },
      { flags: '--all', help: 'list what depends on the machine too' },
      { flags: '--jsonl', help: 'judge a stream of {id, entry, config} lines from stdin' },
      { flags: '--fixes', help: 'with --jsonl: search for what mends each config' },
    ],
    load: async () => (await import('./commands/validate.ts')).validate,
  },
  {
    name: 'resolve',
    arguments: '<file> [overrides...]',
    summary: 'the effective value of every parameter of a config, with its origin',
    options: [
      { flags: '--entry <name>', help: 'entry point, or auto', default: 'auto' },
      ...ENVIRONMENT,
      { flags: '--all', help: 'show defaults too' },
    ],
    load: async () => (await import('./commands/resolve.ts')).resolve,
  },
  {
    name: 'params',
    summary: 'the parameters that matter under the decisions given',
    options: [
      ENTRY,
      {
        flags: '--level <level>',
        help: 'how many',
        choices: ['core', 'focused', 'relevant', 'all'],
        default: 'focused',
      },
      ...DECISIONS,
      SET,
      { flags: '--long', help: 'with the help text, or our note, of each' },
    ],
    load: async () => (await import('./commands/params.ts')).params,
  },
  {
    name: 'show',
    arguments: '<name...>',
    summary: 'everything known of one parameter, or of several',
    options: [ENTRY, { flags: '--lang <language>', help: 'language of the note', choices: ['en', 'zh'] }],
    load: async () => (await import('./commands/show.ts')).show,
  },
  {
    name: 'search',
    arguments: '<text...>',
    summary: 'find parameters by name, choices, label or help',
    options: [ENTRY, { flags: '--limit <number>', help: 'at most so many', default: '20' }],
    load: async () => (await import('./commands/search.ts')).search,
  },
  {
    name: 'ask',
    arguments: '<text...>',
    summary: 'answer a question in words, English or Chinese',
    options: [{ flags: '--lang <language>', help: 'language of the answer', choices: ['en', 'zh'] }],
    load: async () => (await import('./commands/ask.ts')).ask,
  },
  {
    name: 'init',
    summary: 'a starter config for the decisions given, with a template that fits the model',
    options: [
      ...DECISIONS,
      SET,
      { flags: '--model <id>', help: 'hub id or path of the model' },
      { flags: '--dataset <name>', help: 'data set, as dataset_info.json names it' },
      { flags: '--template <name>', help: 'chat template; found by the model where it is known' },
      { flags: '--lang <language>', help: 'language of the comments', choices: ['en', 'zh'] },
    ],
    load: async () => (await import('./commands/init.ts')).init,
  },
  {
    name: 'compare',
    arguments: '<a> <b>',
    summary: 'two decisions (lora freeze), decision sets (method=lora,stage=dpo …), classes or parameters',
    options: [ENTRY],
    load: async () => (await import('./commands/compare.ts')).compare,
  },
  {
    name: 'capabilities',
    summary: 'stages, methods, optimizers, schedulers, quantization methods and all other choices',
    options: [ENTRY],
    load: async () => (await import('./commands/capabilities.ts')).capabilities,
  },
  {
    name: 'diff',
    arguments: '<a> <b>',
    summary: 'what changed between two releases (0.9.4 0.9.5), checkouts or catalog folders',
    options: [ENTRY],
    load: async () => (await import('./commands/diff.ts')).diff,
  },
  {
    name: 'upgrade',
    arguments: '<file>',
    summary: 'what must change in a config from one release to another',
    options: [
      ENTRY,
      { flags: '--from <release>', help: 'release, checkout or catalog folder it was written for' },
      { flags: '--to <release>', help: 'release, checkout or catalog folder it shall work with' },
      { flags: '--write', help: 'change the file' },
    ],
    load: async () => (await import('./commands/upgrade.ts')).upgrade,
  },
  {
    name: 'schema',
    summary: 'JSON Schema 2020-12 of an entry point, for editors',
    options: [ENTRY],
    load: async () => (await import('./commands/schema.ts')).schema,
  },
];
