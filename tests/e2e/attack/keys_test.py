"""Every key of a centre that runs is changed under it, with its real programs over real TLS: by stations of the shipped
code, by a client that knows nothing of rotations, and by commands that are killed on the way."""

import json
import os
import shutil
import signal
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
from cryptography.exceptions import InvalidSignature  # noqa: E402
from independent_client import Device, Fixed64, message, one, parse, verify  # noqa: E402


def ordinal_bytes(ordinal: int) -> bytes:
    return ordinal.to_bytes(8, "big")


class Rotating(unittest.TestCase):
    """One centre for all tests of a class, started once: nothing here restarts it."""

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="warmheart-keys-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, True)
        cls.centre = environment.Centre(cls.folder, undo_seconds=1)
        cls.centre.set_up()
        cls.prepare()
        cls.centre.start()
        cls.addClassCleanup(cls.centre.stop)
        cls.pid = cls.centre.process.pid
        cls.station = cls.folder / "station"
        cls.run_station("enrol", "--centre", f"localhost:{cls.centre.people_port}", "--code",
                        cls.centre.enrolment_code(scenario.STATION))
        cls.run_station("sync")
        cls.seeds = 0

    @classmethod
    def prepare(cls):
        """What else is to be there before the centre starts."""

    def tearDown(self):
        """The same process served all along, every chain holds, and no secret is in its log, the audit or an answer."""
        self.assertIsNone(self.centre.process.poll())
        self.assertEqual(self.centre.process.pid, self.pid)
        self.centre.admin("verify")
        log = self.centre.log.read_text(encoding="utf-8")
        audit = "\n".join(f"{who} {what} {subject} {detail}" for who, what, subject, detail in
                          self.centre.rows("SELECT who, what, subject, detail FROM audit"))
        listed = self.centre.admin("keys").stdout
        for file in self.keys.glob("*.key*"):
            if (seed := file.read_text(encoding="utf-8").strip()) and len(seed) == 64:
                for said in (log, audit, listed):
                    self.assertNotIn(seed[:16], said, file.name)

    @property
    def keys(self) -> Path:
        return self.centre.data / "keys"

    @classmethod
    def run_station(cls, *words: str, check: bool = True) -> list[dict]:
        done = subprocess.run([environment.program("warmheart-test-device"), "--folder", str(cls.station), *words],
                              capture_output=True, text=True, timeout=120)
        if check and done.returncode != 0:
            raise environment.Trouble(f"warmheart-test-device {words[0]}: {done.stderr} {done.stdout}")
        return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]

    def join(self, count: int = 1) -> list[dict]:
        """Invented riders who joined at the station; the centre has applied them."""
        type(self).seeds += 1
        saved = self.run_station("submit", "--online", "--count", str(count), "--seed", str(self.seeds))
        environment.until("everything is applied", lambda: not self.centre.unapplied(), 60)
        self.assertEqual(self.centre.rows("SELECT count(*) FROM parked_record")[0][0], 0)
        return saved

    def rotate(self, name: str, *more: str):
        said = self.centre.admin("keys", "rotate", name, *more).stdout
        self.assertIn(f"made {name} key", said)

    def listed(self, name: str) -> list[str]:
        return [line for line in self.centre.admin("keys").stdout.splitlines() if line.startswith(name + " ")]

    def trusted(self) -> dict[str, int]:
        """What the station has followed to, by name."""
        database = environment.Program()
        database.database = self.station / "journal/station.db"
        return dict(database.rows("SELECT name, ordinal FROM trusted_key"))

    def independent(self) -> Device:
        device = Device("localhost", self.centre.people_port)
        device.enrol(self.centre.enrolment_code(scenario.STATION))
        return device

    def exchange(self, device: Device, feed_ordinal: int = 0) -> dict[int, list]:
        """One sync without records; `feed_ordinal` as a station of ours says it."""
        body = message({1: 1, 2: Fixed64(device.epoch), 3: device.next_seq, 4: device.hash, 6: device.hash,
                        7: device.cursors, 8: message({1: "independent"}), 10: device.incarnation, 11: feed_ordinal})
        return parse(device._post(device.devices, device.devices_port, "/v1/sync", body))

    def status_of(self, device: Device, rider: dict) -> str:
        """By query code and last four: found by a keyed hash of the code."""
        proof = message({2: rider["query_code"], 3: rider["last_four"]})
        answer = device.ask(message({1: 1, 2: message({1: proof})}))
        return one(answer, 1, b"").decode() or one(parse(one(answer, 3, b"")), 2, b"").decode()

    def sealed_to(self) -> list[str]:
        """The id of the key that each record was sealed to, as they came."""
        rows = self.centre.rows("SELECT header FROM raw_record ORDER BY received_ms, seq")
        return [one(parse(one(parse(header), 10, b"")), 2, b"").hex() for header, in rows]

    def card_keys_of_station(self) -> list[dict[int, list]]:
        database = environment.Program()
        database.database = self.station / "journal/station.db"
        rows = database.rows("SELECT value FROM feed_value WHERE key >= 'card-key/' AND key < 'card-key0'")
        return [parse(one(parse(value), 5, b"")) for value, in rows]

    @staticmethod
    def is_good(card: str, key: str) -> bool:
        """By a program that has no code of ours."""
        done = subprocess.run([sys.executable, str(environment.ROOT / "tests/e2e/card_check.py"), card, key],
                              capture_output=True, text=True, timeout=20)
        return done.returncode == 0

    def audited(self, name: str) -> int:
        return self.centre.rows("SELECT count(*) FROM audit WHERE what = 'key-rotated' AND subject = ?", name)[0][0]


class EachKey(Rotating):
    def test_sealing(self):
        """A station seals to the next key within its next exchange; what was sealed to the one before still opens."""
        self.run_station("submit", "--count", "1", "--seed", "900")  # sealed before, sent after
        before = self.audited("sealing")
        self.rotate("sealing")
        self.run_station("sync")
        self.join()
        sealed_to = self.sealed_to()
        newest = self.listed("sealing")[0]
        self.assertIn(sealed_to[-1], newest)
        self.assertIn("in use", newest)
        self.assertNotEqual(sealed_to[0], sealed_to[-1])
        self.assertEqual(self.audited("sealing"), before + 1)

    def test_feed(self):
        """A station follows to the next feed key, and keeps it; a client of before goes on under the key it knows."""
        old_client = self.independent()
        followed = self.trusted().get("feed", 1)
        self.rotate("feed")
        self.run_station("sync")
        self.assertEqual(self.trusted()["feed"], followed + 1)
        answer = self.exchange(old_client)
        while old_client.take_feed(answer):  # verified under the key of its enrolment
            answer = self.exchange(old_client)
        self.assertTrue(any(key.startswith("sealing-key/") for key in old_client.feed))
        head = ordinal_bytes(one(answer, 15, 0)) + ordinal_bytes(one(answer, 16, 0)) + one(answer, 13, b"")
        verify(old_client.feed_key, one(answer, 14, b""), b"warmheart audit head 2" + head)
        old_client.incarnation = 0
        answer = self.exchange(old_client, followed)
        announced = parse(one(answer, 17, b""))
        ordinal, public = one(announced, 1, 0), one(announced, 2, b"")
        self.assertEqual(ordinal, followed + 1)
        verify(old_client.root, one(announced, 3, b""), b"warmheart feed key 1" + ordinal_bytes(ordinal) + public)
        page = one(answer, 8, b"")
        verify(public, one(answer, 9, b""), b"warmheart feed page 1" + page)
        with self.assertRaises(InvalidSignature):
            verify(old_client.feed_key, one(answer, 9, b""), b"warmheart feed page 1" + page)
        self.assertEqual(len(self.listed("feed")), 2)
        self.centre.admin("verify", "--heads", str(self.station / "journal/station.db"))

    def test_card(self):
        """A card of before is valid at a station's counter, one of after too; the older secret is gone at once."""
        console = environment.Console(self.centre)
        console.sign_in("wang.li", self.centre.add_user("wang.li"))
        first, second = self.join(2)
        cards = []
        for rider in (first, second):
            console.open(rider["id"])
            console.decide(rider["id"], "approve", person="示范工会委员会", resolution="2026-11")
            environment.until("it is settled", lambda: self.centre.rows(
                "SELECT count(*) FROM application WHERE final_card <> ''")[0][0] == len(cards) + 1, 30)
            self.run_station("sync", "--decided", rider["id"])
            states = {line["id"]: line for line in self.run_station("states")}
            cards.append(states[rider["id"]]["final_card"])
            if rider is first:
                self.rotate("card")
        self.assertNotEqual(cards[0][:20], cards[1][:20])
        self.assertFalse((self.keys / "card.key").exists())
        lines = self.listed("card")
        self.assertEqual(len(lines), 2)
        self.assertIn("trusted", lines[1])
        self.assertIn("until 20", lines[1])
        final = [one(key, 2, b"").hex() for key in self.card_keys_of_station() if one(key, 3, 0)]
        self.assertEqual(len(final), 2)
        good = [[self.is_good(card, key) for key in final] for card in cards]
        self.assertEqual(sorted(map(tuple, good)), [(False, True), (True, False)], "each by a key of its own")

    def test_kek_and_who_signs_in(self):
        """Riders are read and reviewers sign in, midway, when rows are written anew, and when the older is gone."""
        console = environment.Console(self.centre)
        console.sign_in("zhang.min", self.centre.add_user("zhang.min"))
        riders = self.join(3)
        name = console.open(riders[0]["id"])["name"]
        self.rotate("kek")
        self.assertEqual(console.open(riders[0]["id"])["name"], name)
        console.sign_in("zhang.min", self.centre.passwords["zhang.min"])
        self.centre.admin("keys", "forget", "kek")
        self.assertFalse((self.keys / "kek.key").exists())
        for rider in riders:
            self.assertEqual(console.open(rider["id"])["name"], rider["name"])
        factor = self.centre.factors["zhang.min"]
        body = {"user": "zhang.min", "password": self.centre.passwords["zhang.min"], "code": factor.recovery.pop()}
        console.call("POST", "/api/session", body)  # made under the kek that is gone
        device = self.independent()
        device.renew()

    def test_id_hash_and_query_codes(self):
        """A rider's code opens what it opened, before, after, and when the older key is gone; nobody becomes two."""
        device = self.independent()
        rider, = self.join()
        self.assertEqual(self.status_of(device, rider), "awaiting-review")
        self.rotate("id-hash")
        self.assertEqual(self.status_of(device, rider), "awaiting-review")
        self.centre.admin("keys", "forget", "id-hash")
        self.assertFalse((self.keys / "id-hash.key").exists())
        self.assertEqual(self.status_of(device, rider), "awaiting-review")
        persons = self.centre.rows("SELECT count(*) FROM person")[0][0]
        type(self).seeds += 1
        self.run_station("submit", "--online", "--seed", str(self.seeds), "--document", rider["document_number"])
        environment.until("everything is applied", lambda: not self.centre.unapplied(), 60)
        self.assertEqual(self.centre.rows("SELECT count(*) FROM person")[0][0], persons)


class CutOff(Rotating):
    def test_a_rotation_that_is_killed_is_finished_by_the_running_centre(self):
        """SIGKILL of the command at many moments: rows under either key are read all along, and none stays behind."""
        riders = self.join(150)
        console = environment.Console(self.centre)
        console.sign_in("wang.li", self.centre.add_user("wang.li"))
        begun = time.monotonic()
        self.centre.admin("keys")
        command_s = time.monotonic() - begun  # of a command that changes nothing, on this machine
        killed = 0
        for name in ("kek", "id-hash") * 4:
            command = subprocess.Popen([environment.program("warmheart-admin"), "--data", str(self.centre.data), "keys",
                                        "rotate", name], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            time.sleep(command_s * (0.2 + 0.2 * killed))
            command.send_signal(signal.SIGKILL)
            command.communicate()
            killed += 1
            rider = riders[killed]
            self.assertEqual(console.open(rider["id"])["name"], rider["name"])
        newest = {name: max(int(file.stem.rsplit("-", 1)[1]) if file.stem != name else 1
                            for file in self.keys.glob(f"{name}*.key")) for name in ("kek", "id-hash")}
        self.assertGreater(max(newest.values()), 1, "no command got as far as a new key")

        def all_anew():
            keks = environment.Program()
            keks.database = self.centre.data / "person-keys.db"
            return (keks.rows("SELECT min(kek) FROM person_key")[0][0] == newest["kek"]
                    and self.centre.rows("SELECT min(id_hash) FROM person")[0][0] == newest["id-hash"]
                    and self.centre.rows("SELECT min(code_key) FROM application")[0][0] == newest["id-hash"])

        environment.until("every row stands under the newest key", all_anew, 60)
        device = self.independent()
        for rider in riders[:5]:
            self.assertEqual(self.status_of(device, rider), "awaiting-review")
        for name in ("kek", "id-hash"):
            environment.until(f"the older {name} can go",
                              lambda name=name: self.centre.admin("keys", "forget", name, check=False).returncode == 0)
        self.assertEqual(console.open(riders[-1]["id"])["name"], riders[-1]["name"])
        print(f"({killed} kills, {newest}) ", end="")


class Offline(Rotating):
    def test_the_root_lies_elsewhere_and_the_next_one_is_followed(self):
        """Root offline: the centre starts and runs without it; what needs it asks for its file; stations follow on."""
        stick = self.folder / "stick"
        stick.mkdir()
        (self.keys / "root.key").rename(stick / "root.key")
        self.centre.stop()
        self.centre.start()
        type(self).pid = self.centre.process.pid
        old_client = self.independent()
        self.assertIn("its secret is not here", self.listed("root")[0])
        for name in ("sealing", "feed", "root"):
            refused = self.centre.admin("keys", "rotate", name, check=False)
            self.assertEqual(refused.returncode, 1)
            self.assertIn("--root-key FILE", refused.stderr)
        wrong = self.centre.admin("keys", "rotate", "sealing", "--root-key", str(self.keys / "feed.key"), check=False)
        self.assertIn("not the present root", wrong.stderr)
        self.rotate("sealing", "--root-key", str(stick / "root.key"))
        self.rotate("root", "--root-key", str(stick / "root.key"), "--new-root-key", str(stick / "next.key"))
        self.assertEqual(list(self.keys.glob("root*.key")), [])
        self.run_station("sync")
        self.assertEqual(self.trusted().get("root"), 2)
        self.rotate("feed", "--root-key", str(stick / "next.key"))
        self.run_station("sync")
        self.assertEqual(self.trusted(), {"root": 2, "feed": 2})
        self.join()
        self.assertIn(self.sealed_to()[-1], self.listed("sealing")[0])
        before = self.centre.admin("keys", "rotate", "feed", "--root-key", str(stick / "root.key"), check=False)
        self.assertIn("not the present root", before.stderr)
        # A kiosk of before knows no other root: it goes on with the sealing key of its enrolment.
        answer = self.exchange(old_client)
        old_client.take_feed(answer)
        link = parse(one(answer, 18, b""))
        verify(old_client.root, one(link, 3, b""), b"warmheart root key 1" + ordinal_bytes(2) + one(link, 2, b""))
        fresh = self.independent()
        self.assertEqual(fresh.root, one(link, 2, b""))
        self.exchange(fresh)

    def test_slips_are_sentences(self):
        """An unknown key, and what can be forgotten: a usage exit and a sentence; nothing is changed."""
        for words, says in ((("rotate", "kekk"), "sealing, card, feed, root, kek, id-hash"),
                            (("rotate", "server"), "there is no key"), (("forget", "card"), "are kept of feed")):
            done = self.centre.admin("keys", *words, check=False)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(says, done.stderr)
        self.assertEqual(oct(os.stat(self.keys / "signed.keys").st_mode & 0o777), "0o600")


if __name__ == "__main__":
    sys.exit(report.run())
