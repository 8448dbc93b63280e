import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { parseJson, readText } from './look.ts';

const DAY = 24 * 60 * 60 * 1000;

/**
 * Makes `folder` once, for any number of processes: `build` fills a temporary folder beside it, one rename publishes
 * it. Who comes second takes what the first one published. Nothing half-made is ever seen.
 */
export async function publishOnce(
  folder: string,
  build: (temporary: string) => Promise<void>,
): Promise<void> {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true });
  await sweep(parent);
  const temporary = await mkdtemp(join(parent, '.tmp-'));
  try {
    await build(temporary);
    await rename(temporary, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** A small JSON file, written whole or not at all, also where several of one process write it at once. */
export async function writeJson(file: string, value: unknown): Promise<void> {
  const parent = dirname(file);
  await mkdir(parent, { recursive: true });
  await sweep(parent);
  const temporary = join(parent, `.tmp-${randomUUID()}`);
  await writeFile(temporary, `${JSON.stringify(value)}\n`);
  await rename(temporary, file);
}

/** `undefined` where the file is missing or of another shape: it is then made again. */
export function readJson<T>(file: string, shape: z.ZodType<T>): T | undefined {
  return shape.safeParse(parseJson(readText(file))).data;
}

/** Removes what killed processes left behind. A day is longer than any download. */
async function sweep(parent: string): Promise<void> {
  const left = (await readdir(parent)).filter((name) => name.startsWith('.tmp-'));
  for (const path of left.map((name) => join(parent, name))) {
    const state = await stat(path).catch(() => undefined);
    if (state && Date.now() - state.mtimeMs > DAY) await rm(path, { recursive: true, force: true });
  }
}
