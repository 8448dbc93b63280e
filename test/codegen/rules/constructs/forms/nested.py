"""Objects in objects, inheritance with super, mixins, abstract methods, class decorators, registries."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, Protocol

POOL = {
    "kind": ["small", "large", "none", None],
    "size": [0, 1, 20, None, "x"],
    "strict": [True, False],
    "names": [None, ["a"], ["a", "b"], []],
}

REGISTRY = {}


def register(name):
    def add(cls):
        REGISTRY[name] = cls
        return cls

    return add


class Checker(ABC):
    limit = 10

    def __init__(self, options):
        self.options = options

    @abstractmethod
    def check(self): ...

    def __call__(self):
        if self.options.strict:
            self.check()
        return self

    def __eq__(self, other):
        return isinstance(other, Checker) and self.limit == other.limit

    def __bool__(self):
        return self.limit > 5


@register("small")
class Small(Checker):
    limit = 5

    def check(self):
        if self.options.size > self.limit:
            raise ValueError("small")


@register("large")
class Large(Small):
    limit = 15

    def check(self):
        super().check()
        if self.options.size < 1:
            raise KeyError("large")


class Mixin:
    def __post_init__(self):
        super().__post_init__()
        if self.names is not None and not self.names:
            raise IndexError("names")


@dataclass
class Plain:
    size: Any = 1
    names: Any = None

    def __post_init__(self):
        if self.size is None:
            raise TypeError("size")


@dataclass
class Options(Mixin, Plain):
    kind: Any = "small"
    strict: bool = True
    joined: Any = None
    limit: Any = None

    def __post_init__(self):
        super().__post_init__()
        cls = REGISTRY.get(self.kind)
        if cls is None and self.kind is not None:
            raise RuntimeError("kind")
        checker = cls(self)() if cls else None
        if checker:
            self.limit = checker.limit
        self.joined = Joined(self.names or ()).add("c").text
        for check in (self._first, self._second):
            check()

    def _first(self):
        if self.joined == "a+b+c":
            raise OSError("first")

    def _second(self):
        self.joined += "."


class Joined:
    def __init__(self, names):
        self.names = [*names]

    def add(self, name):
        self.names.append(name)
        return self

    @property
    def text(self):
        return "+".join(self.names)


def get_options(args):
    return Options(**args)
