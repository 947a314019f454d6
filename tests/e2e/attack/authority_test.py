"""The authorities of a centre that runs are changed under it, with its real programs over real TLS: the issuing one,
the root whose key lies elsewhere, and the single one of an installation of before; also by commands that are killed."""

import copy
import datetime
import hashlib
import ssl
import signal
import subprocess
import sys
import time
import unittest
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import environment  # noqa: E402
import report  # noqa: E402
import scenario  # noqa: E402
from cryptography import x509  # noqa: E402
from cryptography.hazmat.primitives import hashes, serialization  # noqa: E402
from cryptography.hazmat.primitives.asymmetric import ec  # noqa: E402
from independent_client import Device, Fixed64, Refused, message, one, parse  # noqa: E402
from keys_test import Rotating  # noqa: E402


def id_of(certificate: x509.Certificate) -> bytes:
    """As `keys` shows it and the exchange names it: the beginning of SHA-256 of the public key."""
    public = certificate.public_key().public_bytes(serialization.Encoding.DER,
                                                   serialization.PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(public).digest()[:8]


class WithAuthorities(Rotating):
    def certificate(self, name: str) -> x509.Certificate:
        return x509.load_pem_x509_certificate((self.keys / name).read_bytes())

    def files(self, name: str, ending: str = "") -> list[str]:
        """Of an authority's: NAME.pem, NAME-2.pem and so on; another's name may begin with the same letters."""
        return sorted(file.name for file in self.keys.glob(f"{name}[.-]*{ending}"))

    def report(self, device: Device) -> dict[int, list]:
        """One exchange that says which authority has signed the device's certificate, and which roots it keeps."""
        signer = id_of(x509.load_der_x509_certificate(device.issuing)) if device.issuing else b""
        body = message({1: 1, 2: Fixed64(device.epoch), 3: device.next_seq, 4: device.hash, 6: device.hash,
                        7: device.cursors, 8: message({1: "independent"}), 10: device.incarnation, 16: signer,
                        17: device.roots_ordinal})
        return parse(device._post(device.devices, device.devices_port, "/v1/sync", body))

    def is_refused(self, device: Device):
        with self.assertRaises((ssl.SSLError, ConnectionError)):
            self.report(device)

    def renew_station(self) -> str:
        """Which authority has signed the station's certificate now; it has said so to the centre."""
        line, = self.run_station("renew")
        self.run_station("sync")
        return line["authority"]

    def forget(self, *more: str) -> subprocess.CompletedProcess:
        return self.centre.admin("keys", "forget", "authority", *more, check=False)

    def shown(self) -> list[x509.Certificate]:
        """What the people listener shows: its own certificate and those above it."""
        command = ["openssl", "s_client", "-connect", f"localhost:{self.centre.people_port}", "-showcerts"]
        said = subprocess.run(command, input=b"", capture_output=True, timeout=20).stdout
        begin, end = b"-----BEGIN CERTIFICATE-----", b"-----END CERTIFICATE-----"
        return [x509.load_pem_x509_certificate(begin + part.split(end)[0] + end + b"\n")
                for part in said.split(begin)[1:]]


class Issuing(WithAuthorities):
    def test_the_next_issuing_authority(self):
        """Old certificates go on, renewed ones are of the next, the server's too; then a forgotten one's is refused."""
        device = self.independent()
        self.report(device)
        stale = copy.copy(device)
        before = id_of(self.certificate("issuing.pem"))
        self.assertEqual(id_of(x509.load_der_x509_certificate(device.issuing)), before)
        self.rotate("authority")
        after = id_of(self.certificate("issuing-2.pem"))
        self.assertEqual(self.audited("authority"), 1)
        environment.until("the server's certificate is the next authority's", lambda: id_of(self.shown()[1]) == after)
        self.assertEqual(self.shown()[2], self.certificate("ca.pem"))
        self.run_station("sync")  # its certificate is of before
        self.join()
        self.assertEqual(one(self.report(device), 19, b""), after)
        lines = self.listed("authority")
        self.assertIn("in use", lines[0])
        self.assertIn("kept", lines[1])
        self.assertIn("signed the certificates of 2 devices", lines[1])

        refused = self.forget()
        self.assertEqual(refused.returncode, 1)
        self.assertIn(str(uuid.UUID(bytes=device.device)), refused.stdout)
        self.assertIn("2 devices would be shut out", refused.stderr)
        self.assertEqual(self.renew_station(), after.hex())
        device.renew()
        self.assertEqual(id_of(x509.load_der_x509_certificate(device.issuing)), after)
        self.report(device)
        self.report(stale)  # until it is forgotten
        self.report(device)
        done = self.forget()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.files("issuing"), ["issuing-2.key", "issuing-2.pem"])
        self.report(device)
        self.run_station("sync")
        self.is_refused(stale)
        with self.assertRaises(Refused) as renewal:
            stale.renew()
        self.assertEqual((renewal.exception.status, renewal.exception.code), (403, "forbidden"))
        self.report(self.independent())
        self.assertEqual(len(self.listed("authority")), 1)


class Strangers(WithAuthorities):
    def test_nobody_is_an_authority_but_those(self):
        """A certificate that a device's own has signed, and one of an authority that the root has not signed."""
        device = self.independent()
        self.report(device)
        now = datetime.datetime.now(datetime.timezone.utc)
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "device")])
        own = x509.load_der_x509_certificate(device.certificate)
        stranger_key = ec.generate_private_key(ec.SECP256R1())
        for issuer, issuer_key in ((own.subject, device.key), (own.issuer, stranger_key)):
            forged = copy.copy(device)
            forged.key = ec.generate_private_key(ec.SECP256R1())
            urn = x509.UniformResourceIdentifier(f"urn:uuid:{uuid.UUID(bytes=device.device)}")
            certificate = (x509.CertificateBuilder().subject_name(name).issuer_name(issuer)
                           .public_key(forged.key.public_key()).serial_number(x509.random_serial_number())
                           .not_valid_before(now - datetime.timedelta(days=1))
                           .not_valid_after(now + datetime.timedelta(days=9))
                           .add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
                           .add_extension(x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.CLIENT_AUTH]), False)
                           .add_extension(x509.SubjectAlternativeName([urn]), False)
                           .sign(issuer_key, hashes.SHA256()))
            forged.certificate = certificate.public_bytes(serialization.Encoding.DER)
            forged.issuing = device.certificate if issuer_key is device.key else device.issuing
            forged.devices = forged.with_certificate(forged.ca_der)
            self.is_refused(forged)
            with self.assertRaises(Refused) as renewal:
                forged.renew()
            self.assertEqual(renewal.exception.status, 403)
        self.report(device)


class Elsewhere(WithAuthorities):
    def test_the_roots_key_lies_elsewhere_and_the_next_root_is_followed(self):
        """Keys of both roots on a stick: the centre starts and runs; what needs one asks for its file."""
        stick = self.folder / "stick"
        stick.mkdir()
        (self.keys / "ca.key").rename(stick / "ca.key")
        (self.keys / "root.key").rename(stick / "root.key")
        self.centre.stop()
        self.centre.start()
        type(self).pid = self.centre.process.pid
        device = self.independent()
        self.report(device)
        self.centre.admin("certificate", "renew", "--new-key")
        refused = self.centre.admin("keys", "rotate", "authority", check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("--authority-key FILE", refused.stderr)
        wrong = self.centre.admin("keys", "rotate", "authority", "--authority-key", str(self.keys / "issuing.key"),
                                  check=False)
        self.assertIn("not the key of this centre's newest root", wrong.stderr)
        self.assertEqual(len(self.listed("authority")), 1)
        self.rotate("authority", "--authority-key", str(stick / "ca.key"))
        self.assertEqual(self.files("ca", ".key"), [])
        self.renew_station()

        refused = self.centre.admin("keys", "rotate", "authority-root", check=False)
        self.assertIn("--root-key FILE", refused.stderr)
        self.rotate("authority-root", "--root-key", str(stick / "root.key"), "--new-root-key", str(stick / "ca-2.key"))
        self.assertEqual(self.files("ca", ".key"), [])
        before = self.certificate("ca.pem")
        self.assertEqual(self.shown()[-1], before)  # whoever knows the first root alone goes on
        self.report(device)
        self.assertEqual(self.renew_station(), id_of(self.certificate("issuing-3.pem")).hex())
        between = self.independent()
        self.assertEqual(between.roots_ordinal, 2)
        self.report(between)
        device.renew()
        self.assertEqual(device.roots_ordinal, 2)
        self.report(device)

        self.assertEqual(self.forget().returncode, 0)
        environment.until("the next root is shown", lambda: self.shown()[-1] == self.certificate("ca-2.pem"))
        self.assertEqual(self.files("ca"), ["ca-2.pem", "ca-2.signed"])
        self.run_station("sync")
        self.join()
        for known in (device, between):
            self.report(known)
            known.renew()
            self.assertEqual(known.roots_ordinal, 3)
            self.report(known)
        self.report(self.independent())
        self.rotate("authority", "--authority-key", str(stick / "ca-2.key"))
        self.renew_station()
        # The root of the feed's keys changes, too: the list of roots is signed by the next one.
        self.rotate("root", "--root-key", str(stick / "root.key"), "--new-root-key", str(stick / "root-2.key"))
        self.rotate("authority-root", "--root-key", str(stick / "root-2.key"), "--new-root-key",
                    str(stick / "ca-3.key"))
        self.assertEqual(self.renew_station(), id_of(self.certificate("issuing-5.pem")).hex())


class CutOff(WithAuthorities):
    def test_commands_that_are_killed(self):
        """SIGKILL of each command at many moments: the station goes on all along, the same again comes to an end."""
        at = (0.005, 0.02, 0.03, 0.04, 0.06, 0.1)
        for words in (("rotate", "authority"), ("rotate", "authority-root"), ("forget", "authority")):
            for seconds in at:
                command = subprocess.Popen([environment.program("warmheart-admin"), "--data", str(self.centre.data),
                                            "keys", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                time.sleep(seconds)
                command.send_signal(signal.SIGKILL)
                command.communicate()
                self.run_station("sync")
                self.centre.admin("keys")
                if words[0] == "rotate":
                    self.renew_station()
            if words[0] == "rotate":
                self.rotate(words[1])
                self.renew_station()
        done = self.forget()
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        for name in ("ca", "issuing"):
            certificate, = self.files(name, ".pem")
            self.assertEqual(self.files(name, ".key"), [certificate.replace(".pem", ".key")])
        self.run_station("sync")
        self.join()
        self.report(self.independent())
        self.centre.stop()
        self.centre.start()
        type(self).pid = self.centre.process.pid
        self.run_station("sync")
        print(f"({3 * len(at)} kills) ", end="")


class OfBefore(WithAuthorities):
    @classmethod
    def prepare(cls):
        """The authority of an installation of before: one certificate of path length 0 that signs everything."""
        keys = cls.centre.data / "keys"
        for file in [*keys.glob("ca.*"), *keys.glob("issuing.*"), *keys.glob("server.pem"), *keys.glob("server.key")]:
            file.unlink()
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Warmheart"),
                          x509.NameAttribute(x509.NameOID.COMMON_NAME, "Warmheart authority of before")])
        now = datetime.datetime.now(datetime.timezone.utc)
        usage = x509.KeyUsage(digital_signature=False, content_commitment=False, key_encipherment=False,
                              data_encipherment=False, key_agreement=False, key_cert_sign=True, crl_sign=True,
                              encipher_only=False, decipher_only=False)
        certificate = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
                       .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(hours=1))
                       .not_valid_after(now + datetime.timedelta(days=3650))
                       .add_extension(x509.BasicConstraints(ca=True, path_length=0), True).add_extension(usage, True)
                       .sign(key, hashes.SHA256()))
        (keys / "ca.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        (keys / "ca.key").touch(0o600)
        (keys / "ca.key").write_bytes(key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
        cls.centre.admin("init", "--host", "localhost", "--host", "127.0.0.1")

    def old_program(self) -> Device:
        """A kiosk whose program knows no issuing authorities and no other roots."""
        device = Device("localhost", self.centre.people_port)
        device.roots_ordinal = 0
        device.enrol(self.centre.enrolment_code(scenario.STATION))
        return device

    def test_it_goes_on_and_gives_way(self):
        """Nothing changes with the program; one command makes a root, which kiosks follow; old programs wait."""
        single = self.certificate("ca.pem")
        old = self.old_program()
        new = self.independent()
        for device in (old, new):
            self.assertEqual(device.issuing, b"")
            self.report(device)
        refused = self.centre.admin("keys", "rotate", "authority", check=False)
        self.assertIn("rotate authority-root", refused.stderr)
        self.rotate("authority-root")
        self.assertEqual(self.shown()[-1], single)
        old.renew()  # checked against the one that it knows
        self.assertEqual(old.issuing, b"")
        self.report(old)
        new.renew()
        self.assertEqual(new.roots_ordinal, 2)
        self.assertEqual(id_of(x509.load_der_x509_certificate(new.issuing)), id_of(self.certificate("issuing-2.pem")))
        self.report(new)
        self.assertEqual(self.renew_station(), id_of(self.certificate("issuing-2.pem")).hex())
        refused = self.forget()
        self.assertEqual(refused.returncode, 1)
        self.assertIn(str(uuid.UUID(bytes=old.device)), refused.stdout)
        self.assertNotIn(str(uuid.UUID(bytes=new.device)), refused.stdout)
        self.assertTrue((self.keys / "ca.key").exists())
        self.assertEqual(self.forget("--anyway").returncode, 0)
        self.assertFalse((self.keys / "ca.key").exists())
        environment.until("the next root is shown", lambda: self.shown()[-1] == self.certificate("ca-2.pem"))
        self.report(new)
        self.run_station("sync")
        self.join()
        self.is_refused(old)
        self.report(self.independent())


if __name__ == "__main__":
    sys.exit(report.run())
