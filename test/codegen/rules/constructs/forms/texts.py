"""Methods of text, formats, slices, conversions that fail."""

import json
import re
from dataclasses import dataclass
from typing import Any

POOL = {
    "pair": ["a=1", "a", "=", "a=b=c", "", None, 5],
    "text": [" Word ", "http://x", "s3://y", "", "x" * 12, "lora_x", None, 3],
    "number": ["3", "3.5", "x", 2, 2.5, None, "1e3", " 7 ", True, [1]],
    "raw": ["{}", '{"a": 1}', "[1]", "{", None, 4],
}


@dataclass
class Options:
    pair: Any = "a=1"
    text: Any = "lora_x"
    number: Any = "3"
    raw: Any = "{}"
    left: Any = None
    right: Any = None
    low: Any = None
    kind: Any = None
    line: Any = None
    whole: Any = None
    real: Any = None
    table: Any = None

    def __post_init__(self):
        self.left, sep, self.right = self.pair.partition("=")
        if not sep:
            raise ValueError("pair")
        _, _, tail = self.pair.rpartition("=")
        if tail == "c":
            raise KeyError("tail")
        text = self.text
        if text.startswith(("http://", "https://")):
            raise ValueError("url")
        self.low = text.strip().lower().removeprefix("lora_").ljust(3, ".")
        self.kind = "long" if len(text) > 10 else "short" if text else "empty"
        if text[:2] == "s3" and text.endswith("y"):
            raise RuntimeError("s3")
        self.line = "{}-{name:>4}".format(self.low, name=self.kind[0]) + "%s/%d" % (self.kind, 3)
        self.line = ",".join(sorted(self.line.split("-", 1))).zfill(5).center(20)
        if self.number is not None:
            try:
                self.whole = int(self.number)
            except ValueError:
                self.whole = -1
            else:
                self.whole += 1
            finally:
                self.kind += "!"
            self.real = float(self.number)
        if self.raw is not None:
            self.table = json.loads(self.raw)
            if not isinstance(self.table, dict):
                raise TypeError(f"{type(self.table).__name__}")
            if "a" in self.table and "".join(reversed(self.left)) == "a":
                raise OSError("a")
        if self.text.isupper() or "x" * 3 in self.text and self.text.count("x") > 4:
            raise IndexError("x")


def get_options(args):
    return Options(**args)
