"""Runs the unittest cases of the calling file: a line for each, its trouble below it, and "N passed, N failed"
at the end, with ", N skipped" where something cannot be tried on this machine."""

import sys
import time
import unittest


class Lines(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.passed = 0

    def startTest(self, test):
        super().startTest(test)
        self.started = time.monotonic()
        print(f"{test._testMethodName.removeprefix('test_').replace('_', ' ')} ... ", end="", flush=True)

    def addSuccess(self, test):
        self.passed += 1
        print(f"ok ({time.monotonic() - self.started:.1f} s)", flush=True)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        print(f"FAILED\n{self.failures[-1][1]}", flush=True)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        print(f"skipped: {reason}", flush=True)

    def addError(self, test, err):
        super().addError(test, err)
        print(f"ERROR\n{self.errors[-1][1]}", flush=True)


def run() -> int:
    names = [word for word in sys.argv[1:] if not word.startswith("-")]
    loader = unittest.defaultTestLoader
    if names:
        loader.testNamePatterns = [f"*{name}*" for name in names]
    result = Lines()
    loader.loadTestsFromModule(sys.modules["__main__"]).run(result)
    failed = len(result.failures) + len(result.errors)
    skipped = f", {len(result.skipped)} skipped" if result.skipped else ""
    print(f"{result.passed} passed, {failed} failed{skipped}")
    return 1 if failed or result.passed == 0 else 0
