"""A plain primary with one named synchronous standby, without Patroni: what PostgreSQL itself does while a commit
waits. The standby's receiver can be stopped, so that every commit waits for as long as a test wants."""

import os
import secrets
import signal
import subprocess
import time
from contextlib import closing, contextmanager
from pathlib import Path

import processes
from cluster import BIN, PORTS, Block, answer_of  # noqa: F401  (one place for addresses and ports)
from processes import Run, Trouble, environment

import psycopg2

STANDBY = "standby1"


class Server:
    """One PostgreSQL with its data in the run's folder."""

    def __init__(self, run: Run, name: str, address: str, more: str = ""):
        self.run, self.name, self.address, self.more = run, name, address, more
        self.folder = run.folder_for(name)
        self.data = self.folder / "data"
        self.log = run.folder / f"{name}.log"
        self.process = None

    def start(self, seconds: float = 30):
        command = [str(BIN / "postgres"), "-D", str(self.data)]
        self.process = self.run.start(command, self.log)
        environment.until(f"{self.name} answers", self.answers, seconds)

    def answers(self) -> bool:
        if self.process.poll() is not None:
            raise Trouble(f"{self.name} ended with {self.process.returncode}: {self.log.read_text()[-800:]}")
        return subprocess.run([str(BIN / "pg_isready"), "-q", "-h", self.address, "-p",
                               str(PORTS["postgres_port"])], check=False).returncode == 0

    def stop(self, sign: signal.Signals = signal.SIGINT):
        """SIGINT: fast, in order. SIGKILL: as it comes."""
        if self.process and self.process.poll() is None:
            processes.tell(signal.SIGCONT, processes.tree(self.process.pid))
            self.process.send_signal(sign)
            self.process.wait(30)


class Pair:
    """`roles`: names that get a database each of their own, as the centre wants it."""

    def __init__(self, run: Run, standby: bool = True, settings: str = "", data: Path | None = None):
        self.run, self.block, self.password = run, Block(), secrets.token_hex(12)
        self.primary = Server(run, "primary", self.block.at(21))
        self.standby = Server(run, "standby", self.block.at(22)) if standby else None
        if data:
            self.primary.data = data
        self.settings = settings

    def start(self):
        password = self.primary.folder / "password"
        password.write_text(self.password, encoding="utf-8")
        password.chmod(0o600)
        processes.give(password)
        self.run.run(str(BIN / "initdb"), "-D", str(self.primary.data), "-U", "postgres", "-E", "UTF8", "--locale=C",
                     "--auth=scram-sha-256", f"--pwfile={password}", "-N", "-k")
        password.unlink()
        self.append(self.primary, f"""
listen_addresses = '{self.primary.address}'
port = {PORTS['postgres_port']}
unix_socket_directories = ''
max_connections = 100
shared_buffers = 64MB
jit = off
deadlock_timeout = 200ms
wal_sender_timeout = 0
wal_receiver_status_interval = 1s
{self.settings}""")
        with open(self.primary.data / "pg_hba.conf", "a", encoding="utf-8") as hba:
            hba.write("host all all 127.0.0.0/8 scram-sha-256\nhost replication all 127.0.0.0/8 scram-sha-256\n")
        self.primary.start()
        self.sql("ALTER ROLE postgres SET synchronous_commit = local")
        for role in ("warmheart", "warmheart_people"):
            self.sql(f"CREATE ROLE {role} LOGIN PASSWORD '{self.password}'")
            self.sql(f"CREATE DATABASE {role} OWNER {role} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' "
                     "LC_CTYPE 'C'")
        if self.standby:
            self.run.run(str(BIN / "pg_basebackup"), "-D", str(self.standby.data), "-X", "stream", "-c", "fast", "-R",
                         "-d", self.url("postgres") + f"?application_name={STANDBY}")
            self.append(self.standby, f"listen_addresses = '{self.standby.address}'\nwal_receiver_timeout = 0\n")
            self.standby.start()
            environment.until("the standby streams", lambda: self.sql(
                "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'")[0][0] == 1)
            self.name_standbys(STANDBY)

    @staticmethod
    def append(server: Server, lines: str):
        with open(server.data / "postgresql.conf", "a", encoding="utf-8") as to:
            to.write(lines + "\n")

    def url(self, role: str = "warmheart", database: str | None = None, server: Server | None = None,
            password: str | None = None) -> str:
        at = (server or self.primary).address
        return (f"postgresql://{role}:{password or self.password}@{at}:{PORTS['postgres_port']}/"
                f"{database or role}")

    def sql(self, text: str, values=(), database: str = "postgres", server: Server | None = None) -> list:
        """One statement as the superuser, whose commits wait for nobody."""
        with closing(psycopg2.connect(self.url("postgres", database, server), connect_timeout=3)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(text, values or None)
                return cursor.fetchall() if cursor.description else []

    def name_standbys(self, names: str):
        self.sql(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
        self.sql("SELECT pg_reload_conf()")
        environment.until("the names are in force",
                          lambda: self.sql("SHOW synchronous_standby_names")[0][0] == names)

    def receiver(self) -> int:
        """The process on the standby that takes WAL."""
        return environment.until("the standby has a receiver", lambda: next((
            pid for pid in processes.tree(self.standby.process.pid)
            if "walreceiver" in " ".join(processes.command_of(pid))), None))

    @contextmanager
    def receiver_stopped(self):
        """Every commit that waits for the standby waits."""
        pid = self.receiver()
        os.kill(pid, signal.SIGSTOP)
        time.sleep(0.1)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    def waiting(self, database: str = "warmheart") -> list[int]:
        """Backends whose commit waits for the standby."""
        return [row[0] for row in self.sql("SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep' "
                                           "AND datname = %s", (database,))]

    def held_by_standby(self, count_sql: str, database: str = "warmheart") -> int:
        return self.sql(count_sql, (), database, self.standby)[0][0]

    def stop(self):
        for server in (self.standby, self.primary):
            if server:
                server.stop(signal.SIGKILL)
