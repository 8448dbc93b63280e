import { parentPort, workerData } from 'node:worker_threads';
import { openValidator } from '../open.ts';
import { validateFile } from './file.ts';
import type { BatchRequest, BatchSetup } from './pool.ts';

/*
 * A thread that validates the files it is sent. Both ends are this program, of one version: what passes between them
 * is not checked again.
 */
const { dir, settings, withText } = workerData as BatchSetup;
const validator = await openValidator(dir);

parentPort?.on('message', ({ index, paths }: BatchRequest) => {
  const reports = paths.map((path) => {
    const report = validateFile(path, validator, settings);
    return withText ? report : { result: report.result };
  });
  parentPort?.postMessage({ index, reports });
});
