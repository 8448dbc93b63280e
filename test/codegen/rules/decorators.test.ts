import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { extractRules } from '../../../codegen/rules/index.ts';
import { compileRules, PyDict } from '../../../src/expr/index.ts';
import { programOf } from './program.ts';

beforeAll(loadGrammar);

/** Whether a negative size is refused, by a check that stands behind a decorator of the program's own. */
function isRefused(definition: string, decorator: string): boolean | 'cannot tell' {
  const source = `
from dataclasses import dataclass
${definition}
${decorator}
def too_small(size):
    return size < 0
@dataclass
class Options:
    size: int = 1
    def __post_init__(self):
        if too_small(self.size):
            raise ValueError("negative")
def get_options(args):
    return Options(**args)
`;
  const entry = { entry: 'options', function: 'p.options.get_options', assumed: new Map() };
  const { data } = extractRules(programOf({ 'p/__init__.py': '', 'p/options.py': source }), [entry]);
  const run = compileRules(data, 'options').run(new PyDict([['size', -1]]), { atom: () => undefined });
  const { findings } = run;
  return findings.some(({ certainty }) => certainty === 'certain') || (findings.length > 0 && 'cannot tell');
}

describe('B4: a function behind a decorator of the program’s own', () => {
  it.each([
    ['marks it', 'def mark(fn):\n    setattr(fn, "_marked", True)\n    return fn', '@mark'],
    [
      'keeps it in a table, named',
      'TABLE = {}\ndef keep(name):\n    def inner(fn):\n        TABLE[name] = fn\n        return fn\n    return inner',
      '@keep("small")',
    ],
    [
      'hands it back on each path',
      'def mark(fn):\n    if fn is None:\n        return fn\n    try:\n        fn.a = 1\n    finally:\n        pass\n    return fn',
      '@mark',
    ],
  ])('that %s is run as it is written', (_, definition, decorator) => {
    expect(isRefused(definition, decorator)).toBe(true);
  });

  it.each([
    [
      'calls it otherwise',
      'def turn(fn):\n    def inner(size):\n        return not fn(size)\n    return inner',
      '@turn',
      false,
    ],
    [
      'looks at what it is given first',
      'def at_least(low):\n    def turn(fn):\n        def inner(size):\n            if size < low:\n                raise KeyError(size)\n            return False\n        return inner\n    return turn',
      '@at_least(0)',
      true,
    ],
    // len(-1) and None(-1) are TypeErrors.
    ['puts another in its place', 'def turn(fn):\n    fn = len\n    return fn', '@turn', true],
    [
      'may give something else',
      'def turn(fn):\n    if fn.__name__:\n        return None\n    return fn',
      '@turn',
      true,
    ],
    ['gives nothing', 'def turn(fn):\n    for _ in ():\n        return fn', '@turn', true],
  ])('that %s does what Python does', (_, definition, decorator, refused) => {
    expect(isRefused(definition, decorator)).toBe(refused);
  });

  it('that fails itself is not certain of anything', () => {
    const definition =
      'def turned(n):\n    def inner(fn):\n        return fn\n    inner = len\n    return inner';
    expect(isRefused(definition, '@turned(1)')).not.toBe(true);
  });
});
