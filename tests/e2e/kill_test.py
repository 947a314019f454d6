"""kill -9 of the station and of the centre in the middle of a push: every application that was called saved is at
the centre exactly once. WARMHEART_LONG=1 kills more often; WARMHEART_SEED=n repeats a run's moments."""

import json
import os
import random
import shutil
import signal
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

KILLS = 500 if os.environ.get("WARMHEART_LONG") == "1" else 40


class Kill9(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="warmheart-kill-"))
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.centre = environment.Centre(self.folder)
        self.centre.set_up()
        self.centre.start()
        self.addCleanup(self.centre.stop)
        self.device = self.folder / "device"
        self.saved: set[str] = set()
        seed = int(os.environ.get("WARMHEART_SEED", time.time_ns() % 1_000_000))
        print(f"(moments: WARMHEART_SEED={seed}) ", end="", flush=True)
        self.random = random.Random(seed)
        code = self.centre.enrolment_code(scenario.STATION)
        self.run_device("enrol", "--centre", f"localhost:{self.centre.people_port}", "--code", code)
        self.run_device("sync")

    def command(self, *words: str) -> list[str]:
        return [environment.program("warmheart-test-device"), "--folder", str(self.device), *words]

    def run_device(self, *words: str):
        done = subprocess.run(self.command(*words), capture_output=True, text=True, timeout=120)
        if done.returncode != 0:
            raise environment.Trouble(f"warmheart-test-device {words[0]}: {done.stderr} {done.stdout}")

    def submitting(self, seed: int) -> subprocess.Popen:
        return subprocess.Popen(self.command("submit", "--online", "--count", "1000", "--seed", str(seed)),
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def collect(self, process: subprocess.Popen):
        """What a killed station had called saved: whole lines only; a torn last line was never read by anybody."""
        for line in process.stdout.read().split("\n")[:-1]:
            self.saved.add(json.loads(line)["id"])

    def test_every_saved_application_is_at_the_centre_exactly_once(self):
        for kill in range(KILLS):
            station = self.submitting(kill)
            time.sleep(self.random.uniform(0.05, 1.2))
            if kill % 2:
                self.centre.kill()
                time.sleep(self.random.uniform(0.0, 0.3))
                self.centre.start()
                time.sleep(self.random.uniform(0.0, 0.5))
            station.send_signal(signal.SIGKILL)
            self.collect(station)
            station.wait()
        self.run_device("sync", "--seconds", "90")
        held = [str(uuid.UUID(bytes=row[0])) for row in environment.until("everything applied", self.all_applied, 60)]
        self.assertGreater(len(self.saved), KILLS)
        stored = self.centre.rows("SELECT count(*) FROM raw_record WHERE kind = 1 AND id IS NOT NULL")[0][0]
        parked = self.centre.rows("SELECT count(*) FROM parked_record")[0][0]
        self.assertEqual(parked, 0)
        self.assertEqual(stored, len(held), "doubled")
        self.assertEqual(self.saved - set(held), set(), "lost")
        self.assertEqual(self.centre.admin("verify").returncode, 0)
        print(f"{KILLS} kills, {len(self.saved)} saved, ", end="")

    def all_applied(self):
        return None if self.centre.unapplied() else self.centre.rows("SELECT id FROM application")


if __name__ == "__main__":
    sys.exit(report.run())
