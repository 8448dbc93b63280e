import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ClassDef, Statement } from '../../../codegen/python/ast.ts';
import { parseModule } from '../../../codegen/python/parse.ts';

/**
 * Changes a checkout in ways no release has, in place; every change is found by the syntax tree, so that it fits any
 * state of upstream that keeps its arguments in `hparams/`. `loadGrammar()` must have been awaited.
 * Returns the names of what it did, for display.
 */
export function modifyCheckout(folder: string, newName: string): readonly string[] {
  const home = join(folder, 'src');
  const old = ['llamafactory', 'llmtuner'].find((name) => readdirSync(home).includes(name)) ?? '';
  const at = (path: string): string => join(home, old, path);
  moveLastField(at('hparams/finetuning_args.py'), 'LoraArguments', 'FreezeArguments');
  splitOff(at('hparams/finetuning_args.py'), 'RLHFArguments', 'preference_args');
  rename(at('hparams/finetuning_args.py'), 'GaloreArguments', 'GradientOptions');
  write(at('extras/shared_options.py'), SHARED);
  write(at('hparams/probe_args.py'), PROBE);
  append(at('hparams/parser.py'), LISTS);
  renamePackage(home, old, newName);
  return [
    'a field moved from LoraArguments to FreezeArguments',
    'RLHFArguments in a file of its own',
    'GaloreArguments is GradientOptions',
    'a dataclass in a new file, its base in another folder, in every list of train and infer',
    'two new entry functions, one with a list of its own',
    `the package is ${newName}`,
  ];
}

const SHARED = `
from dataclasses import dataclass, field


@dataclass
class SharedOptions:
    shared_level: int = field(default=2, metadata={"help": "Declared outside of hparams."})
`;

const PROBE = `
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..extras.shared_options import SharedOptions


@dataclass
class ProbeArguments(SharedOptions):
    probe_kind: Literal["deep", "flat"] = field(default="flat", metadata={"help": "How to probe."})
    probe_names: list[str] | None = field(default_factory=lambda: ["a", "b"])
`;

const LISTS = `

from .probe_args import ProbeArguments

_TRAIN_ARGS += [ProbeArguments]
_INFER_ARGS = [*_INFER_ARGS, ProbeArguments]
_SCORE_ARGS = (ModelArguments, EvaluationArguments)


def get_score_args(args=None):
    return HfArgumentParser(_SCORE_ARGS).parse_dict(args)


def get_probe_args(args=None):
    parser = HfArgumentParser([DataArguments, ProbeArguments])
    return parser.parse_dict(args)
`;

const read = (path: string): string => readFileSync(path, 'utf8');
const write = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};
const append = (path: string, text: string): void => write(path, read(path) + text);

const rename = (path: string, from: string, to: string): void => write(path, read(path).replaceAll(from, to));

function classIn(text: string, name: string): ClassDef {
  const found = parseModule(text).body.find(
    (statement): statement is ClassDef => statement.kind === 'ClassDef' && statement.name === name,
  );
  if (found === undefined) throw new Error(`no class ${name}`);
  return found;
}

const firstLine = (node: ClassDef): number =>
  Math.min(node.line, ...node.decorators.map((decorator) => decorator.line));

/** Lines `from` to `to`, both included and counted from 1, cut out. */
function cut(text: string, from: number, to: number): readonly [rest: string, taken: string] {
  const lines = text.split('\n');
  const taken = lines.splice(from - 1, to - from + 1);
  return [lines.join('\n'), taken.join('\n')];
}

function insertAfter(text: string, line: number, added: string): string {
  const lines = text.split('\n');
  lines.splice(line, 0, added);
  return lines.join('\n');
}

function moveLastField(path: string, from: string, to: string): void {
  const isField = (statement: Statement): boolean => statement.kind === 'AnnAssign';
  const last = classIn(read(path), from).body.findLast(isField);
  if (last === undefined) throw new Error(`no field in ${from}`);
  const [rest, taken] = cut(read(path), last.line, last.endLine);
  const goal = classIn(rest, to).body.findLast(isField);
  write(path, insertAfter(rest, goal?.endLine ?? 0, taken));
}

/** The class moves to a new file with all of its old file's imports, and is imported back. */
function splitOff(path: string, name: string, module: string): void {
  const text = read(path);
  const node = classIn(text, name);
  const imports = parseModule(text)
    .body.filter(({ kind }) => kind === 'Import' || kind === 'ImportFrom')
    .map(({ line, endLine }) => cut(text, line, endLine)[1]);
  const [rest, taken] = cut(text, firstLine(node), node.endLine);
  write(join(dirname(path), `${module}.py`), `${imports.join('\n')}\n\n\n${taken}\n`);
  write(path, insertAfter(rest, firstLine(node) - 1, `from .${module} import ${name}\n`));
}

/** The folder, and every import of it by its absolute name. */
function renamePackage(home: string, from: string, to: string): void {
  renameSync(join(home, from), join(home, to));
  const files = readdirSync(join(home, to), { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((path) => path.endsWith('.py'))) {
    const path = join(home, to, file);
    const text = read(path);
    const changed = text
      .replaceAll(`from ${from}`, `from ${to}`)
      .replaceAll(`import ${from}`, `import ${to}`);
    if (changed !== text) writeFileSync(path, changed);
  }
}
