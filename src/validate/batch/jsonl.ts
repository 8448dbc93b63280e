import { toJson } from '../../expr/python/from-json.ts';
import { parseJson } from '../../expr/python/json.ts';
import { PyDict, Raised } from '../../expr/python/value.ts';
import { UserError } from '../../model/error.ts';
import type { Diagnostic, Json } from '../../model/index.ts';
import { MAX_CONFIG_BYTES } from '../bounds.ts';
import { diagnose } from '../diagnose.ts';
import type { ConfigDocument, ConfigEntry } from '../document.ts';
import type { ValidateOptions, Validator } from '../validator.ts';
import { type Line, splitLines } from './lines.ts';

/** `{id, entry, config}` in, one line; `{id, accepted, valid, diagnostics}` out. `entry` may be left out. */
export interface Answer {
  readonly id: Json;
  readonly accepted: boolean;
  readonly valid: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Validates a stream of configs, one JSON object a line, in order and in constant memory. Yields output text: the
 * answers to what a chunk of input held, one JSON line each.
 */
export async function* validateLines(
  chunks: AsyncIterable<Uint8Array | string>,
  validator: Validator,
  options: ValidateOptions,
): AsyncGenerator<{ readonly text: string; readonly invalid: number }> {
  for await (const lines of splitLines(chunks, MAX_CONFIG_BYTES)) {
    let [text, invalid] = ['', 0];
    for (const line of lines) {
      if (line?.trim() === '') continue;
      const answer = validateLine(line, validator, options);
      text += `${answerText(answer)}\n`;
      if (!answer.valid) invalid += 1;
    }
    yield { text, invalid };
  }
}

/** The answer to one line; never throws. */
export const validateLine = (line: Line, validator: Validator, options: ValidateOptions): Answer => {
  if (line === null)
    return refusal(
      null,
      diagnose('file-too-large', `The line is longer than ${MAX_CONFIG_BYTES} characters.`),
    );
  const request = parseJson(line);
  if (request instanceof Raised) return refusal(null, diagnose('json-syntax', 'The line is no JSON.'));
  const config = request instanceof PyDict ? request.get('config') : undefined;
  if (!(request instanceof PyDict) || !(config instanceof PyDict))
    return refusal(null, diagnose('not-a-mapping', 'The line is no object with a "config" object in it.'));
  const id = toJson(request.get('id') ?? null) ?? null;
  const entry = request.get('entry') ?? options.entry ?? 'auto';
  if (typeof entry !== 'string') return refusal(id, diagnose('unknown-entry', '"entry" is no name.'));
  try {
    const { accepted, valid, diagnostics } = validator.validate(documentOf(config), { ...options, entry });
    return { id, accepted, valid, diagnostics };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return refusal(id, diagnose('unknown-entry', `${error.message} ${error.next}`));
  }
};

/** The JSON of an answer, put together from that of its diagnostics: most of them come again and again. */
export const answerText = ({ id, accepted, valid, diagnostics }: Answer): string => {
  let told = '';
  for (const diagnostic of diagnostics) told += told === '' ? textOf(diagnostic) : `,${textOf(diagnostic)}`;
  return `{"id":${JSON.stringify(id)},"accepted":${accepted},"valid":${valid},"diagnostics":[${told}]}`;
};

const texts = new WeakMap<Diagnostic, string>();

/** A frozen one is shared by many answers. */
const textOf = (diagnostic: Diagnostic): string => {
  if (!Object.isFrozen(diagnostic)) return JSON.stringify(diagnostic);
  const known = texts.get(diagnostic);
  if (known !== undefined) return known;
  const made = JSON.stringify(diagnostic);
  texts.set(diagnostic, made);
  return made;
};

/** A config that came as a mapping of its own, as upstream's functions take it too. */
export const documentOf = (config: PyDict): ConfigDocument => {
  const entries: ConfigEntry[] = [];
  for (const key of config.keys()) entries.push({ key, value: config.get(key) ?? null });
  return { kind: 'json', config, entries, diagnostics: [] };
};

const refusal = (id: Json, diagnostic: Diagnostic): Answer => ({
  id,
  accepted: false,
  valid: false,
  diagnostics: [diagnostic],
});
