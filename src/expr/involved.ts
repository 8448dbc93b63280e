import type { Held, Ref, Rule } from '../model/index.ts';
import type { Compiler } from './compile.ts';
import { decidingNodes } from './deciding.ts';
import type { Reporter } from './finding.ts';
import { Raised, UNKNOWN, type Value } from './python/value.ts';
import { partsOf } from './table.ts';
import type { Finding, ValueOrigin } from './verdict.ts';

/** The parameters that a rule met at, what they held, and what made them hold it. */
export const involvedIn = (
  reporter: Reporter,
  rule: Rule,
): Pick<Finding, 'parameters' | 'deciding' | 'values' | 'origins'> => {
  const { compiler } = reporter;
  const deciding = inputsAmong(compiler, decidingNodes(compiler, partsOf(rule)));
  const held = new Map(reporter.heldBy(rule).map((one) => [one.name, one] as const));
  const behind = (name: string): readonly string[] => {
    const one = held.get(name);
    return one === undefined ? [name] : inputsAmong(compiler, decidingNodes(compiler, [one.value]));
  };
  const met = rule.parameters.filter((name) => behind(name).some((input) => deciding.includes(input)));
  const origins = new Map(
    met.flatMap((name) => {
      const origin = originOf(reporter, held.get(name), behind(name));
      return origin === null ? [] : [[name, origin] as const];
    }),
  );
  const first = new Set(met.flatMap((name) => [name, ...(origins.get(name)?.from ?? [])]));
  const parameters = [...new Set([...first, ...rule.parameters])];
  return {
    parameters,
    deciding: first.size,
    values: new Map(parameters.flatMap((name) => seenValue(reporter, name, held.get(name)?.value))),
    origins,
  };
};

/** Names of the parameters among nodes. */
const inputsAmong = (compiler: Compiler, refs: ReadonlySet<Ref>): readonly string[] => [
  ...new Set(
    [...refs].flatMap((ref) => {
      const node = compiler.node(ref);
      return node.op === 'input' || node.op === 'given' ? [node.name] : [];
    }),
  ),
];

/** The last assignment that was made; of what decided the value, what the config sets, if it sets any of it. */
const originOf = (
  reporter: Reporter,
  held: Held | undefined,
  behind: readonly string[],
): ValueOrigin | null => {
  const { compiler } = reporter;
  const source = held?.sources.findLast(({ when }) => compiler.thunk(when)() === true);
  if (source === undefined) return null;
  const given = behind.filter((name) => compiler.machine.config.has(name));
  return { place: reporter.place(source.at), from: given.length > 0 ? given : behind };
};

const seenValue = (reporter: Reporter, name: string, held: Ref | undefined): [string, Value][] => {
  const { compiler } = reporter;
  const given = compiler.machine.config.get(name);
  if (held === undefined && given !== undefined) return [[name, given]];
  const ref = held ?? reporter.input(name);
  if (ref === undefined || !compiler.machine.closed) return [];
  const value = compiler.thunk(ref)();
  return value === UNKNOWN || value instanceof Raised ? [] : [[name, value]];
};
