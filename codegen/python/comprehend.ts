import { assignTarget } from './assign.ts';
import type { Comprehension } from './ast.ts';
import { enumMembers } from './classes.ts';
import { type Frame, makeFrame } from './frame.ts';
import { type Interpreter, isUnknown, type Site, unknown } from './interpreter.ts';
import { iterate } from './iterate.ts';
import { truth } from './truth.ts';
import type { PyValue } from './value.ts';

/** Runs `visit` for every binding of the generators; returns what stopped it when something is not known. */
export function comprehend(
  self: Interpreter,
  frame: Frame,
  generators: readonly Comprehension[],
  visit: (frame: Frame) => void,
): PyValue | undefined {
  const inner = makeFrame(frame.scope, frame);
  const run = (depth: number): PyValue | undefined => {
    const generator = generators[depth];
    if (generator === undefined) {
      visit(inner);
      return undefined;
    }
    const source = self.evaluate(inner, generator.iter);
    const at: Site = { frame, line: generator.iter.line };
    const items = iterate(source) ?? classMembers(self, source);
    if (items === undefined) return isUnknown(source) ? source : unknown(at, `iteration over ${source.type}`);
    for (const item of items) {
      assignTarget(self, inner, generator.target, item);
      const verdicts = generator.ifs.map((test) => truth(self.evaluate(inner, test)));
      if (verdicts.includes(false)) continue;
      if (verdicts.includes(undefined)) return unknown(at, 'condition');
      const stopped = run(depth + 1);
      if (stopped !== undefined) return stopped;
    }
    return undefined;
  };
  return run(0);
}

/** `for member in EnumClass` */
export function classMembers(self: Interpreter, value: PyValue): PyValue[] | undefined {
  const members = value.type === 'class' ? enumMembers(self, value) : undefined;
  return members === undefined || members.length === 0 ? undefined : members;
}
