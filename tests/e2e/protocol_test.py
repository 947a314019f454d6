"""A client written from the papers alone (net/sync/PROTOCOL.md, core/record/FORMAT.md) enrols at a real centre, has an
application stored, acknowledged and applied, reads the decision from the signed feed, asks for it, and renews its
certificate."""

import os
import re
import secrets
import shutil
import ssl
import sys
import tempfile
import time
import unittest
import uuid
from pathlib import Path

import environment
import report
import scenario
from independent_client import (Device, Refused, associated_data, chain, damm_digit, identity_number, message, one,
                                parse, read_code, record_header, uuid7, xchacha_encrypt)

APPLICATION_SUBMITTED = 1
NO_MEANING = 999


class Papers(unittest.TestCase):
    """The numbers that the papers print, recomputed here without any code of the project."""

    def test_the_worked_example_of_the_record(self):
        text = (environment.ROOT / "core/record/FORMAT.md").read_text(encoding="utf-8").split("## Worked example")[1]
        given = {name: bytes.fromhex(value) for name, value in re.findall(r"^([a-z ]+) = ([0-9a-f]+)$", text, re.M)}
        device, record, now = given["device"], given["record id"], 1764380000000
        self.assertEqual(message({10: message({1: record, 2: "WATER", 3: "courier", 4: 1})}), given["payload"])
        data = associated_data(device, record, 10)
        self.assertEqual(data, given["associated data"])
        sealed = xchacha_encrypt(given["payload"], data, given["nonce"], given["hour key"])
        self.assertEqual(sealed, given["sealed payload"])
        clock = {1: now, 2: given["boot id"], 3: 90061000, 4: -1500, 5: 60000}
        seal = {1: 1, 2: given["key id"], 3: given["sealed hour key"], 4: given["nonce"]}
        header = record_header(device, 0x1122334455667788, 1, record, 10, now, clock, seal)
        self.assertEqual(header, given["header"])
        self.assertEqual(chain(given["previous hash"], header, sealed), given["hash"])
        self.assertEqual(message({1: header, 2: sealed}), given["record"])

    def test_the_enrolment_code_and_the_check_digits(self):
        code = re.search(r"WHE1:[A-Z2-7-]+", (environment.ROOT / "net/sync/PROTOCOL.md").read_text(encoding="utf-8"))[0]
        self.assertEqual(read_code(code), (bytes(range(1, 17)), bytes(range(0xf0, 0x100))))
        with self.assertRaises(ValueError):
            read_code(code.replace("AEBA", "AEBB"))
        self.assertEqual(damm_digit("12345678"), "6")
        self.assertEqual(damm_digit("123456786"), "0")
        self.assertEqual(identity_number("11010519491231002")[-1], "X")


class Protocol(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="warmheart-protocol-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, True)
        cls.centre = environment.Centre(cls.folder)
        cls.centre.set_up()
        cls.centre.start()
        cls.addClassCleanup(cls.centre.stop)

    def enrolled(self) -> Device:
        device = Device("localhost", self.centre.people_port)
        device.enrol(self.centre.enrolment_code(scenario.STATION))
        return device

    def new_id(self) -> bytes:
        return uuid7(time.time_ns() // 1_000_000, os.urandom(10))

    def application(self, record: bytes, code: str, mobile: str) -> bytes:
        fields = message({1: "张三", 2: "resident-id", 3: identity_number("11010519900101123"), 4: mobile,
                          5: "food-delivery", 9: "CY001"})
        consents = [message({1: name, 2: "1", 3: bytes(32), 4: "zh", 5: 1})
                    for name in ("notice", "id-number", "receiving-union")]
        submitted = message({1: record, 2: fields, 3: consents, 4: code, 5: os.urandom(8), 8: "zh"})
        return message({1: submitted})

    def test_an_application_is_stored_acknowledged_and_applied(self):
        device = self.enrolled()
        record, code = self.new_id(), f"{secrets.randbelow(10 ** 8):08}"
        code += damm_digit(code)
        application = self.application(record, code, "13800000001")
        travelling = device.write(record, APPLICATION_SUBMITTED, application, os.urandom(56))
        answer = device.sync([travelling], 1, bytes(32), device.hash)
        self.assertEqual(one(answer, 3, 0), 0, "the verdict is SYNC_OK")
        self.assertEqual(one(answer, 4, 0), 1, "acknowledged up to seq 1")
        self.assertEqual(one(answer, 5, b""), device.hash, "the centre computes the same hash")
        environment.until("the record is applied", lambda: self.centre.unapplied() == 0)
        self.assertEqual(self.centre.rows("SELECT code FROM parked_record"), [])
        self.assertEqual(self.centre.rows("SELECT count(*) FROM application WHERE id = ?", record), [(1,)])
        again = device.sync([travelling], 1, bytes(32), device.hash)
        self.assertEqual((one(again, 3, 0), one(again, 4, 0)), (0, 1), "a repeat is acknowledged")
        self.assertEqual(self.centre.rows("SELECT count(*) FROM raw_record WHERE id = ?", record), [(1,)])
        answer = again
        while device.take_feed(answer):
            answer = device.sync([], 2, device.hash, device.hash)
        name = f"decision/{uuid.UUID(bytes=record)}"
        self.assertIn("station", device.feed)
        self.assertIn(name, device.feed)
        decision = parse(one(parse(device.feed[name]), 6, b""))
        self.assertEqual(one(decision, 2, b""), b"awaiting-review")
        self.assertEqual(device.checked_sealing_key(next(one(parse(value), 4, b"") for key, value in device.feed.items()
                                                         if key.startswith("sealing-key/")))[0], device.sealing[0])
        status = device.ask(message({1: 1, 2: message({1: message({2: code, 3: "0001"})})}))
        self.assertEqual(one(status, 1, b""), b"")
        self.assertEqual(one(parse(one(status, 3, b"")), 2, b""), b"awaiting-review")
        wrong = device.ask(message({1: 1, 2: message({1: message({2: code, 3: "9999"})})}))
        self.assertEqual(one(wrong, 1, b""), b"wrong")

    def test_what_is_not_understood_is_acknowledged_and_parked(self):
        device = self.enrolled()
        record = self.new_id()
        device.sync([device.write(record, NO_MEANING, b"", os.urandom(56))], 1, bytes(32), device.hash)
        answer = device.sync([], 2, device.hash, device.hash)
        self.assertEqual([one(parse(row), 2, b"") for row in answer.get(7, [])], [b"unknown-kind"])
        self.assertEqual(one(answer, 4, 0), 1)

    def test_a_gap_and_another_history_have_their_verdicts(self):
        device = self.enrolled()
        record = self.new_id()
        travelling = device.write(record, NO_MEANING, b"", os.urandom(56))
        gap = device.sync([travelling], 5, bytes(32), device.hash)
        self.assertEqual((one(gap, 3, 0), one(gap, 6, 0)), (1, 1), "the gap names the seq that is wanted")
        fork = device.sync([travelling], 1, b"\x07" * 32, device.hash)
        self.assertEqual(one(fork, 3, 0), 2)

    def test_a_certificate_renews_and_a_code_serves_one_machine(self):
        code = self.centre.enrolment_code(scenario.STATION)
        device = Device("localhost", self.centre.people_port)
        device.enrol(code)
        before = device.certificate
        device.enrol(code)  # the same keys again: the first answer may have been lost
        device.renew()
        self.assertNotEqual(device.certificate, before)
        self.assertEqual(one(device.sync([], 1, bytes(32), bytes(32)), 3, 0), 0)
        with self.assertRaises(Refused) as second:
            Device("localhost", self.centre.people_port).enrol(code)
        self.assertEqual((second.exception.status, second.exception.code), (403, "forbidden"))
        with self.assertRaises(Refused) as held:
            device.sync([], 1, bytes(32), bytes(32))
        self.assertEqual((held.exception.status, held.exception.code), (403, "forbidden"))

    def test_refusals_have_their_codes(self):
        device = self.enrolled()
        refusals = (("/v1/sync", b"\xff", 400, "corrupt"), ("/v1/sync", message({1: 9}), 400, "unsupported"),
                    ("/v1/ask", message({1: 1}), 400, "unsupported"), ("/v1/none", b"", 400, "invalid_argument"),
                    ("/v1/sync", message({1: 1, 5: [b"\x0a\x01x"] * 201}), 429, "limit"),
                    ("/v1/sync", bytes(512 * 1024 + 1), 413, "limit"))
        for path, body, status, code in refusals:
            with self.subTest(path=path, code=code), self.assertRaises(Refused) as refused:
                device._post(device.devices, device.devices_port, path, body)
            self.assertEqual((refused.exception.status, refused.exception.code), (status, code))
        with self.assertRaises((ssl.SSLError, ConnectionError)):
            device._post(device.people, device.devices_port, "/v1/sync", b"")


if __name__ == "__main__":
    sys.exit(report.run())
