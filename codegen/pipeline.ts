import type { CatalogData, TextLayer } from '../src/model/catalog.ts';
import type { Unknown } from '../src/model/place.ts';
import type { StageTime } from '../src/model/sync.ts';
import type { Artifact } from './emit/artifact.ts';
import { emitCatalog } from './emit/catalog.ts';
import { emitIndex } from './emit/index-file.ts';
import { emitJsonSchemas } from './emit/json-schema.ts';
import { emitManifest } from './emit/manifest.ts';
import { emitNotes } from './emit/notes.ts';
import { refinementsFrom } from './emit/refinements.ts';
import { emitRules } from './emit/rules.ts';
import { emitSchemas } from './emit/schemas.ts';
import { emitText } from './emit/text.ts';
import { entryFunctions } from './entry-functions.ts';
import { programWithExtra } from './extra/index.ts';
import { factsBy } from './facts/index.ts';
import { buildIndex } from './index/index.ts';
import { packageNeeds } from './packages.ts';
import { loadGrammar } from './python/grammar.ts';
import { everyTime, Memory, type Stage } from './reuse.ts';
import { executeAgain, executeEntries, writeRules } from './rules/index.ts';
import type { Source } from './source/index.ts';
import { COMPANIONS } from './source/scope.ts';
import { type StageListener, Stages } from './stages.ts';
import { checkSyntax } from './syntax-faults.ts';

export interface PipelineOptions {
  /** What a user types to make these files again, wherever they lie. */
  readonly command: string;
  /** The same for this very folder. */
  readonly rebuild: string;
  /** Files that another command makes and that stay as they are: `history.json`. */
  readonly carried: readonly Artifact[];
  /** Whether to make `schemas.ts`: the sync cache has no use for TypeScript, and it takes as long as all the rest. */
  readonly typescript: boolean;
  readonly onStage: StageListener;
  /** What is kept from the states of the same source before; without it nothing is kept, which is faster once. */
  readonly memory?: Memory;
}

export interface PipelineResult {
  /** Every file of the generated folder, the manifest last. */
  readonly artifacts: readonly Artifact[];
  readonly data: CatalogData;
  readonly text: TextLayer;
  readonly stages: readonly StageTime[];
  /** What was not understood. */
  readonly unknowns: readonly Unknown[];
}

const companions: ReadonlySet<string> = new Set(COMPANIONS);

/**
 * Files of the source's own package, whatever it is called by now, are followed by their trees; of its companions the
 * text counts, for it is searched first.
 */
export const createMemory = (): Memory => new Memory((path) => !companions.has(path.split('/')[0] ?? ''));

/**
 * From Python source to the files of a generated folder, every stage in order. Nothing is written.
 * Throws `EXTRA_…` for argument classes of the user's own that cannot be added.
 */
export const runPipeline = async (source: Source, options: PipelineOptions): Promise<PipelineResult> => {
  const stages = new Stages(options.onStage);
  const { command, carried } = options;

  await stages.run('grammar', loadGrammar);
  const { program, added, stage } = await stages.run('program', () => programOf(source, options));
  const facts = await stages.run('facts', () => factsBy(stage, source, added));
  const faults = await stages.run('syntax', () => checkSyntax(program, facts.data));
  const entries = entryFunctions(facts.data.entryPoints);
  const rules = await stages.run('rules', () => {
    const given = entries.map(({ assumed, ...entry }) => [entry, [...assumed]]);
    const { result, now } = stage('rules', given, (read) => executeEntries(read, entries), {
      make: (read, before, moved) => executeAgain(read, entries, before, moved),
      bodiesOnly: false,
    });
    return writeRules(result, now);
  });
  const data: CatalogData = { ...facts.data, packages: packageNeeds(rules.data) };
  const evidence = await stages.run('evidence', () => buildIndex(stage, data));

  const text: TextLayer = { ...facts.text, rules: rules.text };
  const listed = [
    await stages.run('catalog', () => emitCatalog(data)),
    await stages.run('emit rules', () => emitRules(rules.data)),
    await stages.run('emit index', () => emitIndex(evidence)),
    ...(await stages.run('json schema', () => emitJsonSchemas(data, rules.data))),
    ...(options.typescript
      ? [
          await stages.run('schemas', () =>
            emitSchemas(data, { command, refinements: refinementsFrom(rules.data) }),
          ),
        ]
      : []),
    await stages.run('notes', emitNotes),
    ...carried,
  ];
  const textFile = await stages.run('text', () => emitText(text));
  const manifest = await stages.run('manifest', () => emitManifest(data.source, options.rebuild, listed));

  const unknowns = [...faults, ...data.unknowns, ...rules.data.unknowns];
  return { artifacts: [...listed, textFile, manifest], data, text, stages: stages.times, unknowns };
};

/**
 * Without a memory all stages share one program, and what they resolve in it; with one, each has its own, so that what
 * it looked at is known. With argument classes of the user's own the program is more than its files: nothing is kept.
 */
const programOf = (
  source: Source,
  { memory }: PipelineOptions,
): ReturnType<typeof programWithExtra> & { readonly stage: Stage } => {
  if (memory !== undefined && source.extra.length === 0)
    return { program: memory.program(source.files), added: [], stage: memory.stages(source.files) };
  const extended = programWithExtra(source);
  return { ...extended, stage: everyTime(extended.program) };
};
