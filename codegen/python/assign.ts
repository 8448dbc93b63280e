import type { Expression } from './ast.ts';
import { bindName, type Frame } from './frame.ts';
import { type Interpreter, isUnknown, type Site, unknown } from './interpreter.ts';
import { iterate } from './iterate.ts';
import type { PyValue } from './value.ts';

/** Assigns to names, attributes, items and nested tuples of them. */
export function assignTarget(self: Interpreter, frame: Frame, target: Expression, value: PyValue): void {
  const at: Site = { frame, line: target.line };
  if (target.kind === 'Name') bindName(frame, target.id, value);
  else if (target.kind === 'Tuple' || target.kind === 'List') {
    const items = isUnknown(value) ? undefined : iterate(value);
    for (const [index, part] of target.elts.entries()) {
      const item = part.kind === 'Starred' ? undefined : items?.[index];
      const goal = part.kind === 'Starred' ? part.value : part;
      assignTarget(self, frame, goal, item ?? (isUnknown(value) ? value : unknown(at, 'unpacking')));
    }
  } else if (target.kind === 'Subscript') {
    const owner = self.evaluate(frame, target.value);
    const index = self.evaluate(frame, target.slice);
    if (owner.type === 'dict') owner.entries.set(index, value);
    else if (owner.type === 'list' && index.type === 'int') owner.items[Number(index.value)] = value;
  } else if (target.kind === 'Attribute') {
    const owner = self.evaluate(frame, target.value);
    if (owner.type === 'instance') owner.attributes.set(target.attr, value);
    else if (owner.type === 'class') bindName(self.classFrame(owner), target.attr, value);
  }
}
