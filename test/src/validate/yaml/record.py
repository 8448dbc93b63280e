"""Records what the real reader makes of YAML texts: `python record.py < texts.jsonl > facts.jsonl`.

In: one {"text": ..., "overrides": [...]?} a line. Out: the same with "value" (typed, see `encode`) or "error": true.
Recorded with OmegaConf 2.4.0 and PyYAML 6.0.3 (`pip install omegaconf pyyaml`).
"""
import json, os, sys, tempfile, warnings
from omegaconf import OmegaConf

warnings.simplefilter("ignore")


def encode(value):
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return {"str": value}
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, list):
        return {"list": [encode(item) for item in value]}
    if isinstance(value, dict):
        return {"dict": [[encode(key), encode(item)] for key, item in value.items()]}
    return {"opaque": type(value).__name__}


path = os.path.join(tempfile.mkdtemp(), "config.yaml")
for line in sys.stdin:
    case = json.loads(line)
    case.pop("value", None), case.pop("error", None)
    with open(path, "w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        file.write(case["text"])
    try:
        loaded = OmegaConf.merge(OmegaConf.load(path), OmegaConf.from_cli(case.get("overrides", [])))
        case["value"] = encode(OmegaConf.to_container(loaded))
    except Exception:
        case["error"] = True
    print(json.dumps(case))
