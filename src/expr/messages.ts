import type { Ref, RulesData, RuleText } from '../model/index.ts';
import { Compiler } from './compile.ts';
import type { Environment } from './environment.ts';
import { Machine } from './machine.ts';
import { repr, str } from './python/text.ts';
import { isOutcome, type PyDict, type Value } from './python/value.ts';

/** Upstream's messages with the values of a config filled in; what cannot be told is `…`. */
export interface Messages {
  /** What the rule of an entry point says about a config; `undefined` where upstream gives no text. */
  text(entry: string, rule: number, config: PyDict, environment: Environment): string | undefined;
}

/** `text` must be of the same extraction as `data`: their fingerprints are compared where they are loaded. */
export const compileMessages = (data: RulesData, text: RuleText): Messages => {
  const nodes = [...data.nodes, ...text.nodes];
  const machine = new Machine({ ...data, nodes });
  const compiler = new Compiler(machine);
  const written = (value: Value, conversion = ''): string => {
    if (isOutcome(value)) return '…';
    return conversion === 'r' ? repr(value) : str(value);
  };
  const render = (ref: Ref, conversion?: string): string => {
    const node = nodes[ref];
    if (node?.op === 'format')
      return node.text.reduce(
        (all, part, i) => all + render(node.args[i - 1] as Ref, node.conversions[i - 1]) + part,
      );
    if (node?.op === 'if') {
      const chosen = compiler.thunk(node.args[0] as Ref)();
      if (typeof chosen === 'boolean') return render(node.args[chosen ? 1 : 2] as Ref, conversion);
    }
    return written(compiler.thunk(ref)(), conversion);
  };
  return {
    text: (entry, rule, config, environment) => {
      const ref = text.messages[`${entry}:${rule}`];
      if (ref === undefined) return undefined;
      machine.begin(config, environment, true);
      return render(ref);
    },
  };
};
