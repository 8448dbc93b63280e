"""Dataclasses: InitVar, kw_only, frozen, replace, fields, asdict, factories, class attributes, `vars`."""

import copy
import dataclasses
from dataclasses import KW_ONLY, InitVar, asdict, dataclass, field, fields, replace
from typing import Any, ClassVar

POOL = {
    "name": ["x", "", "long name", None],
    "level": [0, 1, 5, "1"],
    "seed": [0, 7, None],
    "items": [None, [], [1]],
    "note": ["n", ""],
    "unknown": [1],
}


def option(default=dataclasses.MISSING, *, choices=None, **metadata):
    if isinstance(default, (list, dict)):
        return field(default_factory=lambda: copy.copy(default), metadata={"choices": choices, **metadata})
    return field(default=default, metadata={"choices": choices, **metadata})


@dataclass(frozen=True)
class Inner:
    low: int = 0
    high: int = 4

    def holds(self, value):
        return self.low <= value <= self.high

    def __contains__(self, value):
        return self.holds(value)

    def __len__(self):
        return self.high - self.low


@dataclass(kw_only=True)
class Base:
    note: str = "n"
    registry: ClassVar[dict] = {"x": 1}
    limits = (0, 3)


@dataclass
class Options(Base):
    name: Any = option("x", choices=["x", "y"])
    level: Any = 1
    seed: InitVar[Any] = 7
    items: Any = field(default_factory=lambda: [1, 2])
    inner: Any = field(default_factory=Inner, init=False, repr=False)
    copied: Any = None
    names: Any = None
    known: Any = None
    _cache: Any = field(default=None, init=False)

    def __post_init__(self, seed):
        if seed == 0:
            raise ValueError("seed")
        low, high = self.limits
        if isinstance(self.level, int) and self.level > high:
            raise KeyError("level")
        if self.level not in self.inner:
            raise IndexError("inner")
        other = replace(self.inner, high=2)
        self.copied = other.high + len(other)
        self.names = [one.name for one in fields(self) if one.init]
        self.known = self.registry.get(self.name, self.__class__.__name__)
        for one in fields(self):
            value = getattr(self, one.name)
            choices = one.metadata.get("choices")
            if choices is not None and value not in choices:
                raise RuntimeError(one.name)
        whole = asdict(self)
        if whole["note"] == "" or not vars(self)["items"]:
            raise OSError("note")
        try:
            self.inner.low = 3
        except dataclasses.FrozenInstanceError:
            self._cache = "frozen"
        self.inner = asdict(self.inner)
        if hasattr(self, "missing") or not hasattr(self, "limits"):
            raise AttributeError("limits")


def get_options(args):
    return Options(**args)
