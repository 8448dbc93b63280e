"""`while`, early exits, loops over what the config holds, `else` of loops."""

from dataclasses import dataclass, field
from typing import Any, Optional

POOL = {
    "size": [0, 1, 3, 6, 8, 12, 100, None, "x"],
    "names": [None, [], ["a"], ["a", "bad"], ["stop", "bad"], ["bad", "stop"], ["skip"], ["x" * 9, "a"], "ab", 5],
    "limit": [0, 1, 2, 5],
    "pairs": [None, {}, {"a": 1}, {"a": -1}, {"b": "x", "a": 2}],
}


def first_bad(names):
    for name in names or []:
        if name == "stop":
            return None
        if name.startswith("b"):
            return name
    return ""


def find(names, wanted):
    for index, name in enumerate(names):
        if name == wanted:
            break
    else:
        index = -1
    return index


def total(pairs):
    count = 0
    for key, value in pairs.items():
        if value < 0:
            raise ValueError(key)
        if key == "b":
            continue
        count += value
    return count


@dataclass
class Options:
    size: Any = 8
    names: Any = None
    limit: int = 2
    pairs: Any = field(default_factory=dict)
    bad: Any = None
    where: int = 0
    halved: int = 0
    kept: Any = None
    count: int = 0

    def __post_init__(self):
        self.bad = first_bad(self.names)
        if self.bad:
            raise KeyError(self.bad)
        if self.names:
            self.where = find(self.names, "skip")
        n = 0
        while n < 4:
            n += 1
            if n == self.limit:
                break
        self.halved = n
        rest = 3
        while rest:
            rest -= 1
            if rest == self.size:
                raise ValueError("rest")
        kept = []
        for name in ("a", "b", "skip"):
            if self.names is None:
                continue
            if name not in self.names:
                continue
            kept.append(name)
            if len(kept) >= self.limit:
                break
        else:
            kept.append("end")
        self.kept = kept
        if self.pairs is not None:
            self.count = total(self.pairs)


def get_options(args):
    return Options(**args)
