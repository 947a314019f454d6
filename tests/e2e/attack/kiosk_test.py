"""The kiosk attacked from outside: started on damaged folders, its memory read after people have left, a mistyped
number, and a device that sends what no kiosk would. The people are made up."""

import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import environment  # noqa: E402
import report  # noqa: E402
import scenario  # noqa: E402
from independent_client import Device, identity_number, message, one, parse, uuid7  # noqa: E402

SIGTERM_IS_HANDLED = 1 << 14  # of SigCgt in /proc/PID/status
APPLICATION_SUBMITTED = 1
PIECE = 7  # digits: so few of a number or mobile say nothing any more


class Enrolled(unittest.TestCase):
    """A centre and an enrolled kiosk for all tests of a class."""

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="warmheart-kiosk-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, True)
        cls.centre = environment.Centre(cls.folder, undo_seconds=1)
        cls.centre.set_up()
        cls.password = cls.centre.add_user("reviewer")
        cls.centre.start()
        cls.addClassCleanup(cls.centre.stop)
        cls.kiosk = environment.Kiosk(cls.folder / "kiosk", cls.centre, scenario.STATION)
        cls.kiosk.enrol()
        cls.addClassCleanup(cls.kiosk.stop)

    @classmethod
    def console(cls) -> environment.Console:
        return environment.Console(cls.centre).sign_in("reviewer", cls.password)


class DamagedFolders(Enrolled):
    def setUp(self):
        self.place = Path(tempfile.mkdtemp(prefix="start-", dir=self.folder))
        shutil.copytree(self.kiosk.data, self.place / "station")
        for part in ("areas", "sentences"):
            shutil.copytree(environment.ROOT / "assets" / part, self.place / "assets" / part)
        self.config = self.place / "station.toml"
        self.config.write_text(f'[station]\ndata_dir = "{self.place / "station"}"\n'
                               f'assets_dir = "{self.place / "assets"}"\n[screen]\nfull_screen = false\n',
                               encoding="utf-8")

    def refuses(self, key: str, detail: str):
        """The shipped program: its sentence in both languages, the detail, and exit code 2 when it is told to stop."""
        said = self.place / "said"
        with open(said, "wb") as file:
            process = subprocess.Popen([environment.program("warmheart-kiosk"), "--config", str(self.config)],
                                       stdout=file, stderr=file, env=self.kiosk.environment())
        self.addCleanup(environment.end, process)

        def is_shown():
            if process.poll() is not None:
                self.fail(f"it ended with {process.returncode}: {said.read_text(encoding='utf-8')}")
            mask = re.search(r"SigCgt:\s*([0-9a-f]+)", Path(f"/proc/{process.pid}/status").read_text())[1]
            return detail in said.read_text(encoding="utf-8") and int(mask, 16) & SIGTERM_IS_HANDLED

        environment.until("the reason is said and shown", is_shown)
        process.terminate()
        self.assertEqual(process.wait(10), 2)
        for language in ("zh", "en"):
            self.assertIn(environment.sentence(key, language), said.read_text(encoding="utf-8"))

    def test_without_the_folder_of_assets(self):
        """warmheart-kiosk ends in a segmentation fault when assets_dir is missing."""
        shutil.rmtree(self.place / "assets")
        self.refuses("start.files", "assets_dir is")

    def test_without_one_file_of_sentences_of_either_language(self):
        """warmheart-kiosk ends in a segmentation fault when a sentence file is missing."""
        for language, name in (("zh", "join.toml"), ("en", "error.toml")):
            file = self.place / "assets/sentences/kiosk" / language / name
            content = file.read_bytes()
            file.unlink()
            self.refuses("start.files", f"{language}/{name} is missing")
            file.write_bytes(content)

    def test_with_a_file_of_sentences_that_is_none(self):
        """warmheart-kiosk ends in a segmentation fault when a sentence file is broken."""
        file = self.place / "assets/sentences/kiosk/zh/home.toml"
        for content in (b'"home.title = \n', b"\xff\xfe\x00", b"", b"numbers = 7\n"):
            file.write_bytes(content)
            self.refuses("start.files", "home.toml")

    def test_without_the_names_of_streets(self):
        """Every start on damaged folders is a test: missing and broken areas."""
        table = self.place / "assets/areas/streets-beijing.tsv"
        table.write_text("code\tdistrict\tname\nno row\n", encoding="utf-8")
        self.refuses("start.files", "streets-beijing.tsv line 2")
        shutil.rmtree(table.parent)
        self.refuses("start.files", "areas-national.tsv")

    def test_with_a_data_folder_that_cannot_be_read(self):
        """Every start on damaged folders is a test: an unreadable data_dir."""
        data = self.place / "station"
        (data / "identity.toml").write_text("device = 7\n", encoding="utf-8")
        self.refuses("start.identity", "identity.toml: device is")
        (data / "device.key").unlink()
        shutil.copy(self.kiosk.data / "identity.toml", data)
        self.refuses("start.identity", "device.key")
        shutil.rmtree(data)
        data.write_text("a file, not a folder", encoding="utf-8")
        self.refuses("start.identity", "identity.toml")
        data.unlink()
        self.refuses("start.not-enrolled", "is not enrolled")

    def test_with_settings_that_have_a_mistake(self):
        """Every start on damaged folders is a test: a wrong key, no TOML, no file."""
        good = self.config.read_text(encoding="utf-8")
        self.config.write_text(good + 'with_mm = 268\n', encoding="utf-8")
        self.refuses("start.settings", '[screen] has no "with_mm"')
        self.config.write_text(good + "[screen\n", encoding="utf-8")
        self.refuses("start.settings", "station.toml line")
        self.config.unlink()
        self.refuses("start.settings", "cannot be read")

    def test_a_terminal_without_a_screen_reads_the_same_and_is_not_kept_waiting(self):
        """A sentence on stderr, exit 2, also where nothing can be drawn."""
        self.config.write_text("[station]\n", encoding="utf-8")
        bare = {name: value for name, value in os.environ.items()
                if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
        done = subprocess.run([environment.program("warmheart-kiosk"), "--config", str(self.config)],
                              capture_output=True, text=True, timeout=20, env=bare)
        self.assertEqual(done.returncode, 2)
        self.assertIn(environment.sentence("start.settings", "en"), done.stderr)
        self.assertIn("data_dir is missing", done.stderr)

    def test_a_journal_that_cannot_be_opened_is_said_on_the_screen_of_a_kiosk_that_runs(self):
        """Every start on damaged folders is a test: the journal's folder is a file."""
        (self.place / "station/journal").write_text("a file, not a folder", encoding="utf-8")
        kiosk = environment.Kiosk(self.place, self.centre, scenario.STATION)
        self.addCleanup(kiosk.stop)
        kiosk.start()
        kiosk.do("wait stationProblem visible")
        self.assertIn(kiosk.get("stationProblem", "text"), (environment.sentence("error.store.disk"),))

    def test_a_crash_writes_no_image_of_the_memory(self):
        """Memory: no core file of a process that holds what somebody typed."""
        process = subprocess.Popen([environment.program("warmheart-kiosk"), "--config", str(self.config)],
                                   stderr=subprocess.DEVNULL, env=self.kiosk.environment())
        self.addCleanup(environment.end, process)
        limits = Path(f"/proc/{process.pid}/limits")
        environment.until("no core file is written",
                          lambda: re.search(r"Max core file size\s+0\s+0", limits.read_text(encoding="utf-8")))


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
        for wide, encoding in ((1, "utf-8"), (2, "utf-16-le"), (4, "utf-32-le")):
            digit = rb"[0-9X]" + rb"\x00" * (wide - 1)
            for run in re.finditer(rb"(?:" + digit + rb"){%d,}" % PIECE, content):
                text = run[0].decode(encoding)
                if any(text[at:at + PIECE] in self.pieces for at in range(len(text) - PIECE + 1)):
                    yield f"{encoding} {text[:24]} ({self.around(content, run, encoding)})"
            for text in self.grouped:
                if text.encode(encoding) in content:
                    yield f"{encoding} {text}"

    @staticmethod
    def around(content: bytes, run: re.Match, encoding: str) -> str:
        words = content[max(0, run.start() - 32):run.end() + 32].decode(encoding, "replace")
        return "".join(c if c.isprintable() else "·" for c in words)


def somebody() -> scenario.Rider:
    """Digits that stand nowhere by chance: a district of no table, a mobile without rows of zeros."""
    born = f"19{secrets.randbelow(20) + 71}{secrets.randbelow(12) + 1:02}{secrets.randbelow(28) + 1:02}"
    number = scenario.with_check_digit(f"652{secrets.randbelow(900) + 100}{born}{secrets.randbelow(900) + 100}")
    mobile = f"1{secrets.choice('3578')}" + "".join(secrets.choice("123456789") for _ in range(9))
    return scenario.Rider("zhangwei", "张伟", number, mobile)


class MemoryOfTheKiosk(Enrolled):
    def test_nothing_of_anybody_stands_in_memory_once_home_is_shown(self):
        """Memory: back at Home after two joins 26 pieces of numbers and mobiles stood in the kiosk's writable memory,
        59 after "my data", whole ones among them."""
        kiosk, step = self.kiosk, scenario.Steps(self.kiosk, None, lambda _: None)
        first, second, third = people = [somebody() for _ in range(3)]
        kiosk.start()
        memory = Memory(kiosk.process.pid, people)
        scenario.fill_in(kiosk, first, step)
        self.assertTrue(memory.found(), "what is on the screen has to be found, or the search finds nothing")
        code, _ = scenario.submit(kiosk, step)
        environment.until("received", lambda: kiosk.get("delivery", "iconName") == "received")
        scenario.finish(kiosk)
        scenario.fill_in(kiosk, second, step)
        scenario.submit(kiosk, step)
        scenario.finish(kiosk)
        self.forgotten(memory, "two people have joined")

        scenario.wait_for_application(self.console())
        scenario.look_up(kiosk, first, code)
        kiosk.tap("myRights")
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

    def leave_half_way(self, person: scenario.Rider):
        kiosk = self.kiosk
        kiosk.tap("joinTile")
        kiosk.tap("primaryButton")
        for consent in scenario.CONSENTS:
            kiosk.tap(f"consent-{consent}Agree")
        kiosk.tap("primaryButton")
        scenario.pad(kiosk, "mobile", person.mobile)
        scenario.pad(kiosk, "documentNumber", person.number)
        kiosk.tap("homeButton")
        kiosk.tap("leaveButton")
        kiosk.do("wait homePage visible")

    def forgotten(self, memory: Memory, after: str):
        try:
            environment.until("nothing is left", lambda: not memory.found(), 8)
        except environment.Trouble:
            found = memory.found()
            self.fail(f"after {after} {len(found)} pieces are left:\n" + "\n".join(found[:40]))


class Mistyped(Enrolled):
    def test_a_first_digit_mistyped_as_9_is_a_slip_and_the_number_meant_is_offered(self):
        """A first ID digit mistyped as 9 is told to change the document kind although the check character fails; the
        right did-you-mean is known and not offered."""
        kiosk, number = self.kiosk, scenario.with_check_digit("11010519900307283")
        kiosk.start()
        kiosk.tap("joinTile")
        kiosk.tap("primaryButton")
        for consent in scenario.CONSENTS:
            kiosk.tap(f"consent-{consent}Agree")
        kiosk.tap("primaryButton")
        scenario.pad(kiosk, "documentNumber", "9" + number[1:])
        kiosk.do("wait documentNumberError visible")
        self.assertEqual(kiosk.get("documentNumberError", "text"), environment.sentence("error.document.check"))
        grouped = " ".join((number[:6], number[6:14], number[14:]))
        self.assertEqual(kiosk.get("documentSuggestion", "text"),
                         environment.sentence("identity.did-you-mean").replace("%1", grouped))
        kiosk.tap("documentSuggestion")
        self.assertEqual(kiosk.get("documentNumberInput", "text"), grouped)


class Wire(Enrolled):
    def enrolled(self) -> Device:
        device = Device("localhost", self.centre.people_port)
        device.enrol(self.centre.enrolment_code(scenario.STATION))
        return device

    def new_id(self) -> bytes:
        return uuid7(time.time_ns() // 1_000_000, os.urandom(10))

    def test_a_payload_that_is_acknowledged_is_held_however_long_or_unreadable_it_is(self):
        """Wire: an unreadable or over-long payload is acknowledged as durably stored while its payload was dropped."""
        device = self.enrolled()
        travelling = [device.write(self.new_id(), APPLICATION_SUBMITTED, os.urandom(size), os.urandom(56))
                      for size in (40_000, 400_000)]
        answer = device.sync(travelling, 1, bytes(32), device.hash)
        self.assertEqual((one(answer, 3, 0), one(answer, 4, 0), one(answer, 5, b"")), (0, 2, device.hash))
        held = self.centre.rows("SELECT payload FROM raw_record WHERE device = ? ORDER BY seq", device.device)
        self.assertEqual([payload for payload, in held], [one(parse(record), 2, b"") for record in travelling])
        self.centre.admin("verify")

    def test_a_number_that_cannot_be_is_not_complete_and_the_reviewer_sees_what_is_wrong(self):
        """Payloads of devices validated at the centre by the kiosk's rules (an impossible number was "complete")."""
        device = self.enrolled()
        record = self.new_id()
        fields = message({1: "张三", 2: "resident-id", 3: identity_number("11010519901332123"), 4: "12345",
                          5: "food-delivery", 9: "CY001", 10: message({2: 1})})
        consents = [message({1: name, 2: "1", 3: os.urandom(32), 4: "zh", 5: 1})
                    for name in ("notice", "id-number", "receiving-union")]
        application = message({1: message({1: record, 2: fields, 3: consents, 4: "123456786", 5: os.urandom(8),
                                           8: "zh"})})
        travelling = device.write(record, APPLICATION_SUBMITTED, application, os.urandom(56))
        device.sync([travelling], 1, bytes(32), device.hash)
        console = self.console()
        waiting = scenario.wait_for_application(console)
        self.assertNotIn("complete", [check["code"] for check in waiting["checks"]])
        self.assertEqual(console.open(waiting["id"])["broken_fields"], ["document", "mobile"])


if __name__ == "__main__":
    sys.exit(report.run())
