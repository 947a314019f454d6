"""What testssl.sh, which knows nothing of us, says about both ports of a running centre: no finding but that a private
authority publishes no list of revoked certificates. The short form looks at protocols, certificate and headers;
`tests/run --long` runs all of its tests, the known attacks on TLS included. Nothing is asked of the network."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import environment  # noqa: E402
import report  # noqa: E402

LONG = os.environ.get("WARMHEART_LONG") == "1"
SHORT = {"people": ["-p", "-S", "-h"], "devices": ["-p", "-S"]}
FINDINGS = {"LOW", "MEDIUM", "HIGH", "CRITICAL", "FATAL"}
# What a private authority leaves out: devices are revoked in the database, browsers may get a public certificate.
OURS = {"cert_revocation": "Neither CRL nor OCSP URI provided"}
# What testssl could not look at. On the devices port nobody without a device's certificate reaches an answer.
UNSEEN = {"people": {"engine_problem"},
          "devices": {"engine_problem", "optimal_proto", "HTTP_status_code", "scanProblem", "BREACH"}}
ATTACKS = {"heartbleed", "CCS", "ticketbleed", "ROBOT", "secure_renego", "secure_client_renego", "CRIME_TLS",
           "POODLE_SSL", "fallback_SCSV", "FREAK", "DROWN", "LOGJAM", "BEAST", "LUCKY13", "RC4"}


class TestSsl(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="warmheart-testssl-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, True)
        cls.centre = environment.Centre(cls.folder)
        cls.centre.set_up()
        cls.centre.start()
        cls.addClassCleanup(cls.centre.stop)
        ports = {"people": cls.centre.people_port, "devices": cls.centre.devices_port}
        runs = {name: cls.begin(name, port) for name, port in ports.items()}
        cls.said = {}
        for name, run in runs.items():
            output = run.communicate(timeout=900)[0]
            file = cls.folder / f"{name}.json"
            if not file.is_file():
                raise environment.Trouble(f"testssl says nothing about {name}: {output[-800:]}")
            cls.said[name] = json.loads(file.read_text(encoding="utf-8"))

    @classmethod
    def begin(cls, name: str, port: int) -> subprocess.Popen:
        words = ["testssl", "--quiet", "--color", "0", "--warnings", "off", "--nodns", "none", "--ip", "127.0.0.1",
                 "--add-ca", str(cls.centre.ca), "--assume-http", "--jsonfile", str(cls.folder / f"{name}.json")]
        return subprocess.Popen([*words, *([] if LONG else SHORT[name]), f"https://localhost:{port}"],
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                env=os.environ | {"TMPDIR": str(cls.folder)})

    def of(self, name: str) -> dict[str, dict]:
        return {row["id"].split(" ")[0]: row for row in self.said[name]}

    def test_nothing_is_found_but_what_a_private_authority_leaves_out(self):
        for name, rows in self.said.items():
            found = {row["id"].split(" ")[0]: row["finding"] for row in rows if row["severity"] in FINDINGS}
            self.assertEqual(found, OURS, name)
            unseen = {row["id"] for row in rows if row["severity"] == "WARN"}
            self.assertLessEqual(unseen, UNSEEN[name], [row for row in rows if row["severity"] == "WARN"])

    def test_tls_1_3_alone_is_spoken_and_the_certificate_proves_itself(self):
        for name in self.said:
            said = self.of(name)
            for old in ("SSLv2", "SSLv3", "TLS1", "TLS1_1", "TLS1_2"):
                self.assertIn("not offered", said[old]["finding"], f"{name} {old}")
            self.assertIn("offered", said["TLS1_3"]["finding"], name)
            self.assertEqual(said["cert_chain_of_trust"]["severity"], "OK", said["cert_chain_of_trust"])
            self.assertEqual(said["cert_trust"]["severity"], "OK", said["cert_trust"])
            self.assertIn("no", said["sessionresumption_ticket"]["finding"], name)

    def test_the_people_ports_headers_are_good_and_the_devices_port_says_nothing(self):
        said = self.of("people")
        for header in ("HSTS_time", "HSTS_subdomains", "X-Frame-Options", "X-Content-Type-Options",
                       "Content-Security-Policy"):
            self.assertEqual(said[header]["severity"], "OK", header)
        self.assertEqual(said["cookie_count"]["finding"], "0 at '/'")
        self.assertNotIn("HSTS_time", self.of("devices"))

    if LONG:
        def test_no_known_attack_on_tls_works(self):
            for name in self.said:
                said = self.of(name)
                self.assertLessEqual(ATTACKS, set(said), name)
                for attack in ATTACKS:
                    self.assertEqual(said[attack]["severity"], "OK", said[attack])


if __name__ == "__main__":
    sys.exit(report.run())
