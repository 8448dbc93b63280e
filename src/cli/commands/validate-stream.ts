import { once } from 'node:events';
import { validateLines } from '../../validate/batch/jsonl.ts';
import { environmentFrom, isDescribed } from '../../validate/environment.ts';
import { filesIn, remembering } from '../../validate/files.ts';
import { openValidator } from '../../validate/open.ts';
import type { CommandRequest } from '../command.ts';
import { settingsOf, VALIDATION_STATUS } from './validate.ts';

/** `validate --jsonl`: stdin to stdout, in order, no more in memory than a chunk of each. */
export const validateStream = async (
  request: CommandRequest,
  dir: string,
  input: AsyncIterable<Uint8Array | string> = process.stdin,
  output: NodeJS.WritableStream = process.stdout,
): Promise<number> => {
  const { entry, profile, cwd } = settingsOf(request);
  // Configs of a stream are seldom meant for the folder the stream is judged in.
  const environment = environmentFrom(
    isDescribed(profile) ? { ...profile, files: remembering(filesIn(cwd, true)) } : profile,
  );
  const options = { entry, environment, fixes: flagged(request) };
  let refused = 0;
  for await (const { text, invalid } of validateLines(input, await openValidator(dir), options)) {
    refused += invalid;
    if (!output.write(text)) await once(output, 'drain');
  }
  return refused === 0 ? VALIDATION_STATUS.valid : VALIDATION_STATUS.invalid;
};

/** Searching what mends a config costs more than judging it; a stream does so only when asked. */
const flagged = (request: CommandRequest): boolean => request.options.fixes === true;
