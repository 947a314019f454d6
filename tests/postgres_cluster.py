#!/usr/bin/env python3
"""Runs a program beside a PostgreSQL cluster of its own: postgres_cluster.py PROGRAM ARGUMENT…

The cluster lies in a temporary folder, is reached by a socket there alone, and is gone afterwards, whatever becomes of
the program. WARMHEART_TEST_DATABASE holds its address. Ends with the program's code; 2: the cluster could not be made.
Also `with Cluster() as cluster:` for other tests in Python."""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

VARIABLE = "WARMHEART_TEST_DATABASE"
BINARIES = pathlib.Path("/usr/lib/postgresql/15/bin")
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
max_connections = 200
shared_buffers = 128MB
fsync = on
synchronous_commit = on
jit = off
lc_messages = 'C'
deadlock_timeout = 200ms
log_min_messages = warning
"""


class Cluster:
    def __init__(self):
        # Short: the name of a socket has 107 bytes at most.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="whpg-", dir="/tmp"))
        self.data = self.folder / "data"
        self.as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.as_postgres:
            shutil.chown(self.folder, "postgres", "postgres")
            self.folder.chmod(0o755)

    def run(self, program, *arguments):
        done = subprocess.run([*self.as_postgres, str(BINARIES / program), *arguments], cwd=self.folder,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{program} failed:\n{done.stdout}")

    def start(self):
        self.run("initdb", "-D", str(self.data), "-U", "postgres", "-E", "UTF8", "--locale=C", "-A", "trust")
        with open(self.data / "postgresql.conf", "a", encoding="utf-8") as settings:
            settings.write(SETTINGS.format(folder=self.folder))
        # pg_ctl would hand its own output on to the server, and a pipe of it would never end.
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self.data), "-l", log, "-w", "-t", "60", "start")

    def url(self, database="postgres"):
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        try:
            self.run("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop")
        except RuntimeError:
            pass  # it had not started, or a test has ended it
        shutil.rmtree(self.folder, ignore_errors=True)


def main():
    def ended(number, _):
        sys.exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, ended)
    try:
        with Cluster() as cluster:
            environment = dict(os.environ, **{VARIABLE: cluster.url()})
            with subprocess.Popen(sys.argv[1:], env=environment) as program:
                try:
                    return program.wait()
                except BaseException:
                    program.kill()
                    raise
    except (RuntimeError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
