import { beforeAll, describe, expect, it } from 'vitest';
import { differences } from '../codegen/check.ts';
import { readFolder } from '../codegen/emit/folder.ts';
import { type PipelineResult, runPipeline } from '../codegen/pipeline.ts';
import { openSource, type Source } from '../codegen/source/index.ts';
import { UserError } from '../src/model/error.ts';
import { ARTIFACT } from '../src/model/manifest.ts';

const COMMAND = 'npm run codegen -- --release 0.9.5';

/** The source of the committed snapshot, from the cache; `codegen --release 0.9.5` puts it there. */
const cachedSource = async (): Promise<Source | undefined> => {
  try {
    return await openSource(
      { path: null, release: '0.9.5', transformers: null },
      { env: process.env, cwd: process.cwd(), offline: true, onProgress: () => {} },
    );
  } catch (error) {
    if (error instanceof UserError && process.env.REQUIRE_ALL !== '1') return undefined;
    throw error;
  }
};

const source = await cachedSource();
const committed = readFolder('generated');

describe.skipIf(source === undefined)(
  'generated/ (needs the cache: run codegen --release 0.9.5 once)',
  () => {
    let result: PipelineResult;
    beforeAll(async () => {
      if (source === undefined) return;
      const history = committed.get(ARTIFACT.history);
      result = await runPipeline(source, {
        command: COMMAND,
        rebuild: COMMAND,
        carried: history === undefined ? [] : [{ path: ARTIFACT.history, content: history }],
        typescript: true,
        onStage: () => {},
      });
    });

    it('B1 is what codegen makes; where this fails: npm run codegen -- --release 0.9.5, and commit', () => {
      expect(differences(result.artifacts, committed)).toEqual([]);
    });

    it('holds no sentence of upstream: no help text, docstring, label or message of 25 characters or more', () => {
      const { help, docs, labels, rules } = result.text;
      const sentences = [
        ...Object.values(help),
        ...Object.values(docs),
        ...Object.values(labels).flatMap(Object.values),
        ...stringsIn(rules?.nodes).filter((text) => text.includes(' ')),
      ]
        .flatMap((text) => text.split('\n'))
        .map((text) => text.trim())
        .filter((text) => text.length >= 25);
      expect(sentences.length).toBeGreaterThan(300);
      const files = [...committed].filter(([path]) => path !== ARTIFACT.text);
      const found = files.flatMap(([path, content]) =>
        sentences
          .filter((text) => content.includes(text) || content.includes(JSON.stringify(text).slice(1, -1)))
          .map((text) => `${path}: ${text}`),
      );
      expect(found).toEqual([]);
    });
  },
);

const stringsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
};
