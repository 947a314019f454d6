"""A fleet of stations before a real centre: a day in which the centre is killed, a storm, an end by SIGTERM. Each time
what the fleet calls acknowledged is what the database holds, to the last record."""

import json
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import environment
import report

STATIONS = 30
ROW = struct.Struct(">16sQQ32s")  # app/fleet/README.md "Ledger"


class Fleet(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="warmheart-fleet-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, True)
        cls.centre = environment.Centre(cls.folder)
        cls.centre.set_up()
        with open(cls.centre.config, "a", encoding="utf-8") as config:
            config.write("records_a_day = 1000000\nrequests_a_day = 1000000\n")
        cls.centre.start()
        cls.addClassCleanup(cls.centre.stop)
        cls.ledger = cls.folder / "ledger"
        cls.summary = cls.folder / "summary.json"
        cls.log = cls.folder / "fleet.log"
        codes = cls.folder / "codes"
        codes.write_text(cls.centre.admin("enrol-codes", "--count", str(STATIONS)).stdout, encoding="utf-8")
        for _ in range(2):  # the second time nothing is left to do
            cls.fleet("enrol", "--admin-codes", str(codes), "--out", str(cls.folder / "fleet"), "--centre",
                      f"localhost:{cls.centre.people_port}", "--own-addresses")

    @classmethod
    def fleet(cls, *words: str):
        done = subprocess.run([environment.program("warmheart-fleet"), *words], capture_output=True, text=True,
                              timeout=120)
        if done.returncode != 0:
            raise environment.Trouble(f"warmheart-fleet {words[0]}: {done.stderr} {done.stdout}")

    def running(self, *words: str) -> subprocess.Popen:
        command = [environment.program("warmheart-fleet"), "run", "--fleet", str(self.folder / "fleet"), "--ledger",
                   str(self.ledger), "--json", str(self.summary), *words]
        with open(self.log, "ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log)
        self.addCleanup(environment.end, process)
        return process

    def rows(self) -> int:
        return self.ledger.stat().st_size // ROW.size if self.ledger.exists() else 0

    def until_rows(self, more: int):
        wanted = self.rows() + more
        environment.until(f"{more} more rows in the ledger", lambda: self.rows() >= wanted, 60)

    def ended(self, process: subprocess.Popen) -> dict:
        """The summary of a run that has ended well, compared with the ledger, and that with the database."""
        self.assertEqual(process.wait(150), 0, self.log.read_text(encoding="utf-8")[-2000:])
        summary = json.loads(self.summary.read_text(encoding="utf-8"))
        self.assertEqual(summary["records_waiting"], 0)
        self.assertEqual(summary["parked"], 0)
        self.assertEqual(summary["forgotten"], 0)
        text = self.ledger.read_bytes()
        self.assertEqual(len(text) % ROW.size, 0)
        acknowledged = sorted(ROW.iter_unpack(text))
        held = self.centre.rows("SELECT device, epoch, seq, hash FROM raw_record")
        held = sorted((bytes(device), epoch & (2**64 - 1), seq, bytes(hash)) for device, epoch, seq, hash in held)
        self.assertEqual(len(acknowledged), len(held))
        self.assertEqual(acknowledged, held)
        return summary

    def all_applied(self):
        environment.until("everything is applied", lambda: self.centre.unapplied() == 0, 60)
        self.assertEqual(self.centre.rows("SELECT count(*) FROM parked_record")[0][0], 0)
        self.assertEqual(self.centre.admin("verify").returncode, 0)

    def test_all_stations_of_the_codes_are_enrolled_once(self):
        enrolled = "SELECT count(*) FROM device WHERE state = 'active' AND machine LIKE 'fleet station %'"
        self.assertEqual(self.centre.rows(enrolled)[0][0], STATIONS)
        self.assertEqual(len((self.folder / "fleet/fleet.jsonl").read_text(encoding="utf-8").splitlines()), STATIONS)
        self.assertEqual((self.folder / "fleet/fleet.jsonl").stat().st_mode & 0o777, 0o600)

    def test_a_day_in_which_the_centre_is_killed(self):
        before = self.rows()
        began = time.monotonic()
        process = self.running("--scenario", "day", "--speed", "600", "--from", "10:30", "--minutes", "0.3333",
                               "--visits", "60", "--outages", "0.3", "--seed", "7", "--own-addresses")
        self.until_rows(100)
        environment.until("the middle of the day", lambda: time.monotonic() - began > 8, 20)
        self.centre.kill()
        time.sleep(0.5)
        self.centre.start()
        self.until_rows(20)
        summary = self.ended(process)
        self.assertEqual(summary["records_acknowledged"], self.rows() - before)
        self.assertEqual(summary["stations_heard"], STATIONS)
        self.assertGreater(sum(summary["failures"].values()), 0, "nobody has seen the centre die")
        self.assertGreater(summary["longest_silence_s"], 0.5)
        self.assertGreater(summary["request_ms"]["count"], 0)
        kinds = {kind for kind, in self.centre.rows("SELECT DISTINCT kind FROM raw_record")}
        self.assertLessEqual({1, 10, 11, 13, 14, 16, 21, 70}, kinds, "a kind of the day is missing")
        self.all_applied()

    def test_a_storm_of_stations_that_come_back_together(self):
        before = self.rows()
        summary = self.ended(self.running("--scenario", "storm", "--records", "50"))
        self.assertEqual(self.rows() - before, STATIONS * 50)
        self.assertEqual(summary["records_acknowledged"], STATIONS * 50)
        self.all_applied()

    def test_sigterm_ends_a_run_with_its_summary_and_nothing_open(self):
        process = self.running("--scenario", "steady", "--connections", "5", "--records-a-request", "20", "--minutes",
                               "5")
        self.until_rows(400)
        process.send_signal(signal.SIGTERM)
        summary = self.ended(process)
        self.assertTrue(summary["stopped"])
        self.assertEqual(summary["stations"], 5)


if __name__ == "__main__":
    sys.exit(report.run())
