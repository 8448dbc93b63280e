import type { Statement } from './ast.ts';
import type { Binding, Variant } from './binding.ts';
import type { Definition, Guard } from './definitions.ts';
import type { Scope } from './scope.ts';

/** Whether a branch is taken; `undefined` where that is not known. */
export type Decide = (guard: Guard, scope: Scope) => boolean | undefined;

/** The definitions that can be in force after the scope has run, last first, each kept once. */
export function inForce(definitions: readonly Definition[]): readonly Definition[] {
  return collect(definitions, 0).found;
}

/** `total`: whatever branch was taken, one of `found` was reached. */
function collect(definitions: readonly Definition[], depth: number): { found: Definition[]; total: boolean } {
  const found: Definition[] = [];
  for (let at = definitions.length - 1; at >= 0; ) {
    const definition = definitions[at];
    const guard = definition?.guards[depth];
    if (definition === undefined || guard === undefined) {
      return { found: definition === undefined ? found : [...found, definition], total: true };
    }
    let from = at;
    while (from > 0 && definitions[from - 1]?.guards[depth]?.node === guard.node) from -= 1;
    const group = definitions.slice(from, at + 1);
    const split = collectBranches(group, guard, depth);
    found.push(...split.found);
    if (split.total) return { found, total: true };
    at = from - 1;
  }
  return { found, total: false };
}

function collectBranches(
  group: readonly Definition[],
  guard: Guard,
  depth: number,
): { found: Definition[]; total: boolean } {
  const branch = (matches: (own: Guard) => boolean): { found: Definition[]; total: boolean } =>
    collect(
      group.filter((definition) => {
        const own = definition.guards[depth];
        return own !== undefined && matches(own);
      }),
      depth + 1,
    );
  if (guard.kind === 'repeated') return { ...branch(() => true), total: false };
  if (guard.kind === 'if') {
    const yes = branch((own) => own.kind === 'if' && own.holds);
    const no = branch((own) => own.kind === 'if' && !own.holds);
    const total = (yes.total || ends(guard.node.body)) && (no.total || ends(guard.node.orelse));
    return { found: [...yes.found, ...no.found], total };
  }
  const part = (name: string) => branch((own) => own.kind === 'try' && own.part === name);
  const last = part('finally');
  if (last.total) return last;
  const handlers = guard.node.handlers.map((handler) => ({
    handler,
    ...branch((own) => own.kind === 'try' && own.handler === handler),
  }));
  const parts = [last, part('else'), part('body')];
  const caught = handlers.every((item) => item.total || ends(item.handler.body));
  return {
    found: [...parts, ...handlers].flatMap((item) => item.found),
    total: caught && parts.some((item) => item.total),
  };
}

/** The block always leaves its scope. */
function ends(block: readonly Statement[]): boolean {
  const last = block.at(-1);
  if (last === undefined) return false;
  if (last.kind === 'If') return ends(last.body) && ends(last.orelse);
  return last.kind === 'Raise' || last.kind === 'Return';
}

/**
 * One of the variants under what `decide` knows; any other binding is returned as it is.
 * Variants with a branch known not to be taken are out. Of several left the first whose branches are all known to
 * be taken wins, else the first that is not an error handler, else the first.
 * `certain` is false when something unknown had a say.
 */
export function choose(binding: Binding, decide: Decide): { binding: Binding | undefined; certain: boolean } {
  if (binding.kind !== 'variants') return { binding, certain: true };
  const judged = binding.variants
    .map((variant) => ({ variant, taken: taken(variant, binding.scope, decide) }))
    .filter((item) => item.taken !== false);
  const sure = judged.find((item) => item.taken === true);
  const ordinary = judged.find((item) => !item.variant.guards.some(isHandler));
  const picked = sure ?? ordinary ?? judged[0];
  if (picked === undefined) return { binding: undefined, certain: true };
  const inner = choose(picked.variant.binding, decide);
  const certain = inner.certain && (judged.length === 1 || (sure !== undefined && judged[0] === sure));
  return { binding: inner.binding, certain };
}

function taken(variant: Variant, scope: Scope, decide: Decide): boolean | undefined {
  let result: boolean | undefined = true;
  for (const guard of variant.guards) {
    const verdict = decide(guard, scope);
    if (verdict === false) return false;
    if (verdict === undefined) result = undefined;
  }
  return result;
}

const isHandler = (guard: Guard): boolean => guard.kind === 'try' && guard.part === 'handler';
