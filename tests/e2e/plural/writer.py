"""Writes a row, commits, and again, each commit under a deadline of its own; past it the connection is closed, never
cancelled. Keeps what was acknowledged, and when."""

import select
import threading
import time

import psycopg2
import psycopg2.extensions

DEADLINE_S = 3.0


class Late(Exception):
    """The deadline is past."""


def finish(connection, seconds: float = DEADLINE_S):
    """Drives a connection of psycopg2's asynchronous kind until it is ready."""
    end = time.monotonic() + seconds
    while (state := connection.poll()) != psycopg2.extensions.POLL_OK:
        left = end - time.monotonic()
        reading = [connection] if state == psycopg2.extensions.POLL_READ else []
        writing = [connection] if state == psycopg2.extensions.POLL_WRITE else []
        if left <= 0 or not any(select.select(reading, writing, [], left)):
            raise Late


def run_sql(connection, sql: str, values=(), seconds: float = DEADLINE_S):
    cursor = connection.cursor()
    cursor.execute(sql, values)
    finish(connection, seconds)
    return cursor


class Writer(threading.Thread):
    """Rows (writer, number) of the table `written`. Acknowledged: COMMIT came back, without a warning."""

    def __init__(self, url: str, name: int, pause_s: float = 0.01):
        super().__init__(daemon=True)
        self.url, self.number, self.pause_s = url, name, pause_s
        self.acknowledged: list[tuple[int, float]] = []
        self.errors: list[str] = []
        self.stopping = threading.Event()

    def run(self):
        connection, row = None, 0
        while not self.stopping.is_set():
            try:
                if connection is None:
                    connection = psycopg2.connect(self.url, async_=1, connect_timeout=2)
                    finish(connection)
                del connection.notices[:]
                run_sql(connection, "INSERT INTO written (writer, number, at) VALUES (%s, %s, clock_timestamp()) "
                        "ON CONFLICT (writer, number) DO UPDATE SET at = excluded.at", (self.number, row))
                if any("synchronous replication" in notice for notice in connection.notices):
                    raise Late
                self.acknowledged.append((row, time.monotonic()))
                row += 1
                time.sleep(self.pause_s)
            except (psycopg2.Error, Late, OSError) as error:
                self.errors.append(f"{type(error).__name__} {error}".strip())
                if connection is not None:
                    connection.close()
                connection = None
                time.sleep(0.02)
        if connection is not None:
            connection.close()

    def stop(self):
        self.stopping.set()
        self.join(10)

    def silence(self, since: float, until: float) -> float:
        """The longest time without an acknowledgement between two moments of time.monotonic()."""
        moments = [since, *(at for _, at in list(self.acknowledged) if since <= at <= until), until]
        return max(after - before for before, after in zip(moments, moments[1:]))
