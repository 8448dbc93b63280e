"""Comprehensions and the methods of dictionaries, lists and sets."""

from collections import ChainMap, Counter, OrderedDict, defaultdict
from dataclasses import dataclass
from typing import Any

POOL = {
    "table": [None, {}, {"a": 1}, {"a": 1, "b": 2}, {"b": "x", "c": None}, 5],
    "names": [None, [], ["a"], ["b", "a"], ["a", "a"], "ba", 3],
    "key": ["a", "b", "z", None],
}

LEVELS = {"low": 1, "high": 9}
BY_LEVEL = {value: key for key, value in LEVELS.items()}
PAIRS = dict(zip(("x", "y"), (1, 2)))
MERGED = {**LEVELS, "mid": 5} | PAIRS
COUNTS = {}
for _name in ("p", "q"):
    COUNTS[_name] = len(COUNTS)
ORDER = []
for _level, _value in sorted(LEVELS.items(), key=lambda item: item[1], reverse=True):
    ORDER.append(f"{_level}:{_value}")
ALLOWED = frozenset({"a", "b"} | {"c"})


@dataclass
class Options:
    table: Any = None
    names: Any = None
    key: Any = "a"
    found: Any = None
    inverted: Any = None
    uniq: Any = None
    flat: Any = None
    merged: Any = None
    counts: Any = None
    grouped: Any = None
    best: Any = None

    def __post_init__(self):
        table = dict(self.table or {})
        table.setdefault("z", 0)
        table.update({"y": 1}, w=2)
        self.found = table.get(self.key, MERGED.get(self.key, BY_LEVEL[9]))
        gone = table.pop("w")
        if table.pop("b", None) == "x":
            raise ValueError(gone)
        self.inverted = {str(value): key for key, value in table.items() if value is not None}
        names = list(self.names) if self.names is not None else []
        if unknown := [name for name in names if name not in ALLOWED]:
            raise KeyError(unknown)
        self.uniq = sorted({name for name in names})
        if len(set(names)) != len(names):
            raise RuntimeError("twice")
        self.flat = [f"{name}{n}" for name in ("s", "t") for n in range(2) if n or name == "t"]
        self.flat += [name + other for name in names for other in ORDER[:1]]
        self.merged = {**table, **PAIRS}
        self.counts = dict(COUNTS)
        del self.merged["x"]
        grouped = {}
        for name in names:
            grouped.setdefault(name, len(grouped))
        self.grouped = grouped
        if self.names and ALLOWED.issuperset(names) and names[-1] == "b":
            raise IndexError("last")
        self.best = next((name for name in names if name > "a"), None)
        if set(table) - {"a", "c", "y", "z"}:
            raise AttributeError("extra")
        if {"a", "c"} & set(table) and not ALLOWED.isdisjoint({self.key}):
            self.best = "both"


def get_options(args):
    return Options(**args)
