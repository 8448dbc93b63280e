import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Json } from '../../src/model/index.ts';
import type { PythonEnvironment } from './environment.ts';
import { stubsOf } from './releases.ts';

const RECORDS = join(import.meta.dirname, 'records');
const RECORDER = join(import.meta.dirname, 'record_fields.py');

const MODULES = ['llamafactory.hparams.parser', 'llamafactory.v1.config.arg_parser'];

const FieldRecord = z.object({
  name: z.string(),
  owner: z.string(),
  /** The resolved annotation: `str | None`. */
  type: z.string(),
  /** `null`: without default. `value` in JSON, `repr` as Python writes it. `varies`: another one in every process. */
  default: z.union([z.object({ value: Json, repr: z.string() }), z.literal('varies')]).nullable(),
  /** As argparse has them. */
  choices: z.array(Json).nullable(),
  required: z.boolean(),
  init: z.boolean(),
  help: z.object({ length: z.int(), sha256: z.string() }).nullable(),
});
export type FieldRecord = z.infer<typeof FieldRecord>;

/** What the real parser of one release takes: see record_fields.py. */
export const FieldsRecord = z.object({
  llamafactory: z.string(),
  transformers: z.string(),
  python: z.string(),
  stubbed: z.array(z.string()),
  /** `llamafactory.hparams.parser:_TRAIN_ARGS` to the qualified names of its classes. */
  entries: z.record(z.string(), z.array(z.string())),
  classes: z.record(z.string(), z.array(FieldRecord)),
});
export type FieldsRecord = z.infer<typeof FieldsRecord>;

export const recordPath = (release: string): string => join(RECORDS, `${release}.json`);

export const readRecord = (path: string): FieldsRecord =>
  FieldsRecord.parse(JSON.parse(readFileSync(path, 'utf8')));

/** What is to be recorded, and where the answer goes. */
export interface Recording {
  readonly out: string;
  /** Modules that hold argument lists; what the source lacks is passed over. */
  readonly modules: readonly string[];
  /** Modules that are imported and never asked for a field. */
  readonly stubs: readonly string[];
}

/** The lists of a published release. */
export const recordingOf = (release: string, out: string): Recording => ({
  out,
  modules: MODULES,
  stubs: stubsOf(release),
});

/**
 * Runs the recorder twice, to tell what a default is from what a process made of it (a random name of a folder).
 * Upstream's own output is shown only where it fails.
 */
export function recordFields(
  environment: PythonEnvironment,
  { out, modules, stubs }: Recording,
): FieldsRecord {
  const stub = stubs.length === 0 ? [] : ['--stub', ...stubs];
  const env = { ...process.env, ...environment.env };
  const run = (more: readonly string[]) =>
    execFileSync(environment.python, [RECORDER, out, ...stub, ...more, '--module', ...modules], {
      stdio: 'pipe',
      env,
    });
  run([]);
  run(['--again']);
  return readRecord(out);
}
