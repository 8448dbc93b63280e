"""Objects that are called, partials, lambdas, star arguments, defaults, keyword-only, closures."""

import functools
import operator
from dataclasses import dataclass
from functools import lru_cache, partial, reduce, wraps
from typing import Any

POOL = {
    "size": [0, 1, 5, 50, "5", None],
    "name": ["x", "abc", "", "ABC", None, 4],
    "items": [[1, 2], [], [5], None, ["a"], [3, 3]],
    "scale": [1, 2, 0.5],
}


class AtMost:
    def __init__(self, limit, *, message="limit"):
        self.limit = limit
        self.message = message

    def __call__(self, value):
        if value > self.limit:
            raise ValueError(self.message)
        return value


def between(value, low=0, *, high):
    if not low <= value <= high:
        raise KeyError(value)
    return value


def spread(first, *rest, last=None, **named):
    if len(rest) > 1:
        raise TypeError("rest")
    return first, rest, last, named


def checked(kind):
    def decorate(fn):
        @wraps(fn)
        def inner(self, *args, **kwargs):
            if not isinstance(self.size, kind):
                raise TypeError("kind")
            return fn(self, *args, **kwargs)

        return inner

    return decorate


def logged(fn):
    @functools.wraps(fn)
    def inner(*args, **kwargs):
        return fn(*args, **kwargs)

    return inner


@lru_cache(maxsize=None)
def limits():
    return {"low": 1, "high": 10}


CHECKS = {
    "name": lambda value: value is None or len(value) < 3,
    "scale": lambda value: value > 0,
}
at_most_ten = AtMost(10, message="ten")
in_range = partial(between, high=40)


@dataclass
class Options:
    size: Any = 5
    name: Any = "x"
    items: Any = None
    scale: float = 1
    first: Any = None
    rest: Any = None
    total: Any = None
    product: Any = None
    high: int = 0

    @checked(int)
    def grow(self, by=1, *, twice=False):
        return self.size + by * (2 if twice else 1)

    @logged
    def shrink(self):
        return self.size - 1

    def __post_init__(self):
        for key, check in CHECKS.items():
            if not check(getattr(self, key)):
                raise ValueError(key)
        in_range(self.size)
        at_most_ten(self.size)
        extra = (self.name, self.scale)
        first, rest, last, named = spread(self.size, *extra[:1], last=3, **{"a": 1, **limits()})
        self.first, self.rest = (first, last), named["high"]
        if self.items is not None:
            head, *tail = self.items
            self.total = sum(tail, head)
            self.product = reduce(operator.mul, self.items, 1)
            self.items = sorted(self.items, key=lambda item: -item)
        self.size = self.grow(twice=True) + self.shrink()
        high = [n for n in range(4)]
        self.high = max(high, key=lambda n: -abs(n - 2), default=0)


def get_options(args):
    return Options(**args)
