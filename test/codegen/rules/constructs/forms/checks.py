"""Checks as forks write them, in the style of upstream."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, Optional, get_args

POOL = {
    "quant": [None, 4, 8, 3, "4"],
    "use_a": [True, False, None],
    "use_b": [True, False],
    "use_c": [True, False, 1],
    "ratio": [0.0, 0.5, 1, 2, -1, "x", None],
    "targets": ["all", "q,k", " q , ,k ", "", None, ["q"], 4],
    "size": ["10k", "2m", "7x", "k", "", 5, None],
    "table": [None, {}, {"low": 1}, {"low": 1, "high": 5}, {"low": "a"}, {"low": 9, "high": 5, "more": 0}, 3],
    "stage": ["sft", "pt", "x", None],
    "path": [None, "a.json", "b/c.txt", "", 3],
    "steps": [0, 1, 5, -3, "5", None, 2.0],
}

Stage = Literal["sft", "pt"]
LIMITS = {"ratio": (0, 1), "steps": (0, 100)}
UNITS = {"k": 1_000, "m": 1_000_000}
EXCLUSIVE = (("use_a", "use_b"), ("use_b", "use_c"))
REQUIRED = {"sft": ["low"], "pt": ["low", "high"]}


def parse_size(text):
    value, unit = text[:-1], text[-1]
    try:
        return int(value) * UNITS[unit.lower()]
    except KeyError as error:
        raise ValueError(f"unit {unit}") from error


def as_list(value, sep=","):
    if value is None or isinstance(value, list):
        return value
    return [part for part in (piece.strip() for piece in value.split(sep)) if part]


@dataclass
class Base:
    quant: Optional[int] = None
    use_a: Any = False
    use_b: bool = False
    use_c: Any = False

    def __post_init__(self):
        conflicts = [name for name in ("use_a", "use_b", "use_c") if getattr(self, name)]
        if len(conflicts) > 2:
            raise ValueError(" ".join(conflicts))
        for first, second in EXCLUSIVE:
            if getattr(self, first) and getattr(self, second):
                raise KeyError(f"{first} and {second}")
        if sum(map(bool, (self.use_a, self.use_c))) == 2 and self.quant is not None:
            raise RuntimeError("quant")
        if (self.quant is None) ^ (self.quant not in (4, 8)):
            raise IndexError("quant")
        self.active = tuple(conflicts)


@dataclass
class Options(Base):
    ratio: Any = 0.5
    targets: Any = "all"
    size: Any = "10k"
    table: Optional[dict] = None
    stage: Stage = "sft"
    path: Any = None
    steps: Any = 1
    names: list = field(default_factory=lambda: ["x"])
    kind: Any = None
    best: Any = None
    rounds: Any = None

    def __post_init__(self):
        super().__post_init__()
        if self.stage not in (stages := get_args(Stage)):
            raise ValueError(f"stage {stages}")
        for key, (low, high) in LIMITS.items():
            value = getattr(self, key)
            if value is None:
                continue
            if not isinstance(value, (int, float)) or not low <= value <= high:
                raise OverflowError(key)
        self.ratio = min(max(self.ratio or 0, 0.1), 0.9)
        self.targets = as_list(self.targets)
        if self.targets is not None and not self.targets:
            raise LookupError("targets")
        if self.size is not None:
            self.size = parse_size(self.size) if isinstance(self.size, str) and self.size else self.size
        if self.table is not None:
            self._check_table(self.table, required=REQUIRED[self.stage])
        if self.path:
            suffix = Path(self.path).suffix
            if suffix not in {".json", ".yaml"}:
                raise OSError(f"{suffix} of {os.path.basename(self.path)}")
        self.names += [name for name in self.active if name != "use_a"]
        self.names = list(dict.fromkeys(self.names))
        self.kind = "-".join(sorted(self.names, reverse=True))
        rounds, left = 0, self.steps or 0
        while left > 1:
            left -= 2
            rounds += 1
        self.rounds = rounds
        known = {key: value for key, value in asdict(self).items() if key.startswith("use_") and value}
        if len(known) == 2 and self.steps == 5:
            raise ZeroDivisionError("known")

    def _check_table(self, table, *, required):
        if missing := set(required) - set(table):
            raise AttributeError(", ".join(missing))
        first = next(iter(table), None)
        if first is None:
            return
        values = list(table.values())
        for index, value in enumerate(values, 1):
            if index > 2:
                break
            if index > 1 and value < values[index - 2]:
                raise ArithmeticError(first)
        self.best = max(table, key=table.get) if len(table) > 5 else max(values)


def get_options(args):
    options = Options(**args)
    if options.best == 5 and options.rounds == 0:
        raise NotImplementedError(json.dumps({"best": options.best}))
    return options
