"""A backup is made while stations write, killed in the middle, rehearsed and put back: nothing acknowledged that a
device still holds is lost, and who was erased after the backup is erased after the restore."""

import json
import os
import random
import re
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
from independent_client import Device, damm_digit, identity_number, message, one, uuid7

SUBMITTED, ERASURE = 1, 62
KILLS = 40 if os.environ.get("WARMHEART_LONG") == "1" else 8


class Backups(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="warmheart-backup-"))
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.backups = self.folder / "backups"
        self.centre = environment.Centre(self.folder)
        self.centre.set_up()
        self.centre.start()
        self.addCleanup(self.centre.stop)
        self.kiosk = self.folder / "kiosk"
        self.saved: set[str] = set()
        seed = int(os.environ.get("WARMHEART_SEED", time.time_ns() % 1_000_000))
        print(f"(moments: WARMHEART_SEED={seed}) ", end="", flush=True)
        self.random = random.Random(seed)
        code = self.centre.enrolment_code(scenario.STATION)
        self.run_kiosk("enrol", "--centre", f"localhost:{self.centre.people_port}", "--code", code)
        self.run_kiosk("sync")

    # ---------------------------------------------------------------- stations

    def command(self, *words: str) -> list[str]:
        return [environment.program("warmheart-test-device"), "--folder", str(self.kiosk), *words]

    def run_kiosk(self, *words: str) -> str:
        done = subprocess.run(self.command(*words), capture_output=True, text=True, timeout=120)
        if done.returncode != 0:
            raise environment.Trouble(f"warmheart-test-device {words[0]}: {done.stderr} {done.stdout}")
        return done.stdout

    def submitting(self, seed: int) -> subprocess.Popen:
        """Saves and sends an application every so often, for as long as it is left to; the day has room for them."""
        with open(self.lines(seed), "w", encoding="utf-8") as to:
            return subprocess.Popen(self.command("submit", "--online", "--count", "1500", "--seed", str(seed),
                                                 "--pause-ms", "60"), stdout=to, stderr=subprocess.DEVNULL)

    def lines(self, seed: int) -> Path:
        return self.folder / f"saved-{seed}.json"

    def end_submitting(self, process: subprocess.Popen, seed: int):
        """What it had called saved: whole lines only."""
        process.send_signal(signal.SIGKILL)
        process.wait()
        for line in self.lines(seed).read_text(encoding="utf-8").split("\n")[:-1]:
            self.saved.add(json.loads(line)["id"])

    def all_applied(self):
        return None if self.centre.unapplied() else self.centre.rows("SELECT id FROM application")

    def applied_ids(self) -> set[str]:
        return {str(uuid.UUID(bytes=row[0])) for row in environment.until("everything applied", self.all_applied, 60)}

    def join_elsewhere(self) -> tuple[bytes, bytes]:
        """Somebody who joins by an independent client, and will be erased: application and card."""
        self.device = Device("localhost", self.centre.people_port)
        self.device.enrol(self.centre.enrolment_code(scenario.STATION))
        application, card = uuid7(time.time_ns() // 1_000_000, os.urandom(10)), os.urandom(8)
        fields = message({1: "龘小明", 2: "resident-id", 3: identity_number("11010519910307222"), 4: "13920000222",
                          5: "food-delivery", 9: "CY001"})
        consents = [message({1: name, 2: "1", 3: bytes(32), 4: "zh", 5: 1})
                    for name in ("notice", "id-number", "receiving-union")]
        self.write(SUBMITTED, {1: application, 2: fields, 3: consents, 4: "30000222" + damm_digit("30000222"), 5: card,
                               8: "zh"}, application)
        return application, card

    def write(self, kind: int, body: dict, record: bytes = b"") -> bytes:
        record = record or uuid7(time.time_ns() // 1_000_000, os.urandom(10))
        first, previous = self.device.next_seq, self.device.hash
        travelling = self.device.write(record, kind, message({kind: message(body)}), os.urandom(56))
        answer = self.device.sync([travelling], first, previous, self.device.hash)
        self.assertEqual((one(answer, 3, 0), one(answer, 4, 0)), (0, self.device.next_seq - 1))
        return record

    # ---------------------------------------------------------------- backups

    def back_up(self) -> Path:
        time.sleep(1.1)  # a name is a second
        self.centre.admin("backup", str(self.backups))
        return self.whole()[-1]

    def whole(self) -> list[Path]:
        return sorted(path for path in self.backups.glob("2*") if path.is_dir())

    def listed(self) -> list[str]:
        return re.findall(r"^(\d{4}-\d\d-\d\d-\d{6}) ", self.centre.admin("backups", str(self.backups)).stdout, re.M)

    def kill_backups(self) -> int:
        """Killed at any moment; how many were whole by then."""
        self.back_up()
        for _ in range(KILLS):
            time.sleep(1.1)
            making = subprocess.Popen([environment.program("warmheart-admin"), "--data", str(self.centre.data),
                                       "backup", str(self.backups)], stdout=subprocess.DEVNULL,
                                      stderr=subprocess.DEVNULL)
            time.sleep(self.random.uniform(0.0, 0.4))
            making.send_signal(signal.SIGKILL)
            making.wait()
            self.assertEqual(self.listed(), [path.name for path in self.whole()])
        for path in self.whole():
            self.assertNotIn("FAULT", self.centre.admin("restore", "--try", str(path)).stdout)
        return len(self.whole())

    def erase(self, application: bytes, card: bytes):
        operators = [self.centre.add_operator(name) for name in ("li.jing", "wang.fang")]
        request = str(uuid.UUID(bytes=self.write(ERASURE, {1: application, 2: card})))
        environment.until("the request is there", lambda: self.centre.rows("SELECT 1 FROM rider_request"))
        for name in operators:
            self.centre.vouched("request", "agree", request, by=name)
        environment.until("the rider is erased", lambda: self.centre.rows(
            "SELECT state FROM rider_request WHERE ask = 'erase'") == [("done",)], 60)

    def test_a_backup_of_a_centre_that_writes_is_killed_rehearsed_and_put_back(self):
        application, card = self.join_elsewhere()
        station = self.submitting(1)
        environment.until("records arrive", lambda: self.centre.rows("SELECT count(*) FROM raw_record")[0][0] > 20)
        whole = self.kill_backups()
        backup = self.back_up()
        self.assertEqual([path for path in self.backups.iterdir() if path.name.startswith(".u")], [],
                         "remains of killed ones are taken away by the next")
        self.assertFalse(any(backup.rglob("*.key")))
        self.end_submitting(station, 1)
        station = self.submitting(2)  # what the backup does not have
        environment.until("more is saved", lambda: self.lines(2).read_text(encoding="utf-8").count("\n") > 10)
        self.end_submitting(station, 2)
        self.run_kiosk("sync", "--seconds", "90")
        self.assertEqual(self.saved - self.applied_ids(), set(), "before the restore")
        self.erase(application, card)
        refused = self.centre.admin("restore", str(backup), check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("running", refused.stderr)
        self.centre.stop()
        in_backup = int(re.search(r"^rows central\.db/application (\d+)$", (backup / "manifest").read_text(), re.M)[1])
        self.assertLess(in_backup, len(self.saved), "the backup has not all")
        said = self.centre.admin("restore", str(backup)).stdout
        self.assertIn("1 persons of the backup had been erased, and are erased again", said)
        self.assertIn("send again by themselves", said)
        self.centre.start()
        self.run_kiosk("sync", "--seconds", "90")
        self.assertEqual(self.saved - self.applied_ids(), set(), "lost by the restore")
        sealed, name = self.centre.rows("SELECT length(sealed), masked_name FROM application WHERE id = ?",
                                        application)[0]
        self.assertEqual((sealed, name), (0, "*"), "who was erased after the backup stands in it no more")
        self.assertEqual(self.centre.rows("SELECT count(*) FROM parked_record"), [(0,)])
        self.assertEqual(self.centre.admin("verify").returncode, 0)
        self.assertIn("rehearsed", self.centre.admin("backups", str(self.backups)).stdout)
        print(f"{KILLS} kills, {whole} whole, {len(self.saved)} saved, {in_backup} in the backup, ", end="")


if __name__ == "__main__":
    sys.exit(report.run())
