"""Writes distributions described as JSON on stdin into the folder named by the first argument.

[{"file": "name-1.0-py3-none-any.whl", "time": [2024, 5, 1, 12, 0, 0], "files": {"path": "text"}}]
A file without a time of its own gets the distribution's; two times make the build date known.
"""

import io
import json
import sys
import tarfile
import zipfile


def write_wheel(path, dist):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for index, (name, text) in enumerate(dist["files"].items()):
            year, month, day, hour, minute, second = dist["time"]
            stamp = (year, month, day, hour, minute, 0 if dist.get("spread") and index == 0 else second)
            info = zipfile.ZipInfo(name, stamp)
            wheel.writestr(info, text)


def write_sdist(path, dist):
    with tarfile.open(path, "w:gz") as sdist:
        for name, text in dist["files"].items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            sdist.addfile(info, io.BytesIO(text.encode()))


for dist in json.load(sys.stdin):
    target = f"{sys.argv[1]}/{dist['file']}"
    (write_wheel if target.endswith(".whl") else write_sdist)(target, dist)
