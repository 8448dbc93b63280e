from enum import Enum


class Strict(str, Enum):
    @classmethod
    def _missing_(cls, value):
        raise ValueError(
            f"{value} is none of {list(cls._value2member_map_.keys())}"
        )


class Color(Strict):
    RED = "red"
    BLUE = "blue"


class Mode(Enum):
    FAST = "fast"
    SLOW = "slow"
