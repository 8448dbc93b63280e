import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { UserError } from '../model/error.ts';
import { SyncMessage, type SyncRequest } from '../model/sync.ts';
import { settingsFrom } from '../server/settings.ts';
import { snapshotDir } from '../server/snapshot.ts';
import { type SyncWorker, startCodegenWorker } from '../server/sync.ts';
import type { CliIo } from './io.ts';

type FinalAnswer = Exclude<SyncMessage, { type: 'progress' }>;

/**
 * The catalog folder that answers come from: the one named, else that of the LLaMA Factory found (made now if the cache
 * does not have it), else the snapshot of this package.
 * @throws UserError where the path that `LLAMA_FACTORY_PATH` names cannot be used
 */
export const locateCatalog = async (
  flag: string | undefined,
  io: CliIo,
  start: () => SyncWorker = startCodegenWorker,
): Promise<string> => {
  if (flag !== undefined) return resolve(io.cwd, flag);
  const { source } = settingsFrom({}, io.env);
  if (source.path === null && !mayHaveSource(io)) return snapshotDir();
  const request: SyncRequest = {
    id: 1,
    path: source.path,
    release: null,
    transformers: null,
    cacheDir: source.cacheDir,
    offline: source.offline,
    cwd: io.cwd,
  };
  const answer = await answerOf(start(), request);
  if (answer.type === 'result') return answer.dir;
  if (answer.type === 'failure') {
    const { place, ...error } = answer.error;
    const fault = new UserError(place === undefined ? error : { ...error, place });
    if (source.path !== null) throw fault;
    io.err(`${fault.message} ${fault.next} Answering from the snapshot of this package.\n`);
  }
  return snapshotDir();
};

const answerOf = (worker: SyncWorker, request: SyncRequest): Promise<FinalAnswer> =>
  new Promise<FinalAnswer>((settle, reject) => {
    worker.on('message', (raw) => {
      const message = SyncMessage.parse(raw);
      if (message.type !== 'progress') settle(message);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the codegen worker ended with status ${code}`)));
    worker.postMessage(request);
  }).finally(() => worker.terminate());

/**
 * Whether it is worth starting the worker, which does the real search: a folder where SPEC S2 looks, or a package in an
 * environment's usual place. A few look-ups instead of a thread and a Python, for the common case that there is none.
 */
const mayHaveSource = ({ env, cwd }: CliIo): boolean =>
  ['git_ignore_folder/LLaMA-Factory', 'LLaMA-Factory', '../LLaMA-Factory'].some((place) =>
    existsSync(join(cwd, place)),
  ) || environments(env).some(hasPackage);

const environments = (env: CliIo['env']): readonly string[] =>
  [
    ...[env.VIRTUAL_ENV, env.CONDA_PREFIX].filter((prefix) => prefix !== undefined && prefix !== ''),
    ...(env.PATH ?? '')
      .split(delimiter)
      .flatMap((folder) => ['python', 'python3'].map((name) => join(folder, name)))
      .filter((file) => existsSync(file))
      .slice(0, 2)
      .flatMap((file) => [dirname(dirname(file)), dirname(dirname(realpathSync(file)))]),
    ...(env.HOME === undefined ? [] : [join(env.HOME, '.local')]),
  ].filter((prefix) => prefix !== undefined);

/** `lib/python3.12/site-packages/llamafactory-0.9.5.dist-info`, which an editable install has too. */
const hasPackage = (prefix: string): boolean =>
  ['lib', 'lib/python3', 'Lib', 'local/lib'].some((library) => {
    const folder = join(prefix, library);
    return namesIn(folder).some((name) =>
      [join(folder, name), join(folder, name, 'site-packages'), join(folder, name, 'dist-packages')].some(
        (packages) => namesIn(packages).some((each) => /^(llamafactory|llmtuner)\b/i.test(each)),
      ),
    );
  });

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};
