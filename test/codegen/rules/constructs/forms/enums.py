"""Enums of every sort, Literal by alias, unions, Annotated."""

import enum
from dataclasses import dataclass
from enum import Enum, IntEnum, StrEnum, auto, unique
from typing import Annotated, Any, Literal, Optional, Union, get_args

POOL = {
    "stage": ["sft", "pt", "SFT", None, 1],
    "mood": ["calm", "loud", "CALM", None],
    "size": [1, 8, 2, "1", 1.0, None],
    "level": ["low", "high", "mid", None],
    "kind": ["a", "b", "c"],
}

Kind = Literal["a", "b"]
KINDS = get_args(Kind)
Where = Optional[str]


@unique
class Stage(str, Enum):
    SFT = "sft"
    PT = "pt"

    @property
    def is_first(self):
        return self is Stage.PT

    @classmethod
    def names(cls):
        return [one.value for one in cls]


class Mood(StrEnum):
    CALM = auto()
    LOUD = auto()

    @classmethod
    def _missing_(cls, value):
        return cls.CALM


class Size(IntEnum):
    SMALL = 1
    LARGE = 8


class Level(enum.Enum):
    LOW = auto()
    HIGH = auto()


@dataclass
class Options:
    stage: Any = "sft"
    mood: Any = "calm"
    size: Any = 1
    level: Any = "low"
    kind: Annotated[Kind, "a kind"] = "a"
    first: Any = None
    label: Any = None
    order: Any = None

    def __post_init__(self):
        if self.stage not in Stage.names():
            raise KeyError("stage")
        self.stage = Stage(self.stage)
        self.mood = Mood(self.mood)
        if self.mood == "loud" and self.stage.is_first:
            raise RuntimeError("loud")
        self.size = Size(self.size)
        if self.size > Size.SMALL and self.stage == Stage.SFT:
            raise TypeError("size")
        try:
            level = Level[self.level.upper()]
        except KeyError:
            raise ValueError("level") from None
        self.order = level.value
        self.level = level.name
        if self.kind not in KINDS:
            raise IndexError("kind")
        self.first = self.stage.is_first
        self.label = f"{self.mood}-{self.stage.value}-{self.stage.name}"


def get_options(args):
    return Options(**args)
