"""Names made while running: `getattr`, `setattr`, `isinstance`, `type`, properties, globals."""

from collections import namedtuple
from dataclasses import dataclass
from functools import cached_property, singledispatchmethod
from numbers import Number
from types import SimpleNamespace
from typing import Any, NamedTuple, TypedDict

POOL = {
    "train_size": [1, 0, None, "1"],
    "eval_size": [1, 2, None, 2.5],
    "mode": ["train", "eval", "test", None],
    "value": [None, 1, 2.5, True, "x", [1], {"a": 1}],
}

MODES = ("train", "eval")
_STATE = {"count": 0}
_LAST = None


class Range(NamedTuple):
    low: int
    high: int = 9

    def holds(self, value):
        return self.low <= value <= self.high


class Entry(TypedDict, total=False):
    name: str
    size: int


Point = namedtuple("Point", ["x", "y"])
CONFIG = SimpleNamespace(limit=2, names=["a"])


def remember(value):
    global _LAST
    _LAST = value
    _STATE["count"] += 1


def __getattr__(name):
    if name == "LAZY":
        return 4
    raise AttributeError(name)


class Described:
    __slots__ = ()

    @staticmethod
    def twice(value):
        return value * 2

    @classmethod
    def label(cls, value):
        return f"{cls.__name__}:{value}"


@dataclass
class Options(Described):
    train_size: Any = 1
    eval_size: Any = 1
    mode: Any = "train"
    value: Any = None
    kind: Any = None
    current: Any = None
    tag: Any = None
    point: Any = None
    last: Any = None

    @property
    def chosen(self):
        return getattr(self, f"{self.mode}_size")

    @chosen.setter
    def chosen(self, value):
        setattr(self, f"{self.mode}_size", value)

    @cached_property
    def doubled(self):
        return self.twice(self.current)

    def __post_init__(self):
        for mode in MODES:
            name = f"{mode}_size"
            if getattr(self, name) is None:
                setattr(self, name, CONFIG.limit)
            elif not isinstance(getattr(self, name), (int, float)):
                raise TypeError(name)
        self.current = self.chosen
        if self.current == 0:
            raise ValueError("chosen")
        if isinstance(self.value, bool):
            self.kind = "bool"
        elif isinstance(self.value, Number):
            self.kind = "number"
        elif isinstance(self.value, (list, tuple, dict)):
            self.kind = type(self.value).__name__
        elif type(self.value) is str:
            self.kind = "text"
        elif self.value is not None:
            raise RuntimeError("value")
        limits = Range(1)
        if not limits.holds(self.current) or limits[1] != 9:
            raise KeyError("range")
        entry: Entry = {"name": "n", "size": 2}
        low, high = limits
        point = Point(low, y=entry["size"])
        self.point = point.x + point.y + high
        self.tag = self.label(self.doubled)
        remember(self.mode)
        self.last = _LAST
        if _STATE["count"] > 5000:
            raise OSError("count")
        method = getattr(self, f"check_{self.kind or 'none'}", None)
        if callable(method):
            method()

    def check_list(self):
        if len(self.value) == 1:
            raise IndexError("list")

    def check_dict(self):
        self.last = dict(self.value, b=2)


def get_options(args):
    options = Options(**args)
    options.chosen = 5
    return options
