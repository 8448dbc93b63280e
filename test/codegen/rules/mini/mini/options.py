import json
import os
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Literal, Optional

from .kinds import Color, Mode

SIZES = [2**i for i in range(4)]
LIMITS = {"small": 10, "large": 100}


def split(text):
    if isinstance(text, str):
        return [part.strip() for part in text.split(",")]
    return text


def convert(tree, depth=0):
    for key, value in tree.items():
        if isinstance(value, dict):
            tree[key] = convert(value)
        elif isinstance(value, str) and value.isdigit():
            tree[key] = int(value)
    return tree


def number_or_none(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def first_long(words, limit):
    for word in ["a", "bb", "ccc"]:
        if word in words and len(word) >= limit:
            return word
    return None


@dataclass
class Base:
    version: ClassVar[int] = 3
    name: str = "x"
    tags: Optional[str] = None
    size: int = 8
    limit: Literal["small", "large"] = "small"

    def __post_init__(self):
        if self.name == "":
            raise ValueError("no name")
        self.tags = split(self.tags)
        if self.size not in SIZES:
            raise ValueError(
                f"size {self.size}"
                " is none of the sizes"
            )
        self.maximum = LIMITS[self.limit]


@dataclass
class Extra:
    color: Color = Color.RED
    mode: str = "fast"
    ratio: float = 0.5
    steps: int = -1
    table: Optional[dict] = None
    text: Optional[str] = None
    words: list = field(default_factory=list)
    hidden: Optional[int] = field(default=None, init=False)

    def check_ratio(self):
        assert 0 <= self.ratio <= 1, "ratio"
        if self.ratio == 1 and self.steps > 0:
            return "full"
        if self.ratio:
            return "part"
        return "none"

    @property
    def doubled(self):
        return self.steps * 2

    @cached_property
    def length(self):
        return len(self.words)


@dataclass
class Options(Extra, Base):
    needed: str = "n"
    items: Optional[list] = None
    report: Optional[str] = "all"
    target: Optional[str] = None
    weights: Optional[str] = None
    amount: Optional[str] = None

    def __post_init__(self):
        Base.__post_init__(self)
        self.color = Color(self.color)
        self.mode_kind = Mode(self.mode)
        self.state = self.check_ratio()
        if self.table is not None:
            if isinstance(self.table, str) and self.table.startswith("{"):
                self.table = convert(json.loads(self.table))
            for key in list(self.table.keys()):
                if key.startswith("t_"):
                    kept = self.table.pop(key)
                    self.table[key[2:]] = kept
            self.table["n"] = self.table.get("n", 0)
            if self.table["n"] > 5 and len(self.table) < 2:
                raise KeyError("n")
        else:
            self.table = {}
        if self.color is Color.BLUE or (self.text and not self.words):
            self.words = self.words + [self.text or "none"]
        alias = self.words
        if self.mode == "slow":
            alias.append("slow")
        if self.doubled > 20 and self.length != 0:
            raise RuntimeError("too many")
        if self.report == "all":
            self.report = ["one", "two"]
        elif self.report in ("none", ["none"]):
            self.report = []
        elif not isinstance(self.report, list):
            self.report = [self.report]
        if "two" in self.report and self.limit == "large":
            self.report.remove("two")
        if any(len(word) > 8 for word in self.report):
            raise ValueError("long word")
        if self.weights is not None:
            self.weights = list(map(float, split(self.weights)))
            if self.tags is not None and len(self.tags) != len(self.weights):
                raise ValueError("lengths")
        self.amount = number_or_none(self.amount)
        self.hidden = (found := first_long(self.words, 2)) and len(found)
        self.target = self.target or f"{self.name}-{self.size:d}" if self.ratio < 0.9 else self.target
        for item in self.items or []:
            if item == "stop":
                raise ValueError("stop")
            if item == "skip":
                continue
            self.steps += item
        if os.getenv("MINI_DEBUG", "0").lower() in ["1", "true"]:
            raise OSError("debug")


@dataclass
class Late:
    path: str = "out"
    level: int = 1

    def __post_init__(self):
        if not (self.level > 0 and self.level % 2 == 1):
            raise ValueError("level")
