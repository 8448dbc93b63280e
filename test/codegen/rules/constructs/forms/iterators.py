"""Iterators, which give each item once."""

from dataclasses import dataclass
from typing import Any

POOL = {
    "items": [[], [1], [3, 1, 2], ["a", "b"], "ab"],
    "how": ["next", "twice", "in", "loop", "once", None],
}


def evens(items):
    for item in items:
        if item != 1:
            yield item


@dataclass
class Options:
    items: Any = None
    how: Any = None
    first: Any = None
    second: Any = None

    def __post_init__(self):
        items = self.items or [7, 8]
        if self.how == "next":
            numbers = iter(items)
            self.first = next(numbers)
            self.second = next(numbers)
        elif self.how == "twice":
            chosen = evens(items)
            self.first = list(chosen)
            self.second = list(chosen)
        elif self.how == "in":
            pairs = zip(items, items)
            if (1, 1) in pairs and (1, 1) in pairs:
                raise ValueError("twice")
        elif self.how == "loop":
            rest = (item for item in items)
            for _ in range(2):
                self.first = [item for item in rest]
        elif self.how == "once":
            named = enumerate(items)
            self.first = [position for position, _ in named]


def get_options(args):
    return Options(**args)
