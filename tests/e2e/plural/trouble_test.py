"""The database is away, read-only, full, slow, forbidden, too new, behind a pooler; a server hangs. Each time: a line
in the log that says so, nothing lost, nothing acknowledged that is not there, service again without anybody's help."""

import os
import signal
import subprocess
import sys
import time
import unittest
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import processes  # noqa: E402
from city import Asker, City, Server, differences  # noqa: E402
from cluster import PORTS  # noqa: E402
from pair import Pair  # noqa: E402
from processes import environment  # noqa: E402

import report  # noqa: E402

HANGS_S = 10.0
POOLER_PORT = 26432
TABLESPACE_MIB = 64
WRONG_SETTING = 2  # the exit that systemd does not answer with a restart (warmheart-central.service)


def other_versions() -> list[Path]:
    return [path for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"))
            if path.parent.name != "15" and (path / "initdb").exists()]


def no_mounts() -> str | None:
    """Why a small file system cannot be mounted; None: it can."""
    if os.geteuid() != 0:
        return "to mount a small file system needs root"
    place = processes.tempfile.mkdtemp(prefix="warmheart-mount-")
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", place], capture_output=True, text=True,
                          check=False)
    if done.returncode == 0:
        subprocess.run(["umount", place], check=True)
    os.rmdir(place)
    return None if done.returncode == 0 else f"this machine mounts nothing: {done.stderr.strip()}"


class Kept:
    """What systemd does for a server: one that ends is started again, except when a setting is wrong."""

    def __init__(self, server: Server):
        self.server = server

    def due(self):
        if self.server.process.poll() not in (None, 0, WRONG_SETTING):
            time.sleep(0.5)
            self.server.start()


class Trouble(unittest.TestCase):
    def setUp(self):
        self.run_folder = processes.Run("trouble")
        self.addCleanup(self.run_folder.end)
        self.pair = Pair(self.run_folder, standby=False)
        self.pair.start()
        self.city = City(self.run_folder, self.pair.url(), self.pair.url("warmheart_people"),
                         [self.pair.block.at(41)], standbys=False)
        self.server = self.city.servers[0]
        self.kept = Kept(self.server)
        self.ledger = []

    def begin(self) -> Asker:
        """A centre at work, and a device that has had a record acknowledged."""
        self.city.set_up()
        self.city.start()
        asker = Asker(self.city, timeout_s=6.0)
        self.acknowledged(asker, 1)
        return asker

    def acknowledged(self, asker: Asker, count: int, seconds: float = 60):
        """By the centre alone: nobody helps it."""
        asker.prepare(count)
        self.goes_on(asker, seconds)

    def goes_on(self, asker: Asker, seconds: float = 60):
        def pushed():
            self.kept.due()
            return asker.push() == len(asker.records)

        environment.until(f"acknowledged ({asker.why})", pushed, seconds, 0.2)
        self.ledger += asker.rows()

    def refused(self, asker: Asker, count: int = 2):
        """Not acknowledged, whatever else is said."""
        asker.prepare(count)
        self.assertEqual(asker.push(), 0, f"acknowledged: {asker.why}")

    def nothing_lost(self):
        self.assertEqual(differences(self.city, self.ledger), [])

    @contextmanager
    def line_that_says(self, *one_of: str, seconds: float = 15):
        """Within the block, or soon after it, the server writes a line of a warning or an error with one of these."""
        before = len(self.server.lines()) if self.server.log_file.exists() else 0
        yield

        def said():
            return [line for line in self.server.lines()[before:] if line.get("level") != "info"
                    and any(word.lower() in str(line.get("line", line.get("text", ""))).lower() for word in one_of)]

        environment.until(f"a line that says {' or '.join(one_of)}", said, seconds, 0.1)

    # -------------------------------------------------------------- away

    def test_away_at_start(self):
        asker = self.begin()
        self.server.stop()
        self.pair.primary.stop()
        with self.line_that_says("cannot be reached", "refused", "database", "PostgreSQL"):
            self.server.start()
            time.sleep(3.0)
        self.kept.due()
        self.pair.primary.start()
        self.acknowledged(asker, 2)
        self.nothing_lost()

    def test_away_in_the_middle(self):
        asker = self.begin()
        with self.line_that_says("cannot be reached", "refused", "database", "PostgreSQL", "connection"):
            self.pair.primary.stop(signal.SIGQUIT)  # at once, as in a crash
            self.refused(asker)
        self.assertTrue(self.server.lives(), "the balancer's check is the process, not the database")
        self.assertFalse(self.server.is_ready())
        self.pair.primary.start()
        self.goes_on(asker)
        self.nothing_lost()
        environment.until("ready again", self.server.is_ready, 30)

    def test_slow_for_ten_seconds(self):
        asker = self.begin()
        asker.prepare(2)
        database = processes.tree(self.pair.primary.process.pid)
        with self.line_that_says("deadline", "database", "PostgreSQL", "silent", "connection"):
            processes.tell(signal.SIGSTOP, database)
            try:
                begun = time.monotonic()
                self.assertEqual(asker.push(), 0)
                self.assertTrue(self.server.lives())
                time.sleep(max(0.0, HANGS_S - (time.monotonic() - begun)))
            finally:
                processes.tell(signal.SIGCONT, database)
        self.goes_on(asker)
        self.nothing_lost()

    # -------------------------------------------------------------- refuses

    def test_read_only(self):
        asker = self.begin()
        with self.line_that_says("read-only", "25006"):
            self.pair.sql("ALTER SYSTEM SET default_transaction_read_only = on")
            self.pair.sql("SELECT pg_reload_conf()")
            time.sleep(0.5)
            self.refused(asker)
        # Of a file, not of data: it is taken in a read-only transaction too.
        self.pair.sql("ALTER SYSTEM RESET default_transaction_read_only")
        self.pair.sql("SELECT pg_reload_conf()")
        self.goes_on(asker)
        self.nothing_lost()

    @unittest.skipIf(no_mounts(), no_mounts() or "")
    def test_full(self):
        place = self.run_folder.folder_for("small")
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={TABLESPACE_MIB}m,mode=0700", "none", str(place)],
                       check=True)
        self.run_folder.clean_up.append(lambda: subprocess.run(["umount", "-l", str(place)], check=False))
        processes.give(place)
        self.pair.sql(f"CREATE TABLESPACE small LOCATION '{place}'")
        self.pair.sql("ALTER DATABASE warmheart SET TABLESPACE small")
        asker = self.begin()
        self.pair.sql("CREATE TABLE ballast (filling text)", database="warmheart")
        self.pair.sql("ALTER TABLE ballast ALTER COLUMN filling SET STORAGE PLAIN", database="warmheart")
        self.fill()
        with self.line_that_says("full", "space", "53100"):
            # What free pages the tables still have is used up first.
            refused = False
            for _ in range(200):
                asker.prepare(20)
                if asker.push() != 20:
                    refused = True
                    break
                self.ledger += asker.rows()
            self.assertTrue(refused, "the database is full and everything is acknowledged")
        self.pair.sql("DROP TABLE ballast", database="warmheart")
        self.pair.sql("CHECKPOINT")
        self.goes_on(asker)
        self.nothing_lost()

    def fill(self):
        """Until not a page is left."""
        for rows in (4096, 256, 16, 1, 1, 1):
            for _ in range(1000):
                try:
                    self.pair.sql(f"INSERT INTO ballast SELECT repeat('x', 7000) FROM generate_series(1, {rows})",
                                  database="warmheart")
                except Exception as error:  # DiskFull, or whatever else a full disk makes of it
                    if "space" not in str(error):
                        raise
                    break

    def test_wrong_password(self):
        asker = self.begin()
        self.server.stop()
        self.pair.sql("ALTER ROLE warmheart PASSWORD 'another'")
        with self.line_that_says("password"):
            self.server.start()
            time.sleep(3.0)
        self.assertNotIn(self.pair.password, self.server.said(), "a password stands in the log")
        self.pair.sql(f"ALTER ROLE warmheart PASSWORD '{self.pair.password}'")
        self.acknowledged(asker, 2)
        self.nothing_lost()

    # -------------------------------------------------------------- is another

    def ends_with_a_line(self, *one_of: str):
        """It does not serve, and says why; who restarts it changes nothing."""
        with self.line_that_says(*one_of):
            self.server.start()
            environment.until("it ends", lambda: self.server.process.poll() is not None, 30)
        self.assertNotEqual(self.server.process.returncode, 0)

    def test_a_newer_schema(self):
        asker = self.begin()
        self.server.stop()
        kept = self.pair.sql("SELECT version, oldest_program FROM schema_version", database="warmheart")[0]
        self.pair.sql("UPDATE schema_version SET version = 9999, oldest_program = 9999", database="warmheart")
        self.ends_with_a_line("9999", "newer")
        self.pair.sql("UPDATE schema_version SET version = %s, oldest_program = %s", kept, "warmheart")
        self.server.start()
        self.acknowledged(asker, 2)
        self.nothing_lost()

    def test_pgbouncer_is_recognised(self):
        asker = self.begin()
        self.server.stop()
        folder = self.run_folder.folder_for("pgbouncer")
        files = {"users": f'"warmheart" "{self.pair.password}"\n"warmheart_people" "{self.pair.password}"\n',
                 "pgbouncer.ini": f"""[databases]
* = host={self.pair.primary.address} port={PORTS['postgres_port']}
[pgbouncer]
listen_addr = {self.pair.block.at(25)}
listen_port = {POOLER_PORT}
unix_socket_dir =
auth_type = plain
auth_file = {folder / 'users'}
pool_mode = transaction
ignore_startup_parameters = options,extra_float_digits
"""}
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
            processes.give(folder / name)
        self.run_folder.start(["/usr/sbin/pgbouncer", str(folder / "pgbouncer.ini")],
                              self.run_folder.folder / "pgbouncer.log")
        through = self.city.database_url.replace(
            f"@{self.pair.primary.address}:{PORTS['postgres_port']}", f"@{self.pair.block.at(25)}:{POOLER_PORT}")
        environment.until("PgBouncer answers", lambda: subprocess.run(
            ["/usr/lib/postgresql/15/bin/pg_isready", "-q", "-d", through], check=False).returncode == 0)
        self.server.more = {"database": through}
        self.ends_with_a_line("PgBouncer")
        self.server.more = {}
        self.server.start()
        self.acknowledged(asker, 2)
        self.nothing_lost()

    @unittest.skipUnless(other_versions(), "PostgreSQL 15 is the only version here")
    def test_an_older_postgresql(self):
        binaries = other_versions()[0]
        data = self.run_folder.folder_for("other") / "data"
        address = self.pair.block.at(26)
        self.run_folder.run(str(binaries / "initdb"), "-D", str(data), "-U", "warmheart", "-E", "UTF8", "--locale=C",
                            "--auth=trust", "-N")
        self.run_folder.start([str(binaries / "postgres"), "-D", str(data), "-c", f"listen_addresses={address}", "-c",
                               f"port={PORTS['postgres_port']}", "-c", "unix_socket_directories="],
                              self.run_folder.folder / "other.log")
        self.begin()
        self.server.stop()
        self.server.more = {"database": f"postgresql://warmheart@{address}:{PORTS['postgres_port']}/postgres"}
        if int(binaries.parent.name) < 15:
            self.ends_with_a_line("version", binaries.parent.name)

    # -------------------------------------------------------------- the server itself

    def test_a_server_that_hangs_and_comes_back(self):
        asker = self.begin()
        asker.prepare(3)
        self.server.process.send_signal(signal.SIGSTOP)
        try:
            self.assertEqual(asker.push(), 0)
            self.assertFalse(self.server.lives())
            time.sleep(HANGS_S)
        finally:
            self.server.process.send_signal(signal.SIGCONT)
        self.goes_on(asker)
        self.nothing_lost()


if __name__ == "__main__":
    sys.exit(report.run())
