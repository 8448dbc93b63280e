"""Containers that are changed by another name than the one they are held by."""

import copy
from dataclasses import dataclass
from typing import Any

POOL = {
    "table": [None, {}, {"a": [1]}, {"a": [2], "b": [3]}, {"a": {"n": 1}}, {"b": {"n": 2}, "c": {}}],
    "items": [None, [], [3], [2, 1], "ab"],
    "key": ["a", "b", "z"],
    "how": ["append", "values", "kept", "plus", "copy", None],
}


def push(items, value):
    items.append(value)
    return items


@dataclass
class Options:
    table: Any = None
    items: Any = None
    key: Any = "a"
    how: Any = None
    same: Any = None
    other: Any = None
    twice: Any = None

    def __post_init__(self):
        if self.how == "append":
            self.table.setdefault(self.key, []).append(7)
            inner = self.table["a"]
            push(inner, 8)
            self.same = self.table
        elif self.how == "kept":
            grouped = {}
            for name in ("p", "q"):
                grouped.setdefault(self.key, []).append(name)
            self.same = grouped
        elif self.how == "plus":
            mine = [0]
            yours = mine
            mine += self.items or []
            self.same = yours
        elif self.how == "copy" and self.table:
            self.same = copy.copy(self.table)
            self.same["new"] = 1
            self.other = copy.deepcopy([1, [2]])
            self.other[1].append(3)
        if isinstance(self.items, list):
            self.items.sort()
            self.twice = self.items.pop() if self.items else len(self.items)
            mine = {"all": self.items}
            mine["all"].append(5)


def get_options(args):
    return Options(**args)
