"""Names that are bound on some ways only, what is held where something is raised, and what is looked at first."""

from dataclasses import dataclass
from typing import Any

POOL = {
    "mode": ["fast", "slow", "none", None],
    "size": [0, 1, 5, "5", None],
    "items": [None, [], [3, 1, 2], [1, "a"], "ba", 4],
    "table": [None, {}, {"a": 1}, {"a": "x", "b": 2}, [1]],
}
KINDS = {"fast": 1, "slow": 2}


def checked(value, log):
    try:
        log.append("in")
        if value == 1:
            return "one"
        log.append(int(value))
    except ValueError:
        log.append("bad")
    finally:
        log.append("out")
    return "end"


@dataclass
class Options:
    mode: Any = "fast"
    size: Any = 1
    items: Any = None
    table: Any = None
    order: Any = None
    log: Any = None
    last: Any = None
    seen: Any = None

    def __post_init__(self):
        if self.mode == "fast":
            step = 2
        elif self.mode == "slow":
            step = 1
        if self.size == 5:
            self.order = step
        if self.items in KINDS:
            raise KeyError("kind")
        try:
            number = 1
            number = int(self.mode)
        except (TypeError, ValueError):
            self.seen = number
        log = []
        self.last = checked(self.size, log)
        self.log = log
        if isinstance(self.items, list):
            self.items.sort()
            for item in self.items:
                if item == 2:
                    found = item
            if self.size == 0:
                self.last = found
        if self.items == "ba" and self.items.pop(self.size // 0):
            raise RuntimeError("text")
        if (top := max(self.items or [0])) == 3 and any((high := item) > 2 for item in self.items):
            self.last = [top, high]
        try:
            self.table.update(b=self.table["a"] + 1)
        except AttributeError:
            self.last = "no table"
        except TypeError:
            self.last = self.table
        finally:
            self.order = [self.order, self.size]


def get_options(args):
    return Options(**args)
