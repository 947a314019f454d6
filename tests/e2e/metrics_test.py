"""What watches over a centre, asked of a real one: metrics that promtool takes, a dashboard and rules that name nothing
else, health that no database decides, readiness that says what is wrong, a balancer's header, descriptors."""

import http.client
import json
import os
import re
import resource
import shutil
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import environment
import report
import scenario
from independent_client import Device, Refused, uuid7

MONITORING = environment.ROOT / "assets/packaging/monitoring"
BALANCER, RIDER = "127.0.0.30", "203.0.113.7"
NO_MEANING = 999  # a kind of record that nobody knows: stored, acknowledged, parked


def promtool(*words: str, stdin: str = "") -> subprocess.CompletedProcess:
    return subprocess.run(["promtool", *words], input=stdin, capture_output=True, text=True, timeout=60)


class Watched(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="warmheart-metrics-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, True)
        cls.centre = environment.Centre(cls.folder)
        cls.centre.set_up()
        cls.health_port = environment.free_port()
        with open(cls.centre.config, "a", encoding="utf-8") as config:
            config.write(f'health_port = {cls.health_port}\nbalancers = ["{BALANCER}"]\n')
        cls.centre.start()
        cls.addClassCleanup(cls.centre.stop)
        cls.device = Device("localhost", cls.centre.people_port)
        cls.device.enrol(cls.centre.enrolment_code(scenario.STATION))

    def ask(self, path: str, method: str = "GET") -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.health_port, timeout=2)
        connection.request(method, path)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, answer.getheader("Content-Type"), text

    def ready(self) -> dict:
        return json.loads(self.ask("/readyz")[2])

    def figure(self, name: str, **labels: str) -> float | None:
        """The sum of a metric's samples that have these labels; nothing where there is none."""
        found = None
        for line in self.ask("/metrics")[2].splitlines():
            sample = re.fullmatch(r"(\w+)(?:\{(.*)\})? (\S+)(?: \d+)?", line)
            if sample and sample[1] == name:
                own = dict(re.findall(r'(\w+)="([^"]*)"', sample[2] or ""))
                if labels.items() <= own.items():
                    found = (found or 0) + float(sample[3])
        return found

    def store_one(self) -> str:
        """One record more; the id of the request that brought it."""
        device = self.device
        first, previous = device.next_seq, device.hash
        record = uuid7(time.time_ns() // 1_000_000, os.urandom(10))
        device.sync([device.write(record, NO_MEANING, b"", os.urandom(56))], first, previous, device.hash)
        return device.request_id

    def test_the_metrics_are_such_as_promtool_takes(self):
        self.store_one()
        status, kind, text = self.ask("/metrics")
        self.assertEqual((status, kind), (200, "text/plain; version=0.0.4; charset=utf-8"))
        done = promtool("check", "metrics", stdin=text)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_what_devices_do_is_counted(self):
        before = {name: self.figure(name) for name in ("warmheart_store_records_total",
                                                       "warmheart_store_commits_total")}
        synced = self.figure("warmheart_http_requests_total", path="/v1/sync", code="200") or 0
        self.store_one()
        for name, count in before.items():
            self.assertEqual(self.figure(name), count + 1, name)
        self.assertEqual(self.figure("warmheart_http_requests_total", path="/v1/sync", code="200"), synced + 1)
        self.assertEqual(self.figure("warmheart_store_commit_seconds_count"),
                         self.figure("warmheart_store_commits_total"))
        environment.until("the record is parked", lambda: (self.figure("warmheart_parked_records") or 0) >= 1, 30)
        environment.until("apply has come to all", lambda: self.figure("warmheart_apply_behind_records") == 0, 30)
        with self.assertRaises(Refused):
            self.device._post(self.device.devices, self.device.devices_port, "/v1/none", b"")
        self.assertGreaterEqual(self.figure("warmheart_http_requests_total", path="other", code="400"), 1)
        self.assertEqual(self.figure("warmheart_build_info"), 1)
        self.assertGreater(self.figure("warmheart_certificate_remaining_seconds", certificate="server.pem"), 86_400)
        self.assertGreater(self.figure("process_open_fds"), 10)
        self.assertLess(abs(time.time() - self.figure("process_start_time_seconds")), 600)

    def test_the_metrics_name_nobody_and_no_place(self):
        self.store_one()
        text = self.ask("/metrics")[2]
        for told in (self.device.device.hex(), scenario.STATION, str(self.folder), BALANCER, RIDER, "127.0.0.1"):
            self.assertNotIn(told, text)

    def test_dashboard_and_rules_name_only_what_there_is(self):
        self.store_one()
        known = set(re.findall(r"^# TYPE (\S+)", self.ask("/metrics")[2], re.M))
        board = json.loads((MONITORING / "grafana.json").read_text(encoding="utf-8"))
        asked = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
        asked.append((MONITORING / "alerts.yml").read_text(encoding="utf-8").split("rules:")[1])
        self.assertGreater(len(asked), 30)
        named = {name for text in asked for name in re.findall(r"\b((?:warmheart|process)_\w+)\b", text)}
        for name in named:
            self.assertIn(re.sub(r"_(bucket|sum|count)$", "", name) if name not in known else name, known, name)
        self.assertEqual(len({panel["id"] for panel in board["panels"]}), len(board["panels"]))

    def test_the_rules_are_sound_and_fire_when_they_should(self):
        for words in (("check", "rules", str(MONITORING / "alerts.yml")),
                      ("test", "rules", str(Path(__file__).with_name("alerts.test.yml")))):
            done = promtool(*words)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        text = (MONITORING / "alerts.yml").read_text(encoding="utf-8")
        self.assertEqual(text.count("- alert:"), text.count("action:"), "each rule says what to do")

    def test_health_is_the_processs_own_and_readiness_says_what_is_wrong(self):
        environment.until("the centre is ready", lambda: self.ready()["ready"], 30)
        self.assertEqual(self.ask("/readyz")[0], 200)
        self.assertEqual(set(self.ready()["parts"]), {"database", "keys", "certificates", "clock", "listeners"})
        holder = sqlite3.connect(self.centre.database, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        try:
            environment.until("readiness sees it", lambda: self.ask("/readyz")[0] == 503, 20)
            for _ in range(20):
                begun = time.monotonic()
                self.assertEqual(self.ask("/healthz")[0], 200)
                self.assertLess(time.monotonic() - begun, 1.0)
            parts = self.ready()["parts"]
            self.assertNotEqual(parts.pop("database"), "ok")
            self.assertEqual(set(parts.values()), {"ok"})
            self.assertEqual(self.figure("warmheart_database_up"), 0)
            self.assertEqual(self.figure("warmheart_ready", part="database"), 0)
        finally:
            holder.execute("ROLLBACK")
            holder.close()
        environment.until("the centre is ready again", lambda: self.ready()["ready"], 30)
        self.assertEqual(self.figure("warmheart_database_up"), 1)

    def test_the_plain_listener_serves_three_pages_and_takes_nothing(self):
        for path in ("/", "/api/session", "/v1/sync", "/metrics/", "/healthz/.."):
            self.assertIn(self.ask(path)[0], (400, 404), path)
        for method in ("POST", "PUT", "DELETE", "OPTIONS"):
            self.assertEqual(self.ask("/healthz", method)[0], 405, method)
        with self.assertRaises(OSError):
            socket.create_connection((BALANCER, self.health_port), 1).close()  # on its own address alone

    def test_a_request_has_one_name_from_the_client_to_the_line_of_its_commit(self):
        request = self.store_one()

        def stored():
            lines = [json.loads(line) for line in self.centre.log.read_text(encoding="utf-8").splitlines()
                     if line.startswith("{")]
            return [one["line"] for one in lines if one["line"].startswith("records are stored") and
                    request in one["line"]]

        environment.until("the log names it", stored)
        self.assertRegex(stored()[0], r"^records are stored commit=\d+ rows=1 requests=" + request + "$")

    def people(self, source: str, header: bytes) -> int:
        """The status of the sign-in page for who comes from there with these bytes first; 0: none came."""
        context = ssl.create_default_context(cafile=str(self.centre.ca))
        try:
            with socket.create_connection(("127.0.0.1", self.centre.people_port), 5, (source, 0)) as plain:
                plain.sendall(header)
                with context.wrap_socket(plain, server_hostname="localhost") as secure:
                    secure.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    return int(secure.recv(64).split()[1])
        except (OSError, IndexError):
            return 0

    def test_a_balancers_header_is_taken_from_balancers_alone(self):
        header = (b"\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c" + socket.inet_aton(RIDER) + socket.inet_aton("127.0.0.1") +
                  b"\x30\x39\x20\xfb")
        before = self.figure("warmheart_http_refusals_total", listener="people", reason="proxy_header")
        self.assertEqual(self.people(BALANCER, header), 200)
        self.assertEqual(self.people("127.0.0.1", b""), 200)
        self.assertEqual(self.people("127.0.0.1", header), 0)
        self.assertEqual(self.people(BALANCER, b""), 0)
        self.assertEqual(self.figure("warmheart_http_refusals_total", listener="people", reason="proxy_header"),
                         before + 1)


class Descriptors(unittest.TestCase):
    def test_a_centre_that_may_open_too_few_does_not_start_and_says_what_to_set(self):
        folder = Path(tempfile.mkdtemp(prefix="warmheart-descriptors-"))
        self.addCleanup(shutil.rmtree, folder, True)
        centre = environment.Centre(folder)
        centre.set_up()
        done = subprocess.run([environment.program("warmheart-central"), "--config", str(centre.config)],
                              capture_output=True, text=True, timeout=60,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (512, 2048)))
        self.assertEqual(done.returncode, 1)
        wanted = re.search(r"may open 2048 descriptors and needs (\d+) .*set LimitNOFILE=(\d+)", done.stderr)
        self.assertTrue(wanted, done.stderr)
        self.assertEqual(wanted[1], wanted[2])
        units = environment.ROOT / "assets/packaging/warmheart-central.service"
        limit = int(re.search(r"^LimitNOFILE=(\d+)$", units.read_text(encoding="utf-8"), re.M)[1])
        self.assertGreaterEqual(limit, int(wanted[1]), "the unit allows what the defaults need")


if __name__ == "__main__":
    sys.exit(report.run())
