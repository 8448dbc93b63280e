"""Runs every module of forms/ in real Python on configs from its POOL: python3 record.py > verdicts.jsonl"""

import dataclasses
import enum
import importlib
import json
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))


def plain(value):
    if isinstance(value, enum.Enum):
        return plain(value.value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else {"$opaque": type(value).__name__}


def place_of(error):
    at, trace = None, error.__traceback__
    while trace is not None:
        file = pathlib.Path(trace.tb_frame.f_code.co_filename)
        if file.parent == HERE / "forms":
            at = f"forms/{file.name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return at


def configs(pool):
    choose = random.Random(7)
    yield {}
    for key, values in pool.items():
        for value in values:
            yield {key: value}
    for _ in range(60):
        yield {key: choose.choice(pool[key]) for key in choose.sample(list(pool), choose.randint(2, len(pool)))}


for path in sorted((HERE / "forms").glob("*.py")):
    if path.stem == "__init__":
        continue
    module = importlib.import_module(f"forms.{path.stem}")
    for config in configs(module.POOL):
        record = {"form": path.stem, "config": config}
        try:
            made = module.get_options(json.loads(json.dumps(config)))
            record["values"] = {field.name: plain(getattr(made, field.name)) for field in dataclasses.fields(made)}
        except Exception as error:
            record.update(exception=type(error).__name__, at=place_of(error))
        print(json.dumps(record))
