import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ImportingFile, importsBelow, importsOf, reachedFrom } from './imports.ts';

/** The layers of the design: what each may import besides itself. A folder of `src/` not named here is a capability. */
const FOUNDATIONS: Readonly<Record<string, readonly string[]>> = {
  model: [],
  expr: ['model'],
  catalog: ['model', 'expr'],
};
const SURFACES = ['server', 'cli', 'web', 'agent', 'index.ts'];

/** The one door from `src/` to `codegen/`: the command line's; the worker thread is started by its path. */
const DOOR = 'src/cli/codegen-door.ts';

/** Build-time stages that check or fit what a capability holds, so that it is written once. */
const CODEGEN_KNOWS = ['model', 'expr', 'catalog', 'decisions', 'diff'];

const WORKERS_ENTRY = 'src/server/worker.ts';

type Layer = 'foundation' | 'capability' | 'tools' | 'surface' | 'codegen' | 'outside';

const files = importsBelow(['src', 'codegen']);

describe('the layers of the design, by the imports', () => {
  it('has files to look at', () => {
    expect(files.length).toBeGreaterThan(100);
  });

  it('no file imports against the direction', () => {
    expect(files.flatMap(violations)).toEqual([]);
  });

  it('capabilities that use each other do so in one direction', () => {
    expect(cycles(folderGraph(files))).toEqual([]);
  });

  it.skipIf(!existsSync(WORKERS_ENTRY))('B16: what the Workers entry reaches uses no module of Node', () => {
    const reached = reachedFrom(WORKERS_ENTRY, files);
    const used = reached.flatMap(({ file, packages }) =>
      packages.filter(isNodes).map((name) => `${file}: ${name}`),
    );
    expect(used).toEqual([]);
  });
});

describe('the check itself', () => {
  it.each([
    ['src/model/a.ts', "import { b } from '../expr/b.ts';"],
    ['src/expr/a.ts', "import type { b } from '../catalog/b.ts';"],
    ['src/catalog/a.ts', "export * from '../ask/b.ts';"],
    ['src/validate/a.ts', "import { b } from '../tools/b.ts';"],
    ['src/tools/a.ts', "const b = await import('../server/b.ts');"],
    ['src/server/a.ts', "import { b } from '../../codegen/pipeline.ts';"],
    ['src/cli/codegen-door.ts', "import { b } from '../../codegen/emit/b.ts';"],
    ['codegen/rules/a.ts', "import { b } from '../../src/validate/b.ts';"],
    ['src/ask/a.ts', "import { b } from '../../test/b.ts';"],
  ])('%s may not: %s', (file, text) => {
    expect(violations(importsOf(file, text))).toHaveLength(1);
  });

  it.each([
    ['src/expr/a.ts', "import { b } from '../model/b.ts';"],
    ['src/ask/a.ts', "import { b } from '../decisions/b.ts';"],
    ['src/cli/a.ts', "import { b } from '../server/b.ts'; // import { c } from '../../codegen/c.ts'"],
    ['src/cli/codegen-door.ts', "import { b } from '../../codegen/cli.ts';"],
    ['codegen/rules/a.ts', "import { b } from '../../src/expr/b.ts';"],
  ])('%s may: %s', (file, text) => {
    expect(violations(importsOf(file, text))).toEqual([]);
  });

  it('sees a cycle', () => {
    const graph = new Map([
      ['ask', new Set(['decisions'])],
      ['decisions', new Set(['diff'])],
      ['diff', new Set(['ask'])],
    ]);
    expect(cycles(graph)).toContain('ask');
  });
});

function violations({ file, files: targets }: ImportingFile): string[] {
  return targets.filter((target) => !mayImport(file, target)).map((target) => `${file} imports ${target}`);
}

function mayImport(file: string, target: string): boolean {
  const [from, to] = [folderOf(file), folderOf(target)];
  if (target.split('/')[0] === file.split('/')[0] && from === to) return true;
  if (target.startsWith('codegen/')) return file === DOOR && /^codegen\/[\w-]+\.ts$/.test(target);
  switch (layerOf(file)) {
    case 'foundation':
      return FOUNDATIONS[from]?.includes(to) ?? false;
    case 'capability':
      return ['foundation', 'capability'].includes(layerOf(target));
    case 'tools':
      return ['foundation', 'capability'].includes(layerOf(target));
    case 'surface':
      return layerOf(target) !== 'outside' || target === 'package.json' || target.startsWith('generated/');
    case 'codegen':
      return CODEGEN_KNOWS.includes(to);
    case 'outside':
      return false;
  }
}

function layerOf(file: string): Layer {
  const [top] = file.split('/');
  const folder = folderOf(file);
  if (top === 'codegen') return 'codegen';
  if (top !== 'src') return 'outside';
  if (folder in FOUNDATIONS) return 'foundation';
  if (folder === 'tools') return 'tools';
  return SURFACES.includes(folder) ? 'surface' : 'capability';
}

/** `ask` for `src/ask/rank.ts`; all of codegen is one. */
function folderOf(file: string): string {
  const [top = '', folder = ''] = file.split('/');
  return top === 'src' ? folder : top;
}

function folderGraph(entries: readonly ImportingFile[]): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const { file, files: targets } of entries.filter((entry) => layerOf(entry.file) === 'capability')) {
    const known = graph.get(folderOf(file)) ?? new Set();
    graph.set(folderOf(file), known);
    for (const target of targets.map(folderOf)) if (target !== folderOf(file)) known.add(target);
  }
  return graph;
}

/** Folders that reach themselves. */
function cycles(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  return [...graph.keys()].filter((start) => {
    const seen = new Set<string>();
    const waiting = [...(graph.get(start) ?? [])];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (!seen.has(next)) waiting.push(...(graph.get(next) ?? []));
      seen.add(next);
    }
    return seen.has(start);
  });
}

const isNodes = (name: string): boolean => name.startsWith('node:');
