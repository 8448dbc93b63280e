import type { Held, Ref, Rule } from '../model/index.ts';
import { decidingInputs } from './deciding.ts';
import type { Reporter } from './finding.ts';
import { Raised, UNKNOWN, type Value } from './python/value.ts';
import { partsOf } from './table.ts';
import type { Finding, ValueOrigin } from './verdict.ts';

/** The parameters that a rule met at, and what made them hold what they held. */
export const involvedIn = (
  reporter: Reporter,
  rule: Rule,
): Pick<Finding, 'parameters' | 'deciding' | 'origins'> => {
  const { compiler } = reporter;
  const deciding = decidingInputs(compiler, partsOf(rule));
  const held = reporter.heldBy(rule);
  const met: string[] = [];
  const origins = new Map<string, ValueOrigin>();
  for (const name of rule.parameters) {
    const one = held.get(name);
    const behind = one === undefined ? [name] : [...decidingInputs(compiler, [one.value])];
    if (!behind.some((input) => deciding.has(input))) continue;
    met.push(name);
    const origin = originOf(reporter, one, behind);
    if (origin !== null) origins.set(name, origin);
  }
  const first = new Set(met.flatMap((name) => [name, ...(origins.get(name)?.from ?? [])]));
  return { parameters: [...new Set([...first, ...rule.parameters])], deciding: first.size, origins };
};

/** What each of the parameters held when the rule looked at it, where that can be told. */
export const valuesOf = (
  reporter: Reporter,
  rule: Rule,
  parameters: readonly string[],
): ReadonlyMap<string, Value> => {
  const held = reporter.heldBy(rule);
  const values = new Map<string, Value>();
  for (const name of parameters) {
    const value = seenValue(reporter, name, held.get(name)?.value);
    if (value !== undefined) values.set(name, value);
  }
  return values;
};

/** The last assignment that was made; of what decided the value, what the config sets, if it sets any of it. */
const originOf = (
  reporter: Reporter,
  held: Held | undefined,
  behind: readonly string[],
): ValueOrigin | null => {
  const { compiler } = reporter;
  const source = held?.sources.findLast(({ when }) => compiler.thunk(when)() === true);
  if (source === undefined) return null;
  const given = behind.filter((name) => compiler.machine.has(name));
  return { place: reporter.place(source.at), from: given.length > 0 ? given : behind };
};

const seenValue = (reporter: Reporter, name: string, held: Ref | undefined): Value | undefined => {
  const { compiler } = reporter;
  const given = compiler.machine.value(name);
  if (held === undefined && given !== undefined) return given;
  const ref = held ?? reporter.input(name);
  if (ref === undefined || !compiler.machine.closed) return undefined;
  const value = compiler.thunk(ref)();
  return value === UNKNOWN || value instanceof Raised ? undefined : value;
};
