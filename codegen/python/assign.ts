import type { Expression } from './ast.ts';
import { bindName, type Frame } from './frame.ts';
import { type Interpreter, isUnknown, type Site, unknown } from './interpreter.ts';
import { iterate } from './iterate.ts';
import { list, type PyValue } from './value.ts';

/** Assigns to names, attributes, items and nested tuples of them. */
export function assignTarget(self: Interpreter, frame: Frame, target: Expression, value: PyValue): void {
  const at: Site = { frame, line: target.line };
  if (target.kind === 'Name') bindName(frame, target.id, value);
  else if (target.kind === 'Tuple' || target.kind === 'List') {
    const items = isUnknown(value) ? undefined : iterate(value);
    const parts = items === undefined ? [] : unpacked(target.elts, items);
    for (const [index, part] of target.elts.entries()) {
      const goal = part.kind === 'Starred' ? part.value : part;
      assignTarget(self, frame, goal, parts[index] ?? (isUnknown(value) ? value : unknown(at, 'unpacking')));
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

/** What each target gets: a starred one the list of what the others leave. */
function unpacked(targets: readonly Expression[], items: readonly PyValue[]): readonly PyValue[] {
  const star = targets.findIndex((part) => part.kind === 'Starred');
  if (star < 0) return targets.length === items.length ? items : [];
  const after = targets.length - star - 1;
  if (items.length < star + after) return [];
  const end = items.length - after;
  return [...items.slice(0, star), list(items.slice(star, end)), ...items.slice(end)];
}
