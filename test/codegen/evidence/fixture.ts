import { extractEvidence } from '../../../codegen/evidence/extract.ts';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { createProgram } from '../../../codegen/python/program.ts';
import { everyTime } from '../../../codegen/reuse.ts';
import { print } from '../../../src/expr/index.ts';
import type { ArgumentClass, CatalogData, EntryEvidence, Parameter } from '../../../src/model/index.ts';

/** A field of the fixture's arguments: name, type, default, and choices where it has any. */
export interface Field {
  readonly name: string;
  readonly type: string;
  readonly default: string | number | boolean | null;
  readonly choices?: readonly string[];
  readonly owner?: string;
}

export const FIELDS: readonly Field[] = [
  { name: 'stage', type: 'str', default: 'sft', choices: ['sft', 'dpo', 'ppo'] },
  { name: 'method', type: 'str', default: 'lora', choices: ['lora', 'full'] },
  { name: 'rank', type: 'int', default: 8 },
  { name: 'bits', type: 'int | None', default: null },
  { name: 'use_fast', type: 'bool', default: false },
  { name: 'fast_rate', type: 'float', default: 1.5 },
  { name: 'fast_mode', type: 'str', default: 'a' },
  { name: 'pixels', type: 'int', default: 10 },
  { name: 'beta', type: 'float', default: 0.1 },
  { name: 'unused', type: 'str', default: 'x' },
];

export const PACKAGE: Readonly<Record<string, string>> = {
  'pack/__init__.py': '',
  'pack/cli.py': 'def main():\n    from .train import run\n    run()\n',
  'pack/args.py': 'class Args:\n    pass\n',
  // The annotation is what makes `args` known as the name of arguments objects.
  'pack/parser.py':
    'from .args import Args\n\ndef verify(args: Args): pass\n\ndef get_train_args(given):\n    return parse(given)\n',
};

const parameterOf = ({ name, type, default: value, choices, owner = 'Args' }: Field): Parameter => ({
  name,
  class: 'Args',
  owner,
  type,
  typeRef: { kind: 'any' },
  default: { kind: 'value', value, repr: '' },
  ...(choices === undefined ? {} : { choices: { values: [...choices], from: 'literal' as const } }),
  required: false,
  init: true,
  place: { path: 'pack/args.py', line: 1 },
  helpHash: null,
  textKey: `pack.args.${owner}.${name}`,
});

export const factsOf = (
  fields: readonly Field[],
): Pick<CatalogData, 'source' | 'classes' | 'entryPoints'> => {
  const composed: ArgumentClass = {
    qualname: 'pack.args.Args',
    name: 'Args',
    place: { path: 'pack/args.py', line: 1 },
    mro: ['Args', ...new Set(fields.flatMap(({ owner }) => (owner === undefined ? [] : [owner])))],
    open: null,
    parameters: fields.map(parameterOf),
  };
  return {
    source: { label: 'fixture', llamafactory: '0', transformers: null, package: 'pack', fingerprint: '0' },
    classes: [composed],
    entryPoints: [
      {
        name: 'train',
        classes: [composed.qualname],
        place: composed.place,
        symbol: '_TRAIN_ARGS',
        when: null,
        functions: ['pack.parser.get_train_args'],
        commands: [],
        allowExtraKeys: false,
        open: [],
      },
    ],
  };
};

export interface Found {
  readonly entry: EntryEvidence;
  /** `4: stage == "dpo"`, line of the read and its guard, for each read of a parameter in `pack/train.py`. */
  reads(parameter: string): readonly string[];
  /** The same in any file: `pack/other.py:4: …`. */
  everywhere(parameter: string): readonly string[];
  /** The condition of a class, printed. */
  classes(): readonly string[];
}

/** Evidence of a small package whose training begins in `train`; more files may stand beside it. */
export const evidenceOf = async (
  train: string,
  more: Readonly<Record<string, string>> = {},
  fields: readonly Field[] = FIELDS,
): Promise<Found> => {
  await loadGrammar();
  const files: Record<string, string> = { ...PACKAGE, 'pack/train.py': train, ...more };
  const program = createProgram({
    read: (path) => files[path],
    list: (under) =>
      Object.keys(files)
        .filter((path) => path.startsWith(`${under}/`))
        .sort(),
  });
  const data = extractEvidence(everyTime(program), factsOf(fields));
  const [entry] = data.entries;
  if (entry === undefined) throw new Error('the fixture has no training entry');
  const show = (guard: number): string => print({ nodes: data.nodes, enums: [], labels: new Map() }, guard);
  const everywhere = (parameter: string): readonly string[] =>
    (entry.reads[parameter] ?? []).map(
      ([file, line, , guard]) => `${data.files[file]}:${line}: ${show(guard)}`,
    );
  return {
    entry,
    everywhere,
    reads: (parameter) => everywhere(parameter).map((text) => text.replace('pack/train.py:', '')),
    classes: () => entry.classes.map(({ owner, when }) => `${owner}: ${show(when)}`),
  };
};

/** The first lines of every fixture: from line 4 on it is the test's own. */
export const HEAD = 'from .args import Args\nfrom .parser import get_train_args\n\n';
