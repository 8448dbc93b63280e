import { UserError } from '../../src/model/error.ts';
import type { FoundEntry } from '../facts/entry-points.ts';
import type { ClassDef } from '../python/ast.ts';
import type { ClassValue } from '../python/value.ts';
import type { ExtraModule } from '../source/index.ts';
import type { ExtraClass } from './classes.ts';

/** The class statement that the user's own classes are mixed into. */
export interface Target {
  readonly module: string;
  readonly node: ClassDef;
}

/**
 * What is to take the classes: `null` for the entry point itself.
 * Throws `EXTRA_UNKNOWN_ENTRY`, `EXTRA_UNKNOWN_TARGET`, `EXTRA_CIRCULAR`.
 */
export function targetOf(
  entries: readonly FoundEntry[],
  extra: ExtraModule,
  classes: readonly ExtraClass[],
): Target | null {
  const entry = entries.find(({ name }) => name === extra.entry);
  if (entry === undefined)
    throw unknownEntry(
      extra,
      entries.map(({ name }) => name),
    );
  if (extra.into === null) return null;
  const known = entry.classes.filter((item) => item.type === 'class').filter(isPlain);
  const found = known.find(({ binding }) => binding.node.name === extra.into);
  if (found === undefined)
    throw unknownTarget(
      extra,
      known.map(({ binding }) => binding.node.name),
    );
  const { node, module } = found.binding;
  const circular = classes.find(({ value }) =>
    entry.constants.mro(value).some((item) => item.type === 'class' && item.binding.node === node),
  );
  if (circular !== undefined) throw extendsTarget(extra, circular.name);
  return { module: module.name, node };
}

/** Declared under no condition: only then is it one class. */
const isPlain = ({ binding }: ClassValue): boolean => binding.module.ast.body.includes(binding.node);

const unknownEntry = ({ path, entry }: ExtraModule, known: readonly string[]): UserError =>
  new UserError({
    code: 'EXTRA_UNKNOWN_ENTRY',
    message: `The classes of ${path} are meant for the entry point ${entry}, which this source does not have.`,
    next: `It has ${known.join(', ')}.`,
    place: path,
    suggestions: known,
  });

const unknownTarget = ({ path, entry, into }: ExtraModule, known: readonly string[]): UserError =>
  new UserError({
    code: 'EXTRA_UNKNOWN_TARGET',
    message: `The classes of ${path} are to be mixed into ${into}, which ${entry} does not take.`,
    next: `${entry} takes ${known.join(', ')}.`,
    place: path,
    suggestions: known,
  });

const extendsTarget = ({ path, into }: ExtraModule, name: string): UserError =>
  new UserError({
    code: 'EXTRA_CIRCULAR',
    message: `${name} of ${path} extends ${into} and cannot be mixed into it.`,
    next: `Leave out "into": a class that extends ${into} takes its place.`,
    place: path,
  });
