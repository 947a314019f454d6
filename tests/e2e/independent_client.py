"""A device written from net/sync/PROTOCOL.md and core/record/FORMAT.md alone: no code and no generated code of this
project. Protocol Buffers by hand, libsodium by ctypes, TLS by Python. It speaks as much as the test needs."""

import base64
import ctypes
import hashlib
import http.client
import json
import os
import re
import ssl
import subprocess
import tempfile
import time
import uuid
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

sodium = ctypes.CDLL("libsodium.so.23")
if sodium.sodium_init() < 0:
    raise RuntimeError("libsodium does not start")

CONTENT_TYPE = "application/x-protobuf"
VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
APPLICATION_SUBMITTED = 1


class Fixed64(int):
    """A field that the contract calls fixed64."""


# ---------------------------------------------------------------- Protocol Buffers

def varint(value: int) -> bytes:
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 0x7f:
        out.append(value & 0x7f | 0x80)
        value >>= 7
    return bytes(out + bytes([value]))


def field(number: int, value) -> bytes:
    """One field; nothing for a value that proto3 leaves out."""
    if isinstance(value, list):
        return b"".join(varint(number << 3 | BYTES) + varint(len(one)) + one for one in value)
    if isinstance(value, str):
        value = value.encode()
    if not value:
        return b""
    if isinstance(value, Fixed64):
        return varint(number << 3 | FIXED64) + int(value).to_bytes(8, "little")
    if isinstance(value, int):
        return varint(number << 3 | VARINT) + varint(int(value))
    return varint(number << 3 | BYTES) + varint(len(value)) + value


def message(fields: dict) -> bytes:
    return b"".join(field(number, value) for number, value in sorted(fields.items()))


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7f) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def parse(data: bytes) -> dict[int, list]:
    """Every field's values, in order: integers, or bytes."""
    out: dict[int, list] = {}
    at = 0
    while at < len(data):
        key, at = read_varint(data, at)
        number, kind = key >> 3, key & 7
        if kind == VARINT:
            value, at = read_varint(data, at)
        elif kind == BYTES:
            size, at = read_varint(data, at)
            value, at = data[at:at + size], at + size
        elif kind in (FIXED64, FIXED32):
            size = 8 if kind == FIXED64 else 4
            value, at = int.from_bytes(data[at:at + size], "little"), at + size
        else:
            raise ValueError(f"wire type {kind}")
        out.setdefault(number, []).append(value)
    return out


def one(fields: dict[int, list], number: int, default):
    return fields.get(number, [default])[-1]


# ---------------------------------------------------------------- FORMAT.md

def associated_data(device: bytes, record: bytes, kind: int, seal: int = 1, hashing: int = 1) -> bytes:
    return b"warmheart seal 1" + device + record + b"".join(n.to_bytes(8, "big") for n in (kind, seal, hashing))


def xchacha_encrypt(plain: bytes, data: bytes, nonce: bytes, key: bytes) -> bytes:
    out = ctypes.create_string_buffer(len(plain) + 16)
    sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
        out, None, plain, ctypes.c_ulonglong(len(plain)), data, ctypes.c_ulonglong(len(data)), None, nonce, key)
    return out.raw


def sealed_box(plain: bytes, public_key: bytes) -> bytes:
    out = ctypes.create_string_buffer(len(plain) + 48)
    if sodium.crypto_box_seal(out, plain, ctypes.c_ulonglong(len(plain)), public_key) != 0:
        raise ValueError("the sealing key is not usable")
    return out.raw


def record_header(device: bytes, epoch: int, seq: int, record: bytes, kind: int, occurred_ms: int, clock: dict,
                  seal: dict) -> bytes:
    return message({1: device, 2: Fixed64(epoch), 3: seq, 4: record, 5: kind, 6: 1, 7: occurred_ms, 8: message(clock),
                    9: 1, 10: message(seal)})


def chain(previous: bytes, header: bytes, sealed_payload: bytes) -> bytes:
    return hashlib.sha256(previous + header + hashlib.sha256(sealed_payload).digest()).digest()


DAMM = ("0317598642", "7092154863", "4206871359", "1750983426", "6123045978", "3674209581", "5869720134", "8945362017",
        "9438617205", "2581436790")


def damm_digit(digits: str) -> str:
    interim = 0
    for digit in digits:
        interim = int(DAMM[interim][int(digit)])
    return str(interim)


def identity_number(first_seventeen: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first_seventeen + "10X98765432"[sum(w * int(d) for w, d in zip(weights, first_seventeen)) % 11]


def uuid7(ms: int, random: bytes) -> bytes:
    out = bytearray(ms.to_bytes(6, "big") + random[:10])
    out[6] = 0x70 | out[6] & 0x0f
    out[8] = 0x80 | out[8] & 0x3f
    return bytes(out)


# ---------------------------------------------------------------- PROTOCOL.md

def verify(public_key: bytes, signature: bytes, text: bytes):
    """InvalidSignature where it does not hold."""
    ed25519.Ed25519PublicKey.from_public_bytes(public_key).verify(signature, text)


def read_code(text: str) -> tuple[bytes, bytes]:
    """The sixteen secret bytes, and sixteen bytes of the authority's fingerprint."""
    letters = text.split(":", 1)[1].replace("-", "").replace(" ", "").upper()
    whole = base64.b32decode(letters + "=" * (-len(letters) % 8))
    body, check = whole[:32], whole[32:34]
    if hashlib.sha256(b"warmheart enrolment code 1" + body).digest()[:2] != check:
        raise ValueError("the code has a slip")
    return body[:16], body[16:]


def authority_of(host: str, port: int, fingerprint: bytes) -> bytes:
    """The certificate that the server shows and the code names. Nothing is trusted or sent here: the caller connects
    anew and verifies against this one alone."""
    command = ["openssl", "s_client", "-connect", f"{host}:{port}", "-servername", host, "-showcerts"]
    shown = subprocess.run(command, input=b"", capture_output=True, timeout=20).stdout.decode()
    for pem in re.findall(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", shown, re.S):
        der = ssl.PEM_cert_to_DER_cert(pem)
        if hashlib.sha256(der).digest()[:16] == fingerprint:
            return der
    raise ValueError("no certificate of this server is the one that the code names")


def roots_in(certificates: bytes) -> list[x509.Certificate]:
    """Certificates that stand one after another, as DER: each says its length (X.690)."""
    found = []
    while certificates:
        if certificates[1] < 0x80:
            size = 2 + certificates[1]
        else:
            count = certificates[1] & 0x7f
            size = 2 + count + int.from_bytes(certificates[2:2 + count], "big")
        found.append(x509.load_der_x509_certificate(certificates[:size]))
        certificates = certificates[size:]
    return found


class Refused(Exception):
    def __init__(self, status: int, code: str):
        super().__init__(f"{status} {code}")
        self.status, self.code = status, code


class Device:
    timeout_s = 30.0  # of one request

    def __init__(self, host: str, people_port: int):
        self.host, self.people_port = host, people_port
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.card_key = ed25519.Ed25519PrivateKey.generate()
        self.epoch, self.next_seq, self.hash = 1, 1, bytes(32)
        self.boot = bytes(range(16))
        self.cursors: list[bytes] = []
        self.incarnation = 0
        self.feed: dict[str, bytes] = {}
        self.request_id = ""  # of the last one
        self.roots_ordinal = 1  # of the roots that it trusts in TLS; 0: as one of before there were others

    def _post(self, context, port: int, path: str, body: bytes) -> bytes:
        connection = http.client.HTTPSConnection(self.host, port, context=context, timeout=self.timeout_s)
        self.request_id = str(uuid.UUID(bytes=uuid7(time.time_ns() // 1_000_000, os.urandom(10))))
        connection.request("POST", path, body, {"Content-Type": CONTENT_TYPE, "X-WH-Request": self.request_id})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        if answer.getheader("X-WH-Request") != self.request_id:
            raise ValueError("the answer is to another request")
        if answer.status != 200:
            before_the_handler = answer.getheader("Content-Type").startswith("application/json")
            code = json.loads(content)["error"]["code"] if before_the_handler else one(parse(content), 1, b"").decode()
            raise Refused(answer.status, code)
        if answer.getheader("Content-Type") != CONTENT_TYPE:
            raise ValueError(f"the answer is {answer.getheader('Content-Type')}")
        return content

    def csr(self) -> bytes:
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "kiosk")])
        return x509.CertificateSigningRequestBuilder().subject_name(name).sign(self.key, hashes.SHA256()).public_bytes(
            serialization.Encoding.DER)

    def trust(self, ca_der: bytes) -> ssl.SSLContext:
        context = ssl.create_default_context(cadata=ca_der)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        return context

    def enrol(self, code_text: str):
        code, fingerprint = read_code(code_text)
        self.people = self.trust(authority_of(self.host, self.people_port, fingerprint))
        card_public = self.card_key.public_key().public_bytes(serialization.Encoding.Raw,
                                                              serialization.PublicFormat.Raw)
        answer = parse(self._post(self.people, self.people_port, "/v1/enrol",
                                  message({1: code, 2: self.csr(), 3: card_public, 4: "independent client",
                                           5: self.roots_ordinal})))
        self.device = one(answer, 1, b"")
        self.root, self.feed_key = one(answer, 4, b""), one(answer, 5, b"")
        self.sealing = self.checked_sealing_key(one(answer, 6, b""))
        self.devices_port = one(answer, 8, 0)
        self.certificate, self.issuing = one(answer, 2, b""), one(answer, 14, b"")
        self.ca_der = one(answer, 3, b"")
        if self.roots_ordinal:
            self.take_roots(one(answer, 15, b""), by_code=True)
        self.check_chain()
        self.devices = self.with_certificate(self.ca_der)

    def take_roots(self, value: bytes, by_code: bool = False):
        """Other roots of TLS, signed by the root of the feed's keys; at enrolment the code vouches for all."""
        fields = parse(value)
        ordinal, certificates = one(fields, 1, 0), one(fields, 2, b"")
        if ordinal <= self.roots_ordinal:
            return
        if not by_code:
            verify(self.root, one(fields, 3, b""),
                   b"warmheart trusted roots 1" + ordinal.to_bytes(8, "big") + certificates)
        self.ca_der, self.roots_ordinal = certificates, ordinal
        self.people = self.trust(certificates)

    def check_chain(self):
        """ValueError unless the certificate was signed below a root that it trusts."""
        chain = [x509.load_der_x509_certificate(der) for der in (self.certificate, self.issuing) if der]
        above = chain[1:] + roots_in(self.ca_der)
        for certificate in chain:
            signers = [root for root in above if root.subject == certificate.issuer]
            if not signers:
                raise ValueError("nobody who is trusted has signed the certificate")
            signers[0].public_key().verify(certificate.signature, certificate.tbs_certificate_bytes,
                                           ec.ECDSA(hashes.SHA256()))

    def with_certificate(self, ca_der: bytes) -> ssl.SSLContext:
        self.ca_der = ca_der
        context = self.trust(ca_der)
        with tempfile.TemporaryDirectory() as folder:
            both = Path(folder) / "device.pem"
            both.touch(0o600)
            chain = "".join(ssl.DER_cert_to_PEM_cert(der) for der in (self.certificate, self.issuing) if der)
            both.write_bytes(chain.encode() + self.key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
            context.load_cert_chain(both)
        return context

    def checked_sealing_key(self, value: bytes) -> tuple[bytes, bytes]:
        fields = parse(value)
        key_id, public = one(fields, 1, b""), one(fields, 2, b"")
        verify(self.root, one(fields, 3, b""), b"warmheart sealing key 1" + key_id + public)
        return key_id, public

    def renew(self):
        nonce = one(parse(self._post(self.people, self.people_port, "/v1/renew-nonce", b"")), 1, b"")
        csr = self.csr()
        signature = self.key.sign(b"warmheart renewal 1" + nonce + csr, ec.ECDSA(hashes.SHA256()))
        request = message({1: csr, 2: self.certificate, 3: nonce, 4: signature, 5: self.roots_ordinal})
        answer = parse(self._post(self.people, self.people_port, "/v1/renew", request))
        self.certificate, self.issuing = one(answer, 1, b""), one(answer, 2, b"")
        if self.roots_ordinal:
            self.take_roots(one(answer, 3, b""))
        self.check_chain()
        self.devices = self.with_certificate(self.ca_der)

    def write(self, record: bytes, kind: int, payload: bytes, random: bytes) -> bytes:
        """The next record of the journal, as it travels. `random`: 32 bytes of hour key and 24 of nonce."""
        hour_key, nonce = random[:32], random[32:56]
        key_id, public = self.sealing
        now_ms = time.time_ns() // 1_000_000
        clock = {1: now_ms, 2: self.boot, 3: time.monotonic_ns() // 1_000_000, 5: -1}
        seal = {1: 1, 2: key_id, 3: sealed_box(hour_key, public), 4: nonce}
        header = record_header(self.device, self.epoch, self.next_seq, record, kind, now_ms, clock, seal)
        sealed = xchacha_encrypt(payload, associated_data(self.device, record, kind), nonce, hour_key)
        self.hash = chain(self.hash, header, sealed)
        self.next_seq += 1
        return message({1: header, 2: sealed})

    def sync(self, records: list[bytes], first_seq: int, previous: bytes, last: bytes) -> dict[int, list]:
        report = message({1: "independent", 2: len(records)})
        body = message({1: 1, 2: Fixed64(self.epoch), 3: first_seq, 4: previous, 5: records, 6: last, 7: self.cursors,
                        8: report, 10: self.incarnation})
        return parse(self._post(self.devices, self.devices_port, "/v1/sync", body))

    def take_feed(self, answer: dict[int, list]) -> bool:
        """Takes one page; True: more follow."""
        page = one(answer, 8, b"")
        if not page:
            return False
        verify(self.feed_key, one(answer, 9, b""), b"warmheart feed page 1" + page)
        fields = parse(page)
        if one(fields, 1, b"") != self.device:
            raise ValueError("a page for another device")
        for change in map(parse, fields.get(3, [])):
            key = one(change, 3, b"").decode()
            if one(change, 5, 0):
                self.feed.pop(key, None)
            else:
                self.feed[key] = one(change, 4, b"")
        self.incarnation = one(fields, 2, 0)
        staged = {one(parse(cursor), 1, b""): cursor for cursor in self.cursors} if not one(fields, 7, 0) else {}
        staged.update({one(parse(cursor), 1, b""): cursor for cursor in fields.get(4, [])})
        self.cursors = list(staged.values())
        return bool(one(fields, 5, 0))

    def ask(self, question: bytes) -> dict[int, list]:
        return parse(self._post(self.devices, self.devices_port, "/v1/ask", question))

    def send_unfit_application(self, union: str) -> str:
        """An application that no kiosk would let through: a thirteenth month in the number, a mobile of five digits.
        Its id, as the centre's API writes it."""
        record = uuid7(time.time_ns() // 1_000_000, os.urandom(10))
        fields = message({1: "张三", 2: "resident-id", 3: identity_number("11010519901332123"), 4: "12345",
                          5: "food-delivery", 9: union, 10: message({2: 1})})
        consents = [message({1: name, 2: "1", 3: os.urandom(32), 4: "zh", 5: 1})
                    for name in ("notice", "id-number", "receiving-union")]
        application = message({1: message({1: record, 2: fields, 3: consents, 4: "123456786", 5: os.urandom(8),
                                           8: "zh"})})
        first, before = self.next_seq, self.hash
        travelling = self.write(record, APPLICATION_SUBMITTED, application, os.urandom(56))
        self.sync([travelling], first, before, self.hash)
        return str(uuid.UUID(bytes=record))
