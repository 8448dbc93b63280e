import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Module } from '../../../codegen/python/ast.ts';
import { followPart } from '../../../codegen/python/follow-part.ts';
import { followTree, linesOf } from '../../../codegen/python/follow-tree.ts';
import { loadGrammar } from '../../../codegen/python/grammar.ts';
import { setApart } from '../../../codegen/python/looked-at.ts';
import { parseModule } from '../../../codegen/python/parse.ts';

beforeAll(loadGrammar);

const parse = (text: string): Module => {
  const module = parseModule(text);
  setApart(module);
  return module;
};

/** Statements of every kind that can stand at the top, with what can stand between them. */
const TEXT = `"""All of it."""
import os

LIMIT = 64  # so many
NAMES = [
    "a",
    "b",
]


@dataclass
class One:
    """The first."""

    depth: int = field(default=8, metadata={"help": "How deep."})
    kind: Literal["a", "b"] = "a"

    def __post_init__(self):
        """Checks."""
        if self.depth > LIMIT:
            raise ValueError("too deep")


# A comment of its own.
@first
@second(
    1,
)
def two(a, b=2):
    return a + b


if os.environ:
    class Three:
        size: Optional[int] = None
else:
    Three = None
TEXT = """
more
"""
x = 1; y = 2
z = 3
`;

const LINES = TEXT.split('\n').length;
const snippets = [
  '# one',
  '',
  '\n',
  '    more: int = 1',
  '        y = (2',
  '"""',
  'z = 3',
  'else:',
  '@third',
  'x = 1 \\',
  '    """Other words."""',
  '    depth: int = field(default=16, metadata={"help": "Other\\nwords."})',
  '    kind: Literal["a", "b", "c"] = "b"',
];
const edit = fc.record({
  at: fc.nat(LINES),
  remove: fc.integer({ min: 0, max: 3 }),
  insert: fc.array(fc.constantFrom(...snippets), { maxLength: 3 }),
});

const edited = (
  text: string,
  { at, remove, insert }: { at: number; remove: number; insert: string[] },
): string =>
  text
    .split('\n')
    .toSpliced(at, remove, ...insert)
    .join('\n');

/** Whatever a text is edited to, following a part leads where following the whole does, or says that it cannot tell. */
const check = (before: string, now: string): boolean => {
  const [one, other] = [parse(before), parse(before)];
  const part = followPart(one, [before, now], linesOf(one), parse);
  const whole = followTree(other, parse(now));
  if (part === undefined) {
    expect(one).toEqual(parse(before));
    return false;
  }
  expect(part).toEqual(whole);
  expect(one).toEqual(parse(now));
  expect(linesOf(one)).toEqual([...part.moved.values(), ...part.fresh].sort((a, b) => a - b));
  return true;
};

describe('B12 following the changed statements of a file is following the file', () => {
  it('after any edit', () => {
    fc.assert(
      fc.property(edit, (one) => void check(TEXT, edited(TEXT, one))),
      { numRuns: Number(process.env.FOLLOW_RUNS ?? 300) },
    );
  });

  it.each([
    ['a default', 'default=8', 'default=9'],
    ['a choice', '"a", "b"]', '"a", "b", "c"]'],
    ['a comment above all', '"""All', '# one\n"""All'],
    ['a comment at the end', 'z = 3\n', 'z = 3\n# one\n'],
    ['a blank line between', '\n@first', '\n\n@first'],
    ['a docstring', 'The first.', 'The\n    first.'],
  ])('%s is followed by its part', (_, from, to) => {
    expect(check(TEXT, TEXT.replace(from, to))).toBe(true);
  });

  it.each([
    ['a field more', '    kind', '    more: int = 1\n    kind'],
    ['a field less', '    kind: Literal["a", "b"] = "a"\n', ''],
    ['a field moved', /( {4}depth.*\n)(.*\n)/, '$2$1'],
    ['a field of another type', 'depth: int', 'depth: float'],
    ['a check', '        if self', '        if self.kind:\n            return\n        if self'],
    ['a method more', '    def __post', '    def more(self):\n        pass\n\n    def __post'],
    ['a function', 'return a + b', 'return a - b'],
  ] as const)('%s is followed: who looked elsewhere sees nothing new', (_, from, to) => {
    expect(check(TEXT, TEXT.replace(from, to))).toBe(true);
  });

  it.each([
    ['a function more', '# A comment', 'def more():\n    pass\n\n\n# A comment'],
    ['another argument', 'b=2', 'c=2'],
    ['a line that goes on', '# so many\n', '\\\n'],
    ['a text that swallows what follows', '    "b",\n]', '    "b",\n]\n"""'],
    ['Windows line ends', 'LIMIT = 64  # so many\n', 'LIMIT = 64\r\n'],
  ])('%s is not', (_, from, to) => {
    expect(check(TEXT, TEXT.replace(from, to))).toBe(false);
  });
});
