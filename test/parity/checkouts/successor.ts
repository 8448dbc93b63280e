import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Rewrites a checkout as a later release may look: its checks kept in a registry and in tables, its parser a
 * package, a stage and an optimizer more. It runs with the Python of the parser's environment, which
 * says what the checks mean. Returns the names of what it did, for display.
 */
export function succeed(folder: string, packageName: string): readonly string[] {
  const at = (path: string): string => join(folder, 'src', packageName, path);
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  }
  edit(at('hparams/finetuning_args.py'), [
    ['"kto"]', '"kto", "distill"]'],
    [
      'class FinetuningArguments(',
      'from .prism_args import PrismArguments\n\n\n@dataclass\nclass FinetuningArguments(\n    PrismArguments,',
    ],
    [
      '    def __post_init__(self):\n',
      '    def __post_init__(self):\n        PrismArguments.__post_init__(self)\n',
    ],
    ['@dataclass\nfrom .prism', 'from .prism'],
  ]);
  edit(at('launcher.py'), [
    [
      '    elif command == "webchat":',
      '    elif command in ("distill", "teach"):\n        from .train.tuner import run_exp\n\n        run_exp()\n\n    elif command == "webchat":',
    ],
  ]);
  splitParser(at('hparams'));
  return [
    'checks in a registry filled by decorators, in a table of lambdas and messages, and in a dictionary of validators',
    'a mixin of an optimizer with its settings in a plugin dictionary',
    'a stage more, a command more, the parser a package of modules',
  ];
}

/** Every replacement must find its place: else upstream has moved on and this file with it. */
function edit(path: string, changes: readonly (readonly [string, string])[]): void {
  let text = readFileSync(path, 'utf8');
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
    text = text.replace(from, to);
  }
  writeFileSync(path, text);
}

/** `parser.py` becomes `parser/main.py`, one folder deeper, and `parser/__init__.py` hands on what others import. */
function splitParser(hparams: string): void {
  const target = join(hparams, 'parser');
  mkdirSync(target, { recursive: true });
  renameSync(join(hparams, 'parser.py'), join(target, 'main.py'));
  const text = readFileSync(join(target, 'main.py'), 'utf8').replace(/^(\s*from )\.(\.?\w)/gm, '$1..$2');
  writeFileSync(join(target, 'main.py'), text);
  writeFileSync(join(target, '__init__.py'), HANDED_ON);
}

const HANDED_ON = `
from .main import get_eval_args, get_infer_args, get_ray_args, get_train_args as _get_train_args, read_args
from .verify import verified

get_train_args = verified(_get_train_args)

__all__ = ["get_eval_args", "get_infer_args", "get_ray_args", "get_train_args", "read_args"]
`;

const FILES = {
  'hparams/limits.py': `
LIMITS = {"most_layers": 12, "least_rate": 0.25, "kinds": ["soft", "hard"]}
TEACHERS = {
    "small": {"layers": 2, "stages": ["sft", "distill"]},
    "large": {"layers": 8, "stages": ["distill"]},
}
`,
  'hparams/checking.py': `
from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, NamedTuple


class Check(NamedTuple):
    order: int
    function: Callable[[Any], str | None]
    when: Callable[[Any], bool] | None
    kind: type[Exception]


_CHECKS: list[Check] = []


def check(*, order: int = 0, when: Callable[[Any], bool] | None = None, kind: type[Exception] = ValueError):
    def add(function):
        _CHECKS.append(Check(order, function, when, kind))
        return function

    return add


def run_checks(args: Any) -> None:
    for order, function, when, kind in sorted(_CHECKS, key=lambda one: one.order):
        if when is not None and not when(args):
            continue
        if (message := function(args)) is not None:
            raise kind(f"[{order}] {message}")


class Table(dict):
    def missing(self, key: str) -> bool:
        return key not in self


def once(function):
    @functools.wraps(function)
    def wrapped(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapped
`,
  'hparams/prism_args.py': `
from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Annotated, Any, Literal, Optional

from .checking import check, run_checks
from .limits import LIMITS, TEACHERS


class PrismKind(StrEnum):
    SOFT = auto()
    HARD = auto()
    MIXED = "mix"

    @property
    def is_exact(self) -> bool:
        return self is PrismKind.HARD


TABLE = (
    (lambda args: args.prism_layers > LIMITS["most_layers"], "too many layers"),
    (lambda args: args.prism_rate < LIMITS["least_rate"] and args.prism_kind != PrismKind.HARD, "too low a rate"),
    (lambda args: args.prism_names is not None and len(set(args.prism_names)) != len(args.prism_names), "twice"),
)

BOUNDS = {"prism_beta": (0, 1), "prism_gamma": (1, None)}


@dataclass(kw_only=True)
class PrismArguments:
    use_prism: bool = field(default=False, metadata={"help": "Whether to use Prism."})
    prism_layers: Annotated[int, "at least 1"] = field(default=TEACHERS["small"]["layers"], metadata={"help": "Layers."})
    prism_rate: Optional[float] = field(default=LIMITS["least_rate"] * 2, metadata={"help": "Rate."})
    prism_kind: PrismKind | str = field(default=PrismKind.SOFT, metadata={"help": "Kind."})
    prism_names: list[str] | None = field(default=None, metadata={"help": "Names."})
    prism_beta: float = 0.5
    prism_gamma: int = 1
    prism_teacher: Literal["small", "large"] | None = field(default=None, metadata={"help": "Teacher."})
    prism_config: dict[str, Any] | str | None = field(default=None, metadata={"help": "Settings of the plugin."})

    def __post_init__(self):
        if isinstance(self.prism_config, str) and self.prism_config.startswith("{"):
            self.prism_config = json.loads(self.prism_config)
        self.prism_kind = PrismKind(self.prism_kind)
        if isinstance(self.prism_names, str):
            self.prism_names = [name.strip() for name in self.prism_names.split(",")]
        for broken, message in TABLE:
            if self.use_prism and broken(self):
                raise ValueError(message)
        for name, (low, high) in BOUNDS.items():
            value = getattr(self, name)
            if value < low or (high is not None and value > high):
                raise ValueError(f"{name} must lie in {low}..{high}")
        match self.prism_teacher, self.use_prism:
            case None, _:
                pass
            case ("small" | "large") as name, True:
                self.prism_layers = max(self.prism_layers, TEACHERS[name]["layers"])
            case _, False:
                raise ValueError("a teacher needs Prism")
            case other:
                raise KeyError(other)
        run_checks(self)


@check(when=lambda args: args.use_prism)
def _layers(args) -> str | None:
    return None if args.prism_layers >= 1 else "no layers"


@check(order=-1, kind=TypeError)
def _config(args) -> str | None:
    config = args.prism_config
    if config is None:
        return None
    unknown = [key for key in config if key not in {"name", "depth"}]
    return f"unknown: {unknown}" if unknown else None


@check(order=1, when=lambda args: args.prism_kind.is_exact)
def _exact(args) -> str | None:
    if args.prism_beta == 1:
        return "exact and beta"
    return None
`,
  'hparams/parser/verify.py': `
import functools

from ..checking import Table
from ..limits import TEACHERS

_STAGES = Table({name: set(teacher["stages"]) for name, teacher in TEACHERS.items()})


def _teacher_fits(finetuning_args):
    teacher = finetuning_args.prism_teacher
    return teacher is None or _STAGES.missing(teacher) or finetuning_args.stage in _STAGES[teacher]


VALIDATORS = {
    "teacher": _teacher_fits,
    "distill": lambda args: args.stage != "distill" or args.use_prism,
    "optimizer": lambda args: not (args.use_prism and args.use_galore),
}


def verified(function):
    @functools.wraps(function)
    def get_args(args=None):
        found = function(args)
        finetuning_args = found[3]
        failed = next((name for name, fits in VALIDATORS.items() if not fits(finetuning_args)), None)
        if failed is not None:
            raise ValueError(f"refused by {failed}")
        return found

    return get_args
`,
} as const;
