import { basename, resolve } from 'node:path';
import { diagnose } from '../diagnose.ts';
import type { ConfigDocument } from '../document.ts';
import type { EnvironmentProfile } from '../environment.ts';
import { environmentIn } from '../files.ts';
import type { Report } from '../formats/report.ts';
import { formatOf, readConfigBytes } from '../read.ts';
import type { Validator } from '../validator.ts';
import { readBounded } from './bounded.ts';

/** How files are judged; plain data, so that it can be sent to a worker thread. */
export interface FileSettings {
  readonly entry: string;
  readonly profile: Omit<EnvironmentProfile, 'files'>;
  readonly overrides: readonly string[];
  /** The folder that relative paths, those inside configs too, start from. */
  readonly cwd: string;
}

/** Validates one file as upstream's command would read it. A file that cannot be read is a diagnostic too. */
export const validateFile = (path: string, validator: Validator, settings: FileSettings): Report => {
  const { entry, profile, overrides, cwd } = settings;
  const bytes = bytesOf(resolve(cwd, path));
  const document =
    bytes instanceof Uint8Array ? named(path, readConfigBytes(bytes, formatOf(path), overrides)) : bytes;
  const environment = environmentIn(cwd, profile);
  const result = validator.validate(document, { entry, environment, file: path });
  return { result, text: bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : undefined };
};

/** Upstream takes a word with any other ending for an argument of the command line. */
const ENDINGS = ['.yaml', '.yml', '.json'];

const named = (path: string, document: ConfigDocument): ConfigDocument => {
  if (ENDINGS.some((ending) => path.endsWith(ending))) return document;
  const message = `The parser reads a config only from a file that ends in ${ENDINGS.join(', ')}; it takes "${basename(path)}" for an argument.`;
  const fault = diagnose('argument-syntax', message, { severity: 'warning' });
  return { ...document, diagnostics: [...document.diagnostics, fault] };
};

const bytesOf = (path: string): Uint8Array | ConfigDocument => {
  try {
    return readBounded(path);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault';
    return unreadable(REASONS[reason] ?? reason);
  }
};

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'this user may not read it',
  EISDIR: 'it is a folder without a config',
};

const unreadable = (reason: string): ConfigDocument => ({
  kind: 'yaml',
  entries: [],
  diagnostics: [diagnose('file-unreadable', `The file cannot be read: ${reason}.`)],
});
