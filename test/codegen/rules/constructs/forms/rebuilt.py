"""Objects that are made anew from what the first one holds, on some paths only."""

from dataclasses import asdict, dataclass, field, fields, replace
from enum import Enum
from typing import Any

POOL = {
    "size": [1, 0, 70, "7"],
    "mode": ["slow", "fast", "other", None],
    "api_token": ["abc", None, 3],
    "names": [["a"], [], None, "a"],
    "rank": [-1, 0, 3],
    "again": [True, False, None, "copy", "merge"],
}


class Mode(str, Enum):
    SLOW = "slow"
    FAST = "fast"


@dataclass
class Part:
    mode: Any
    rank: int = 5


class Plan:
    def to_dict(self):
        return {"kind": "plan"}


@dataclass
class Options:
    size: Any = 1
    mode: Any = "slow"
    api_token: Any = None
    names: Any = field(default_factory=list)
    rank: Any = -1
    again: Any = None
    made: int = field(default=0, init=False)
    plan: Any = None

    def __post_init__(self):
        self.mode = Mode(self.mode)
        if self.size > 64:
            raise ValueError("size")
        self.made += 1
        if isinstance(self.plan, dict):
            self.plan = "from a dict"
        elif self.plan is None:
            self.plan = Plan()

    def to_dict(self):
        made = {one.name: getattr(self, one.name) for one in fields(self) if one.init}
        for key, value in made.items():
            if isinstance(value, Enum):
                made[key] = value.value
            if isinstance(value, list) and len(value) > 0 and isinstance(value[0], Enum):
                made[key] = [item.value for item in value]
            if key.endswith("_token"):
                made[key] = f"<{key.upper()}>"
            if isinstance(value, Plan):
                made[key] = value.to_dict()
        return made


def get_options(args):
    options = Options(**args)
    if options.rank != -1 and options.again is True:
        held = options.to_dict()
        held.update(dict(rank=options.rank + 1))
        options = Options(**held)
    elif options.again == "copy":
        options = replace(options, rank=9)
    elif options.again == "merge":
        options = Options(**{**asdict(Part(mode=options.mode.value)), "size": 2})
    if options.size == 0:
        raise KeyError("size")
    return options
