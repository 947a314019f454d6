"""Cards and ids under attack, with a real centre, a real kiosk, and stolen kiosks written from the papers alone
(independent_client.py): a card proves itself, and an id opens nothing. The people are made up."""

import base64
import hashlib
import os
import secrets
import shutil
import sys
import tempfile
import time
import unittest
import uuid
from pathlib import Path

import cbor2
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import environment  # noqa: E402
import report  # noqa: E402
import scenario  # noqa: E402
from independent_client import Device, damm_digit, identity_number, message, one, parse, uuid7  # noqa: E402

APPLICATION_SUBMITTED, APPLICATION_WITHDRAWN = 1, 3
CONSENT_WITHDRAWN, ERASURE_ASKED, LEAVING_TAKEN_BACK = 60, 62, 63
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
FEBRUARY_2001 = 981_000_000  # 2001-02-01 in China
HOUR_MS = 3_600_000


def base45(data: bytes) -> str:
    out = ""
    for at in range(0, len(data), 2):
        value, digits = int.from_bytes(data[at:at + 2], "big"), 3 if at + 1 < len(data) else 2
        for _ in range(digits):
            out += ALPHABET[value % 45]
            value //= 45
    return out


def public_bytes(key: ed25519.Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def key_id(key: ed25519.Ed25519PrivateKey) -> bytes:
    return hashlib.sha256(public_bytes(key)).digest()[:8]


def sign_card(key: ed25519.Ed25519PrivateKey, number: bytes, name: str, issued: int, expires: int) -> str:
    """core/member/CARD.md, by hand."""
    header = cbor2.dumps({1: -8, 4: key_id(key)})
    claims = cbor2.dumps({4: expires, 6: issued, 7: number, -65537: [name, 0, "CY001"]})
    signature = key.sign(cbor2.dumps(["Signature1", header, b"", claims]))
    return "WH1:" + base45(cbor2.dumps(cbor2.CBORTag(18, [header, {}, claims, signature])))


class Kiosk(Device):
    """A kiosk in the wrong hands: its keys do what the papers say, and what they do not."""

    def new_id(self) -> bytes:
        return uuid7(time.time_ns() // 1_000_000, os.urandom(10))

    def send(self, kind: int, body: dict, record: bytes | None = None) -> bytes:
        record = record or self.new_id()
        first, before = self.next_seq, self.hash
        travelling = self.write(record, kind, message({kind: message(body)}), os.urandom(56))
        self.sync([travelling], first, before, self.hash)
        return record

    def refresh(self):
        while self.take_feed(self.sync([], self.next_seq, self.hash, self.hash)):
            pass

    def card(self, number: bytes, name: str) -> str:
        now = int(time.time())
        return sign_card(self.card_key, number, name, now - 60, now + 30 * 86_400)

    def handoff(self, most: int, ends_ms: int, handoff: bytes) -> str:
        body = bytes([1]) + handoff + self.device + bytes([most]) + ends_ms.to_bytes(8, "big") + bytes(16)
        signed = body + self.card_key.sign(b"warmheart handoff 1" + body)
        return base64.urlsafe_b64encode(signed).decode().rstrip("=")


class Rider:
    def __init__(self, number: int):
        self.name, self.masked, self.mobile = "张三", "张*", f"138000{number:05}"
        self.document = identity_number(f"110105199001{number % 28 + 1:02}123")
        self.code = f"{secrets.randbelow(10 ** 8):08}"
        self.code += damm_digit(self.code)
        self.card_number, self.application, self.card = os.urandom(8), b"", ""

    def proof(self, **wrong) -> bytes:
        return message({1: wrong.get("code", self.code), 2: wrong.get("last_four", self.mobile[-4:])})

    def join(self, kiosk: Kiosk, card_number: bytes | None = None):
        self.application = kiosk.new_id()
        self.card_number = card_number or self.card_number
        self.card = kiosk.card(self.card_number, self.masked)
        fields = message({1: self.name, 2: "resident-id", 3: self.document, 4: self.mobile, 5: "food-delivery",
                          9: "CY001"})
        consents = [message({1: name, 2: "1", 3: bytes(32), 4: "zh", 5: 1})
                    for name in ("notice", "id-number", "receiving-union")]
        kiosk.send(APPLICATION_SUBMITTED, {1: self.application, 2: fields, 3: consents, 4: self.code,
                                           5: self.card_number, 6: self.card, 8: "zh"}, self.application)


class Cards(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="warmheart-attack-card-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, True)
        cls.centre = environment.Centre(cls.folder, undo_seconds=1)
        cls.centre.set_up()
        password = cls.centre.add_user("reviewer")
        cls.centre.start()
        cls.addClassCleanup(cls.centre.stop)
        cls.console = environment.Console(cls.centre).sign_in("reviewer", password)
        cls.phones = environment.Console(cls.centre)
        cls.honest, cls.stolen = cls.enrolled("shuangjing-sinopec"), cls.enrolled("shuangjing-sinopec")
        cls.kiosk = environment.Kiosk(cls.folder / "kiosk", cls.centre, scenario.STATION)
        cls.kiosk.enrol()
        cls.kiosk.start()
        cls.addClassCleanup(cls.kiosk.stop)
        cls.kiosk.do("wait homePage visible")
        cls.riders = 0
        cls.member = cls.approved()
        for device in (cls.honest, cls.stolen):
            environment.until("the kiosk knows the district's keys", lambda: cls.kiosk.rows(
                "SELECT 1 FROM feed_value WHERE key = ?", f"card-key/{key_id(device.card_key).hex()}"))

    @classmethod
    def enrolled(cls, station: str) -> Kiosk:
        device = Kiosk("localhost", cls.centre.people_port)
        device.enrol(cls.centre.enrolment_code(station))
        return device

    @classmethod
    def rider(cls, kiosk: Kiosk, card_number: bytes | None = None) -> Rider:
        cls.riders += 1
        rider = Rider(cls.riders)
        rider.join(kiosk, card_number)
        cls.applied()
        return rider

    @classmethod
    def approved(cls) -> Rider:
        rider = cls.rider(cls.honest)
        application = str(uuid.UUID(bytes=rider.application))
        cls.console.open(application)
        cls.console.decide(application, "approve")
        environment.until("the approval is true", lambda: cls.state(rider) == "approved", 20)
        return rider

    @classmethod
    def applied(cls):
        environment.until("everything is applied", lambda: cls.centre.unapplied() == 0)

    @classmethod
    def state(cls, rider: Rider) -> str:
        return cls.centre.rows("SELECT state FROM application WHERE id = ?", rider.application)[0][0]

    def audited(self, what: str, who: Kiosk) -> int:
        return self.centre.rows("SELECT count(*) FROM audit WHERE what = ? AND who = ?", what,
                                f"device:{uuid.UUID(bytes=who.device)}")[0][0]

    def alarms(self, code: str) -> int:
        return self.centre.rows("SELECT count(*) FROM alarm WHERE code = ?", code)[0][0]

    def scan(self, card: str) -> str:
        self.kiosk.do(f"scan {card}")
        self.kiosk.do("wait cardValidityPage visible")
        environment.until("a verdict", lambda: self.kiosk.get("verdictTitle", "text")
                          != environment.sentence("validity.checking"))
        return self.kiosk.get("verdictTitle", "text")

    def home(self):
        self.kiosk.tap("homeButton")
        self.kiosk.do("wait homePage visible")

    # ------------------------------------------------------------ High 4: a card proves itself everywhere

    def test_1_a_card_signed_by_nobody_that_ended_in_2001_is_not_checked_and_taken_nowhere(self):
        """High 4: "The card page took a card signed by nobody that ended in 2001." """
        card = sign_card(ed25519.Ed25519PrivateKey.generate(), os.urandom(8), "王*", FEBRUARY_2001 - 86_400,
                         FEBRUARY_2001)
        self.assertEqual(self.scan(card), environment.sentence("validity.not-checked"))
        self.assertEqual(self.kiosk.get("verdict", "text"), environment.sentence("state.card.not-checked"))
        self.assertEqual(self.kiosk.get("validityName", "value"), "")
        self.assertEqual(self.kiosk.get("validityExpires", "value"), "")
        self.kiosk.tap("secondButton")
        self.kiosk.do("wait myCardPage visible")
        self.assertEqual(self.kiosk.get("heldCard", "visible"), "false")
        self.kiosk.do("wait queryCode visible")
        self.home()
        face = self.phones.call("POST", "/phone/api/face", {"card": card})
        self.assertEqual(face, {"state": "not-checked"})
        self.phones.call("POST", "/phone/api/card", {"card": card, "last_four": "0001"}, expect=400)

    def test_2_a_card_that_has_ended_says_since_when_and_opens_nothing(self):
        """High 4: "signature, key and end are checked before anything else"."""
        card = sign_card(self.honest.card_key, self.member.card_number, self.member.masked, FEBRUARY_2001 - 86_400,
                         FEBRUARY_2001)
        self.assertEqual(self.scan(card), environment.sentence("validity.invalid"))
        self.assertIn("2001-02-01", self.kiosk.get("verdict", "text"))
        self.home()
        self.assertEqual(self.phones.call("POST", "/phone/api/face", {"card": card})["state"], "expired")
        self.phones.call("POST", "/phone/api/card", {"card": card, "last_four": self.member.mobile[-4:]}, expect=400)

    def test_3_an_approved_number_with_an_invented_name_is_not_valid_and_no_kiosk_holds_the_number(self):
        """High 4: "every kiosk holds all approved card numbers in clear"; "an approved number with an invented name
        showed valid on a real kiosk"."""
        member = self.member
        environment.until("the member's own card is valid", lambda: self.scan(member.card)
                          == environment.sentence("validity.valid"), 20, 0.3)
        for forger in (self.stolen, self.honest):
            forged = forger.card(member.card_number, "李*")
            self.assertEqual(self.scan(forged), environment.sentence("validity.pending"),
                             self.kiosk.get("verdict", "text"))
        self.home()
        self.stolen.refresh()
        listed = [value for name, value in self.stolen.feed.items() if name.startswith("approved/")]
        self.assertTrue(listed)
        everything = b"".join(key.encode() + value for key, value in self.stolen.feed.items())
        everything += b"".join(file.read_bytes() for file in self.kiosk.data.rglob("*") if file.is_file())
        for text in (member.card_number, member.card_number.hex().encode(), member.card_number.hex().upper().encode()):
            self.assertNotIn(text, everything)

    def test_4_a_card_number_that_somebody_carries_already_parks_the_record(self):
        """High 4: "card numbers are unique (a collision parks)"."""
        rider = self.rider(self.stolen, self.member.card_number)
        self.assertEqual(self.centre.rows("SELECT count(*) FROM application WHERE id = ?", rider.application), [(0,)])
        self.assertEqual(self.centre.rows("SELECT code FROM parked_record"), [("card-taken",)])

    def test_5_guesses_at_the_centre_are_counted_over_all_codes_closed_alarmed_and_audited(self):
        """High 4: "240 guesses of last-four in 0.8 s left no trace"."""
        guesser = self.enrolled("shuangjing-sinopec")
        refusals = []
        for _ in range(60):
            code = f"{secrets.randbelow(10 ** 8):08}"
            answer = guesser.ask(message({1: 1, 2: message({1: message({2: code + damm_digit(code), 3: "0001"})})}))
            refusals.append(one(answer, 1, b""))
        self.assertEqual(refusals, [b"wrong"] * 30 + [b"limit"] * 30)
        self.assertEqual(self.audited("rider-proof-wrong", guesser), 30)
        self.assertEqual(self.alarms("wrong-tries"), 1)

    def test_6_guesses_at_the_kiosk_close_its_look_ups_over_a_restart_and_the_centre_hears_of_it(self):
        """High 4: "wrong tries are counted over all cards too, slow down, raise an alarm and leave an audit row"."""
        self.kiosk.tap("cardTile")
        self.kiosk.do("wait myCardPage visible")
        scenario.pad(self.kiosk, "queryCode", "12345678" + damm_digit("12345678"))
        scenario.pad(self.kiosk, "lastFour", "9999")
        tries = "SELECT wrong + 10 * closings FROM wrong_try"

        def counted(number: int) -> bool:
            if self.kiosk.rows(tries)[0][0] >= number:
                return True
            self.kiosk.tap("primaryButton")  # does nothing while a look-up is under way
            return False

        for number in range(1, 11):
            environment.until(f"try {number} is counted", lambda: counted(number), every=0.3)
        environment.until("an alarm", lambda: self.alarms("look-ups-closed") == 1, 20)
        self.assertEqual(self.centre.rows("SELECT count(*) FROM audit WHERE what = 'look-ups-closed'"), [(1,)])
        self.kiosk.kill()
        self.kiosk.start()
        self.kiosk.tap("cardTile")
        self.kiosk.do("wait myCardPage visible")
        scenario.pad(self.kiosk, "queryCode", "12345678" + damm_digit("12345678"))
        scenario.pad(self.kiosk, "lastFour", "9999")
        self.kiosk.tap("primaryButton")
        self.kiosk.do("wait lookUpSentence visible")
        self.assertEqual(self.kiosk.rows(tries), [(10,)])
        self.home()

    # ------------------------------------------------------------ High 5: an id opens nothing

    def join(self, token: str, phone: str, application: bytes, number: int, expect: int = 200) -> dict:
        form = self.phones.call("POST", "/phone/api/form", {"token": token, "phone": phone, "language": "zh"},
                                expect=expect)
        if expect != 200:
            return form
        person = scenario.rider(7_000 + number)
        return self.phones.call("POST", "/phone/api/join", {
            "token": token, "phone": phone, "language": "zh", "id": str(uuid.UUID(bytes=application)),
            "name": person.name, "document_kind": "resident-id", "document_number": person.number,
            "mobile": person.mobile, "occupation": "courier", "street": form["streets"][0]["code"],
            "union": form["union"], "signature": {"declined": True, "strokes": []},
            "consents": ["notice", "id-number", "receiving-union"]})

    def test_7_an_application_id_gives_nobodys_code_and_card_to_another_phone_or_hand_off(self):
        """High 5: "POST /phone/api/join gave anybody's query code and card for an application id"."""
        ends = int(time.time() * 1000) + HOUR_MS
        first, second = (str(uuid.UUID(bytes=self.stolen.new_id())) for _ in range(2))
        handoff, chosen = self.stolen.new_id(), self.stolen.new_id()
        token = self.stolen.handoff(6, ends, handoff)
        own = self.join(token, first, chosen, 1)
        again = self.join(token, first, chosen, 1)
        self.assertEqual(again["query_code"], own["query_code"], "a lost answer is repeated")
        answers = [self.join(token, second, chosen, 2), self.join(self.stolen.handoff(6, ends, self.stolen.new_id()),
                                                                  first, chosen, 3)]
        for answer in answers:
            self.assertNotEqual((answer["query_code"], answer["card"]), (own["query_code"], own["card"]))
        victim = self.join(token, first, self.member.application, 4)
        self.assertNotEqual(victim["query_code"], self.member.code)
        self.assertNotEqual(victim["card"], self.member.card)

    def test_8_a_hand_off_ends_within_three_hours_and_its_number_never_rises(self):
        """Low: "hand-off ends within 3 h and its number never rises"."""
        now = int(time.time() * 1000)
        phones = [str(uuid.UUID(bytes=self.stolen.new_id())) for _ in range(3)]
        handoff = self.stolen.new_id()
        body = {"token": self.stolen.handoff(1, now + 6 * 24 * HOUR_MS, handoff), "phone": phones[0], "language": "zh"}
        ends = self.phones.call("POST", "/phone/api/form", body)["expires_ms"]
        self.assertLessEqual(ends, int(time.time() * 1000) + 3 * HOUR_MS)
        wider = body | {"token": self.stolen.handoff(6, now + 6 * 24 * HOUR_MS, handoff)}
        self.phones.call("POST", "/phone/api/form", wider | {"phone": phones[1]}, expect=409)
        self.assertEqual(self.phones.call("POST", "/phone/api/form", wider)["expires_ms"], ends)
        far = self.stolen.handoff(1, now + 60 * 24 * HOUR_MS, self.stolen.new_id())
        self.phones.call("POST", "/phone/api/form", body | {"token": far}, expect=403)

    def refusal(self, record: bytes) -> tuple[bytes, bytes]:
        self.stolen.refresh()
        told = parse(one(parse(self.stolen.feed[f"request/{record.hex()}"]), 20, b""))
        return one(told, 2, b""), one(told, 5, b"")

    def test_9_a_stolen_kiosk_changes_no_membership_by_an_id(self):
        """High 5: "a stolen kiosk could start leave for any id"."""
        rider, member = self.rider(self.honest), self.member
        for wrong in (member.proof(last_four="9999"), member.proof(code="12345678" + damm_digit("12345678"))):
            leaving = self.stolen.send(CONSENT_WITHDRAWN, {1: member.application, 3: "all", 4: wrong})
            erasing = self.stolen.send(ERASURE_ASKED, {1: member.application, 3: wrong})
            self.applied()
            for record in (leaving, erasing):
                self.assertEqual(self.refusal(record), (b"refused", b"wrong-proof"))
        self.assertEqual(self.centre.rows("SELECT count(*) FROM rider_request"), [(0,)])
        self.assertEqual(self.audited("rider-proof-wrong", self.stolen), 4)
        self.stolen.send(APPLICATION_WITHDRAWN, {1: rider.application, 2: rider.proof(last_four="9999")})
        self.stolen.send(APPLICATION_WITHDRAWN, {1: rider.application})
        unproven = self.stolen.send(CONSENT_WITHDRAWN, {1: member.application, 3: "all"})
        self.applied()
        self.assertEqual((self.state(rider), self.state(member)), ("awaiting-review", "approved"))
        request = "SELECT state, effective_ms, proven FROM rider_request WHERE id = ?"
        self.assertEqual(self.centre.rows(request, unproven), [("under-review", 0, 0)])
        right = self.honest.send(CONSENT_WITHDRAWN, {1: member.application, 3: "all", 4: member.proof()})
        self.applied()
        state, effective, proven = self.centre.rows(request, right)[0]
        self.assertEqual((state, proven), ("under-review", 1))
        self.assertGreater(effective, int(time.time() * 1000) + 6 * 24 * HOUR_MS)
        self.stolen.send(LEAVING_TAKEN_BACK, {1: member.application, 2: right, 3: member.proof(last_four="0000")})
        self.applied()
        self.assertEqual(self.centre.rows("SELECT state FROM rider_request WHERE id = ?", right), [("under-review",)])
        self.honest.send(LEAVING_TAKEN_BACK, {1: member.application, 2: right, 3: member.proof()})
        self.applied()
        self.assertEqual(self.centre.rows("SELECT state FROM rider_request WHERE id = ?", right), [("taken-back",)])


if __name__ == "__main__":
    sys.exit(report.run())
