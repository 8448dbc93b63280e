import { valueAt } from './evaluate.ts';
import { both, type Guard, isNever } from './guard.ts';
import { type Context, guardOf, type World } from './reach.ts';
import type { Read } from './reads.ts';
import type { Dump, FunctionScan } from './sites.ts';

/** A function that dumps this many kinds of arguments objects at once writes a record of the run. */
const RECORD = 3;

/**
 * Reads of whole objects (`generating_args.to_dict()`). They count for the fields that nothing else reads, because
 * a dump says of no field in particular that it matters. Other packages know none of upstream's fields: what they
 * dump goes into a log.
 */
export const dumpReads = (
  world: World,
  contexts: readonly Context[],
  own: string,
  fieldsOf: (className: string) => readonly string[],
  isRead: (parameter: string) => boolean,
): readonly Read[] =>
  contexts
    .filter(({ frame }) => frame.fn.module.split('.')[0] === own)
    .flatMap((context) => contextDumps(world, context, fieldsOf, isRead));

const contextDumps = (
  world: World,
  context: Context,
  fieldsOf: (className: string) => readonly string[],
  isRead: (parameter: string) => boolean,
): readonly Read[] => {
  const { fn } = context.frame;
  if (fn.owner !== null && world.arguments.classes.has(fn.owner)) return [];
  const dumped = fn.dumps.flatMap((dump) => {
    const className = dumpedClass(world, context, dump);
    return className === undefined || makes(fn, className) ? [] : [{ className, dump }];
  });
  if (new Set(dumped.map(({ className }) => className)).size >= RECORD) return [];
  return dumped.flatMap(({ className, dump }) => {
    const guard: Guard = both(context.guard, guardOf(world, context.frame, dump));
    if (isNever(guard)) return [];
    const unread = fieldsOf(className).filter((field) => !isRead(field));
    return unread.map((parameter) => ({ parameter, fn, at: dump.at, guard }));
  });
};

/** The function makes another object of the class: it copies, and only what reads the copy reads a field. */
const makes = ({ calls }: FunctionScan, className: string): boolean =>
  calls.some(({ call: { func } }) => func.kind === 'Name' && func.id === className);

/** The class of a dumped object, by the name it goes under. */
const dumpedClass = (world: World, { frame }: Context, { object, shadowed }: Dump): string | undefined => {
  const value = valueAt(world, frame, { shadowed }, object);
  if (value.kind !== 'arguments' || value.origin === 'fresh') return undefined;
  const name = object.kind === 'Name' ? object.id : object.kind === 'Attribute' ? object.attr : '';
  return world.arguments.holders.get(name) ?? undefined;
};
