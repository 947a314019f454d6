"""Erasure erases: a hundred riders join at a kiosk and by an independent client, rest, book, ask for help, and are
erased by two people. Then every file of the centre and of the kiosk is searched with all keys in hand."""

import ctypes
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
import uuid
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import environment
import report
import scenario
from independent_client import (Device, associated_data, damm_digit, identity_number, message, one, parse, sodium,
                                uuid7)

AT_KIOSK, ELSEWHERE = 15, 85
GONE, STAYING = "龘", "鑫"  # surnames of the erased, and of the others
SUBMITTED, VISIT, WANTED, CASE, CORRECTION, ERASURE = 1, 10, 20, 30, 61, 62
WINDOW = 16


@dataclass
class Rider:
    name: str
    number: str
    mobile: str
    code: str
    application: bytes
    card: bytes
    records: list[bytes] = field(default_factory=list)  # what was written about the rider, the application first

    def readable(self) -> list[bytes]:
        return [self.name.encode(), self.number.encode(), self.mobile.encode(), self.code.encode(), self.card]


class Remains:
    """Sealed values, and what is readable without a key. A part of a sealed value that is longer than 31 bytes covers
    one of its windows at a multiple of 16, wherever in a file it stands."""

    def __init__(self):
        self.windows: set[bytes] = set()
        self.readable: set[bytes] = set()

    def add_sealed(self, value: bytes | None):
        for at in range(len(value or b"") - WINDOW + 1):
            self.windows.add(value[at:at + WINDOW])

    def found_in(self, folder: Path) -> list[str]:
        found = []
        for file in sorted(folder.rglob("*")):
            if not file.is_file():
                continue
            data = file.read_bytes()
            pieces = sum(data[at:at + WINDOW] in self.windows for at in range(0, len(data) - WINDOW + 1, WINDOW))
            clear = sum(word in data for word in self.readable)
            if pieces or clear:
                found.append(f"{file.name}: {pieces} pieces of sealed values, {clear} readable words")
        return found


def rows(database: Path, sql: str, *values) -> list[tuple]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as connection:
        return connection.execute(sql, values).fetchall()


class Keys:
    """The centre's own keys, from their files: what an honest operator has, and a thief of everything."""

    def __init__(self, folder: Path):
        self.sealing = [self.pair(bytes.fromhex(file.read_text())) for file in folder.glob("sealing-*.key")]
        self.kek = bytes.fromhex((folder / "kek.key").read_text())

    @staticmethod
    def pair(seed: bytes) -> tuple[bytes, bytes]:
        public, secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(32)
        sodium.crypto_box_seed_keypair(public, secret, seed)
        return public.raw, secret.raw

    @staticmethod
    def decrypt(sealed: bytes, nonce: bytes, data: bytes, key: bytes) -> bytes | None:
        plain = ctypes.create_string_buffer(max(len(sealed) - 16, 1))
        code = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
            plain, None, None, sealed, ctypes.c_ulonglong(len(sealed)), data, ctypes.c_ulonglong(len(data)), nonce, key)
        return plain.raw[:len(sealed) - 16] if code == 0 else None

    def open_record(self, header: bytes, payload: bytes) -> bytes | None:
        fields = parse(header)
        seal = parse(one(fields, 10, b""))
        hour = ctypes.create_string_buffer(32)
        for public, secret in self.sealing:
            box = one(seal, 3, b"")
            if sodium.crypto_box_seal_open(hour, box, ctypes.c_ulonglong(len(box)), public, secret) == 0:
                data = associated_data(one(fields, 1, b""), one(fields, 4, b""), one(fields, 5, 0))
                return self.decrypt(payload, one(seal, 4, b""), data, hour.raw)
        return None

    def open_person(self, person: bytes, wrapped: bytes) -> bytes | None:
        return self.decrypt(wrapped[24:], wrapped[:24], person, self.kek)


class Erased(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="warmheart-erase-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, True)
        cls.centre = environment.Centre(cls.folder)
        cls.centre.set_up()
        cls.centre.start()
        cls.operators = [cls.centre.add_operator(name) for name in ("li.jing", "wang.fang")]
        cls.addClassCleanup(cls.centre.stop)
        cls.kiosk = cls.folder / "kiosk"
        cls.people_db = cls.centre.data / "person-keys.db"
        cls.make_riders()
        cls.remains = cls.collect(cls.erased)
        cls.kept = cls.collect(cls.staying)
        cls.before = cls.remains.found_in(cls.centre.data), cls.remains.found_in(cls.kiosk)
        cls.back_up()
        cls.erase(cls.erased)

    # ---------------------------------------------------------------- what riders leave behind

    @classmethod
    def make_riders(cls):
        cls.device = Device("localhost", cls.centre.people_port)
        cls.device.enrol(cls.centre.enrolment_code(scenario.STATION))
        cls.sent = 0
        answer = cls.device.sync([], 1, bytes(32), bytes(32))
        while cls.device.take_feed(answer):
            answer = cls.device.sync([], 1, bytes(32), bytes(32))
        cls.session = next(bytes.fromhex(key.split("/")[1]) for key in cls.device.feed if key.startswith("session/"))
        code = cls.centre.enrolment_code(scenario.STATION)
        cls.run_kiosk("enrol", "--centre", f"localhost:{cls.centre.people_port}", "--code", code)
        cls.run_kiosk("sync")
        lines = cls.run_kiosk("submit", "--online", "--count", str(AT_KIOSK), "--seed", "7", "--name", f"{GONE}小明")
        cls.erased = [cls.rider_of(json.loads(line)) for line in lines.splitlines()]
        cls.erased += [cls.join(GONE, n) for n in range(ELSEWHERE)]
        cls.staying = [cls.join(STAYING, 500 + n) for n in range(3)]
        environment.until("everything is applied", lambda: cls.centre.unapplied() == 0)
        if parked := cls.centre.rows("SELECT code FROM parked_record"):
            raise environment.Trouble(f"parked: {parked}")

    @classmethod
    def run_kiosk(cls, *words: str) -> str:
        done = subprocess.run([environment.program("warmheart-test-device"), "--folder", str(cls.kiosk), *words],
                              capture_output=True, text=True, timeout=120)
        if done.returncode != 0:
            raise environment.Trouble(f"warmheart-test-device {words[0]}: {done.stderr} {done.stdout}")
        return done.stdout

    @classmethod
    def rider_of(cls, saved: dict) -> Rider:
        application = uuid.UUID(saved["id"]).bytes
        card = environment.until("the application arrives", lambda: cls.centre.rows(
            "SELECT card_number FROM application WHERE id = ?", application))[0][0]
        mobile = "1380000" + saved["last_four"]  # as tests/e2e/device/people.cpp invents them
        return Rider(saved["name"], saved["document_number"], mobile, saved["query_code"], application, card,
                     [application])

    @classmethod
    def write(cls, kind: int, body: dict, record: bytes = b"") -> tuple[bytes, bytes]:
        """A record, and its id."""
        record = record or uuid7(time.time_ns() // 1_000_000, os.urandom(10))
        return record, cls.device.write(record, kind, message({kind: message(body)}), os.urandom(56))

    @classmethod
    def send(cls, travelling: list[bytes], first: int, previous: bytes):
        answer = cls.device.sync(travelling, first, previous, cls.device.hash)
        if one(answer, 3, 0) != 0 or one(answer, 4, 0) != cls.device.next_seq - 1:
            raise environment.Trouble(f"the centre did not take the records: {answer}")

    @classmethod
    def join(cls, surname: str, n: int) -> Rider:
        new = lambda: uuid7(time.time_ns() // 1_000_000, os.urandom(10))
        code, case_number = f"{30_000_000 + n:08}", f"{40_000_000 + n:08}"
        rider = Rider(surname + chr(0x5000 + n) + chr(0x5100 + n), identity_number(f"11010519910307{n:03}"),
                      f"139{20_000_000 + n}", code + damm_digit(code), new(), os.urandom(8))
        identity = message({2: rider.name, 3: "resident-id", 4: rider.number, 5: rider.mobile})
        by_contact = message({2: rider.name, 5: rider.mobile})
        fields = message({1: rider.name, 2: "resident-id", 3: rider.number, 4: rider.mobile, 5: "food-delivery",
                          9: "CY001"})
        consents = [message({1: name, 2: "1", 3: bytes(32), 4: "zh", 5: 1})
                    for name in ("notice", "id-number", "receiving-union")]
        want, case, other_case, visit = new(), new(), new(), new()
        first, previous = cls.device.next_seq, cls.device.hash
        written = [
            cls.write(SUBMITTED, {1: rider.application, 2: fields, 3: consents, 4: rider.code, 5: rider.card, 8: "zh"},
                      rider.application),
            cls.write(VISIT, {1: visit, 2: "WATER", 3: "food-delivery", 4: 1, 5: rider.card}, visit),
            cls.write(WANTED, {1: want, 2: cls.session, 3: identity, 4: rider.code, 5: 1}, want),
            cls.write(CASE, {1: case, 2: case_number + damm_digit(case_number), 3: "legal-advice", 4: identity,
                             5: "请帮忙看看"}, case),
            cls.write(CASE, {1: other_case, 2: rider.code, 3: "hotline", 4: by_contact, 5: "请回电"}, other_case),
            cls.write(CORRECTION, {1: rider.application, 3: message({7: "望京站点"}), 4: [b"employer"]})]
        cls.send([travelling for _, travelling in written], first, previous)
        rider.records = [record for record, _ in written]
        return rider

    @classmethod
    def collect(cls, riders: list[Rider]) -> Remains:
        """Every sealed value about these riders that stands anywhere, as it stands now."""
        remains = Remains()
        for rider in riders:
            remains.readable.update(rider.readable())
            for record in rider.records:
                for table, column in (("raw_record", "payload"), ("application", "sealed"), ("booking", "sealed"),
                                      ("help_case", "sealed"), ("rider_request", "sealed")):
                    for (value,) in cls.centre.rows(f"SELECT {column} FROM {table} WHERE id = ?", record):
                        remains.add_sealed(value)
                for (person,) in cls.centre.rows("SELECT person FROM application WHERE id = ?1 UNION "
                                                 "SELECT person FROM help_case WHERE id = ?1", record):
                    for (wrapped,) in rows(cls.people_db, "SELECT wrapped FROM person_key WHERE person = ?", person):
                        remains.add_sealed(wrapped)
                for (value,) in rows(cls.kiosk / "journal/station.db", "SELECT payload FROM journal WHERE id = ?",
                                     record):
                    remains.add_sealed(value)
        return remains

    @classmethod
    def back_up(cls):
        cls.backup = cls.folder / "backup"
        cls.backup.mkdir()
        for name in ("central.db", "person-keys.db"):
            with closing(sqlite3.connect(cls.centre.data / name)) as source:
                with closing(sqlite3.connect(cls.backup / name)) as copy:
                    source.backup(copy)

    # ---------------------------------------------------------------- erasing

    @classmethod
    def ask(cls, riders: list[Rider]) -> list[str]:
        first, previous = cls.device.next_seq, cls.device.hash
        written = [cls.write(ERASURE, {1: rider.application, 2: rider.card}) for rider in riders]
        cls.send([travelling for _, travelling in written], first, previous)
        environment.until("the requests are there", lambda: cls.centre.unapplied() == 0)
        return [str(uuid.UUID(bytes=record)) for record, _ in written]

    @classmethod
    def agree(cls, requests: list[str]):
        for name in cls.operators:
            cls.centre.vouched("request", "agree", *requests, by=name)

    @classmethod
    def states(cls) -> set[str]:
        return {state for (state,) in cls.centre.rows("SELECT state FROM rider_request WHERE ask = 'erase'")}

    @classmethod
    def erase(cls, riders: list[Rider]):
        """While the server stands still, so that one pass is for all."""
        requests = cls.ask(riders)
        cls.centre.stop()
        cls.agree(requests)
        cls.states_before = cls.states()
        cls.centre.start()
        environment.until("everybody is erased", lambda: cls.states() == {"done"}, 60)
        environment.until("the kiosk has heard", cls.kiosk_has_heard)
        cls.run_kiosk("idle")

    @classmethod
    def kiosk_has_heard(cls) -> bool:
        """The pages of a checkpoint come one by one, and it counts when it is whole."""
        cls.run_kiosk("sync")
        return rows(cls.kiosk / "journal/station.db", "SELECT count(*) FROM application") == [(0,)]

    # ---------------------------------------------------------------- what is left

    def test_no_file_of_the_centre_holds_an_erased_rider(self):
        """High 1: after "done", name, number and mobile were decrypted from the write-ahead logs with the key file."""
        self.assertEqual(self.states_before, {"erasing"}, "done is not said before the files are written anew")
        self.assertTrue(self.before[0], "the search finds what is there")
        self.assertEqual(self.remains.found_in(self.centre.data), [])
        masked = [file.name for file in self.centre.data.rglob("*") if file.is_file() and GONE.encode() in
                  file.read_bytes()]
        self.assertEqual(masked, [], "nor a masked name")

    def test_no_file_of_the_kiosk_holds_an_erased_rider(self):
        """High 1: the kiosk's own row, the feed value and the sealed payload stayed."""
        self.assertTrue(self.before[1], "the search finds what is there")
        self.assertEqual(self.remains.found_in(self.kiosk), [])
        masked = [file.name for file in self.kiosk.rglob("*") if file.is_file() and GONE.encode() in file.read_bytes()]
        self.assertEqual(masked, [], "nor a masked name")
        done = self.centre.admin("verify", "--station-db", str(self.kiosk / "journal/station.db"))
        self.assertIn(f"{AT_KIOSK} of them without payload", done.stdout)

    def test_nothing_that_opens_is_about_an_erased_rider(self):
        """High 1: with all keys in hand; and the others are as readable as before."""
        keys = Keys(self.centre.data / "keys")
        opened = [keys.open_record(header, payload) for header, payload in
                  self.centre.rows("SELECT header, payload FROM raw_record WHERE payload IS NOT NULL")]
        persons = {person: keys.open_person(person, wrapped) for person, wrapped in
                   rows(self.people_db, "SELECT person, wrapped FROM person_key")}
        for table in ("application", "booking", "help_case"):
            for subject, person, sealed in self.centre.rows(
                    f"SELECT id, person, sealed FROM {table} WHERE person IS NOT NULL AND length(sealed) > 0"):
                self.assertIsNotNone(persons.get(person), f"a {table} whose key is gone")
                opened.append(keys.decrypt(sealed[24:], sealed[:24], subject, persons[person]))
        self.assertNotIn(None, opened)
        everything = b"\n".join(opened)
        for rider in self.staying:
            for word in rider.readable():
                self.assertIn(word, everything)
        for rider in self.erased:
            for word in rider.readable() + [rider.application]:
                self.assertNotIn(word, everything)

    def test_the_chains_prove_and_the_figures_stay(self):
        """High 1: header, digest and hash of what was emptied stay."""
        self.assertEqual(self.centre.admin("verify").returncode, 0)
        scanned = self.centre.rows("SELECT sum(scanned_times) FROM visit_total")[0][0]
        self.assertEqual(scanned, ELSEWHERE + len(self.staying))
        self.assertEqual(self.centre.rows("SELECT count(DISTINCT card) FROM visit")[0][0], scanned)

    def test_what_is_read_meanwhile_and_a_kill_only_delay_it(self):
        """High 1: nothing is called done before no reader is busy; a crash in between is taken up again."""
        rider = self.join(GONE, 700)
        environment.until("everything is applied", lambda: self.centre.unapplied() == 0)
        remains = self.collect([rider])
        requests = self.ask([rider])
        self.centre.stop()
        self.agree(requests)
        reader = sqlite3.connect(self.centre.database, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM meta").fetchone()
        self.centre.start()
        self.centre.kill()
        self.centre.start()
        environment.until("the log says why it waits", lambda: "erasures wait" in self.centre.log.read_text())
        self.assertEqual(self.states(), {"done", "erasing"})
        reader.execute("COMMIT")
        reader.close()
        environment.until("the rider is erased", lambda: self.states() == {"done"}, 30)
        self.assertEqual(remains.found_in(self.centre.data), [])

    def test_zz_a_backup_that_is_put_back_is_erased_again(self):
        """High 1: an old backup of the keys revives nobody who was erased."""
        self.centre.stop()
        for name in ("central.db", "person-keys.db"):
            for end in ("-wal", "-shm"):
                (self.centre.data / (name + end)).unlink(missing_ok=True)
            shutil.copy(self.backup / name, self.centre.data / name)
        self.assertTrue(self.remains.found_in(self.centre.data), "the backup holds them")
        self.assertIn(f"{len(self.erased)} persons", self.centre.admin("restored").stdout)
        self.assertEqual(self.remains.found_in(self.centre.data), [])
        self.assertTrue(self.kept.found_in(self.centre.data), "the others are there")
        self.centre.start()
        self.run_kiosk("sync")
        self.run_kiosk("idle")
        environment.until("what was sent again is applied", lambda: self.centre.unapplied() == 0)
        self.assertEqual(self.remains.found_in(self.kiosk), [])
        self.assertEqual(self.centre.rows("SELECT count(*) FROM application WHERE masked_name LIKE ?", GONE + "%"),
                         [(0,)])


if __name__ == "__main__":
    sys.exit(report.run())
