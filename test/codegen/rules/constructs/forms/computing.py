"""Arithmetic, chained comparisons, walrus, conditional values, several targets, generators."""

import itertools
import math
from dataclasses import dataclass
from typing import Any

POOL = {
    "a": [0, 1, 3, -2, 2.5, None, "3", True],
    "b": [1, 0, 4, 4.0, "x"],
    "flags": [None, [], [True], [True, True], [False, True], [1, 0]],
    "ratio": [0.0, 0.5, 1, 1.5],
}

LIMIT = 1 << 4
MASK = 0b1010 & ~2
STEPS = tuple(itertools.accumulate([1, 2, 3]))
GRID = list(itertools.product("xy", (0, 1)))


def squares(limit):
    for n in range(limit):
        if n % 2:
            yield n * n


def parts(value):
    yield value
    yield from (value + 1, value + 2)


@dataclass
class Options:
    a: Any = 1
    b: Any = 1
    flags: Any = None
    ratio: float = 0.5
    both: Any = None
    rest: Any = None
    rounded: Any = None
    power: Any = None
    squared: Any = None
    summed: Any = None

    def __post_init__(self):
        if not 0 <= self.ratio < LIMIT / 16 or MASK != 8:
            raise ValueError("ratio")
        if self.flags and sum(bool(flag) for flag in self.flags) > 1:
            raise KeyError("flags")
        if self.flags is not None and (count := len(self.flags)) and count != 1 and not all(self.flags):
            raise IndexError(count)
        self.both = both = self.a and self.b
        quotient, self.rest = divmod(self.b, 3)
        if quotient == 1 and self.rest:
            raise RuntimeError("divmod")
        self.rounded = math.ceil(self.ratio * 3) + math.floor(self.ratio) + round(self.ratio, 1)
        self.power = self.b**2 // (self.a or 1) if self.a is not None else STEPS[-1]
        self.squared = list(squares(6)) + [len(GRID)]
        self.summed = sum(parts(self.b))
        if self.a is not None and -1 < self.a <= both != 3:
            raise OSError("chain")
        if (math.isclose(self.ratio, 0.5) and self.b == 4) ^ (self.a == 3):
            raise TypeError("xor")
        self.a, self.b = self.b, self.a
        if max(self.ratio, 1, key=abs) > 1 or min([self.ratio], default=1) < 0:
            raise ZeroDivisionError("max")


def get_options(args):
    return Options(**args)
