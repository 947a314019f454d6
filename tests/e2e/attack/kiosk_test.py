"""The kiosk attacked from outside: started on damaged folders, a mistyped number, and a device that sends what no kiosk
would. Its memory: kiosk_memory_test.py. The people are made up."""

import os
import re
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
from independent_client import APPLICATION_SUBMITTED, Device, one, parse, uuid7  # noqa: E402

SIGTERM_IS_HANDLED = 1 << 14  # of SigCgt in /proc/PID/status


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


class Mistyped(Enrolled):
    def test_a_first_digit_mistyped_as_9_is_a_slip_and_the_number_meant_is_offered(self):
        """A first ID digit mistyped as 9 is told to change the document kind although the check character fails; the
        right did-you-mean is known and not offered."""
        kiosk, number = self.kiosk, scenario.with_check_digit("11010519900307283")
        kiosk.start()
        scenario.consent(kiosk)
        kiosk.do("wait joinIdentityPage visible")
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
        self.enrolled().send_unfit_application("CY001")
        console = self.console()
        waiting = scenario.wait_for_application(console)
        self.assertNotIn("complete", [check["code"] for check in waiting["checks"]])
        self.assertEqual(console.open(waiting["id"])["broken_fields"], ["document", "mobile"])


if __name__ == "__main__":
    sys.exit(report.run())
