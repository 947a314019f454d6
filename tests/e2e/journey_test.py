"""A rider joins at a kiosk, the centre approves, the card turns valid: real processes, two kiosks, and what goes wrong
on the way."""

import contextlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
import uuid
from pathlib import Path

import environment
import report
import scenario


class EnvironmentTest(unittest.TestCase):
    """A centre and a kiosk in a temporary folder, enrolled and running."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="warmheart-e2e-"))
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.centre = environment.Centre(self.folder, undo_seconds=2)
        self.centre.set_up()
        self.password = self.centre.add_user("reviewer")
        self.centre.start()
        self.addCleanup(self.centre.stop)
        self.kiosk = self.new_kiosk("kiosk")
        self.step = scenario.Steps(self.kiosk, None, lambda _: None)

    def new_kiosk(self, name: str, station: str = scenario.STATION) -> environment.Kiosk:
        kiosk = environment.Kiosk(self.folder / name, self.centre, station)
        kiosk.enrol()
        self.addCleanup(kiosk.stop)
        return kiosk

    def console(self) -> environment.Console:
        return environment.Console(self.centre).sign_in("reviewer", self.password)

    def join(self, number: int) -> tuple[scenario.Rider, str, str]:
        person = scenario.rider(number)
        scenario.fill_in(self.kiosk, person, self.step)
        return person, *scenario.submit(self.kiosk, self.step)

    def delivered(self):
        environment.until("received by the centre", lambda: self.kiosk.get("delivery", "iconName") == "received")

    def verdict(self, kiosk: environment.Kiosk, card: str) -> str:
        kiosk.do(f"scan {card}")
        kiosk.do("wait cardValidityPage visible")
        return scenario.verdict(kiosk)

    def files_hold(self, folder: Path, *texts: str) -> list[str]:
        found = []
        for file in folder.rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                found += [f"{file.name}: {text}" for text in texts if text.encode() in content
                          or text.encode("utf-16-le") in content]
        return found


class TheMainJob(EnvironmentTest):
    def test_joins_is_approved_and_the_card_is_valid_at_another_kiosk_without_network(self):
        other = self.new_kiosk("other", "shuangjing-sinopec")
        self.kiosk.start()
        person, code, card = self.join(1)
        self.delivered()
        scenario.finish(self.kiosk)
        self.assertEqual(self.verdict(self.kiosk, card), "not yet approved")
        other.start()
        console = self.console()
        waiting = scenario.wait_for_application(console)
        self.assertEqual(waiting["masked_name"], "张*")
        opened = console.open(waiting["id"])
        self.assertEqual((opened["name"], opened["document_number"], opened["mobile"]),
                         (person.name, person.number, person.mobile))
        self.assertTrue(opened["signature"]["svg_path"].startswith("M"))
        self.assertTrue(all(consent["given"] for consent in opened["consents"] if consent["text_id"] != "sms"))
        console.decide(waiting["id"], "approve")
        environment.until("valid at the first kiosk, not scanned again",
                          lambda: scenario.verdict(self.kiosk) == "valid", 40, 0.5)
        environment.until("valid at the other kiosk", lambda: self.verdict(other, card) == "valid", 20, 0.5)
        self.centre.stop()
        self.assertEqual(self.verdict(other, card), "valid")
        self.kiosk.tap("homeButton")
        scenario.look_up(self.kiosk, person, code)
        self.assertEqual(scenario.application_state(self.kiosk), "approved")
        self.assertEqual(self.files_hold(self.kiosk.folder, person.name, person.number, person.mobile, code), [])
        self.assertEqual(self.files_hold(self.centre.folder, person.name, person.number, person.mobile, code), [])

    def test_joins_without_network_is_killed_and_the_record_goes_out_by_itself_when_it_is_back(self):
        self.kiosk.start()
        self.kiosk.do("wait joinTile visible")
        self.kiosk.stop()
        self.centre.stop()
        self.kiosk.start()
        self.join(2)
        self.assertIn(self.kiosk.get("delivery", "iconName"), ("saved", "waiting"))
        self.kiosk.kill()
        self.kiosk.start()
        self.centre.start()
        scenario.wait_for_application(self.console())

    def test_a_returned_application_is_filled_anew_and_approved(self):
        self.kiosk.start()
        person, code, _ = self.join(3)
        self.delivered()
        console = self.console()
        waiting = scenario.wait_for_application(console)
        console.open(waiting["id"])
        console.decide(waiting["id"], "return", fields=["mobile"], reason="手机号打不通，请重填。")
        scenario.finish(self.kiosk)
        environment.until("settled", lambda: console.call("GET", "/api/applications?state=returned")["items"], 30)

        def returned() -> bool:
            scenario.look_up(self.kiosk, person, code)
            if scenario.application_state(self.kiosk) == "returned":
                return True
            self.kiosk.tap("homeButton")
            return False

        environment.until("returned, at the kiosk", returned, 30)
        self.kiosk.tap("primaryButton")
        self.kiosk.do("wait correctPage visible")
        scenario.pad(self.kiosk, "mobile", "13900000003")
        self.kiosk.tap("primaryButton")
        again = scenario.wait_for_application(console)
        self.assertEqual(again["id"], waiting["id"])
        self.assertEqual(console.open(again["id"])["mobile"], "13900000003")

    def test_what_was_made_at_one_station_is_seen_whole_and_corrected_at_another(self):
        other = self.new_kiosk("other", "shuangjing-sinopec")
        self.kiosk.start()
        person, code, card = self.join(4)
        self.delivered()
        scenario.finish(self.kiosk)
        self.kiosk.stop()
        console = self.console()
        waiting = scenario.wait_for_application(console)
        console.open(waiting["id"])
        console.decide(waiting["id"], "return", fields=["mobile"], reason="手机号打不通，请重填。")
        environment.until("settled", lambda: console.call("GET", "/api/applications?state=returned")["items"], 30)

        other.start()
        other.do("wait homePage visible")
        scenario.look_up(other, person, code)
        self.assertEqual(scenario.application_state(other), "returned")
        other.tap("thirdButton")
        other.do("wait mineAskPage visible")
        other.do("wait seeFile visible")
        other.tap("seeFile")
        other.do("wait fileReveal visible")
        self.assertIn("*", other.get("fileNumberValue", "text"))
        other.tap("fileReveal")
        self.assertEqual(other.get("fileNumberValue", "text"), person.number)
        self.assertEqual(self.files_hold(other.folder, person.name, person.number, person.mobile, code), [])
        for page in ("mineAskPage", "cardStatusPage"):
            other.tap("backButton")
            other.do(f"wait {page} visible")
        other.tap("primaryButton")
        other.do("wait correctPage visible")
        scenario.pad(other, "mobile", "13900000004")
        other.tap("primaryButton")
        again = scenario.wait_for_application(console)
        self.assertEqual(again["id"], waiting["id"])
        self.assertEqual(console.open(again["id"])["mobile"], "13900000004")
        audit = {what for (what,) in self.centre.rows("SELECT DISTINCT what FROM audit")}
        self.assertLessEqual({"rider-asked-status", "rider-saw-own-data"}, audit)

    def test_a_reviewer_sees_the_own_union_only(self):
        self.kiosk.start()
        self.join(4)
        self.delivered()
        scenario.wait_for_application(self.console())
        password = self.centre.add_user("elsewhere", "union-reviewer", "CYL01")
        stranger = environment.Console(self.centre).sign_in("elsewhere", password)
        self.assertEqual(stranger.waiting(), [])


class Trouble(EnvironmentTest):
    def test_an_enrolment_code_works_once_and_only_at_its_own_centre(self):
        code = self.centre.enrolment_code(scenario.STATION)
        self.new = environment.Kiosk(self.folder / "one", self.centre, scenario.STATION)
        self.assertEqual(self.new.enrol(code).returncode, 0)
        second = environment.Kiosk(self.folder / "two", self.centre, scenario.STATION).enrol(code, check=False)
        self.assertNotEqual(second.returncode, 0)
        self.assertRegex(second.stderr, "用过|used")
        mistyped = code[:-1] + ("A" if code[-1] != "A" else "B")
        slip = environment.Kiosk(self.folder / "three", self.centre, scenario.STATION).enrol(mistyped, check=False)
        self.assertNotEqual(slip.returncode, 0)
        self.assertTrue(slip.stderr.strip())
        elsewhere = environment.Centre(self.folder / "elsewhere")
        elsewhere.set_up()
        its_code = elsewhere.enrolment_code(scenario.STATION)
        foreign = environment.Kiosk(self.folder / "four", self.centre, scenario.STATION).enrol(its_code, check=False)
        self.assertNotEqual(foreign.returncode, 0)
        self.assertFalse((self.folder / "four/station/identity.toml").exists())

    def test_a_revoked_kiosk_is_refused_and_says_so(self):
        self.kiosk.start()
        environment.until("in contact",
                          lambda: self.kiosk.get("syncSentence", "text") == environment.sentence("sync.current"))
        device = uuid.UUID(bytes=self.centre.rows("SELECT id FROM device")[0][0])
        self.centre.admin("revoke", str(device), "--reason", "stolen")
        environment.until("needs a person",
                          lambda: self.kiosk.get("syncSentence", "text") == environment.sentence("error.link.revoked"),
                          30)

    def test_a_damaged_database_is_set_aside_and_the_station_goes_on(self):
        self.kiosk.start()
        self.join(5)
        self.delivered()
        self.kiosk.stop()
        database = self.kiosk.data / "journal/station.db"
        with open(database, "r+b") as file:
            file.write(b"this was a database once" * 400)
        for name in ("-wal", "-shm"):
            database.with_name(database.name + name).unlink(missing_ok=True)
        self.kiosk.start()
        self.join(6)
        self.delivered()
        console = self.console()
        environment.until("both applications", lambda: len(console.waiting()) == 2)
        aside = [path for path in self.kiosk.data.rglob("*") if path.is_file()
                 and b"this was a database once" in path.read_bytes()]
        self.assertTrue(aside, "the damaged file must still be there")

    def test_a_locked_database_is_a_sentence_and_the_second_tap_saves_once(self):
        self.kiosk.start()
        scenario.fill_in(self.kiosk, scenario.rider(7), self.step)
        time.sleep(1)  # the query code is prepared while the rider reviews
        with contextlib.closing(sqlite3.connect(self.kiosk.data / "journal/station.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            self.kiosk.tap("primaryButton")
            self.kiosk.do("wait saveError visible 20000")
            self.assertEqual(self.kiosk.get("saveError", "text"), environment.sentence("error.save.busy"))
            other.execute("ROLLBACK")
        scenario.submit(self.kiosk, self.step)
        self.delivered()
        self.assertEqual(len(self.console().waiting()), 1)

    def test_mistakes_in_configurations_are_sentences_and_a_non_zero_exit(self):
        self.kiosk.config.write_text("[station]\ndata_dir = 7\n[screeen]\n", encoding="utf-8")
        screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")  # with one, the sentences stand there for a minute
        bare = {name: value for name, value in self.kiosk.environment().items() if name not in screens}
        done = subprocess.run([environment.program("warmheart-kiosk"), "--config", str(self.kiosk.config)],
                              capture_output=True, text=True, timeout=30, env=bare)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("line 2", done.stderr)
        self.assertIn("screeen", done.stderr)
        broken = self.folder / "broken.toml"
        broken.write_text("[central]\ndata_dir = \"/nowhere\"\ndevices_port = \"many\"\n", encoding="utf-8")
        done = subprocess.run([environment.program("warmheart-central"), "--config", str(broken)], capture_output=True,
                              text=True, timeout=30)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("devices_port", done.stderr)


if __name__ == "__main__":
    sys.exit(report.run())
