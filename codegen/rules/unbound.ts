import { and, not, or } from '../../src/expr/logic.ts';
import type { Ref } from '../../src/model/index.ts';
import type { Name } from '../python/ast.ts';
import type { Guard } from '../python/definitions.ts';
import type { PyModule } from '../python/program.ts';
import { moduleScope } from '../python/scope.ts';
import { inForce } from '../python/variants.ts';
import { aside } from './aside.ts';
import { moduleFrame } from './classes.ts';
import { failIf } from './emit-item.ts';
import type { Frame } from './frame.ts';
import type { Run } from './run.ts';

/** A global that its module binds under conditions only: where none of them holds, to look at it is a NameError. */
export const requireBound = (run: Run, frame: Frame, node: Name): void => {
  const bound = boundWhere(run, frame.module, node.id);
  if (bound === null) return;
  failIf(run, frame, not(run.table, bound), run.places.of(frame, node), 'NameError');
};

/** `null` where it is bound in any case, or that cannot be told. */
const boundWhere = (run: Run, module: PyModule, name: string): Ref | null => {
  const definitions = inForce(moduleScope(module).definitions.byName.get(name) ?? []);
  const ways = definitions.map(({ guards }) => tested(run, module, guards));
  const known = ways.filter((way) => way !== null);
  if (known.length === 0 || known.length < ways.length) return null;
  return known.reduce((some, way) => or(run.table, some, way));
};

const tested = (run: Run, module: PyModule, guards: readonly Guard[]): Ref | null =>
  guards.reduce<Ref | null>((all, guard) => {
    if (all === null || guard.kind !== 'if') return null;
    const test = aside(run, () => run.condition(moduleFrame(run, module, module.name), guard.test));
    return and(run.table, all, guard.holds ? test : not(run.table, test));
  }, run.table.literal(true));
