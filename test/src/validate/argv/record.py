"""Records what the real parser makes of command lines: `python record.py < cases.jsonl > facts.jsonl`.

In: one {"words": [...]} a line. Out: the same with "values" (typed, see ../yaml/record.py) and "rest", the words that no
option took, or with "error": true. Recorded with transformers 5.6.0 on Python 3.11. The fields are those of
`parameters.ts`.
"""

import argparse
import contextlib
import enum
import io
import json
import sys
from dataclasses import dataclass, field
from typing import Literal, Optional, Union

from transformers import HfArgumentParser


class Colour(str, enum.Enum):
    RED = "red"
    BLUE = "blue"


@dataclass
class Arguments:
    rank: int = 8
    learning_rate: float = 1e-5
    name: Optional[str] = None
    do_train: bool = False
    use_cache: bool = True
    packing: Optional[bool] = None
    stage: Literal["sft", "pt"] = "sft"
    level: str = field(default="info", metadata={"choices": ["info", "debug"]})
    size: int = field(default=1, metadata={"choices": [1, 2]})
    colour: Colour = Colour.RED
    colours: list[Colour] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    nums: list[int] = field(default_factory=list)
    fsdp: Optional[Union[list[str], str]] = None
    options: Optional[Union[dict, str]] = None
    bits: Literal[4, 8, None] = None
    computed: int = field(default=0, init=False)


def encode(value):
    if isinstance(value, enum.Enum):
        return encode(value.value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return {"str": value}
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, dict):
        return {"dict": [[encode(key), encode(item)] for key, item in value.items()]}
    return {"list": [encode(item) for item in value]}


parser = HfArgumentParser(Arguments)
for action in parser._actions:
    action.default = argparse.SUPPRESS
for line in sys.stdin:
    case = {"words": json.loads(line)["words"]}
    try:
        with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
            values, rest = parser.parse_known_args(case["words"])
        case["values"] = {name: encode(value) for name, value in vars(values).items()}
        case["rest"] = rest
    except SystemExit:
        case["error"] = True
    print(json.dumps(case))
