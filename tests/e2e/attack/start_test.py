"""Start-up, files, words, certificates and clocks of a centre, attacked with its real programs: every start on a
damaged folder, every slip of the command line, a certificate that ends, a clock that jumps."""

import datetime
import http.client
import json
import os
import shutil
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import environment  # noqa: E402
import report  # noqa: E402
import scenario  # noqa: E402
from cryptography import x509  # noqa: E402
from cryptography.hazmat.primitives import hashes, serialization  # noqa: E402
from cryptography.hazmat.primitives.asymmetric import ec  # noqa: E402
from independent_client import Device, message  # noqa: E402

NOBODY = 65534
DAY_MS = 86_400_000


def folder_of(test) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="warmheart-start-"))
    test.addClassCleanup(shutil.rmtree, folder, True)
    return folder


class Refused(unittest.TestCase):
    """A centre that does not find what is its own says so and ends; it makes nothing in its place."""

    @classmethod
    def setUpClass(cls):
        cls.folder = folder_of(cls)
        cls.whole = environment.Centre(cls.folder / "whole")
        cls.whole.set_up()
        cls.other = environment.Centre(cls.folder / "other")
        cls.other.set_up()

    def damaged(self) -> environment.Centre:
        centre = environment.Centre(self.folder / self._testMethodName, self.whole.devices_port, self.whole.people_port)
        shutil.copytree(self.whole.data, centre.data)
        text = self.whole.config.read_text(encoding="utf-8")
        centre.config.write_text(text.replace(str(self.whole.data), str(centre.data)), encoding="utf-8")
        return centre

    def refuses(self, centre: environment.Centre, *words: str, user: int | None = None) -> str:
        """Neither the server nor a command starts on it; what they say, for an operator to act on."""
        as_user = {} if user is None else {"user": user, "group": user, "extra_groups": []}
        server = subprocess.run([environment.program("warmheart-central"), "--config", str(centre.config)],
                                capture_output=True, text=True, timeout=30, **as_user)
        command = subprocess.run([environment.program("warmheart-admin"), "--data", str(centre.data), "stations"],
                                 capture_output=True, text=True, timeout=30, **as_user)
        for done in (server, command):
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertEqual(done.stdout, "")
            for word in words:
                self.assertIn(word, done.stderr)
        return server.stderr

    def starts(self, centre: environment.Centre):
        self.addCleanup(centre.stop)
        centre.start()
        centre.stop()

    @staticmethod
    def drop(database: Path):
        for end in ("", "-wal", "-shm"):
            Path(f"{database}{end}").unlink(missing_ok=True)

    def replace(self, database: Path, by: Path):
        self.drop(database)
        for end in ("", "-wal"):
            if Path(f"{by}{end}").exists():
                shutil.copy(f"{by}{end}", f"{database}{end}")

    def test_a_missing_central_db(self):
        """Missing databases go unnoticed: without central.db the centre silently becomes new and empty."""
        centre = self.damaged()
        self.drop(centre.data / "central.db")
        self.refuses(centre, "central.db", "restored", "init --begin-anew")
        self.assertFalse((centre.data / "central.db").exists())
        self.assertNotEqual(centre.admin("init", "--host", "localhost", check=False).returncode, 0)
        self.assertNotEqual(centre.admin("restored", check=False).returncode, 0)
        centre.admin("init", "--host", "localhost", "--begin-anew")
        self.starts(centre)

    def test_a_missing_person_keys_db(self):
        """Missing databases go unnoticed: without person-keys.db everything "holds" and nobody can be read."""
        centre = self.damaged()
        self.drop(centre.data / "person-keys.db")
        self.refuses(centre, "person-keys.db", "restored", "init --begin-anew")
        self.assertFalse((centre.data / "person-keys.db").exists())

    def test_an_empty_file_for_a_database(self):
        """Missing databases: an empty file is no database of this centre."""
        for name in ("central.db", "person-keys.db"):
            centre = self.damaged()
            self.drop(centre.data / name)
            (centre.data / name).touch()
            self.refuses(centre, name, "is empty")
            self.assertEqual((centre.data / name).stat().st_size, 0)
            shutil.rmtree(centre.folder)

    def test_another_centres_databases(self):
        """Missing databases: another centre's are not its own."""
        for name in ("central.db", "person-keys.db"):
            centre = self.damaged()
            self.replace(centre.data / name, self.other.data / name)
            self.refuses(centre, name, "belongs to another centre")
            shutil.rmtree(centre.folder)

    def test_an_older_copy_waits_for_the_word_restored(self):
        """Missing databases: a backup that was put back is told from the present ones, and says so before it starts."""
        centre = self.damaged()
        shutil.copytree(centre.data, centre.folder / "backup")
        centre.add_user("wang.li")
        self.starts(centre)  # the mark keeps what was last seen
        for name in ("central.db", "person-keys.db"):
            self.replace(centre.data / name, centre.folder / "backup" / name)
        self.refuses(centre, "older than what was last seen", "restored")
        centre.admin("restored")
        self.starts(centre)

    def test_a_folder_of_before_the_mark(self):
        """Missing databases: a data folder without a mark gets one at its first start; from then on it is missed."""
        centre = self.damaged()
        (centre.data / "keys/centre.identity").unlink()
        self.starts(centre)
        self.assertTrue((centre.data / "keys/centre.identity").exists())
        self.drop(centre.data / "central.db")
        self.refuses(centre, "central.db")

    def test_a_missing_key_file(self):
        """Every start on damaged folders: a key file that is missing is named, and none is made anew."""
        centre = self.damaged()
        (centre.data / "keys/kek.key").unlink()
        self.refuses(centre, "kek.key is missing", "put it back from your copy of the keys")
        self.assertFalse((centre.data / "keys/kek.key").exists())

    def test_databases_without_keys(self):
        """Every start on damaged folders: the keys are gone."""
        centre = self.damaged()
        shutil.rmtree(centre.data / "keys")
        self.refuses(centre, "holds databases and no keys")

    def test_a_wrong_folder(self):
        """A wrong --data advises init: it asks first whether the name is right."""
        centre = self.damaged()
        shutil.rmtree(centre.data)
        self.refuses(centre, "there is no folder", "is the name")
        centre.data.mkdir()
        self.refuses(centre, "holds no centre", "is the name right?")

    def test_a_folder_that_may_not_be_read_or_written(self):
        """A missing permission advises init; a read-only folder prints doubled SQLite text."""
        self.folder.chmod(0o755)
        centre = self.damaged()
        user = NOBODY if os.geteuid() == 0 else None  # root may read and write everything
        if user:
            said = self.refuses(centre, "may not read and write", user=user)
            self.assertNotIn("init", said)
            for path in [centre.data, *centre.data.rglob("*")]:
                os.chown(path, user, user)
        centre.data.chmod(0o500)
        said = self.refuses(centre, "may not read and write", user=user)
        self.assertNotIn("database", said.splitlines()[-1])
        centre.data.chmod(0o700)

    def test_two_servers_on_one_folder(self):
        """A centre that runs is neither restored, nor begun anew, nor started twice under its feet."""
        centre = self.damaged()
        self.addCleanup(centre.stop)
        centre.start()
        second = subprocess.run([environment.program("warmheart-central"), "--config", str(centre.config)],
                                capture_output=True, text=True, timeout=30)
        self.assertEqual(second.returncode, 1)
        self.assertIn("is running", second.stderr)
        self.assertIn("stop it first", centre.admin("restored", check=False).stderr)


class Words(unittest.TestCase):
    """Each slip is a clear sentence and a usage exit code (2)."""

    @classmethod
    def setUpClass(cls):
        cls.folder = folder_of(cls)
        cls.centre = environment.Centre(cls.folder)
        cls.centre.set_up()

    def is_usage_error(self, *words: str, says: str, stdin: str = ""):
        done = self.centre.admin(*words, stdin=stdin, check=False)
        self.assertEqual(done.returncode, 2, f"{words}: {done.stdout}{done.stderr}")
        self.assertIn(says, done.stderr)

    def catalogue(self, text: str) -> str:
        file = self.folder / "slip.toml"
        file.write_text(text, encoding="utf-8")
        return str(file)

    def test_slips_of_the_command_line(self):
        """A mistyped subcommand, publish /, a user name with a line feed, init --bind nonsense, --station-db ""."""
        self.is_usage_error("statoins", says='did you mean "stations"?')
        self.is_usage_error("user", "lst", says='did you mean "user list"?')
        self.is_usage_error("frobnicate", says="there are: ")
        self.is_usage_error("publish", "/", says="is no file")
        self.is_usage_error("user", "add", "wang\nli", "--role", "city", stdin="a long enough password\n",
                            says="no line ends")
        self.is_usage_error("init", "--host", "localhost", "--bind", "nonsense", says="no IP address")
        self.is_usage_error("verify", "--station-db", "", says="there is no file")

    def test_slips_in_a_catalogue(self):
        """A union kind "palace", a street of one digit, an unknown union."""
        union = '[[union]]\ncode = "A1"\nname = "x"\n'
        controller = '[controller]\nname = "x"\nphone = "1"\n'
        station = '[[station]]\ncode = "a"\nname = "b"\n'
        self.is_usage_error("publish", self.catalogue(union + 'kind = "palace"\n'), says="street, joint")
        self.is_usage_error("publish", self.catalogue(union + 'kind = "street"\nstreets = ["1"]\n'), says="nine digits")
        self.is_usage_error("publish", self.catalogue(controller + station + 'street = "1"\nunion = "CY001"\n'),
                            says="nine digits")
        self.is_usage_error("publish", self.catalogue(controller + station + 'street = "110105001"\nunion = "NONE"\n'),
                            says='no union "NONE"')
        unknown = self.centre.admin("user", "add", "li", "--role", "union-reviewer", "--union", "NONE",
                                    stdin="a long enough password\n", check=False)
        self.assertNotEqual(unknown.returncode, 0)
        self.assertIn("no union NONE", unknown.stderr)

    def test_the_servers_command_line(self):
        """warmheart-central exits 106 or 114 on a wrong option."""
        for words in (["--nonsense"], [], ["--config"], ["--config", "/nonexistent.toml"]):
            done = subprocess.run([environment.program("warmheart-central"), *words], capture_output=True, text=True,
                                  timeout=20)
            self.assertEqual(done.returncode, 2, f"{words}: {done.stderr}")

    def test_secrets_are_no_arguments(self):
        """Secrets and answers never in argv: a kiosk's code and the question of staff help come by standard input."""
        config = self.folder / "station.toml"
        config.write_text(f'[station]\ndata_dir = "{self.folder}/kiosk"\nassets_dir = "{environment.ROOT}/assets"\n',
                          encoding="utf-8")
        done = subprocess.run([environment.program("warmheart-kiosk"), "enrol", "--config", str(config), "--centre",
                               "localhost:1", "--code", "WHE1:AAAA"], capture_output=True, text=True, timeout=20,
                              env=environment.Kiosk.environment())
        self.assertEqual(done.returncode, 2)
        self.assertIn("--code-stdin", done.stderr)
        self.is_usage_error("staff", "help", "abcd", "--device", "abcd", "--challenge", "123456789", says="--challenge")


class Running(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = folder_of(cls)
        cls.centre = environment.Centre(cls.folder)
        cls.centre.set_up()
        key = cls.make_public("first")
        text = cls.centre.config.read_text(encoding="utf-8")
        cls.centre.config.write_text(f'{text}people_certificate = "{cls.folder}/public.pem"\npeople_key = "{key}"\n',
                                     encoding="utf-8")
        cls.centre.start()
        cls.addClassCleanup(cls.centre.stop)

    @classmethod
    def make_public(cls, organisation: str) -> Path:
        """A certificate that no kiosk knows, for a name that only browsers use."""
        path = cls.folder / "public.key"
        if not path.exists():
            path.write_bytes(ec.generate_private_key(ec.SECP256R1()).private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
        key = serialization.load_pem_private_key(path.read_bytes(), None)
        name = x509.Name([x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, organisation)])
        now = datetime.datetime.now(datetime.timezone.utc)
        certificate = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
                       .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
                       .not_valid_after(now + datetime.timedelta(days=90))
                       .add_extension(x509.SubjectAlternativeName([x509.DNSName("console.example.org")]), False)
                       .sign(key, hashes.SHA256()))
        pem = certificate.public_bytes(serialization.Encoding.PEM)
        with open(cls.folder / "known.pem", "ab") as known:  # to who asks: the one before and this one
            known.write(pem)
        fresh = cls.folder / "public.pem.new"
        fresh.write_bytes(pem)
        fresh.rename(cls.folder / "public.pem")
        return path

    def shown(self, name: str, authority: Path | None = None) -> x509.Certificate:
        """What the people listener shows to who asks for this name, verified under its own authority."""
        context = ssl.create_default_context(cafile=str(authority or self.centre.ca))
        with socket.create_connection(("127.0.0.1", self.centre.people_port), 10) as plain:
            with context.wrap_socket(plain, server_hostname=name) as connection:
                return x509.load_der_x509_certificate(connection.getpeercert(True))

    def public(self) -> str:
        names = self.shown("console.example.org", self.folder / "known.pem").subject
        return names.get_attributes_for_oid(x509.NameOID.ORGANIZATION_NAME)[0].value

    def status_of_nonce(self) -> int:
        connection = http.client.HTTPSConnection(
            "localhost", self.centre.people_port, timeout=10,
            context=ssl.create_default_context(cafile=str(self.centre.ca)))
        connection.request("POST", "/v1/renew-nonce", b"", {"Content-Type": "application/x-protobuf"})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status

    def test_the_certificate_is_renewed_without_a_restart(self):
        """The server certificate ends after 825 days without a word: renew, reload without restart, its end shown."""
        before = self.shown("localhost")
        self.centre.admin("certificate", "renew")
        environment.until("the running centre shows the next certificate",
                          lambda: self.shown("localhost").serial_number != before.serial_number)
        after = self.shown("localhost")
        self.assertEqual(after.public_key().public_numbers(), before.public_key().public_numbers())
        self.assertIn("server.pem holds until", self.centre.admin("show", "alarms").stdout)
        device = Device("localhost", self.centre.people_port)
        device.enrol(self.centre.enrolment_code(scenario.STATION))
        device.renew()

    def test_browsers_get_the_public_certificate_and_kiosks_the_private_one(self):
        """People port with a public certificate of its own, kiosks by the private one (SNI); both read anew."""
        self.assertIn(self.public(), ("first", "second"))
        with self.assertRaises(ssl.SSLError):
            self.shown("localhost", self.folder / "known.pem")
        self.shown("localhost")
        self.shown("127.0.0.1")
        Device("localhost", self.centre.people_port).enrol(self.centre.enrolment_code(scenario.STATION))
        self.make_public("second")
        environment.until("the next public certificate is shown", lambda: self.public() == "second")

    def test_a_broken_certificate_leaves_the_one_before_in_use(self):
        """Reload without restart: a pair that does not fit changes nothing, and is a line in the log."""
        pem = self.centre.data / "keys/server.pem"
        whole = pem.read_bytes()
        self.addCleanup(pem.write_bytes, whole)
        before = self.shown("localhost").serial_number
        pem.write_bytes(whole[:100])
        environment.until("the log tells", lambda: "cannot be used" in self.centre.log.read_text())
        self.assertEqual(self.shown("localhost").serial_number, before)

    def test_a_clock_in_doubt_issues_nothing(self):
        """A centre whose clock was 200 days ahead for half a minute: nothing is settled, issued or expired, and
        everybody who looks is told; once an operator has compared clocks it goes on."""
        environment.until("the last believed moment is kept",
                          lambda: self.centre.rows("SELECT count(*) FROM clock_witness") == [(1,)])
        self.assertEqual(self.status_of_nonce(), 200)
        self.edit("UPDATE clock_witness SET wall_ms = wall_ms - ?", 200 * DAY_MS)
        environment.until("the centre issues nothing", lambda: self.status_of_nonce() == 503, every=0.3)
        alarms = self.centre.admin("show", "alarms").stdout
        self.assertIn("centre-clock", alarms)
        self.assertIn("NTP", alarms)
        refused = self.centre.admin("enrol", "--station", scenario.STATION, check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("clock accept", refused.stderr)
        self.centre.admin("clock", "accept")
        environment.until("the centre issues again", lambda: self.status_of_nonce() == 200, every=0.3)
        environment.until("the alarm is taken back",
                          lambda: "centre-clock" not in self.centre.admin("show", "alarms").stdout, every=0.3)

    def edit(self, sql: str, *values):
        database = sqlite3.connect(self.centre.database, timeout=20)
        with database:
            database.execute(sql, values)
        database.close()

    def test_the_log_is_json_alone(self):
        """libprotobuf writes non-JSON lines into the log."""
        broken = message({1: os.urandom(16)}) + b"\x22\x02\xff\xfe"  # machine = no UTF-8
        connection = http.client.HTTPSConnection("localhost", self.centre.people_port, timeout=10,
                                                 context=ssl.create_default_context(cafile=str(self.centre.ca)))
        connection.request("POST", "/v1/enrol", broken, {"Content-Type": "application/x-protobuf"})
        self.assertGreaterEqual(connection.getresponse().status, 400)
        connection.close()
        environment.until("the log tells", lambda: "protobuf" in self.centre.log.read_text())
        for line in self.centre.log.read_text(encoding="utf-8").splitlines():
            if not line.startswith("warmheart-central is ready"):  # standard output, for who started it
                self.assertIn("level", json.loads(line))

    def test_no_control_character_reaches_the_terminal(self):
        """Control characters of a device never reach an operator's terminal."""
        device = Device("localhost", self.centre.people_port)
        device.enrol(self.centre.enrolment_code(scenario.STATION))
        self.edit("UPDATE device SET machine = ?, version = ?", "\x1b[2Jkiosk\nFAULT", "1\x07\x9b31m")
        said = self.centre.admin("devices").stdout
        self.assertIn("<1b>[2Jkiosk<0a>FAULT", said)
        self.assertFalse([c for c in said if ord(c) < 32 and c != "\n" or 127 <= ord(c) < 160])

    def test_files_are_their_owners_alone_and_no_core_is_dumped(self):
        """Files made 0600, folders 0700; no core dumps."""
        for path in [self.centre.data, *self.centre.data.rglob("*")]:
            self.assertEqual(path.stat().st_mode & 0o077, 0, path)
        limits = Path(f"/proc/{self.centre.process.pid}/limits").read_text()
        self.assertRegex(limits, r"Max core file size +0 +0 ")

    def test_a_badge_is_text_and_a_file_of_its_own(self):
        """Badge SVG is not escaped."""
        badge = self.folder / "badge.svg"
        self.centre.admin("staff", "add", "--station", scenario.STATION, "--name", "<b>&王", "--badge", str(badge),
                          stdin="274951\n")
        self.assertIn("&lt;b&gt;&amp;王", badge.read_text(encoding="utf-8"))
        self.assertEqual(badge.stat().st_mode & 0o777, 0o600)


if __name__ == "__main__":
    sys.exit(report.run())
