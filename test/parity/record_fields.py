"""Asks the real parser what it takes, and writes it as JSON: facts only, no sentence of upstream.

    python record_fields.py OUT.json --module DOTTED ... [--stub NAME ...] [--again]

For every list of dataclasses in a module (`_TRAIN_ARGS`), and for every function in it that makes a parser of its own
(`get_ray_args`): each dataclass with its fields in order, as `dataclasses` and transformers' `HfArgumentParser` have
them. `--stub` puts an empty module in the place of one that is imported and never asked for a field.
"""

import argparse
import dataclasses
import enum
import hashlib
import importlib
import inspect
import json
import platform
import sys
import types
import typing

from stubs import StubFinder


class ParserMade(Exception):
    """Raised in place of parsing, once it is known for which classes."""


def parsed_classes(function, module):
    """The dataclasses for which a function makes its first parser; none if it makes no parser."""

    def spy(dataclass_types, **_):
        raise ParserMade(dataclass_types)

    real = module.HfArgumentParser
    module.HfArgumentParser = spy
    try:
        function({})
    except ParserMade as made:
        (classes,) = made.args
        return list(classes) if isinstance(classes, (list, tuple)) else [classes]
    except BaseException:
        return []
    finally:
        module.HfArgumentParser = real
    return []


def entries_of(module):
    """By symbol, the dataclasses that one parser call takes."""
    entries = {}
    for name, value in vars(module).items():
        if isinstance(value, (list, tuple)) and value and all(dataclasses.is_dataclass(item) for item in value):
            entries[name] = list(value)
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ == module.__name__ and name.startswith("get_"):
            classes = parsed_classes(function, module)
            if classes and classes not in entries.values():
                entries[name] = classes
    return entries


def type_text(annotation):
    if annotation is type(None):
        return "None"
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return " | ".join(map(type_text, arguments))
    if origin is typing.Literal:
        return f"Literal[{', '.join(map(repr, arguments))}]"
    if origin is not None:
        return f"{origin.__name__}[{', '.join(map(type_text, arguments))}]"
    return annotation.__name__ if isinstance(annotation, type) else str(annotation).replace("typing.", "")


def plain(value):
    """A default as JSON has it: an enum gives its value, what JSON lacks its Python text."""
    if isinstance(value, enum.Enum):
        return plain(value.value)
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return repr(value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return {"not JSON": type(value).__name__}


def default_of(field):
    if field.default is not dataclasses.MISSING:
        value = field.default
    elif field.default_factory is not dataclasses.MISSING:
        value = field.default_factory()
    else:
        return None
    bare = value.value if isinstance(value, enum.Enum) else value
    return {"value": plain(value), "repr": repr(bare)}


def owner_of(cls, name):
    return next(base.__name__ for base in cls.__mro__ if name in base.__dict__.get("__annotations__", {}))


def help_of(field):
    text = field.metadata.get("help")
    if not text:
        return None
    return {"length": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest()}


def record_fields(cls, actions):
    hints = typing.get_type_hints(cls)
    for field in dataclasses.fields(cls):
        action = actions.get(field.name)
        choices = action.choices if action is not None else None
        yield {
            "name": field.name,
            "owner": owner_of(cls, field.name),
            "type": type_text(hints[field.name]),
            "default": default_of(field),
            "choices": None if choices is None else [plain(choice) for choice in choices],
            "required": bool(action.required) if action is not None else False,
            "init": field.init,
            "help": help_of(field),
        }


def qualified(cls):
    return f"{cls.__module__}.{cls.__qualname__}".replace("<locals>.", "")


def record(modules):
    """Entries by symbol, each with the qualified names of its classes; and every class once."""
    from transformers import HfArgumentParser

    entries, classes = {}, {}
    for module in modules:
        for symbol, taken in entries_of(module).items():
            entries[f"{module.__name__}:{symbol}"] = [qualified(cls) for cls in taken]
            actions = {action.dest: action for action in HfArgumentParser(list(taken))._actions}
            for cls in taken:
                classes[qualified(cls)] = list(record_fields(cls, actions))
    return {"entries": entries, "classes": classes}


def import_if_there(name):
    try:
        return [importlib.import_module(name)]
    except ModuleNotFoundError as error:
        if error.name and name.startswith(error.name):
            return []
        raise


def write(out, result):
    """One field a line, so that a change of upstream reads well."""
    head = {key: value for key, value in result.items() if key != "classes"}
    with open(out, "w", encoding="utf-8") as file:
        file.write(json.dumps(head)[:-1] + ', "classes": {\n')
        blocks = (
            f" {json.dumps(name)}: [\n" + ",\n".join(f"  {json.dumps(field)}" for field in fields) + "]"
            for name, fields in result["classes"].items()
        )
        file.write(",\n".join(blocks) + "\n}}\n")


def mark_varying(classes, before):
    """A default that another process recorded differently is none that a source states."""
    for name, fields in classes.items():
        for field, other in zip(fields, before[name]):
            if field["default"] != other["default"]:
                field["default"] = "varies"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("out")
    options.add_argument("--stub", nargs="*", default=[])
    options.add_argument("--module", nargs="+", required=True, help="those that this release lacks are passed over")
    options.add_argument("--again", action="store_true", help="OUT.json is there: mark what is different this time")
    chosen = options.parse_args()
    sys.argv = sys.argv[:1]
    sys.meta_path.insert(0, StubFinder(chosen.stub))
    modules = [module for name in chosen.module for module in import_if_there(name)]
    import transformers

    package = importlib.import_module(chosen.module[0].partition(".")[0])
    versions = {"llamafactory": getattr(package, "__version__", "unknown"), "transformers": transformers.__version__}
    about = {**versions, "python": platform.python_version(), "stubbed": chosen.stub}
    result = record(modules)
    if chosen.again:
        with open(chosen.out, encoding="utf-8") as file:
            mark_varying(result["classes"], json.load(file)["classes"])
    write(chosen.out, {**about, **result})


main()
