import { z } from 'zod';
import type { Catalog } from '../catalog/index.ts';
import { once } from '../catalog/once.ts';
import type { Json } from '../model/index.ts';
import { parseArguments } from './arguments.ts';

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

/** A tool as its file declares it: data, and one call into a capability. */
export interface ToolSpec<Input extends z.ZodObject, Output extends z.ZodObject> {
  readonly name: string;
  readonly title: string;
  /** When to use it, when another tool fits, examples of good arguments. */
  readonly description: string;
  readonly input: Input;
  readonly output: Output;
  /** Other spellings of an argument, as models and older clients send them: alias to name. */
  readonly aliases?: Readonly<Record<string, string>>;
  readonly hints: Hints;
  run(catalog: Catalog, input: z.output<Input>): Answer<z.output<Output>>;
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
  call(catalog: Catalog, args: unknown): Answer;
}

/** Turns a declaration into a tool that takes and gives plain JSON. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  spec: ToolSpec<Input, Output>,
): Tool {
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
    call(catalog, args) {
      const { structured, markdown } = spec.run(catalog, parseArguments(spec, args));
      return { structured: wire(structured), markdown };
    },
  };
}

/** Drops what JSON cannot carry (`undefined` members), so that callers see exactly what the wire will. */
function wire(structured: unknown): JsonObject {
  const plain: JsonObject = JSON.parse(JSON.stringify(structured));
  return plain;
}

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): JsonObject =>
  wire({ ...z.toJSONSchema(schema, { io }), $schema: 'https://json-schema.org/draft/2020-12/schema' });
