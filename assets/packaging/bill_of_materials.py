#!/usr/bin/env python3
"""What Warmheart is made of on this machine, as CycloneDX 1.5 (ECMA-424) on standard output: every Debian package of
packages-run.txt, and of packages-build.txt, whose headers are compiled in, with version and architecture as installed.
Exit 1, and the names on standard error, where one is not installed: a bill with a gap is none."""

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

HERE = Path(__file__).resolve().parent
BASE = ["libc6", "libgcc-s1", "libstdc++6"]  # no list names them, and every program is made of them
VERSION = re.compile(r"project\(\w+\s+VERSION\s+([\d.]+)")


def names(file: str) -> list[str]:
    return [line for line in (HERE / file).read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]


def component(name: str, use: str) -> dict:
    """Raises CalledProcessError where the package is not installed."""
    said = subprocess.run(["dpkg-query", "-W", "-f", "${Version} ${Architecture}\n", name], capture_output=True,
                          text=True, check=True).stdout.split()
    version, architecture = said[0], said[1]
    return {"type": "library", "name": name, "version": version,
            "purl": f"pkg:deb/debian/{quote(name)}@{quote(version, safe='')}?arch={architecture}&distro=debian-12",
            "properties": [{"name": "warmheart:use", "value": use}]}


def main() -> int:
    components, missing = [], []
    for listed, use in ((BASE + names("packages-run.txt"), "run"), (names("packages-build.txt"), "build")):
        for name in listed:
            try:
                components.append(component(name, use))
            except (subprocess.CalledProcessError, IndexError):
                missing.append(name)
    if missing:
        print(f"not installed here: {', '.join(missing)}", file=sys.stderr)
        return 1
    version = VERSION.search((HERE.parents[1] / "CMakeLists.txt").read_text(encoding="utf-8"))
    product = {"type": "application", "name": "warmheart", "version": version[1] if version else "0"}
    print(json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
                      "metadata": {"component": product}, "components": components}, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
