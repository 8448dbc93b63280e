"""`with`: what swallows, what passes on, what is set up and taken down."""

import contextlib
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from typing import Any

POOL = {
    "text": ["5", "x", None, 7, [1], "", "-1"],
    "table": [None, {}, {"a": 1}, {"a": "z"}, 4],
    "level": [0, 1, 2],
}


class Guard:
    def __init__(self, owner):
        self.owner = owner

    def __enter__(self):
        self.owner.entered = True
        return self

    def __exit__(self, *exc):
        self.owner.left = True
        return False


class Swallow:
    def __enter__(self):
        return 3

    def __exit__(self, kind, error, trace):
        return kind is not None and issubclass(kind, KeyError)


@contextmanager
def marked(owner, name):
    owner.marks = name
    yield name
    owner.marks = name + "!"


@contextmanager
def renamed():
    try:
        yield
    except ZeroDivisionError as error:
        raise ValueError("zero") from error


@dataclass
class Options:
    text: Any = "5"
    table: Any = None
    level: int = 1
    number: Any = None
    entered: bool = False
    left: bool = False
    marks: str = ""
    item: Any = "none"
    got: Any = None

    def __post_init__(self):
        with suppress(ValueError, TypeError):
            self.number = int(self.text)
        with contextlib.suppress(KeyError):
            if self.table is not None:
                self.item = self.table["a"]
                if self.item == "z":
                    raise RuntimeError("z")
        with Guard(self) as guard, nullcontext(5) as five:
            guard.owner.got = five
        with marked(self, "m") as name:
            if self.level == 2 and name == "m":
                raise OSError("level")
        with Swallow() as three:
            self.got += three
            if self.level == 0:
                raise KeyError("level")
        with renamed():
            self.got = 6 // (self.number if isinstance(self.number, int) else 1)


def get_options(args):
    return Options(**args)
