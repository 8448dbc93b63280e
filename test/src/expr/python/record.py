"""What real Python gives: python3 record.py > facts.jsonl. A line: {"op", "args", "value" (its repr) | "raises"}."""
import copy
import datetime
import itertools
import json
import pathlib
import random

VALUES = [
    None, True, False, 0, 1, -1, 3, 7, 2**53, 10**20, 0.0, 1.0, -0.5, 2.5, 1e-7, 1e16, 1e22, float("inf"),
    "", "a", "abc", "12", " 12 ", "1_0", "-3", "1.5", "1e3", "nan", "a,b", "A b", "x'y", "ü\n", "{\"a\": [1, 2.0, null]}", "[1",
    [], [1], [1, 2], ["a"], ["a", 1], [[1]], {}, {"a": 1}, {"a": {"b": 2}}, {1: "x"}, (1, 2), (), {1, 2}, set(),
]
SMALL = [None, True, 0, 2, -3, 1.5, 2.0, "", "ab", "b", [1], ["a"], {"a": 1}, (1,), {1}]


def code(value):
    if isinstance(value, dict):
        return {"dict": [[code(k), code(v)] for k, v in value.items()]}
    if isinstance(value, tuple):
        return {"tuple": [code(v) for v in value]}
    if isinstance(value, set):
        return {"set": [code(v) for v in sorted(value)]}
    if isinstance(value, list):
        return {"list": [code(v) for v in value]}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, int) and not isinstance(value, bool):
        return {"int": str(value)}
    return {"plain": value}


UNARY = {
    "truth": bool, "str": str, "repr": repr, "int": int, "float": float, "len": len, "list": list, "tuple": tuple,
    "neg": lambda a: -a, "pos": lambda a: +a, "abs": abs, "round": round, "sorted": sorted, "min": min, "max": max,
    "sum": sum, "json.loads": json.loads, "reversed": lambda a: list(reversed(a)),
    "enumerate": lambda a: list(enumerate(a)), "dict": dict, "random.seed": lambda a: random.Random().seed(a),
    "timedelta": lambda a: datetime.timedelta(seconds=a) and None, "method:lower": lambda a: a.lower(),
    "method:upper": lambda a: a.upper(), "method:strip": lambda a: a.strip(), "method:split": lambda a: a.split(),
    "method:isdigit": lambda a: a.isdigit(), "method:keys": lambda a: list(a.keys()), "method:items": lambda a: list(a.items()),
    "method:copy": lambda a: a.copy(), "method:isidentifier": lambda a: a.isidentifier(), "method:capitalize": lambda a: a.capitalize(),
}
BINARY = {
    "eq": lambda a, b: a == b, "lt": lambda a, b: a < b, "ge": lambda a, b: a >= b, "in": lambda a, b: a in b,
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "div": lambda a, b: a / b,
    "floordiv": lambda a, b: a // b, "mod": lambda a, b: a % b, "bitor": lambda a, b: a | b, "bitand": lambda a, b: a & b,
    "getitem": lambda a, b: a[b], "method:split": lambda a, b: a.split(b), "method:strip": lambda a, b: a.strip(b),
    "method:startswith": lambda a, b: a.startswith(b), "method:endswith": lambda a, b: a.endswith(b),
    "method:get": lambda a, b: a.get(b), "method:join": lambda a, b: a.join(b), "method:count": lambda a, b: a.count(b),
    "method:index": lambda a, b: a.index(b), "method:removeprefix": lambda a, b: a.removeprefix(b),
}


def mutated(name):
    def run(a, *rest):
        c = a.copy()
        getattr(c, name)(*rest)
        return c
    return run


def item(a, b, c):
    d = copy.copy(a)
    d[b] = c
    return d


for name in ("append", "extend", "remove", "pop", "update", "setdefault", "add", "discard"):
    BINARY["mutated:" + name] = mutated(name)
TERNARY = {"setitem": item, "mutated:insert": mutated("insert"), "slice": lambda a, b, c: a[b:c], "method:replace": lambda a, b, c: a.replace(b, c), "method:get": lambda a, b, c: a.get(b, c)}
R = random.Random(3)


def emit(op, run, args):
    if op == "mul" and any(isinstance(a, int) and a > 1000 for a in args) and any(isinstance(a, (str, list, tuple)) for a in args):
        return
    if op == "mod" and isinstance(args[0], str) and "%" in args[0]:
        return
    row = {"op": op, "args": [code(a) for a in args]}
    try:
        row["value"] = repr(run(*args))
    except Exception as error:
        row["raises"] = type(error).__name__
    print(json.dumps(row, ensure_ascii=False))


for op, run in UNARY.items():
    for a in VALUES:
        emit(op, run, [a])
for op, run in BINARY.items():
    for a, b in R.sample(list(itertools.product(SMALL, SMALL)), 70):
        emit(op, run, [a, b])
    for _ in range(25):
        emit(op, run, [R.choice(VALUES), R.choice(VALUES)])
for op, run in TERNARY.items():
    for _ in range(120):
        emit(op, run, [R.choice(SMALL), R.choice(SMALL), R.choice(SMALL)])
PATHS = ["", ".", "/", "//", "///a", "//a/b", "a", "./a//b/", "a/../b", "..", "a.b", ".a", "a.", "a.b.c", "/a/.b.c/", "a/b.tar.gz", "~/a", None, 3, ["a"]]
of_path = {name: lambda a, name=name: str(getattr(pathlib.PurePosixPath(a), name)) for name in ("name", "stem", "suffix", "parent")}
for name, run in {"Path": lambda *a: str(pathlib.PurePosixPath(*a)), **of_path}.items():
    for a in PATHS:
        emit("pathlib." + name, run, [a])
for a, b in itertools.product(PATHS, PATHS):
    emit("pathlib.Path", lambda *a: str(pathlib.PurePosixPath(*a)), [a, b])
# Digits of other scripts, what looks like one, and a minus that is none.
for op, text in itertools.product(("int", "float"), ["١٢", "１.５", "-３_０", "𝟚𝟛", "½", "²", "−1", "\u3000７\u2003", "1e３"]):
    emit(op, UNARY[op], [text])
