"""Strangers on the net, and devices and browsers that want too much, against the real centre: connections, heads,
bodies, budgets, streams, certificates. Each of 127.0.0.0/8 is another address to the centre."""

import datetime
import http.client
import resource
import shutil
import socket
import ssl
import sys
import tempfile
import unittest
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import environment
import report
import scenario
from independent_client import Device, Refused, message, one

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

HERE, OTHER, THIRD = "127.0.0.1", "127.0.0.2", "127.0.0.3"
TLS_OBJECT = 87 * 1024
EMPTY_SYNC = (1, bytes(32), bytes(32))  # the first seq to come, and no hash yet


def allow_many_files():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def is_closed(connection: socket.socket) -> bool:
    """Whether the other side has closed; without waiting."""
    connection.setblocking(False)
    try:
        return connection.recv(4096) == b""
    except (BlockingIOError, ssl.SSLWantReadError):
        return False
    except OSError:  # a reset, or an end of TLS without its farewell
        return True


class Centre(environment.Centre):
    """A centre with the attacks' clients. `settings`: lines of its [central]."""

    def __init__(self, settings: str):
        self.folder_made = Path(tempfile.mkdtemp(prefix="warmheart-attack-net-"))
        super().__init__(self.folder_made)
        self.settings = settings

    def set_up(self):
        super().set_up()
        self.config.write_text(self.config.read_text(encoding="utf-8") + self.settings, encoding="utf-8")
        self.people = ssl.create_default_context(cafile=str(self.ca))

    def tcp(self, address: str = HERE, port: int | None = None) -> socket.socket:
        return socket.create_connection((HERE, port or self.people_port), 20, (address, 0))

    def tls(self, address: str = HERE, device: Device | None = None) -> ssl.SSLSocket:
        port, context = (device.devices_port, device.devices) if device else (self.people_port, self.people)
        return context.wrap_socket(self.tcp(address, port), server_hostname="localhost")

    def say(self, text: bytes, device: Device | None = None) -> bytes:
        """All that comes back until the centre closes."""
        with self.tls(device=device) as connection:
            connection.sendall(text)
            answer = b""
            try:
                while part := connection.recv(65536):
                    answer += part
            except (ConnectionError, ssl.SSLError):
                pass
            return answer

    def status(self, path: str = "/", address: str = HERE, method: str = "GET", body=None, headers=None) -> int:
        connection = http.client.HTTPSConnection("localhost", self.people_port, context=self.people, timeout=20,
                                                 source_address=(address, 0))
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()

    def enrolled(self) -> Device:
        device = Device("localhost", self.people_port)
        device.enrol(self.enrolment_code(scenario.STATION))
        return device

    def memory(self) -> int:
        text = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(text.split("VmRSS:")[1].split()[0]) * 1024

    def close(self):
        self.stop()
        shutil.rmtree(self.folder_made, True)


class WithCentre(unittest.TestCase):
    SETTINGS = ""

    @classmethod
    def setUpClass(cls):
        allow_many_files()
        cls.centre = Centre(cls.SETTINGS)
        cls.addClassCleanup(cls.centre.close)
        cls.centre.set_up()
        cls.centre.start()

    def opened(self, connection):
        self.addCleanup(connection.close)
        return connection


class Connections(WithCentre):
    SETTINGS = "first_byte_seconds = 1\n"

    def test_a_thousand_idle_connections_of_one_address_shut_nobody_out(self):
        """High 3: 1,024 idle connections from one address blocked console, phones, enrolment and renewal."""
        device = self.centre.enrolled()
        idle = [self.opened(self.centre.tls(OTHER)) for _ in range(1100)]
        for address in (HERE, THIRD, OTHER):
            self.assertEqual(self.centre.status("/", address), 200, f"the console, from {address}")
            self.assertEqual(self.centre.status("/phone/", address), 200, f"phones, from {address}")
        device.renew()
        self.assertEqual(one(device.sync([], *EMPTY_SYNC), 3, 0), 0)
        self.centre.enrolled()
        left = sum(not is_closed(connection) for connection in idle)
        self.assertLessEqual(left, 256, "one address has 256 connections")
        self.assertGreater(left, 200, "and those it has")


class BareConnections(WithCentre):
    SETTINGS = "first_byte_seconds = 1\n"

    def test_bare_connections_cost_no_tls_and_are_closed(self):
        """High 3: bare TCP connections cost 87 KiB each before any certificate. 3 s, here 1 s, to the first byte."""
        for port in (self.centre.people_port, self.centre.devices_port):
            self.assertEqual(self.centre.status(), 200)
            before = self.centre.memory()
            peaks = []
            bare = [self.opened(self.centre.tcp(OTHER, port)) for _ in range(250)]

            def all_are_closed():
                peaks.append(self.centre.memory())
                return all(map(is_closed, bare))

            environment.until("all are closed", all_are_closed, 20)
            self.assertLess(max(peaks) - before, len(bare) * TLS_OBJECT // 3)

    def test_what_is_no_tls_is_closed_at_its_first_byte(self):
        """High 3: the TLS object comes after the first byte, which has to be a TLS handshake's."""
        plain = self.opened(self.centre.tcp(OTHER))
        plain.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        environment.until("it is closed", lambda: is_closed(plain), 20)


class SmallPlaces(WithCentre):
    SETTINGS = "people_connections = 32\npeople_an_address = 12\nbody_mib_in_flight = 1\n"

    def test_many_addresses_leave_room_for_one_that_has_no_connection_yet(self):
        """High 3: a reserve for new addresses; the longest idle goes first."""
        idle = []
        for host in range(10, 16):
            idle += [self.opened(self.centre.tls(f"127.0.1.{host}")) for _ in range(12)]
        for host in (20, 21, 22):
            self.assertEqual(self.centre.status("/", f"127.0.1.{host}"), 200)
        self.assertTrue(is_closed(idle[0]), "the longest idle one has gone")
        self.assertFalse(is_closed(idle[-1]), "the newest has not")

    def test_bodies_in_flight_have_a_budget(self):
        """High 3: a budget of body bytes in flight; 503 with Retry-After before the body."""
        slow, other = self.centre.enrolled(), self.centre.enrolled()
        head = b"POST /v1/sync HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 524288\r\n\r\n"
        held = []
        for _ in range(2):
            held.append(self.opened(self.centre.tls(device=slow)))
            held[-1].sendall(head)
            self.assertTrue(held[-1].recv(4096).startswith(b"HTTP/1.1 100"))
        refused = self.centre.say(head, other)
        self.assertTrue(refused.startswith(b"HTTP/1.1 503"), refused)
        self.assertIn(b"Retry-After: 2\r\n", refused)
        for connection in held:
            connection.close()

        def accepted():
            try:
                return one(other.sync([], *EMPTY_SYNC), 3, 0) == 0
            except Refused:
                return False

        environment.until("others are served again", accepted, 20)


class Devices(WithCentre):
    SETTINGS = "epochs_a_day = 3\nrequests_a_day = 12\n"

    def device_with(self, device: Device, begins: datetime.datetime, ends: datetime.datetime):
        """Gives the device a certificate of the centre's own authority with these dates."""
        keys = self.centre.data / "keys"
        ca = x509.load_pem_x509_certificate((keys / "issuing.pem").read_bytes())
        ca_key = serialization.load_pem_private_key((keys / "issuing.key").read_bytes(), None)
        name = f"urn:uuid:{uuid.UUID(bytes=device.device)}"
        certificate = (x509.CertificateBuilder()
                       .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "device")]))
                       .issuer_name(ca.subject).public_key(device.key.public_key())
                       .serial_number(x509.random_serial_number()).not_valid_before(begins).not_valid_after(ends)
                       .add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
                       .add_extension(x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.CLIENT_AUTH]), False)
                       .add_extension(x509.SubjectAlternativeName([x509.UniformResourceIdentifier(name)]), False)
                       .sign(ca_key, hashes.SHA256()))
        device.certificate = certificate.public_bytes(serialization.Encoding.DER)
        device.devices = device.with_certificate(device.ca_der)

    def sync_status(self, device: Device, epoch: int) -> int:
        device.epoch = epoch
        try:
            device.sync([], *EMPTY_SYNC)
            return 200
        except Refused as refused:
            return refused.status

    def test_a_certificate_that_begins_in_the_future_is_taken(self):
        """Clocks: a centre 200 days ahead for half a minute locked a kiosk out, its certificate began in the future."""
        device = self.centre.enrolled()
        now = datetime.datetime.now(datetime.timezone.utc)
        self.device_with(device, now + datetime.timedelta(days=200), now + datetime.timedelta(days=290))
        self.assertEqual(self.sync_status(device, 1), 200)

    def test_a_certificate_that_has_ended_is_refused_and_renews_by_nonce(self):
        """Clocks: the end is judged; a refused certificate of a known key renews on the people port by nonce."""
        device = self.centre.enrolled()
        now = datetime.datetime.now(datetime.timezone.utc)
        self.device_with(device, now - datetime.timedelta(days=100), now - datetime.timedelta(days=1))
        with self.assertRaises((ssl.SSLError, ConnectionError)):
            device.sync([], *EMPTY_SYNC)
        device.renew()
        self.assertEqual(self.sync_status(device, 1), 200)

    def test_a_fourth_connection_of_a_device_is_served_and_the_longest_idle_goes(self):
        """High 3: three connections a device."""
        device = self.centre.enrolled()
        body = message({1: 1})
        head = f"POST /v1/none HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        connections = []
        for _ in range(4):
            connections.append(self.opened(self.centre.tls(device=device)))
            connections[-1].sendall(head + body)
            self.assertTrue(connections[-1].recv(4096).startswith(b"HTTP/1.1 400"))
        environment.until("the first is closed", lambda: is_closed(connections[0]), 20)
        self.assertFalse(any(map(is_closed, connections[1:])))

    def test_a_revoked_device_is_refused_before_its_body(self):
        """High 3: revoked ones are refused before their body."""
        device = self.centre.enrolled()
        self.centre.admin("revoke", str(uuid.UUID(bytes=device.device)), "--reason", "stolen")
        for path in (b"/v1/sync", b"/v1/ask"):
            answer = self.centre.say(b"POST " + path + b" HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                                     b"Content-Length: 400000\r\n\r\n", device)
            self.assertTrue(answer.startswith(b"HTTP/1.1 403"), answer)
            self.assertNotIn(b"100 Continue", answer)

    def test_empty_syncs_with_new_epochs_have_an_end(self):
        """High 3: 267 empty syncs with new epochs a second passed; requests and new epochs count in a day's budget."""
        device, neighbour = self.centre.enrolled(), self.centre.enrolled()
        self.assertEqual([self.sync_status(device, epoch) for epoch in range(1, 7)], [200] * 3 + [503] * 3)
        self.assertEqual([self.sync_status(device, 3) for _ in range(5)], [200] * 5)
        self.centre.stop()
        self.centre.start()  # the day goes on
        self.assertEqual([self.sync_status(device, epoch) for epoch in (4, 3)], [503, 503])
        self.assertEqual(self.sync_status(neighbour, 1), 200)
        alarm = "SELECT count(*) FROM alarm WHERE code = 'daily-budget' AND device = ?"
        environment.until("an alarm", lambda: self.centre.rows(alarm, device.device) == [(1,)])
        self.assertEqual(self.centre.rows("SELECT count(*) FROM device_epoch WHERE device = ?", device.device), [(3,)])
        refused = self.centre.say(b"POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", device)
        self.assertIn(b"Retry-After: 3600\r\n", refused)


class Http(WithCentre):
    def refused(self, head: bytes, device: Device | None = None):
        following = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
        answer = self.centre.say(head + following, device)
        self.assertTrue(answer.startswith(b"HTTP/1.1 400"), (head, answer))
        self.assertEqual(answer.count(b"HTTP/1.1 "), 1, "what follows is nobody's request")

    def test_heads_that_two_readers_could_take_for_two_requests(self):
        """Low: unknown Transfer-Encoding 400 and close; exactly one Host."""
        device = self.centre.enrolled()
        post = b"POST /api/session HTTP/1.1\r\nHost: x\r\n"
        for head in (post + b"Transfer-Encoding: gzip\r\n\r\n",
                     post + b"Transfer-Encoding: xchunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                     post + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                     post + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                     post + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                     post + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
                     post + b"Content-Length: 4\r\nContent-Length: 4\r\n\r\nbody",
                     b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                     b"GET / HTTP/1.0\r\n\r\n"):
            with self.subTest(head=head):
                self.refused(head)
                self.refused(head, device)

    def test_head_is_answered_without_a_body(self):
        """Low: HEAD without body."""
        for path in (b"/", b"/api/overview", b"/nothing", b"/api/events"):
            with self.subTest(path=path):
                answer = self.centre.say(b"HEAD " + path + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                self.assertTrue(answer.startswith(b"HTTP/1.1 "))
                self.assertTrue(answer.endswith(b"\r\n\r\n"), answer)
                self.assertIn(b"Content-Length: ", answer)

    def test_bodies_nest_32_deep_and_are_objects(self):
        """Medium: JSON depth limited before it is built, no exception ends a process."""
        headers = {"Content-Type": "application/json"}
        bodies = ["[" * 60000, '{"a":' * 10000, '{"user":' * 33 + "1" + "}" * 33, "[]", "7", "null", '"text"', "{",
                  '{"user": 1e999999}', '{"\\ud800": 1}']
        self.assertEqual(self.centre.status("/api/session", HERE, "POST", '{"user": 5, "password": []}', headers), 400)
        for depth, status in ((31, 401), (32, 400)):  # beside the object that they stand in
            body = '{"user": "nobody", "password": "not this one", "more": ' + "[" * depth + "]" * depth + "}"
            self.assertEqual(self.centre.status("/api/session", HERE, "POST", body, headers), status)
        for path in ("/api/session", "/phone/api/form", "/phone/api/join", "/phone/api/face"):
            for body in bodies:
                with self.subTest(path=path, body=body[:40]):
                    self.assertEqual(self.centre.status(path, HERE, "POST", body, headers), 400)
        self.assertIsNone(self.centre.process.poll(), "the centre lives on")

    def test_every_answer_of_the_people_port_asks_for_tls(self):
        """Medium: HSTS."""
        for request in (b"GET / HTTP/1.1", b"GET /phone/ HTTP/1.1", b"GET /api/overview HTTP/1.1",
                        b"POST /v1/renew-nonce HTTP/1.1"):
            answer = self.centre.say(request + b"\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            self.assertIn(b"\r\nStrict-Transport-Security: max-age=31536000; includeSubDomains\r\n", answer)
        refused = self.centre.say(b"GET / HTTP/1.1\r\n\r\n")
        self.assertIn(b"\r\nStrict-Transport-Security: ", refused, "a refusal, too")


class Logins(WithCentre):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.password = cls.centre.add_user("wang.li")

    def signed_in(self) -> environment.Console:
        return environment.Console(self.centre).sign_in("wang.li", self.password)

    def stream(self, console: environment.Console) -> tuple[ssl.SSLSocket, int]:
        connection = self.opened(self.centre.tls())
        connection.sendall(f"GET /api/events HTTP/1.1\r\nHost: x\r\nCookie: {console.cookie}\r\n\r\n".encode())
        return connection, int(connection.recv(65536).split()[1])

    def test_the_cookie_belongs_to_this_host_alone(self):
        """Low: `__Host-` cookie."""
        console = self.signed_in()
        self.assertTrue(console.cookie.startswith("__Host-wh_session="))

    def test_a_login_has_four_streams_and_a_closed_one_makes_room(self):
        """Low: four event streams a login."""
        console, other = self.signed_in(), self.signed_in()
        streams = [self.stream(console) for _ in range(4)]
        self.assertEqual([status for _, status in streams], [200] * 4)
        self.assertEqual(self.stream(console)[1], 429)
        self.assertEqual(self.stream(other)[1], 200, "another login has its own")
        streams[0][0].close()
        environment.until("a place is free", lambda: self.stream(console)[1] == 200, 20)

    def test_a_stream_ends_when_its_login_ends_here(self):
        """Low: none outlives its login; the old login ended at a new one."""
        console = self.signed_in()
        first, _ = self.stream(console)
        before = console.cookie
        console.csrf = ""
        console.sign_in("wang.li", self.password)
        self.assertNotEqual(console.cookie, before)
        environment.until("the old login's stream has ended", lambda: is_closed(first), 20)
        old = environment.Console(self.centre)
        old.cookie = before
        old.call("GET", "/api/session", expect=401)
        second, status = self.stream(console)
        self.assertEqual(status, 200)
        console.call("DELETE", "/api/session")
        environment.until("the stream has ended", lambda: is_closed(second), 20)

    def test_a_stream_ends_when_an_operator_ends_its_login(self):
        """Low: none outlives its login."""
        password = self.centre.add_user("zhao.min")
        console = environment.Console(self.centre).sign_in("zhao.min", password)
        stream, status = self.stream(console)
        self.assertEqual(status, 200)
        self.centre.admin("user", "password", "zhao.min", stdin="another long password 7\n")
        environment.until("the stream has ended", lambda: is_closed(stream), 20)


if __name__ == "__main__":
    sys.exit(report.run())
