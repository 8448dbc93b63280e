import os
from pathlib import Path

from .forms import Forms
from .options import Late, Options

ALL = [Options, Late]


def enabled(name, default="0"):
    return os.getenv(name, default).lower() in ["true", "y", "1"]


def verify(options, late):
    if options.limit == "small" and late.level > options.maximum:
        raise ValueError("level above maximum")

    if late.path is not None and len(late.path) > 8:
        raise ValueError("path")


def get_options(args=None):
    parser = Forms(ALL)
    options, late = parser.from_dict(args, lenient=enabled("MINI_LENIENT"))
    if options.name != "x":
        if options.steps > 100:
            raise ValueError("steps")

        if options.tags and "bad" in options.tags:
            raise ValueError("bad tag")

    verify(options, late)
    if options.ratio == 0 and late.level == 3:
        raise ValueError("ratio and level")

    late.level = late.level or 7
    late.path = options.target if options.target is not None else late.path
    folder = Path(late.path) / "runs"
    if folder.parent.name == "t":
        raise ValueError(f"{folder}")

    if late.path is not None and Path(options.name, "a.b").suffix == ".b":
        options.text = f"{folder.parent}:{Path('x').joinpath(late.path).stem}"
    return options, late
