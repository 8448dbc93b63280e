"""Patterns of `match` that take the subject apart."""

from dataclasses import dataclass
from typing import Any

POOL = {
    "shape": [None, 1, 2.5, True, "a", "b", "c", [], [1], [1, 2], [1, 2, 3], ["x", 5], {"kind": "a"}, {"kind": "b", "n": 3}, {"n": 1}],
    "level": [0, 1, 7, -1, "7", None],
    "mode": ["fast", "slow", "other", 3, None],
}


@dataclass
class Options:
    shape: Any = None
    level: int = 1
    mode: str = "fast"
    kind: str = ""
    amount: Any = None

    def __post_init__(self):
        match self.shape:
            case None:
                self.kind = "nothing"
            case "a" | "b" as letter:
                self.kind = f"letter {letter}"
            case bool():
                raise TypeError("bool")
            case int(number) if number > 1:
                self.kind = "large"
            case int() | float():
                self.kind = "number"
            case str():
                self.kind = "text"
            case []:
                self.kind = "empty"
            case [first]:
                self.kind, self.amount = "one", first
            case [first, int(second)]:
                self.kind, self.amount = "two", second
            case [first, *rest]:
                self.kind, self.amount = "many", len(rest)
            case {"kind": "a"}:
                self.kind = "mapping a"
            case {"kind": str(which), "n": n}:
                self.kind, self.amount = which, n
            case _:
                raise ValueError("shape")
        match (self.mode, self.level):
            case ("fast", 0):
                raise ValueError("fast and 0")
            case ("slow", level) if isinstance(level, int) and level > 5:
                raise KeyError("slow")
            case (str(), int()):
                pass
            case (_, None):
                raise RuntimeError("none")
            case _:
                raise TypeError("mode")


def get_options(args):
    return Options(**args)
