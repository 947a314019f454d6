"""Console, riders' pages and kiosks by names of their own (ASVS 3.5.4), against the real centre over TLS: each name is
asked for at 127.0.0.1 with its own Host and SNI, and a page of riders in a real browser has no way to the console."""

import http.client
import json
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import unittest
import urllib.parse
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "console")]

import environment
import report
import scenario
from browser import Browser
from independent_client import one, parse

from cryptography import x509

CONSOLE, RIDERS, KIOSKS = "console.warmheart.test", "riders.warmheart.test", "localhost"
MISDIRECTED = 421
JSON = {"Content-Type": "application/json"}
PROTOBUF = {"Content-Type": "application/x-protobuf"}


class At(http.client.HTTPSConnection):
    """A connection to this machine that asks for a name, in the handshake and in Host; both are verified by TLS."""

    def __init__(self, centre: environment.Centre, host: str, server_name: str = ""):
        super().__init__(host, centre.people_port, timeout=20,
                         context=ssl.create_default_context(cafile=str(centre.ca)))
        self.server_name = server_name or host

    def connect(self):
        plain = socket.create_connection(("127.0.0.1", self.port), self.timeout)
        self.sock = self._context.wrap_socket(plain, server_hostname=self.server_name)


class Answer:
    def __init__(self, answer: http.client.HTTPResponse):
        self.status, self.body = answer.status, answer.read()
        self.cookies = answer.headers.get_all("Set-Cookie") or []
        self.headers = answer.headers


class Hosts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="warmheart-attack-hosts-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, True)
        cls.centre = environment.Centre(cls.folder)
        cls.centre.set_up()
        cls.centre.admin("init", "--console-host", CONSOLE, "--riders-host", RIDERS)
        settings = f'console_host = "{CONSOLE}"\nriders_host = "{RIDERS}"\n'
        cls.centre.config.write_text(cls.centre.config.read_text(encoding="utf-8") + settings, encoding="utf-8")
        cls.password = cls.centre.add_user("wang.li")
        cls.centre.start()
        cls.addClassCleanup(cls.centre.stop)

    def ask(self, host: str, path: str, method: str = "GET", body=None, headers=None, server_name: str = "") -> Answer:
        connection = At(self.centre, host, server_name)
        try:
            connection.request(method, path, body, headers or {})
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def sign_in(self, host: str, origin: str = "") -> Answer:
        body = json.dumps({"user": "wang.li", "password": self.password, "code": ""})
        return self.ask(host, "/api/session", "POST", body, JSON | ({"Origin": origin} if origin else {}))

    def origin(self, host: str) -> str:
        return f"https://{host}:{self.centre.people_port}"

    def refused(self, answer: Answer, what: str):
        self.assertEqual(answer.status, MISDIRECTED, what)
        self.assertEqual(answer.cookies, [], what)
        self.assertEqual(answer.headers["Cache-Control"], "no-store", what)
        self.assertIn("max-age", answer.headers["Strict-Transport-Security"], what)

    def test_each_name_serves_its_own_people_alone(self):
        """Console and riders' pages share a host name."""
        ours = {CONSOLE: ["/", "/js/main.js", "/sentences/console/zh.json", "/vendor/bootstrap/css/bootstrap.min.css"],
                RIDERS: ["/phone/", "/phone/card.html", "/phone/sw.js", "/phone/art/scene-rider.svg",
                        "/sentences/phone/zh.json"]}
        for owner, paths in ours.items():
            for path in paths:
                self.assertEqual(self.ask(owner, path).status, 200, path)
                for other in {CONSOLE, RIDERS, KIOSKS} - {owner}:
                    self.refused(self.ask(other, path), f"{path} by {other}")
        for host in (CONSOLE, RIDERS):
            self.assertEqual(self.ask(host, "/shared/js/h.js").status, 200)
        self.refused(self.ask(KIOSKS, "/shared/js/h.js"), "kiosks show no pages")
        page = self.ask(RIDERS, "/").body.decode()
        self.assertIn("网址", page)
        self.assertIn("not at this address", page)

    def test_calls_are_answered_under_their_own_name_alone(self):
        """Console's API, event streams, riders' calls, kiosks' calls: another name is 421 before anything is done."""
        calls = [(CONSOLE, "GET", "/api/overview", None, {}, 401), (CONSOLE, "GET", "/api/events", None, {}, 401),
                 (CONSOLE, "POST", "/api/session", "{}", JSON, 400),
                 (RIDERS, "POST", "/phone/api/streets", '{"district": "110105"}', JSON, 200),
                 (KIOSKS, "POST", "/v1/renew-nonce", b"", PROTOBUF, 200),
                 (KIOSKS, "POST", "/v1/enrol", b"", PROTOBUF, 400)]
        for owner, method, path, body, headers, status in calls:
            with self.subTest(path=path):
                self.assertEqual(self.ask(owner, path, method, body, headers).status, status)
                for other in {CONSOLE, RIDERS, KIOSKS} - {owner}:
                    answer = self.ask(other, path, method, body, headers)
                    self.refused(answer, f"{path} by {other}")
                    if path.startswith("/v1/"):
                        self.assertIn(b"not served under this name", one(parse(answer.body), 2, b""))
                    else:
                        self.assertEqual(json.loads(answer.body)["error"]["code"], "misdirected")

    def test_the_name_of_the_handshake_counts_as_much_as_the_header(self):
        """A Host header for the console inside a connection for riders' pages, and the other way about."""
        self.refused(self.ask(CONSOLE, "/api/overview", server_name=RIDERS), "Host says console, SNI riders")
        self.refused(self.ask(RIDERS, "/phone/", server_name=CONSOLE), "Host says riders, SNI console")
        self.refused(self.ask(KIOSKS, "/v1/renew-nonce", "POST", b"", PROTOBUF, server_name=CONSOLE), "SNI console")
        connection = At(self.centre, CONSOLE)
        connection.putrequest("GET", "/api/overview", skip_host=True)
        connection.putheader("Host", RIDERS)
        connection.endheaders()
        self.refused(Answer(connection.getresponse()), "Host says riders, SNI console")
        connection.close()

    def test_who_signs_in_comes_from_the_consoles_own_pages(self):
        """Origin is judged by the console's host; a sister host is another site to it."""
        for origin in (self.origin(RIDERS), self.origin(KIOSKS), f"https://{CONSOLE}", "null"):
            answer = self.sign_in(CONSOLE, origin)
            self.assertEqual((answer.status, answer.cookies), (403, []), origin)
        self.refused(self.sign_in(RIDERS, self.origin(RIDERS)), "no sign-in at the riders' host")
        signed_in = self.sign_in(CONSOLE, self.origin(CONSOLE))
        self.assertEqual(signed_in.status, 200)
        cookie = signed_in.cookies[0].split(";")[0]
        self.assertTrue(cookie.startswith("__Host-wh_session="))
        self.assertNotIn("domain", signed_in.cookies[0].lower(), "of this host alone")
        self.refused(self.ask(RIDERS, "/api/session", headers={"Cookie": cookie}), "a cookie that strayed")
        headers = {"Cookie": cookie, "X-WH-CSRF": json.loads(signed_in.body)["csrf"], "Origin": self.origin(RIDERS)}
        self.assertEqual(self.ask(CONSOLE, "/api/session", "DELETE", None, JSON | headers).status, 403)
        headers["Origin"] = self.origin(CONSOLE)
        self.assertEqual(self.ask(CONSOLE, "/api/session", "DELETE", None, JSON | headers).status, 200)

    def test_a_kiosk_enrols_by_its_own_name_and_shows_phones_the_riders_host(self):
        """Addresses that kiosks show come from the feed; by a browsers' name no code is spent."""
        code = self.centre.enrolment_code(scenario.STATION)
        folder = str(self.folder / "device")
        program = [environment.program("warmheart-test-device"), "--folder", folder]

        def run(*words: str) -> str:
            done = subprocess.run([*program, *words], capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 0, done.stderr)
            return done.stdout

        run("enrol", "--centre", f"{KIOSKS}:{self.centre.people_port}", "--code", code)
        run("sync")
        address = urllib.parse.urlsplit(json.loads(run("handoff").splitlines()[0])["address"])
        self.assertEqual((address.hostname, address.port), (RIDERS, self.centre.people_port))
        self.assertEqual(address.path, "/phone/")
        form = {"token": address.fragment.removeprefix("join="), "phone": "0190f3a0-0000-7000-8000-000000000001"}
        self.assertEqual(self.ask(RIDERS, "/phone/api/form", "POST", json.dumps(form), JSON).status, 200)

    def test_the_code_on_a_kiosks_screen_leads_phones_to_the_riders_host(self):
        """The address in the QR code of the real kiosk, once the feed has named the host."""
        kiosk = environment.Kiosk(self.folder / "kiosk", self.centre, scenario.STATION)
        kiosk.enrol()
        self.addCleanup(kiosk.stop)
        kiosk.start()
        kiosk.do("wait joinTile visible")  # its database is made by then
        environment.until("the feed names the riders' host",
                          lambda: kiosk.rows("SELECT 1 FROM feed_value WHERE key = 'riders-host'"))
        kiosk.tap("joinTile")
        kiosk.do("wait handoffQr visible")
        address = urllib.parse.urlsplit(kiosk.get("handoffQr", "text"))
        self.assertEqual((address.hostname, address.port), (RIDERS, self.centre.people_port))
        form = {"token": address.fragment.removeprefix("join="), "phone": "0190f3a0-0000-7000-8000-000000000002"}
        self.assertEqual(self.ask(RIDERS, "/phone/api/form", "POST", json.dumps(form), JSON).status, 200)

    def test_the_certificate_has_every_name_and_so_has_the_next_one(self):
        """The server certificate carries all names, also `certificate renew`."""
        def names() -> tuple[int, set[str]]:
            with At(self.centre, CONSOLE)._context.wrap_socket(
                    socket.create_connection(("127.0.0.1", self.centre.people_port), 10),
                    server_hostname=RIDERS) as connection:
                shown = x509.load_der_x509_certificate(connection.getpeercert(True))
            found = shown.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
            return shown.serial_number, set(found.get_values_for_type(x509.DNSName))

        serial, first = names()
        self.assertEqual(first, {CONSOLE, RIDERS, KIOSKS})
        self.centre.admin("certificate", "renew")
        environment.until("the next certificate is shown", lambda: names()[0] != serial)
        self.assertEqual(names()[1], first)

    def test_a_riders_page_in_a_browser_cannot_reach_the_console(self):
        """To a browser the two are two origins: a script of riders' pages neither reads nor signs in."""
        browser = Browser(self.origin(RIDERS) + "/", self.centre.ca, size=(360, 740),
                          more=[f"--host-resolver-rules=MAP {CONSOLE} 127.0.0.1, MAP {RIDERS} 127.0.0.1"])
        self.addCleanup(browser.close)
        browser.load("phone/")
        browser.wait("#title")
        reach = """
            const done = arguments[arguments.length - 1];
            fetch(arguments[0], {method: arguments[1], credentials: "include",
                                 body: arguments[1] === "GET" ? undefined : "{}"})
              .then((answer) => done(answer.status), () => done("blocked"));"""
        for url, method, seen in ((self.origin(CONSOLE) + "/api/session", "GET", "blocked"),
                                  (self.origin(CONSOLE) + "/api/session", "POST", "blocked"),
                                  (self.origin(RIDERS) + "/api/session", "GET", MISDIRECTED)):
            self.assertEqual(browser.driver.execute_async_script(reach, url, method), seen, url)
        browser.driver.get(self.origin(CONSOLE) + "/")
        browser.wait("#user")


class Settings(unittest.TestCase):
    """A centre that browsers or kiosks could not reach does not start, and says why."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="warmheart-attack-hosts-"))
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.centre = environment.Centre(self.folder)

    def starting(self, hosts: list[str], settings: str) -> str:
        self.centre.admin("init", *(word for host in hosts for word in ("--host", host)))
        config = self.folder / "central.toml"
        config.write_text(f'''[central]
data_dir = "{self.centre.data}"
bind = "127.0.0.1"
devices_port = {self.centre.devices_port}
people_port = {self.centre.people_port}
web_dir = "{environment.ROOT / 'assets/web'}"
{settings}''', encoding="utf-8")
        done = subprocess.run([environment.program("warmheart-central"), "--config", str(config)],
                              capture_output=True, text=True, timeout=20)
        self.assertNotEqual(done.returncode, 0)
        return done.stderr

    def test_names_without_a_certificate_or_without_kiosks_are_refused(self):
        two = f'console_host = "{CONSOLE}"\nriders_host = "{RIDERS}"\n'
        self.assertIn(f"no certificate of this centre is for {CONSOLE}", self.starting([KIOSKS], two))
        self.assertIn("kiosks need one of their own", self.starting([CONSOLE, RIDERS], two))
        self.assertIn("go together", self.starting([KIOSKS], f'console_host = "{CONSOLE}"\n'))


if __name__ == "__main__":
    sys.exit(report.run())
