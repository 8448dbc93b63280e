import type { AddedClass } from '../facts/added-classes.ts';
import { indexCalls } from '../facts/calls.ts';
import { createFactsContext } from '../facts/context.ts';
import { findEntryPoints } from '../facts/entry-points.ts';
import { createProgram, type Program } from '../python/program.ts';
import type { Source } from '../source/index.ts';
import { extraClasses } from './classes.ts';
import { type Graft, graftedModules } from './graft.ts';
import { targetOf } from './target.ts';

/** What is needed of a source to read it together with the user's own argument classes. */
export type ExtendedSource = Pick<Source, 'info' | 'files' | 'extra'>;

/**
 * The program of a source in which the user's own classes are mixed into those that they are meant for, and the classes
 * that an entry point is to take besides. Throws `UserError`: `EXTRA_NOT_FOUND`, `EXTRA_WITHOUT_CLASS`,
 * `EXTRA_UNKNOWN_CLASS`, `EXTRA_UNKNOWN_ENTRY`, `EXTRA_UNKNOWN_TARGET`, `EXTRA_CIRCULAR`.
 */
export function programWithExtra(source: ExtendedSource): {
  readonly program: Program;
  readonly added: readonly AddedClass[];
} {
  const plain = createProgram(source.files);
  if (source.extra.length === 0) return { program: plain, added: [] };
  const context = createFactsContext(plain, source.info);
  const entries = findEntryPoints(context, indexCalls(plain, source.info.package));
  const added: AddedClass[] = [];
  const grafts: Graft[] = [];
  for (const one of source.extra) {
    const classes = extraClasses(context, one);
    const target = targetOf(entries, one, classes);
    if (target === null)
      added.push(...classes.map(({ module, name }) => ({ entry: one.entry, module, name })));
    else grafts.push({ into: target.node, module: target.module, bases: classes });
  }
  const program = createProgram(source.files, (modules) => graftedModules(modules, merged(grafts)));
  return { program, added };
}

/** One graft for each class. */
const merged = (grafts: readonly Graft[]): readonly Graft[] => {
  const byClass = new Map<Graft['into'], Graft>();
  for (const graft of grafts) {
    const known = byClass.get(graft.into);
    byClass.set(graft.into, known ? { ...known, bases: [...known.bases, ...graft.bases] } : graft);
  }
  return [...byClass.values()];
};
