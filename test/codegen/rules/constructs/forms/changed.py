"""Dicts and lists of the config's that are changed on some paths only, and looked at where these meet."""

from dataclasses import dataclass
from typing import Any

POOL = {
    "flag": [True, False, "full", None],
    "conf": [None, {}, {"a": 1}, {"fsdp_a": 2, "b": 3}],
    "names": [None, ["x"], []],
    "other": [None, {"c": 4}],
}


@dataclass
class Options:
    flag: Any = None
    conf: Any = None
    names: Any = None
    other: Any = None
    seen: Any = None
    size: int = 0

    def __post_init__(self):
        self.seen = self._conf()
        if self.names is not None:
            if self.flag:
                self.names.append("y")
        kept = self.names if self.flag else self.conf
        self.size = len(kept or "")
        if self.size > 3:
            raise ValueError("size")
        merged = self.other or self.conf
        if merged and "b" in merged:
            raise KeyError("b")

    def _conf(self):
        if not self.flag:
            return self.conf
        if self.conf is None:
            self.conf = {}
        for key in list(self.conf):
            if key.startswith("fsdp_"):
                self.conf[key[5:]] = self.conf.pop(key)
        self.conf["least"] = self.conf.get("least", 0)
        self.conf.setdefault("deep", False)
        if self.flag == "full" and self.other is not None:
            self.other["more"] = len(self.conf)
        return self.other


def get_options(args):
    return Options(**args)
