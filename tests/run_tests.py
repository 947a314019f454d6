"""Runs the tests of the given build presets in one pool, longest first, and adds up what the programs counted.

ctest does the work: a file that names every preset's tests makes them one set, so that no core waits for the end of a
preset. A program says its own numbers (Catch2's way, or a line "N passed, N failed", as Qt Test does); one that fails
without counting a failure, or counts nothing at all, is one failure. The last line printed is the sum.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILDS = ROOT / ".build"

# Also Qt Test's "Totals: 38 passed, 0 failed, …".
PLAIN = re.compile(r"^(?:\w+: )?(\d+) passed, (\d+) failed", re.M)
CATCH_ALL = re.compile(r"^All tests passed \(.* in (\d+) test cases?\)", re.M)
CATCH_SOME = re.compile(r"^test cases:\s*(\d+) \|(?:\s*(\d+) passed)?(?: \|)?(?:\s*(\d+) failed)?", re.M)


def counted(output: str) -> tuple[int, int]:
    passed = failed = 0
    for match in PLAIN.finditer(output):
        passed += int(match[1])
        failed += int(match[2])
    for match in CATCH_ALL.finditer(output):
        passed += int(match[1])
    for match in CATCH_SOME.finditer(output):
        passed += int(match[2] or 0)
        failed += int(match[3] or 0)
    return passed, failed


def run_all(presets: list[str]) -> list[ElementTree.Element]:
    """One ctest over every preset, one test more than there are cores: who drives a kiosk or a browser waits for it
    half of the time. Returns its report's cases; none: it left no report."""
    (BUILDS / "CTestTestfile.cmake").write_text("".join(f'subdirs("{BUILDS / preset}")\n' for preset in presets))
    with tempfile.NamedTemporaryFile(suffix=".xml") as report:
        subprocess.run(["ctest", "--test-dir", str(BUILDS), f"-j{(os.cpu_count() or 2) + 1}", "--timeout", "1500",
                        "--output-on-failure", "--output-junit", report.name,
                        "--test-output-size-passed", "4000000", "--test-output-size-failed", "4000000"],
                       cwd=ROOT, check=False)
        try:
            return ElementTree.parse(report.name).getroot().findall("testcase")
        except ElementTree.ParseError:
            return []


def add_up(cases: list[ElementTree.Element]) -> tuple[int, int]:
    passed = failed = 0
    for case in sorted(cases, key=lambda case: -float(case.get("time", 0))):
        ok, bad = counted(case.findtext("system-out") or "")
        if case.get("status") != "run" and bad == 0:
            bad = 1
        if ok + bad == 0:
            print(f"{case.get('name')}: counted no test")
            bad = 1
        passed, failed = passed + ok, failed + bad
        print(f"  {case.get('name'):32} {ok:5} passed {bad:3} failed {float(case.get('time', 0)):7.1f} s")
    if not cases:
        print("ctest left no report")
        failed += 1
    return passed, failed


# What only `tests/run --long` adds: more worlds, and clusters of databases that fail over.
PLURAL = ROOT / "tests/e2e/plural"
LONG = [[BUILDS / "release/tests/sim/warmheart-sim", "--seeds", "20000", "--first", "501"],
        *(["/usr/bin/python3", PLURAL / program] for program in ("trouble_test.py", "failover_test.py"))]


def run_long() -> tuple[int, int]:
    passed = failed = 0
    for command in LONG:
        done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, text=True, check=False,
                              env={**os.environ, "WARMHEART_BUILD": str(BUILDS / "release")})
        print(done.stdout)
        ok, bad = counted(done.stdout)
        passed, failed = passed + ok, failed + max(bad, int(done.returncode != 0))
    return passed, failed


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--started", type=float, default=time.time(), help="when tests/run began, in Unix seconds")
    parser.add_argument("presets", nargs="+")
    options = parser.parse_args()
    built = time.time()
    passed, failed = add_up(run_all(options.presets))
    if os.environ.get("WARMHEART_LONG") == "1":
        ok, bad = run_long()
        passed, failed = passed + ok, failed + bad
    minutes = [(built - options.started) / 60, (time.time() - built) / 60]
    print(f"took {sum(minutes):.1f} minutes: {minutes[0]:.1f} to install and build, {minutes[1]:.1f} to run")
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
