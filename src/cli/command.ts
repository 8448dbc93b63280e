import pc from 'picocolors';
import type { Catalog } from '../catalog/index.ts';
import type { CliIo } from './io.ts';

/** An option as `commander` takes it. */
export interface OptionSpec {
  /** `--entry <name>` */
  readonly flags: string;
  readonly help: string;
  readonly default?: string;
  readonly choices?: readonly string[];
  /** May be given several times; the command sees a list. */
  readonly many?: boolean;
}

/** What a command is, without what it does: enough for `--help`, so that nothing else is loaded for it. */
export interface CommandSpec {
  readonly name: string;
  /** `<name>`, `<a> <b>`, `<text...>` */
  readonly arguments?: string;
  readonly summary: string;
  readonly options: readonly OptionSpec[];
  /** Takes its own `--help` and options: everything after the name is passed on. */
  readonly passThrough?: boolean;
  load(): Promise<Action>;
}

/** Does the work. Resolves to the exit status. */
export type Action = (request: CommandRequest) => Promise<number>;

export interface CommandRequest {
  readonly io: CliIo;
  readonly json: boolean;
  /** Positional arguments in order; a variadic one is joined with spaces. */
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly paint: ReturnType<typeof pc.createColors>;
  /** The catalog to answer from. Throws as `locateCatalog` and `openCatalog`. */
  catalog(): Promise<Catalog>;
  /** Its folder. */
  catalogDir(): Promise<string>;
  /** Prints an answer for people, in lines that fit the terminal. */
  print(answer: string): void;
  /** Prints an answer as one JSON document. */
  printJson(answer: unknown): void;
}

export const paintFor = (io: CliIo): CommandRequest['paint'] => pc.createColors(io.colour);

/** An option's text, where it was given. */
export const textOption = (request: CommandRequest, name: string): string | undefined => {
  const value = request.options[name];
  return typeof value === 'string' ? value : undefined;
};

export const flagOption = (request: CommandRequest, name: string): boolean => request.options[name] === true;

/** Everything given for an option that may be repeated. */
export const listOption = (request: CommandRequest, name: string): readonly string[] => {
  const value = request.options[name];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
};
