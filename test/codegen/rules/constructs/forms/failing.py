"""`try`, `except`, `else`, `finally`, nested, `raise … from`, own exceptions, `assert`."""

from dataclasses import dataclass
from typing import Any

POOL = {
    "number": ["3", "x", None, 0, 2, [1]],
    "table": [None, {"a": 1}, {}, {"a": None}],
    "mode": ["x", "y", "z", "w", "v"],
}


class OptionError(ValueError):
    def __init__(self, name, reason="bad"):
        super().__init__(f"{name}: {reason}")
        self.name = name


class Deep(OptionError):
    pass


def to_number(value):
    try:
        return int(value)
    except (TypeError, ValueError) as error:
        raise OptionError("number") from error


def lookup(table, key):
    try:
        value = table[key]
    except KeyError:
        return "missing"
    except TypeError as error:
        if table is not None:
            raise
        return f"none {type(error).__name__}"
    else:
        if value is None:
            raise Deep("value")
    finally:
        table = None
    return value


@dataclass
class Options:
    number: Any = "3"
    table: Any = None
    mode: str = "x"
    value: Any = None
    inverse: Any = None
    log: Any = None

    def __post_init__(self):
        self.log = []
        try:
            number = to_number(self.number)
        except OptionError as error:
            if self.mode == "y":
                raise RuntimeError(error.name) from None
            elif self.mode == "z":
                raise
            number = -1
            self.log.append("caught")
        try:
            try:
                self.inverse = 6 / number
            except ArithmeticError:
                if self.mode == "w":
                    raise Deep("zero") from None
                self.inverse = 0
            finally:
                self.log.append("done")
        except ValueError as error:
            self.inverse = -1
            assert self.mode != "x", "never"
        self.value = lookup(self.table, "a")
        assert self.mode in ("x", "y", "z", "w"), f"mode {self.mode}"
        try:
            if self.mode == "z":
                raise Deep("z")
        except Exception as error:
            self.log.append(isinstance(error, OptionError))


def get_options(args):
    try:
        return Options(**args)
    except Deep as error:
        raise LookupError(str(error)) from error
