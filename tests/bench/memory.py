"""Where the memory of a process is: its proportional set size by kinds of mappings, from /proc/PID/smaps."""

import os
import re
from collections import defaultdict
from pathlib import Path

MAPPING = re.compile(r"^([0-9a-f]+)-[0-9a-f]+ \S+ \S+ \S+ \S+ *(.*)$")
PSS = re.compile(r"^Pss: +(\d+) kB$")
ARENA = 64 * 1024 * 1024  # glibc aligns the arenas of its further threads to this
OWN = [(re.compile(pattern), kind) for pattern, kind in (
    (r"^\[heap\]$", "heap"),
    (r"^\[stack", "stack"),
    (r"/fonts/|fontconfig|\.(ttf|ttc|otf|pfb|pcf)$", "fonts"),
    (r"libpinyin/.*data|/tegaki/|zinnia.*\.model|espeak-ng-data", "dictionaries"),
    (r"\.(qmlc|jsc)$", "QML cache"),
    (r"libQt6|/qt6/", "Qt libraries"),
    (r"\.so(\.|$)", "other libraries"),
    (r"\.db(-wal|-shm)?$", "databases"),
)]


def kind_of(start: int, name: str, program: str) -> str:
    if name == program:
        return "program"
    for pattern, kind in OWN:
        if pattern.search(name):
            return kind
    if name and not name.startswith("[anon"):
        return "other"
    return "heap of threads" if start % ARENA == 0 else "anonymous (large blocks, QML, stacks)"


def by_kind(smaps: str, program: str) -> dict[str, float]:
    """Mebibytes of each kind, the largest first."""
    sizes: dict[str, float] = defaultdict(float)
    kind = "other"
    for line in smaps.splitlines():
        if mapping := MAPPING.match(line):
            kind = kind_of(int(mapping[1], 16), mapping[2], program)
        elif size := PSS.match(line):
            sizes[kind] += int(size[1]) / 1024
    return dict(sorted(sizes.items(), key=lambda item: -item[1]))


def of_process(pid: int) -> dict[str, float]:
    return by_kind(Path(f"/proc/{pid}/smaps").read_text(encoding="utf-8"), os.readlink(f"/proc/{pid}/exe"))


def with_children_mib(root_pid: int) -> float:
    """The whole of a process and of all below it."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
            children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
        except OSError:
            continue
    total, todo = 0, [root_pid]
    while todo:
        pid = todo.pop()
        todo += children.get(pid, [])
        try:
            total += int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)[1])
        except (OSError, TypeError):
            continue
    return total / 1024
