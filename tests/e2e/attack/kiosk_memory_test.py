"""The kiosk's memory, read from outside after people have left. The people are made up."""

import re
import secrets
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import environment  # noqa: E402
import report  # noqa: E402
import scenario  # noqa: E402

PIECE = 7  # digits: fewer of a number or mobile say nothing any more
RUN = re.compile(rb"[0-9X]{%d,}" % PIECE)


class Memory:
    """The writable memory of a process, searched for what belongs to a person."""

    def __init__(self, pid: int, people: list[scenario.Rider]):
        self.pid = pid
        whole = [digits for person in people for digits in (person.number, person.mobile)]
        self.pieces = {digits[at:at + PIECE] for digits in whole for at in range(len(digits) - PIECE + 1)}
        self.grouped = [" ".join((n[:6], n[6:14], n[14:])) for n in (person.number for person in people)]
        self.grouped += [" ".join((m[:3], m[3:7], m[7:])) for m in (person.mobile for person in people)]

    def found(self) -> list[str]:
        """Where something stands, and which encoding it has; never more than a test's report can hold."""
        out = []
        with open(f"/proc/{self.pid}/mem", "rb", buffering=0) as memory:
            for line in Path(f"/proc/{self.pid}/maps").read_text(encoding="utf-8").splitlines():
                span, rights, *_, name = (line.split(None, 5) + [""])[:6]
                if not rights.startswith("rw"):
                    continue
                first, last = (int(edge, 16) for edge in span.split("-"))
                try:
                    memory.seek(first)
                    content = memory.read(last - first)
                except (OSError, ValueError, OverflowError):
                    continue  # of a device, or gone meanwhile
                out += [f"{what} in {name or 'anonymous memory'}" for what in self.search(content)]
        return out

    def search(self, content: bytes):
        for wide, encoding in ((1, "UTF-8"), (2, "UTF-16"), (4, "UTF-32")):
            letters = content[::wide]  # of text in ASCII the lowest bytes say everything; strings are aligned
            for run in RUN.finditer(letters):
                text = run[0].decode()
                if any(text[at:at + PIECE] in self.pieces for at in range(len(text) - PIECE + 1)):
                    words = letters[max(0, run.start() - 24):run.end() + 24].decode("ascii", "replace")
                    yield f"{encoding} {text[:24]} ({''.join(c if c.isprintable() else '·' for c in words)})"
            for text in self.grouped:
                if text.encode() in letters:
                    yield f"{encoding} {text}"


def somebody() -> scenario.Rider:
    """Digits that stand nowhere by chance: a district of no table, a mobile without rows of zeros."""
    born = f"19{secrets.randbelow(20) + 71}{secrets.randbelow(12) + 1:02}{secrets.randbelow(28) + 1:02}"
    number = scenario.with_check_digit(f"652{secrets.randbelow(900) + 100}{born}{secrets.randbelow(900) + 100}")
    mobile = f"1{secrets.choice('3578')}" + "".join(secrets.choice("123456789") for _ in range(9))
    return scenario.Rider("zhangwei", "张伟", number, mobile)


class MemoryOfTheKiosk(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="warmheart-memory-"))
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.centre = environment.Centre(self.folder)
        self.centre.set_up()
        password = self.centre.add_user("reviewer")
        self.centre.start()
        self.addCleanup(self.centre.stop)
        self.console = environment.Console(self.centre).sign_in("reviewer", password)
        self.kiosk = environment.Kiosk(self.folder / "kiosk", self.centre, scenario.STATION)
        self.kiosk.enrol()
        self.addCleanup(self.kiosk.stop)

    def test_nothing_of_anybody_stands_in_memory_once_home_is_shown(self):
        """Memory: back at Home after two joins 26 pieces of numbers and mobiles stood in the kiosk's writable memory,
        59 after "my data", whole ones among them."""
        kiosk, step = self.kiosk, scenario.Steps(self.kiosk, None, lambda _: None)
        first, second, third = people = [somebody() for _ in range(3)]
        kiosk.start()
        memory = Memory(kiosk.process.pid, people)
        scenario.fill_in(kiosk, first, step, self.identify)
        self.assertTrue(memory.found(), "what is on the screen has to be found, or the search finds nothing")
        code, _ = scenario.submit(kiosk, step)
        environment.until("received", lambda: kiosk.get("delivery", "iconName") == "received")
        scenario.finish(kiosk)
        scenario.fill_in(kiosk, second, step, self.identify)
        scenario.submit(kiosk, step)
        scenario.finish(kiosk)
        self.forgotten(memory, "two people have joined")

        scenario.wait_for_application(self.console)
        scenario.look_up(kiosk, first, code)
        kiosk.tap("thirdButton")
        kiosk.tap("seeFile")
        kiosk.tap("fileReveal")
        kiosk.tap("secondButton")
        kiosk.do("wait fileQrCode visible")
        self.assertTrue(memory.found())
        kiosk.tap("primaryButton")
        kiosk.do("wait homePage visible")
        self.forgotten(memory, "one has seen the own data")

        self.leave_half_way(third)
        self.forgotten(memory, "one has left half-way")

    @staticmethod
    def identify(kiosk: environment.Kiosk, person: scenario.Rider, step):
        scenario.type_name(kiosk, person, step)
        scenario.pad(kiosk, "documentNumber", person.number)

    def leave_half_way(self, person: scenario.Rider):
        kiosk = self.kiosk
        scenario.consent(kiosk)
        kiosk.do("wait joinIdentityPage visible")
        scenario.pad(kiosk, "mobile", person.mobile)
        kiosk.tap("homeButton")
        kiosk.tap("leaveButton")
        kiosk.do("wait homePage visible")

    def forgotten(self, memory: Memory, after: str):
        try:
            environment.until("nothing is left", lambda: not memory.found(), 60)
        except environment.Trouble:
            found = memory.found()
            self.fail(f"after {after} {len(found)} pieces are left:\n" + "\n".join(found[:40]))


if __name__ == "__main__":
    sys.exit(report.run())
