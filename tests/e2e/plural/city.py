"""Several warmheart-central on one PostgreSQL, each a process with its own address and folder, behind the cluster's
balancer or, a single one, without; who asks them: a device written from the papers, and the fleet."""

import json
import os
import shutil
import signal
import subprocess
import threading
import time
from contextlib import closing
from pathlib import Path

from cluster import PORTS, Cluster, answer_of
from processes import Run, Trouble, environment

import psycopg2

from independent_client import Device, Refused, message, one, uuid7

STATION = "wangjing-boc"
VISIT = 10  # RECORD_KIND_VISIT_REGISTERED
LEDGER_ROW = 64  # device 16, epoch 8, seq 8, hash 32 (app/fleet/ledger.h)


class Server:
    """One warmheart-central."""

    def __init__(self, city: "City", number: int, address: str):
        self.city, self.number, self.address = city, number, address
        self.data = city.folder / f"server{number}"
        self.config = self.data / "central.toml"
        self.log_file = city.folder / f"server{number}.log"
        self.more: dict[str, object] = {}  # settings that differ from the other servers'
        self.process: subprocess.Popen | None = None

    def settings(self) -> dict[str, object]:
        city = self.city
        given = {"data_dir": str(self.data), "database": city.database_url, "people_database": city.people_url,
                 "standbys": city.standbys, "bind": self.address, "devices_port": PORTS["devices_port"],
                 "people_port": PORTS["people_port"], "health_bind": self.address,
                 "health_port": PORTS["health_port"], "undo_seconds": 1,
                 "web_dir": str(environment.ROOT / "assets/web"),
                 "requests_a_day": 10_000_000, "records_a_day": 10_000_000, "epochs_a_day": 10_000}
        if city.balancer:
            given["balancers"] = [city.balancer]
        return given | self.more

    def write_config(self):
        # JSON's texts, numbers, booleans and lists of texts are TOML's too.
        lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in self.settings().items()]
        environment.write_whole(self.config, "[central]\n" + "\n".join(lines) + "\n")

    def start(self, prefix: list[str] | None = None):
        self.write_config()
        self.process = self.city.run.start([*(prefix or []), environment.program("warmheart-central"), "--config",
                                            str(self.config)], self.log_file, ours=True)

    def lives(self) -> bool:
        """Its process answers, whatever its database does."""
        return answer_of(f"http://{self.address}:{PORTS['health_port']}/healthz")[0] == 200

    def is_ready(self) -> bool:
        """It would acknowledge: `/readyz`."""
        return answer_of(f"http://{self.address}:{PORTS['health_port']}/readyz", seconds=5.0)[0] == 200

    def kill(self):
        self.process.kill()
        self.process.wait()

    def pause(self, seconds: float):
        self.process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        self.process.send_signal(signal.SIGCONT)

    def stop(self):
        environment.end(self.process)

    def lines(self) -> list[dict]:
        """Its log so far."""
        found = []
        for line in self.log_file.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                found.append(json.loads(line))
            except ValueError:
                found.append({"text": line})
        return found

    def said(self) -> str:
        return self.log_file.read_text(encoding="utf-8", errors="replace") if self.log_file.exists() else ""


class City(environment.Centre):
    """All servers at once. The first one's folder is where warmheart-admin works; the others get its keys."""

    def __init__(self, run: Run, database_url: str, people_url: str, addresses: list[str], balancer: str = "",
                 standbys: bool = True):
        super().__init__(run.folder_for("city"), PORTS["devices_port"], PORTS["people_port"], undo_seconds=1)
        self.run = run
        os.chown(self.folder, os.geteuid(), os.getegid())
        self.database_url, self.people_url, self.balancer, self.standbys = database_url, people_url, balancer, standbys
        self.host = balancer or addresses[0]
        self.servers = [Server(self, number, address) for number, address in enumerate(addresses, 1)]
        self.data = self.servers[0].data

    @staticmethod
    def behind(run: Run, cluster: Cluster) -> "City":
        """`cluster.servers` servers behind its balancer."""
        addresses = [cluster.server_address(number) for number in range(1, cluster.servers + 1)]
        return City(run, cluster.url("warmheart"), cluster.url("warmheart_people"), addresses, cluster.balancer,
                    standbys=len(cluster.nodes) > 1)

    def admin(self, *words: str, stdin: str = "", check: bool = True) -> subprocess.CompletedProcess:
        # Addresses with passwords travel in the environment: a command line is readable by everybody.
        more = {"WARMHEART_DATABASE": self.database_url, "WARMHEART_PEOPLE_DATABASE": self.people_url}
        done = subprocess.run([environment.program("warmheart-admin"), "--data", str(self.data), *words], input=stdin,
                              capture_output=True, text=True, timeout=60, env=os.environ | more)
        if check and done.returncode != 0:
            raise Trouble(f"warmheart-admin {' '.join(words)}: {done.stderr.strip() or done.stdout.strip()}")
        return done

    def set_up(self):
        self.admin("init", "--host", "localhost", "--host", self.host, "--devices-port", str(self.devices_port))
        self.admin("publish", str(environment.CATALOGUE), *map(str, environment.MORE), *map(str, environment.CONSENTS))
        for server in self.servers[1:]:
            server.data.mkdir(mode=0o700, exist_ok=True)
            shutil.copytree(self.data / "keys", server.data / "keys")

    def start(self, seconds: float = 30.0):
        for server in self.servers:
            server.start()
        for server in self.servers:
            self.wait_for(server, seconds)

    def wait_for(self, server: Server, seconds: float = 30.0):
        def lives():
            if server.process.poll() is not None:
                raise Trouble(f"server {server.number} ended with {server.process.returncode}: {server.said()[-800:]}")
            return server.lives()

        environment.until(f"server {server.number} answers", lives, seconds)

    def mend(self):
        for server in self.servers:
            if server.process.poll() is not None:
                server.start()
                self.wait_for(server)

    def stop(self):
        for server in self.servers:
            server.stop()

    def rows(self, sql: str, *values):
        """From the database, by a connection of its own; blobs as bytes. A primary on its way is waited for."""
        def rows_now():
            try:
                return [self.read(sql, values)]  # no rows are an answer too
            except psycopg2.OperationalError:
                return None

        return environment.until("the database can be read", rows_now, 30, 0.3)[0]

    def read(self, sql: str, values) -> list:
        with closing(psycopg2.connect(self.database_url, connect_timeout=3)) as connection:
            with connection.cursor() as cursor:
                cursor.execute(sql.replace("?", "%s"), values or None)
                return [tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
                        for row in cursor.fetchall()]

    def enrolled(self, timeout_s: float = 30.0) -> Device:
        device = Device(self.host, self.people_port)
        device.timeout_s = timeout_s
        device.enrol(self.enrolment_code(STATION))
        return device

    def applied(self) -> bool:
        return self.unapplied() == 0


class Asker:
    """A device that has something to say, and counts as said only what was acknowledged with the hash it expects."""

    def __init__(self, city: City, timeout_s: float = 5.0):
        self.device = city.enrolled()
        self.device.timeout_s = timeout_s
        self.records: list[bytes] = []
        self.ids: list[bytes] = []
        self.first_seq, self.before = 1, bytes(32)
        self.last = 0  # what the newest push had acknowledged
        self.why = ""  # what came instead of an acknowledgement

    def prepare(self, count: int):
        """The next records, visits of one cup of water."""
        self.first_seq, self.before = self.device.next_seq, self.device.hash
        self.ids = [uuid7(time.time_ns() // 1_000_000, os.urandom(10)) for _ in range(count)]
        self.hashes = []
        self.records = []
        for record in self.ids:
            visit = message({VISIT: message({1: record, 2: "WATER", 3: "courier", 4: 1})})
            self.records.append(self.device.write(record, VISIT, visit, os.urandom(56)))
            self.hashes.append(self.device.hash)

    def push(self) -> int:
        """Sends what was prepared; how many of it are acknowledged. An error, a refusal and silence are 0."""
        self.last = 0
        try:
            answer = self.device.sync(self.records, self.first_seq, self.before, self.device.hash)
        except (Refused, OSError, ValueError) as error:
            self.why = f"{type(error).__name__} {error}"
            return 0
        acknowledged = one(answer, 4, 0) - (self.first_seq - 1) if one(answer, 3, 0) == 0 else 0
        self.why = f"verdict {one(answer, 3, 0)}"
        if acknowledged == len(self.records) and one(answer, 5, b"") != self.device.hash:
            raise Trouble("the centre acknowledges with another hash")
        self.last = max(0, acknowledged)
        return self.last

    def push_aside(self) -> threading.Thread:
        thread = threading.Thread(target=self.push, daemon=True)
        thread.start()
        return thread

    def rows(self) -> list[tuple[bytes, int, int, bytes]]:
        """As a ledger has them: device, epoch, seq, hash."""
        return [(self.device.device, self.device.epoch, self.first_seq + place, self.hashes[place])
                for place in range(len(self.records))]


class Prober(threading.Thread):
    """Pushes a record, and the next once it is acknowledged; knows when each was, and keeps a ledger."""

    def __init__(self, city: City, pause_s: float = 0.05):
        super().__init__(daemon=True)
        self.asker = Asker(city)
        self.pause_s = pause_s
        self.moments: list[float] = []
        self.ledger: list[tuple[bytes, int, int, bytes]] = []
        self.errors: list[str] = []
        self.stopping = threading.Event()

    def run(self):
        while not self.stopping.is_set():
            self.asker.prepare(1)
            while not self.asker.push() and not self.stopping.is_set():
                self.errors.append(self.asker.why)
                time.sleep(0.02)
            if self.asker.last:
                self.ledger += self.asker.rows()
                self.moments.append(time.monotonic())
            time.sleep(self.pause_s)

    def stop(self):
        self.stopping.set()
        self.join(15)

    def silence(self, since: float, until: float) -> float:
        """The longest time without an acknowledgement between two moments of time.monotonic()."""
        moments = [since, *(at for at in list(self.moments) if since <= at <= until), until]
        return max(after - before for before, after in zip(moments, moments[1:]))


class Fleet:
    """warmheart-fleet: its folder of enrolled stations, and one run of it."""

    def __init__(self, city: City, stations: int):
        self.city = city
        self.folder = city.folder / "fleet"
        self.ledger = city.folder / "fleet.ledger"
        self.figures = city.folder / "fleet.json"
        self.log = city.folder / "fleet.log"
        self.stations = stations
        self.process: subprocess.Popen | None = None

    def enrol(self):
        """Each from an address of its own: the centre answers so many enrolments a minute of one."""
        codes = self.city.folder / "codes"
        environment.write_whole(codes, self.city.admin("enrol-codes", "--count", str(self.stations)).stdout)
        done = subprocess.run([environment.program("warmheart-fleet"), "enrol", "--admin-codes", str(codes), "--out",
                               str(self.folder), "--centre", f"{self.city.host}:{self.city.people_port}",
                               *self.own_addresses()], capture_output=True, text=True, timeout=600)
        if done.returncode != 0:
            raise Trouble(f"warmheart-fleet enrol: {done.stderr.strip()[-600:] or done.stdout.strip()[-600:]}")

    def own_addresses(self) -> list[str]:
        return ["--own-addresses"] if self.city.host.startswith("127.") else []

    def start(self, scenario: str, minutes: float, *more: str):
        self.process = self.city.run.start(
            [environment.program("warmheart-fleet"), "run", "--fleet", str(self.folder), "--centre",
             f"{self.city.host}:{self.city.devices_port}", "--scenario", scenario, "--minutes", f"{minutes:g}",
             "--ledger", str(self.ledger), "--json", str(self.figures), *self.own_addresses(), *more],
            self.log, ours=True)

    def check(self):
        """Trouble where it has ended before its time."""
        if self.process.poll() not in (None, 0):
            raise Trouble(f"warmheart-fleet ended with {self.process.returncode}: {self.log.read_text()[-800:]}")

    def stop(self, seconds: float = 120):
        """In order: what is on its way is waited for, and its figures are written. Trouble: something still waits."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                environment.end(self.process)
                raise Trouble(f"warmheart-fleet does not end within {seconds:.0f} s of SIGTERM")
        self.check()

    def rows(self) -> list[tuple[bytes, int, int, bytes]]:
        """Its ledger: device, epoch, seq, hash of every record that was acknowledged to it."""
        return read_ledger(self.ledger)


def read_ledger(file: Path) -> list[tuple[bytes, int, int, bytes]]:
    whole = file.read_bytes() if file.exists() else b""
    return [(row[:16], int.from_bytes(row[16:24], "big"), int.from_bytes(row[24:32], "big"), row[32:64])
            for row in (whole[at:at + LEDGER_ROW] for at in range(0, len(whole) - LEDGER_ROW + 1, LEDGER_ROW))]


def signed64(value: int) -> int:
    """An epoch as SQL's integers hold it."""
    return value - (1 << 64) if value >= 1 << 63 else value


def differences(city: City, ledger: list[tuple[bytes, int, int, bytes]]) -> list[str]:
    """What of the ledger is not in the database to the last bit, and what is there twice; nothing: they are equal."""
    held = {(device, epoch, seq): digest
            for device, epoch, seq, digest in city.rows("SELECT device, epoch, seq, hash FROM raw_record")}
    found = []
    if len({row[:3] for row in ledger}) != len(ledger):
        found.append("the ledger has a record twice")
    for device, epoch, seq, digest in ledger:
        there = held.get((device, signed64(epoch), seq))
        if there is None:
            found.append(f"acknowledged and not there: {device.hex()} {epoch} {seq}")
        elif there != digest:
            found.append(f"there with another hash: {device.hex()} {epoch} {seq}")
    twice = city.rows("SELECT device, id, count(*) FROM raw_record WHERE id IS NOT NULL GROUP BY device, id "
                      "HAVING count(*) > 1")
    found += [f"there {count} times: record {record.hex()} of {device.hex()}" for device, record, count in twice]
    doubled = city.rows("SELECT id, count(*) FROM visit GROUP BY id HAVING count(*) > 1")
    found += [f"counted {count} times: visit {visit.hex()}" for visit, count in doubled]
    return found
