"""Asks the real parser of LLaMA Factory: one JSON request a line on stdin, one JSON answer a line on stdout.

{"atoms": [name, ...], "outside": [name, ...]}
                                -> {"atoms": {name: value}}   facts of this machine, as rules name them
{"id", "entry", "config"}       -> {"id", "accepted": true, "derived": {"Class.field": value}, "outside"?}
                                or {"id", "accepted": false, "exception", "at", "unknownKeys"?, "outside"?}

`derived` has every field that ended different from what the config or the default says. Messages are left out: they are
upstream's. `outside` tells of the functions of other libraries that were asked for above what they gave or raised with
what the config says: `{name: {"value"} or {"exception"}}`. The machine is the one the rules are compared for: one
process, an accelerator with bf16 and tf32, every optional package present. Started in the folder that relative paths
begin from; as arguments the functions to ask, `{entry: "llamafactory.hparams.parser.get_train_args"}` in JSON, the
first one's module being imported first, and the names of modules to stub where they are missing (../stubs.py). It says
first which of the entries it can ask: {"entries": [name, ...]}, or {"error": text} where it cannot ask the first.
"""

import ast
import contextlib
import copy
import dataclasses
import enum
import importlib
import io
import json
import logging
import os
import re
import sys

# The parser may open what a config names, even by number: the real streams are moved out of its way.
REQUESTS = os.fdopen(os.dup(0), "r", encoding="utf-8")
ANSWERS = os.fdopen(os.dup(1), "w", encoding="utf-8")
for number in (0, 1, 2):
    os.dup2(os.open(os.devnull, os.O_RDWR), number)

FUNCTIONS = json.loads(sys.argv[1])
if sys.argv[2:]:
    sys.path[0] = os.path.dirname(sys.path[0])
    from stubs import stub_where_missing

    stub_where_missing(sys.argv[2:])
sys.argv = sys.argv[:1]


def function_at(dotted):
    module, _, name = dotted.rpartition(".")
    return getattr(importlib.import_module(module), name)


def tell(answer):
    ANSWERS.write(json.dumps(answer) + "\n")
    ANSWERS.flush()


ENTRIES = {}
for entry, dotted in FUNCTIONS.items():
    try:
        ENTRIES[entry] = function_at(dotted)
    except Exception as error:
        # Another one than the first may need a package that is not there.
        if not ENTRIES:
            tell({"error": f"{type(error).__name__}: {error}"})
            raise
import transformers

PACKAGE = next(iter(FUNCTIONS.values())).split(".")[0]


def pretend(name, answer):
    """Replaces a function wherever a module has it by name."""
    for module in list(sys.modules.values()):
        if module is not None and module.__name__.split(".")[0] in (PACKAGE, "transformers"):
            if callable(getattr(module, "__dict__", {}).get(name)):
                setattr(module, name, answer)


pretend("is_torch_bf16_gpu_available", lambda *args, **kwargs: True)
pretend("is_torch_tf32_available", lambda *args, **kwargs: True)
pretend("check_version", lambda *args, **kwargs: None)
pretend("require_version", lambda *args, **kwargs: None)
transformers.utils.logging.disable_default_handler()
logging.disable(logging.CRITICAL)


OUTSIDE = {}


def listen(name):
    """Notes what a function of another library gives or raises wherever the parser calls it by a name of its own."""
    module, _, attribute = name.rpartition(".")
    original = None
    with contextlib.suppress(Exception):
        original = getattr(importlib.import_module(module), attribute)
    if not callable(original) or isinstance(original, type):
        return

    def answer(*args, **kwargs):
        try:
            value = original(*args, **kwargs)
        except BaseException as error:
            OUTSIDE[name] = {"exception": type(error).__name__}
            raise
        OUTSIDE[name] = {"value": plain(value)}
        return value

    for caller in list(sys.modules.values()):
        if caller is not None and caller.__name__.split(".")[0] in (PACKAGE, "transformers"):
            for own in [own for own, value in vars(caller).items() if value is original]:
                setattr(caller, own, answer)


def plain(value):
    if isinstance(value, enum.Enum):
        return plain(value.value)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return {"$opaque": type(value).__name__}


def default_of(field):
    if field.default is not dataclasses.MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not dataclasses.MISSING else None


def same(one, other):
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def derived(results, config):
    found = {}
    for result in results:
        for field in dataclasses.fields(result):
            before = plain(config[field.name] if field.name in config and field.init else default_of(field))
            after = plain(getattr(result, field.name, None))
            if not (field.name in config and field.init) and not same(before, plain(default_of(field))):
                after = {"$opaque": "made anew by every run"}
            if not same(before, after):
                found[f"{type(result).__name__}.{field.name}"] = after
    return found


def place_of(error):
    """The innermost line of the interpreted packages, as the catalog writes it."""
    at, trace = None, error.__traceback__
    while trace is not None:
        match = re.search(rf"/((?:{PACKAGE}|transformers)/.*)$", trace.tb_frame.f_code.co_filename)
        if match:
            at = f"{match.group(1)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return at


def judge(request):
    config = request["config"]
    before = dict(os.environ)
    OUTSIDE.clear()
    try:
        with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
            results = ENTRIES[request["entry"]](copy.deepcopy(config))
            results = results if isinstance(results, (list, tuple)) else [results]
        return {"accepted": True, "derived": derived(results, config)}
    except BaseException as error:
        answer = {"accepted": False, "exception": type(error).__name__, "at": place_of(error)}
        _, found, listed = str(error).partition("not used by the HfArgumentParser: ")
        if found:
            answer["unknownKeys"] = ast.literal_eval(listed)
        return answer
    finally:
        # Every config has a process of its own.
        os.environ.clear()
        os.environ.update(before)
        forget_state()


def forget_state():
    """What libraries keep for the whole process."""
    with contextlib.suppress(ImportError, AttributeError):
        importlib.import_module("transformers.integrations.deepspeed").unset_hf_deepspeed_config()
    with contextlib.suppress(ImportError, AttributeError, TypeError):
        importlib.import_module("accelerate.state").AcceleratorState._reset_state(reset_partial_state=True)


def atom(name):
    """The value of an expression over library names, such as `torch.cuda.device_count() > 1`."""
    if name.startswith("env:"):
        return os.environ.get(name[4:])
    if name.startswith("package:"):
        return True
    if name.startswith("import:"):
        return is_module(name[7:])
    scope = {}
    for node in ast.walk(ast.parse(name, mode="eval")):
        if isinstance(node, (ast.Attribute, ast.Name)):
            dotted = ast.unparse(node)
            if re.fullmatch(r"[\w.]+", dotted):
                import_prefixes(dotted, scope)
    return plain(eval(name, scope))


def is_module(dotted):
    try:
        importlib.import_module(dotted)
        return True
    except ImportError:
        return False


def import_prefixes(dotted, scope):
    parts = dotted.split(".")
    for end in range(1, len(parts) + 1):
        with contextlib.suppress(ImportError):
            importlib.import_module(".".join(parts[:end]))
            scope[parts[0]] = sys.modules[parts[0]]


def atoms(names):
    known = {}
    for name in names:
        with contextlib.suppress(Exception):
            value = atom(name)
            if "$opaque" not in json.dumps(value):
                known[name] = value
        # To ask may have made what a fresh process lacks.
        forget_state()
    return known


tell({"entries": list(ENTRIES)})
for line in REQUESTS:
    request = json.loads(line)
    if "atoms" in request:
        answer = {"atoms": atoms(request["atoms"])}
        for name in request["outside"]:
            listen(name)
    else:
        answer = {"id": request["id"], **judge(request)}
        if OUTSIDE:
            answer["outside"] = dict(OUTSIDE)
    tell(answer)
