import { z } from 'zod';
import type { Catalog } from '../catalog/index.ts';
import { once } from '../catalog/once.ts';
import type { Json } from '../model/index.ts';
import { parseArguments } from './arguments.ts';
import { printJson } from './kept-json.ts';

/** MCP's four behaviour hints; every tool states all of them. */
export interface Hints {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

/** For a pure function of catalog and arguments, as every tool here is. */
export const PURE: Hints = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};

export type JsonObject = { readonly [key: string]: Json };

/** The same answer for programs and for readers. */
export interface Answer<Structured = JsonObject> {
  readonly structured: Structured;
  /** Compact Markdown, complete by itself: many clients show a model only this. */
  readonly markdown: string;
}

/** An answer as callers get it. */
export interface GivenAnswer extends Answer {
  /** The structured part as JSON text, which is all that most callers need. */
  readonly json: string;
}

/** How far long work has come. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Work in steps: whoever drives it may tell of progress between two of them, let others go first, or stop. */
export type Steps<Result> = Generator<Progress, Result, undefined>;

/** What every declaration of a tool has. */
interface ToolData<Input extends z.ZodObject, Output extends z.ZodObject> {
  readonly name: string;
  readonly title: string;
  /** When to use it, when another tool fits, examples of good arguments. */
  readonly description: string;
  readonly input: Input;
  readonly output: Output;
  /** Other spellings of an argument, as models and older clients send them: alias to name. */
  readonly aliases?: Readonly<Record<string, string>>;
  readonly hints: Hints;
}

/** A tool as its file declares it: data, and one call into a capability. */
export interface ToolSpec<Input extends z.ZodObject, Output extends z.ZodObject>
  extends ToolData<Input, Output> {
  run(catalog: Catalog, input: z.output<Input>): Answer<z.output<Output>>;
}

/** The same for a tool that may take seconds. */
export interface LongToolSpec<Input extends z.ZodObject, Output extends z.ZodObject>
  extends ToolData<Input, Output> {
  steps(catalog: Catalog, input: z.output<Input>): Steps<Answer<z.output<Output>>>;
}

/** A tool as callers see it: arguments and answers are plain JSON. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly hints: Hints;
  /** JSON Schema 2020-12, made on first use and then kept. */
  readonly inputSchema: JsonObject;
  readonly outputSchema: JsonObject;
  /**
   * @param args what the caller sent; `undefined` counts as no arguments
   * @throws UserError `BAD_ARGUMENTS`, or what the capability throws
   */
  call(catalog: Catalog, args: unknown): GivenAnswer;
  /** Of a tool that may take seconds: the same in steps. Throws as `call` does, before the first one. */
  begin?(catalog: Catalog, args: unknown): Steps<GivenAnswer>;
}

/** Turns a declaration into a tool that takes and gives plain JSON. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  spec: ToolSpec<Input, Output>,
): Tool {
  return Object.assign(described(spec), {
    call: (catalog: Catalog, args: unknown) => onWire(spec.run(catalog, parseArguments(spec, args))),
  });
}

/** The same for one that works in steps. */
export function defineLongTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  spec: LongToolSpec<Input, Output>,
): Tool {
  function* stepsOf(catalog: Catalog, input: z.output<Input>): Steps<GivenAnswer> {
    return onWire(yield* spec.steps(catalog, input));
  }
  const begin = (catalog: Catalog, args: unknown): Steps<GivenAnswer> =>
    stepsOf(catalog, parseArguments(spec, args));
  const call = (catalog: Catalog, args: unknown): GivenAnswer => atOnce(begin(catalog, args));
  return Object.assign(described(spec), { begin, call });
}

function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Its getters must stay getters: schemas are made when they are first asked for. */
function described<Input extends z.ZodObject, Output extends z.ZodObject>(spec: ToolData<Input, Output>) {
  const { name, title, description, hints } = spec;
  const input = once(() => jsonSchema(spec.input, 'input'));
  const output = once(() => jsonSchema(spec.output, 'output'));
  return {
    name,
    title,
    description,
    hints,
    get inputSchema() {
      return input();
    },
    get outputSchema() {
      return output();
    },
  };
}

/** What JSON cannot carry (`undefined` members) is dropped, so that callers see exactly what the wire will. */
function onWire({ structured, markdown }: Answer<unknown>): GivenAnswer {
  const json = printJson(structured);
  const parsed = once((): JsonObject => JSON.parse(json));
  return {
    markdown,
    json,
    get structured() {
      return parsed();
    },
  };
}

const wire = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value));

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): JsonObject =>
  wire({ ...z.toJSONSchema(schema, { io }), $schema: 'https://json-schema.org/draft/2020-12/schema' });
