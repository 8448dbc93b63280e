import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Environment, FileFacts } from '../expr/environment.ts';
import { type EnvironmentProfile, environmentFrom, isDescribed } from './environment.ts';
import { readYamlValue } from './yaml/read.ts';

/** A DeepSpeed or accelerator file has some KB. */
const MAX_BYTES = 1_000_000;

/**
 * The files of this machine as a run in `folder` would see them. What exists is told; what does not is unknown, since
 * the config may be meant for another machine, unless the run is `here`. Only ordinary files are opened, and only small
 * ones.
 */
export const filesIn = (folder: string, here = false): FileFacts => ({
  yaml: (path) => {
    const text = readFile(resolve(folder, path));
    return text === undefined ? undefined : attempt(() => readYamlValue(text));
  },
  kind: (path) => {
    const found = statOf(resolve(folder, path));
    if (found === undefined) return here ? 'none' : undefined;
    return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : undefined;
  },
  read: (path) => readFile(resolve(folder, path)),
  list: (path) => attempt(() => readdirSync(resolve(folder, path))),
  expandUser: (path) => {
    if (!path.startsWith('~')) return path;
    return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : undefined;
  },
});

/** How long an answer about a file is taken as still true, in a stream that asks the same thousands of times a second. */
const FRESH_MS = 1000;
const MAX_ANSWERS = 10_000;

/** The same facts, each asked for at most once a second. */
export const remembering = (files: FileFacts, now: () => number = Date.now): FileFacts => {
  const answers = new Map<string, unknown>();
  let since = now();
  const remembered =
    <T>(name: string, ask: (path: string) => T) =>
    (path: string): T => {
      if (now() - since > FRESH_MS || answers.size >= MAX_ANSWERS) {
        answers.clear();
        since = now();
      }
      const key = `${name} ${path}`;
      if (!answers.has(key)) answers.set(key, ask(path));
      return answers.get(key) as T;
    };
  return {
    kind: remembered('kind', (path) => files.kind(path)),
    read: remembered('read', (path) => files.read(path)),
    list: remembered('list', (path) => files.list(path)),
    expandUser: (path) => files.expandUser(path),
  };
};

/** What is known of a run that starts in `folder` of this machine. */
export const environmentIn = (folder: string, profile: Omit<EnvironmentProfile, 'files'>): Environment =>
  environmentFrom({ ...profile, files: filesIn(folder, isDescribed(profile)) });

const readFile = (file: string): string | undefined => {
  const found = statOf(file);
  return found?.isFile() && found.size <= MAX_BYTES ? attempt(() => readFileSync(file, 'utf8')) : undefined;
};

const statOf = (path: string): ReturnType<typeof statSync> | undefined => attempt(() => statSync(path));

const attempt = <T>(work: () => T): T | undefined => {
  try {
    return work();
  } catch {
    return undefined;
  }
};
