"""The database's own half of operating a city: a real PostgreSQL cluster archives its log and is backed up while it is
written to; an accident happens; the cluster is put back to the moment before it, row by row what it was then."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

import environment
import report

SCRIPTS = environment.ROOT / "assets/packaging/city"
BIN = Path("/usr/lib/postgresql/15/bin")
AS_POSTGRES = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []  # PostgreSQL refuses root
DATABASES = {"warmheart": "record", "warmheart_keys": "person_key"}


class Archive(unittest.TestCase):
    def setUp(self):
        if not (BIN / "initdb").exists():
            raise environment.Trouble("install postgresql-15: assets/packaging/packages-tests.txt")
        self.folder = Path(tempfile.mkdtemp(prefix="warmheart-archive-"))
        self.addCleanup(shutil.rmtree, self.folder, True)
        for script in SCRIPTS.glob("warmheart-pg-*"):  # where postgres may read them
            shutil.copy(script, self.folder)
        self.archive, self.bases, self.data = (self.folder / name for name in ("wal", "bases", "data"))
        for folder in (self.archive, self.bases):
            folder.mkdir(mode=0o700)
        if AS_POSTGRES:
            for path in (self.folder, self.archive, self.bases):
                shutil.chown(path, "postgres", "postgres")
        self.run_as_postgres(BIN / "initdb", "--pgdata", self.data, "--username=postgres", "--auth=trust",
                             "--encoding=UTF8", "--locale=C", "--data-checksums", "--no-sync")
        with open(self.data / "postgresql.conf", "a", encoding="utf-8") as file:
            file.write(f"listen_addresses = ''\nunix_socket_directories = '{self.folder}'\nwal_level = replica\n"
                       f"archive_mode = on\narchive_timeout = 60\nfsync = off\n"
                       f"archive_command = '{self.folder}/warmheart-pg-archive {self.archive} %p %f'\n")
        self.start(self.data, self.folder)
        for database, table in DATABASES.items():
            self.psql("postgres", f"CREATE DATABASE {database} TEMPLATE template0")
            self.psql(database, f"CREATE TABLE {table}(id bigint PRIMARY KEY, body bytea NOT NULL)")
        self.insert(0, 2000)

    # ---------------------------------------------------------------- the cluster

    def run_as_postgres(self, *words, check: bool = True) -> subprocess.CompletedProcess:
        done = subprocess.run([*AS_POSTGRES, *map(str, words)], capture_output=True, text=True, timeout=300,
                              cwd=self.folder)
        if check and done.returncode != 0:
            raise environment.Trouble(f"{' '.join(map(str, words))}: {done.stderr or done.stdout}")
        return done

    def start(self, data: Path, socket: Path):
        """With its log in a file: a server holds on to a pipe."""
        self.run_as_postgres(BIN / "pg_ctl", "--pgdata", data, "--wait", "--silent", "--log",
                             self.folder / "server.log", "--options", f"-c unix_socket_directories={socket}", "start")
        self.addCleanup(self.run_as_postgres, BIN / "pg_ctl", "--pgdata", data, "--mode=immediate", "--silent", "stop",
                        check=False)

    def psql(self, database: str, sql: str, socket: Path | None = None) -> str:
        return self.run_as_postgres(BIN / "psql", "--no-psqlrc", "--tuples-only", "--no-align", "--username=postgres",
                                    "--host", socket or self.folder, "--dbname", database, "--command", sql
                                    ).stdout.strip()

    def insert(self, first: int, end: int):
        for database, table in DATABASES.items():
            self.psql(database, f"INSERT INTO {table} SELECT n, sha256(n::text::bytea) FROM "
                                f"generate_series({first}, {end - 1}) n")

    def content(self, socket: Path | None = None) -> list[str]:
        return [self.psql(database, f"SELECT count(*) || ' ' || md5(string_agg(id || encode(body, 'hex'), ',' ORDER BY "
                                    f"id)) FROM {table}", socket) for database, table in DATABASES.items()]

    def now(self) -> str:
        return self.psql("postgres", "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', "
                                     "'YYYY-MM-DD\"T\"HH24:MI:SS.US') || '+00:00'")

    def archive_all(self):
        last = self.psql("postgres", "SELECT pg_walfile_name(pg_switch_wal())")
        environment.until("the log is archived", lambda: (self.archive / last).exists(), 120)

    # ---------------------------------------------------------------- the scripts

    def back_up(self, *more: str, check: bool = True) -> subprocess.CompletedProcess:
        return self.run_as_postgres(self.folder / "warmheart-pg-backup", self.bases, "--archive", self.archive,
                                    "--dbname", f"host={self.folder} user=postgres", *more, check=check)

    def restore(self, data: Path, *more: str, check: bool = True) -> subprocess.CompletedProcess:
        return self.run_as_postgres(self.folder / "warmheart-pg-restore", self.bases, data, "--archive", self.archive,
                                    *more, check=check)

    def whole(self) -> list[Path]:
        return sorted(self.bases.glob("2*"))

    def test_a_cluster_is_put_back_to_the_moment_before_an_accident(self):
        stop = threading.Event()

        def write():
            first = 10_000
            while not stop.is_set():
                self.insert(first, first + 50)
                first += 50

        writer = threading.Thread(target=write)
        writer.start()
        self.back_up()
        stop.set()
        writer.join()
        time.sleep(1.1)  # a base backup is of a second
        self.insert(2000, 3000)
        before, moment = self.content(), self.now()
        time.sleep(0.2)
        self.psql("warmheart", "DELETE FROM record WHERE id % 2 = 0")
        self.psql("warmheart_keys", "TRUNCATE person_key")
        self.insert(50_000, 50_100)
        self.archive_all()
        self.assertNotEqual(self.content(), before)
        self.assertIn("every row of every database was read", self.restore(self.folder, "--try", "--to", moment).stdout)
        self.assertTrue((self.whole()[0] / "rehearsed").read_text().strip())
        back, socket = self.folder / "back", self.folder / "socket"
        self.run_as_postgres("mkdir", "-m", "700", socket)
        self.restore(back, "--to", moment)
        self.start(back, socket)
        environment.until("the log is read to the moment", lambda: self.psql(
            "postgres", "SELECT pg_is_in_recovery()", socket) == "f", 120)
        self.assertEqual(self.content(socket), before)
        self.insert(90_000, 90_010)  # what was not put back goes on beside it
        refused = self.restore(back, "--to", moment, check=False)
        self.assertEqual((refused.returncode, "is not empty" in refused.stderr), (1, True))
        early = self.restore(self.folder / "early", "--to", "2020-01-01T00:00:00+00:00", check=False)
        self.assertIn("no base backup", early.stderr)

    def test_a_damaged_base_is_refused_and_older_ones_go_with_their_log(self):
        self.back_up()
        first = self.whole()[0]
        self.insert(3000, 3010)
        self.archive_all()
        oldest = min(path.name for path in self.archive.iterdir())
        (self.bases / ".unfinished-1").mkdir()
        if AS_POSTGRES:
            shutil.chown(self.bases / ".unfinished-1", "postgres", "postgres")
        time.sleep(1.1)
        self.back_up("--keep", "1")
        self.assertEqual((len(self.whole()), first.exists(), (self.archive / oldest).exists()), (1, False, False))
        self.assertFalse((self.bases / ".unfinished-1").exists())
        victim = self.whole()[0] / "global/pg_control"
        victim.write_bytes(bytes(reversed(victim.read_bytes())))
        refused = self.restore(self.folder / "back", check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("pg_control", refused.stderr)
        self.assertFalse((self.folder / "back").exists())

    def test_the_archive_is_written_once(self):
        segment = self.folder / "segment"
        archive = lambda: self.run_as_postgres(self.folder / "warmheart-pg-archive", self.archive, segment, "F" * 24,
                                               check=False)
        segment.write_bytes(b"one")
        segment.chmod(0o644)
        (self.archive / f".{'F' * 24}.new").write_bytes(b"of one that was killed")
        if AS_POSTGRES:
            shutil.chown(self.archive / f".{'F' * 24}.new", "postgres", "postgres")
        self.assertEqual((archive().returncode, archive().returncode), (0, 0))
        segment.write_bytes(b"two")
        other = archive()
        self.assertEqual(other.returncode, 1)
        self.assertIn("another content", other.stderr)
        self.assertEqual((self.archive / ("F" * 24)).read_bytes(), b"one")


if __name__ == "__main__":
    sys.exit(report.run())
