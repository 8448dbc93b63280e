import { Command, CommanderError, Option } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { once } from '../catalog/once.ts';
import { UserError } from '../model/error.ts';
import { type CommandRequest, type CommandSpec, paintFor } from './command.ts';
import { COMMANDS } from './commands.ts';
import { isUserError, printFault, STATUS, statusOf } from './faults.ts';
import { fold } from './fold.ts';
import type { CliIo } from './io.ts';

/**
 * Runs one command line (without `node` and the script). Resolves to the exit status: 0, 1 where nothing matches,
 * 2 on wrong use or where the command cannot start. Bugs are thrown.
 */
export const run = async (argv: readonly string[], io: CliIo): Promise<number> => {
  const outcome = { status: STATUS.ok as number };
  const program = programFor(io, new Set(argv), async (spec, command) => {
    outcome.status = await (await spec.load())(requestOf(command, io));
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return outcome.status;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return STATUS.ok;
    const fault = error instanceof CommanderError ? wrongUse(error, argv) : error;
    if (!isUserError(fault)) throw fault;
    printFault(fault, io, argv.includes('--json'));
    return statusOf(fault);
  }
};

/** Commander's sentence, which may end in a proposal on a line of its own, in the form of every other fault. */
const wrongUse = ({ message }: CommanderError, argv: readonly string[]): UserError => {
  const [said = '', proposal] = message.replace(/^error: /, '').split('\n');
  const command = COMMANDS.find(({ name }) => argv[0] === name)?.name;
  const help = `Read llamafactory-params ${command === undefined ? '' : `${command} `}--help.`;
  return new UserError({
    code: 'WRONG_USE',
    message: `${said.charAt(0).toUpperCase()}${said.slice(1).replace(/\.$/, '')}.`,
    next: proposal === undefined ? help : `${proposal.replace(/^\((.*)\)$/, '$1')} ${help}`,
  });
};

/** @param words of the command line: only a command that is among them can be asked for, and needs its options */
const programFor = (
  io: CliIo,
  words: ReadonlySet<string>,
  act: (spec: CommandSpec, command: Command) => Promise<void>,
): Command => {
  const program = new Command('llamafactory-params')
    .description(manifest.description)
    .version(manifest.version)
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      getOutHasColors: () => io.colour,
      outputError: () => {},
    });
  for (const spec of COMMANDS) {
    const command = program.command(spec.name).description(spec.summary).copyInheritedSettings(program);
    if (spec.arguments !== undefined) command.arguments(spec.arguments);
    if (spec.passThrough) command.passThroughOptions().allowUnknownOption().helpOption(false);
    else if (words.has(spec.name)) addOptions(command, spec);
    command.action(() => act(spec, command));
  }
  return program;
};

const addOptions = (command: Command, spec: CommandSpec): void => {
  for (const { flags, help, choices, many, default: fallback } of spec.options) {
    const option = new Option(flags, help);
    if (choices !== undefined) option.choices(choices);
    if (fallback !== undefined) option.default(fallback);
    if (many) option.argParser((value: string, before: readonly string[] = []) => [...before, value]);
    command.addOption(option);
  }
  command
    .option('--catalog <dir>', 'the catalog folder to answer from; otherwise that of the source found')
    .option('--json', 'print JSON');
};

const requestOf = (command: Command, io: CliIo): CommandRequest => {
  const options: Record<string, unknown> = command.opts();
  const flag = typeof options.catalog === 'string' ? options.catalog : undefined;
  const located = once(async () => (await import('./locate.ts')).locateCatalog(flag, io));
  const opened = once(async () => (await import('../catalog/open.ts')).openCatalog(await located()));
  return {
    io,
    json: options.json === true,
    args: command.args,
    options,
    paint: paintFor(io),
    catalog: opened,
    catalogDir: located,
    print: (answer) => io.out(io.width === undefined ? answer : fold(answer, io.width)),
    printJson: (answer) => io.out(`${JSON.stringify(answer, null, 2)}\n`),
  };
};
