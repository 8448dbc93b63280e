import { Command, CommanderError } from 'commander';
import { UserError } from '../src/model/error.ts';
import { DEFAULT_OUT, type GenerateOptions, generate } from './generate.ts';
import { type HistoryOptions, writeHistory } from './history/command.ts';
import type { CodegenIo } from './io.ts';

/** `codegen [options]` and `codegen history`. Resolves to the exit status: 0, 1 on drift, 2 on a bad source or wrong use. */
export const codegen = async (argv: readonly string[], io: CodegenIo): Promise<number> => {
  const outcome = { status: 0 };
  try {
    await program(io, outcome).parseAsync([...argv], { from: 'user' });
    return outcome.status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof UserError)) throw error;
    const at = error.place === undefined ? '' : `  at ${error.place}\n`;
    io.err(`${error.code} ${error.message}\n${at}  ${error.next}\n`);
    return 2;
  }
};

const program = (io: CodegenIo, outcome: { status: number }): Command => {
  const command = new Command('llamafactory-params codegen')
    .description('Extracts the parameters of a LLaMA Factory source into a catalog folder.')
    .option('--source <dir>', 'a checkout (repo root, src/ or package); otherwise found by itself')
    .option('--release <version>', 'a published release, fetched with pip into the cache')
    .option('--transformers <dir|version>', 'the transformers to read; otherwise what the source uses')
    .option(
      '--extra <path[:class,…]>',
      'a Python file or package with dataclasses of your own, for train; may be repeated',
      (value: string, before: readonly string[] = []) => [...before, value],
    )
    .option('--into <class>', 'the class of train that those of --extra are mixed into')
    .option('--out <dir>', 'the folder to write', DEFAULT_OUT)
    .option('--check', 'write nothing; status 1 where the folder differs from what would be written')
    .option('--watch', 'stay, and make the folder again whenever the source changes')
    .option('--offline', 'fetch nothing; use only what the cache holds')
    .option('--json', 'a summary for scripts')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .action(async (options: GenerateOptions) => {
      outcome.status = await generate(options, io);
    });
  command
    .command('history')
    .description('Follows every name through all published releases; takes up where the folder left off.')
    .option('--out <dir>', 'the catalog folder whose history is written', DEFAULT_OUT)
    .option('--offline', 'fetch nothing; only the releases that the cache holds')
    .option('--fresh', 'from the first release on, whatever the folder has')
    .action(async (options: HistoryOptions) => {
      await writeHistory(options, io);
    });
  return command;
};
