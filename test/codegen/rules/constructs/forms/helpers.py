"""Helpers around checks: closures that write, recursion, loops in loops, retries, tables of functions."""

from dataclasses import dataclass
from typing import Any

POOL = {
    "groups": [None, {}, {"a": [1, 2]}, {"a": [1], "b": [3, -1]}, {"a": []}, {"a": 5}, {"a": ["x"]}, [1]],
    "names": [None, [], ["a"], ["a", "7"], ["x1", "y2", "x1"], "ab", ["stop", "-3"], [3]],
    "depth": [0, 1, 3, 9, None, "2"],
    "mode": ["sum", "first", "none", "bad", None],
    "pairs": ["a=1", "a=1,b=x", "a", "", None, "a=1,a=2", "=1"],
    "strict": [True, False],
}


def count_down(depth):
    if depth <= 0:
        return "end"
    return count_down(depth - 3)


def parse_pairs(text):
    result = {}
    for part in text.split(","):
        key, sep, value = part.partition("=")
        if not sep or not key:
            raise ValueError(part)
        if key in result:
            raise KeyError(key)
        try:
            result[key] = int(value)
        except ValueError:
            continue
    return result


def first_negative(groups):
    for name, values in groups.items():
        for value in values:
            if value < 0:
                return name, value
    return None


def flatten(groups):
    return [value for values in groups.values() for value in values if value is not None]


def find_number(names):
    found = None
    for name in names:
        if name == "stop":
            break
        if not name[-1:].isdigit():
            continue
        found = int(name[-1])
        if found > 5:
            raise OverflowError(name)
    else:
        found = found or -1
    return found


def describe(**options):
    return "{mode} of {depth}".format(**options) if options else "nothing"


STRATEGIES = {
    "sum": sum,
    "first": lambda values: values[0] if values else None,
    "none": lambda values: None,
}


@dataclass
class Options:
    groups: Any = None
    names: Any = None
    depth: Any = 1
    mode: Any = "sum"
    pairs: Any = "a=1"
    strict: bool = True
    total: Any = None
    found: Any = None
    seen: Any = None
    ends: Any = None
    warned: int = 0

    def __post_init__(self):
        warned = 0

        def warn_once(test):
            nonlocal warned
            if test and warned == 0:
                warned += 1
            return test

        if warn_once(self.depth is None) and self.strict:
            raise TypeError("depth")
        warn_once(self.mode is None)
        self.warned = warned
        if self.mode not in STRATEGIES:
            if self.strict:
                raise LookupError("mode")
            self.mode = "none"
        if self.groups is not None:
            negative = first_negative(self.groups)
            if negative is not None:
                name, value = negative
                raise ArithmeticError(f"{name} {value}")
            self.total = STRATEGIES[self.mode](flatten(self.groups))
        if self.names:
            self.found = find_number(self.names)
            seen = set()
            duplicates = []
            for name in self.names:
                if name in seen:
                    duplicates.append(name)
                seen.add(name)
            if duplicates:
                raise IndexError(duplicates)
            self.seen = len(seen)
        if self.pairs is not None:
            self.pairs = parse_pairs(self.pairs)
            if self.pairs.get("b", 0) is None or "b" in self.pairs:
                raise RuntimeError("b")
        tries = 0
        while True:
            tries += 1
            if tries > 3:
                break
            if self.total == tries:
                raise EOFError(tries)
        if isinstance(self.depth, int):
            self.ends = count_down(self.depth)
        if any(value > 2 for values in (self.groups or {}).values() for value in values) and self.strict:
            raise BufferError(describe(mode=self.mode, depth=self.depth))


def get_options(args):
    return Options(**args)
