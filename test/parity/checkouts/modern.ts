import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes into a checkout what upstream may write next: constructs of Python and ways to list classes that no release
 * has. It runs with the Python of the parser's environment, so the real parser says what each means.
 */
export function modernise(folder: string, packageName: string): readonly string[] {
  const at = (path: string): string => join(folder, 'src', packageName, path);
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  }
  appendFileSync(at('hparams/parser.py'), LISTS);
  return [
    'kw_only, slots, KW_ONLY, InitVar and ClassVar, generic and plain bases, a helper for fields, a decorator of our own',
    'Annotated, X | None, StrEnum with auto(), Literal[*NAMES], an alias of a union, quoted and postponed annotations',
    'defaults from constants of other files, renamed, starred, computed, by MISSING, by factories and comprehensions',
    'lists by append, insert, extend, conditions, stars, functions, a dictionary, slices, and a parser class of our own',
  ];
}

const FILES = {
  'extras/forge/__init__.py': 'from .values import *\nfrom . import values as numbers\n',
  'extras/forge/values.py': `
import os
from enum import IntEnum, StrEnum, auto

LEVEL = 3
KINDS = ("deep", "flat", *(["wide"] if LEVEL > 2 else []))
ROOT = os.path.join("saves", "forge")
RATES = {name: index / 4 for index, name in enumerate(KINDS)}
_HIDDEN = "hidden"
FALLBACK = LEVEL and "absent" or "there"


class Mood(StrEnum):
    CALM = auto()
    LOUD = "very-loud"

    @classmethod
    def usual(cls):
        return cls.LOUD


class Size(IntEnum):
    SMALL = 1
    LARGE = SMALL << 3
`,
  'extras/forge/make.py': `
import dataclasses
from typing import Any, dataclass_transform


@dataclass_transform(field_specifiers=(dataclasses.field,))
def arguments(cls=None, /, **options):
    def wrap(made):
        return dataclasses.dataclass(made, **options)

    return wrap if cls is None else wrap(cls)


def option(default: Any = dataclasses.MISSING, *, say: str, **metadata: Any):
    if isinstance(default, (list, dict, set)):
        return dataclasses.field(default_factory=lambda: default, metadata={"help": say, **metadata})
    return dataclasses.field(default=default, metadata={"help": say} | metadata)
`,
  'hparams/forge_base.py': `
import dataclasses as dc
import typing as t
from dataclasses import KW_ONLY, InitVar
from typing import Annotated, ClassVar, Generic, Literal, Optional, TypeAlias, TypeVar

from ..extras.forge import KINDS, LEVEL as BASE_LEVEL, Mood, numbers
from ..extras.forge.make import arguments, option

Item = TypeVar("Item")
Where: TypeAlias = t.Optional[str]
Many = list[str]


class Plain:
    not_a_field: int = 5
    inherited_level = BASE_LEVEL + 1


@dc.dataclass
class Held(Generic[Item], Plain):
    registry: ClassVar[dict[str, int]] = {}
    held_level: int = Plain.inherited_level * 2
    held_kind: Literal[*KINDS] = dc.field(default=KINDS[-1], metadata=dict(help="A" " kind."))
    held_names: Many = dc.field(default_factory=lambda: [name.upper() for name in KINDS if name != "flat"])
    held_where: Where = None


@dc.dataclass(kw_only=True)
class Named:
    named_note: str
    named_mood: Mood = Mood.usual()
    named_size: numbers.Size = numbers.Size.LARGE


@arguments(repr=False)
class Shaped:
    shaped_rate: Annotated[Optional[float], "a share"] = option(numbers.RATES["flat"], say="A rate.")
    shaped_list: "Many | None" = option(["x", "y"], say="Some.")
    shaped_lazy: int = dc.field(default=dc.MISSING, default_factory=lambda: len(KINDS))
    _: KW_ONLY
    shaped_after: bool = False
    seed_only: InitVar[int] = 7
`,
  'hparams/forge_args.py': `
from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from ..extras import forge
from ..extras.forge import *
from .forge_base import Held, Named, Shaped

if TYPE_CHECKING:
    from torch import dtype

_COMMON = {"metavar": "FORGE"}


@dataclass
class ForgeArguments(Held[int], Shaped, Named):
    r"""Options of a forge."""

    held_level: int | None = field(default=LEVEL**2, metadata={**_COMMON, "help": f"Above {LEVEL}."})
    shaped_after = True
    forge_root: str = f"{ROOT}/{forge.FALLBACK}"
    forge_size: Literal[1, 8] = field(default=int(Size.LARGE), metadata={"help": "Size."})
    forge_pair: list[int] | None = field(default_factory=lambda: list(range(2)))
    if sys.version_info >= (3, 8):
        forge_new: bool = field(default=not False, metadata={"help": "New."})
    else:
        forge_old: bool = False
    forge_text: str = field(default="-".join(KINDS).title(), metadata={"help": " ".join(["In", "parts."])})

    def __post_init__(self):
        for name, low in (("held_level", 0), ("forge_size", 1)):
            if getattr(self, name) is not None and getattr(self, name) < low:
                raise ValueError(f"\`{name}\` must be at least {low}.")
        match self.forge_root:
            case "":
                raise ValueError("\`forge_root\` is empty.")
            case "/" | "//":
                raise ValueError("\`forge_root\` is the root.")
            case _:
                pass
`,
} as const;

const LISTS = `

from .forge_args import ForgeArguments


class BaseParser(HfArgumentParser):
    pass


class ForgeParser(BaseParser):
    def __init__(self, classes, **options):
        super().__init__(classes, **options)


def _with(*more, base=(ModelArguments, DataArguments)):
    return [*base, *more]


_EXTRA = {"forge": [ForgeArguments] if "forge".startswith("f") else []}
_TRAIN_ARGS.append(ForgeArguments)
_INFER_ARGS.extend(_EXTRA["forge"])
_EVAL_ARGS.insert(1, ForgeArguments)
_JUDGE_ARGS = _with(ForgeArguments)
_TABLE = {"mine": [DataArguments, *_EXTRA["forge"]], "other": _JUDGE_ARGS[:-1]}
_BASED_ARGS = (GeneratingArguments, ForgeArguments)
_FORGE_ARGS = tuple(item for item in _with(ForgeArguments, EvaluationArguments) if item is not DataArguments)


def get_judge_args(args=None):
    return HfArgumentParser(_JUDGE_ARGS).parse_dict(args)


def get_mine_args(args=None):
    parser = HfArgumentParser(dataclass_types=_TABLE["mine"])
    return _parse_args(parser, args)


def get_other_args(args=None):
    return _parse_args(HfArgumentParser(_TABLE["other"]), args)


def get_forge_args(args=None):
    return ForgeParser(_FORGE_ARGS).parse_dict(args)


def get_based_args(args=None):
    return BaseParser(_BASED_ARGS).parse_dict(args)


def get_one_args(args=None):
    (one,) = HfArgumentParser(ForgeArguments).parse_dict(args)
    return one
`;
