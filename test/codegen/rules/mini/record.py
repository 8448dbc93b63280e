"""Runs the miniature parser in real Python on made-up configs: python3 record.py > verdicts.jsonl"""
import dataclasses
import enum
import json
import random
import sys

sys.path.insert(0, sys.path[0])
from mini.parser import get_options  # noqa: E402

R = random.Random(11)
POOL = {
    "name": ["x", "y", "", 3, None],
    "tags": ["a, b", "bad,good", None, ["a"], 5, ""],
    "size": [1, 2, 8, 8.0, 3, "8", True, [8]],
    "limit": ["small", "large", "huge", None, ["small"]],
    "color": ["red", "blue", "green", None, 1, ["red"]],
    "mode": ["fast", "slow", "other", 2],
    "ratio": [0.5, 0, 1, 1.0, 2, "a", None, -0.1, True, 0.95],
    "steps": [-1, 0, 5, 11, 200, 1.5, "7", None],
    "table": [None, {"n": 7}, {"t_n": 3, "b": 1}, "{\"n\": \"9\", \"m\": {\"k\": \"1\", \"j\": {\"i\": \"2\"}}}", "{broken", "plain", 4, {"n": "z"}, {"t_a": 1, "t_b": 2}],
    "text": [None, "word", "", 3],
    "words": [[], ["bb"], ["ccc", "a"], "abc", None],
    "needed": ["n", 1],
    "items": [None, [1, 2], [1, "stop", 2], ["skip", 4], ["z"], 5, []],
    "report": ["all", "none", ["none"], "two", ["x", "two"], "extraordinary", None, 4, []],
    "target": [None, "", "t", "a long target"],
    "weights": [None, "1,2", "1, x", [1, 2.5], "0.5", 3],
    "amount": [None, "1", "x", 2.5, [1]],
    "path": ["out", None, "a very long path", 5],
    "level": [1, 2, 3, 0, 11, "1", 1.0],
    "unknown": [1],
    "hidden": [2],
}


def plain(value):
    if isinstance(value, enum.Enum):
        return plain(value.value)
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return value


for case in range(1500):
    config = {key: R.choice(POOL[key]) for key in R.sample(list(POOL), R.randint(0, 6))}
    record = {"config": json.loads(json.dumps(config))}
    try:
        results = get_options(json.loads(json.dumps(config)))
        record["values"] = {f.name: plain(getattr(r, f.name)) for r in results for f in dataclasses.fields(r)}
    except Exception as error:
        record["exception"] = type(error).__name__
        trace = error.__traceback__
        while trace is not None:
            file = trace.tb_frame.f_code.co_filename
            if "/mini/mini/" in file:
                record["at"] = "mini/" + file.rsplit("/", 1)[1] + ":" + str(trace.tb_lineno)
            trace = trace.tb_next
    print(json.dumps(record))
