"""Every way in which PostgreSQL lets a commit look durable that stands on one machine only, and that the centre
acknowledges none of them.

What an acknowledgement means: the commit wrote WAL, came back without a warning, while named standbys are in force.
"""

import os
import subprocess
import sys
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import processes  # noqa: E402
import writer  # noqa: E402
from city import Asker, City  # noqa: E402
from cluster import BIN, PORTS  # noqa: E402
from pair import STANDBY, Pair  # noqa: E402
from processes import environment  # noqa: E402

import psycopg2  # noqa: E402

import report  # noqa: E402

INSERT = "INSERT INTO written (id) VALUES (%s)"
AGAIN = "INSERT INTO written (id) VALUES (%s) ON CONFLICT DO NOTHING"
COUNT = "SELECT count(*) FROM written WHERE id = %d"


class WithPair(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.run_folder = processes.Run("ack")
        cls.addClassCleanup(cls.run_folder.end)
        cls.pair = Pair(cls.run_folder)
        cls.pair.start()


class PostgreSQL(WithPair):
    """What the engine does. When a test here fails, a later version behaves otherwise and the guard can be thought of
    anew."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pair.sql("CREATE TABLE written (id integer PRIMARY KEY, times integer NOT NULL DEFAULT 1)",
                     database="warmheart")
        cls.pair.sql("ALTER TABLE written OWNER TO warmheart", database="warmheart")
        cls.next_id = 0

    def setUp(self):
        type(self).next_id += 1
        self.id = self.next_id
        environment.until("the standby has caught up", lambda: self.pair.sql(
            "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming' AND replay_lsn = "
            "pg_current_wal_lsn() AND sync_state = 'sync'")[0][0] == 1)

    def connection(self):
        connection = psycopg2.connect(self.pair.url(), async_=1)
        writer.finish(connection)
        self.addCleanup(connection.close)
        return connection

    def begin_commit(self, connection, sql: str = INSERT, values: tuple | None = None):
        """Up to a COMMIT that is on its way."""
        writer.run_sql(connection, "BEGIN")
        writer.run_sql(connection, sql, (self.id,) if values is None else values)
        self.on_its_way = connection.cursor()  # kept: psycopg2 forgets what a lost cursor has asked
        self.on_its_way.execute("COMMIT")

    def waits(self, connection, seconds: float = 1.0) -> bool:
        try:
            writer.finish(connection, seconds)
            return False
        except writer.Late:
            return True

    def visible(self) -> bool:
        return self.pair.sql(COUNT % self.id, database="warmheart")[0][0] == 1

    def on_standby(self) -> bool:
        return self.pair.held_by_standby(COUNT % self.id) == 1

    def the_waiting(self) -> int:
        return environment.until("a commit waits for the standby", self.pair.waiting)[0]

    def leave_unreplicated(self):
        """The row stands on the primary alone, visible to all."""
        connection = self.connection()
        self.begin_commit(connection)
        self.pair.sql("SELECT pg_cancel_backend(%s)", (self.the_waiting(),))
        writer.finish(connection)
        return connection

    def test_a_commit_waits_for_the_named_standby(self):
        connection = self.connection()
        with self.pair.receiver_stopped():
            self.begin_commit(connection)
            self.assertTrue(self.waits(connection))
            self.assertFalse(self.visible())
        writer.finish(connection, 20)
        self.assertEqual(connection.notices, [])
        self.assertTrue(self.visible() and self.on_standby())

    def test_a_statement_timeout_does_not_end_the_wait(self):
        connection = self.connection()
        writer.run_sql(connection, "SET statement_timeout = '500ms'")
        with self.pair.receiver_stopped():
            self.begin_commit(connection)
            self.assertTrue(self.waits(connection, 3.0))
        writer.finish(connection, 20)

    def test_a_cancelled_commit_succeeds_with_a_warning_and_stands_on_one_machine(self):
        with self.pair.receiver_stopped():
            connection = self.leave_unreplicated()
            self.assertEqual(len(connection.notices), 1)
            self.assertIn("canceling wait for synchronous replication", connection.notices[0])
            self.assertTrue(self.visible())
            self.assertFalse(self.on_standby())

    def test_the_warning_is_01000(self):
        with self.pair.receiver_stopped():
            psql = subprocess.Popen(
                [str(BIN / "psql"), "-X", "-v", "VERBOSITY=verbose", "-c", INSERT % self.id, self.pair.url()],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            self.pair.sql("SELECT pg_cancel_backend(%s)", (self.the_waiting(),))
            said, warned = psql.communicate(timeout=20)
        self.assertEqual(psql.returncode, 0)
        self.assertEqual(said.strip(), "INSERT 0 1")
        self.assertIn("WARNING:  01000: canceling wait for synchronous replication", warned)

    def test_a_terminated_commit_loses_the_connection_and_stands(self):
        connection = self.connection()
        with self.pair.receiver_stopped():
            self.begin_commit(connection)
            self.pair.sql("SELECT pg_terminate_backend(%s)", (self.the_waiting(),))
            with self.assertRaises(psycopg2.Error):
                writer.finish(connection)
            self.assertTrue(self.visible())
            self.assertFalse(self.on_standby())

    def test_a_closed_socket_leaves_the_backend_waiting(self):
        connection = self.connection()
        with self.pair.receiver_stopped():
            self.begin_commit(connection)
            self.the_waiting()
            connection.close()
            time.sleep(1.0)
            self.assertEqual(len(self.pair.waiting()), 1)
            self.assertFalse(self.visible())
        environment.until("the row is there once the standby has it", self.visible)

    def test_a_repeat_that_finds_its_row_returns_at_once(self):
        with self.pair.receiver_stopped():
            self.leave_unreplicated()
            again = self.connection()
            self.begin_commit(again, AGAIN)
            self.assertFalse(self.waits(again), "a false acknowledgement: nothing was written, nothing is waited for")
            self.assertEqual(again.notices, [])
            self.assertFalse(self.on_standby())

    def test_a_repeat_that_locks_or_writes_waits(self):
        for sql in ("SELECT 1 FROM written WHERE id = %s FOR UPDATE",
                    "UPDATE written SET times = times + 1 WHERE id = %s"):
            with self.subTest(sql=sql):
                type(self).next_id += 1
                self.id = self.next_id
                again = self.connection()
                with self.pair.receiver_stopped():
                    self.leave_unreplicated()
                    self.begin_commit(again, sql)
                    self.assertTrue(self.waits(again))
                writer.finish(again, 20)
                self.assertTrue(self.on_standby())

    def test_a_transaction_that_only_notifies_does_not_wait(self):
        connection = self.connection()
        with self.pair.receiver_stopped():
            self.begin_commit(connection, "NOTIFY bell", ())
            self.assertFalse(self.waits(connection))

    def test_without_names_nobody_is_waited_for(self):
        self.addCleanup(self.pair.name_standbys, STANDBY)
        self.pair.name_standbys("")
        connection = self.connection()
        with self.pair.receiver_stopped():
            self.begin_commit(connection)
            self.assertFalse(self.waits(connection))
            self.assertFalse(self.on_standby())

    def test_any_name_is_satisfied_by_a_mere_archive(self):
        self.addCleanup(self.pair.name_standbys, STANDBY)
        self.pair.name_standbys("*")
        archive = self.run_folder.folder_for("archive")
        receive = self.run_folder.start([str(BIN / "pg_receivewal"), "--synchronous", "-D", str(archive), "-d",
                                         self.pair.url("postgres")], self.run_folder.folder / "archive.log")
        self.addCleanup(environment.end, receive)
        environment.until("the archive streams", lambda: self.pair.sql(
            "SELECT count(*) FROM pg_stat_replication WHERE application_name = 'pg_receivewal' "
            "AND state = 'streaming'")[0][0] == 1)
        self.pair.standby.stop()
        self.addCleanup(self.pair.standby.start)
        connection = self.connection()
        self.begin_commit(connection)
        self.assertFalse(self.waits(connection, 20.0), "the only standby is away, and the commit came back")
        self.assertTrue(self.visible())


class Centre(WithPair):
    """The same situations with the centre on top: stored perhaps, acknowledged only when the standby has it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.city = City(cls.run_folder, cls.pair.url(), cls.pair.url("warmheart_people"), [cls.pair.block.at(41)])
        cls.city.set_up()
        cls.city.start()

    def setUp(self):
        self.asker = Asker(self.city, timeout_s=4.0)
        self.asker.prepare(3)

    def rows_of_the_batch(self) -> int:
        return self.pair.sql("SELECT count(*) FROM raw_record WHERE id = ANY(%s)", (self.asker.ids,),
                             "warmheart")[0][0]

    def acknowledged_in_the_end(self):
        environment.until("the batch is acknowledged", lambda: self.asker.push() == 3, 30, 0.3)
        self.assertEqual(self.rows_of_the_batch(), 3)
        self.assertEqual(self.pair.held_by_standby("SELECT count(*) FROM raw_record WHERE device = '\\x"
                                                   f"{self.asker.device.device.hex()}'::bytea"), 3)

    def disturbed(self, disturb: str):
        """Pushes while the standby takes nothing; each commit that waits is disturbed as it appears."""
        with self.pair.receiver_stopped():
            push = self.asker.push_aside()
            for pid in environment.until("a commit waits for the standby", self.pair.waiting, 10):
                self.pair.sql(f"SELECT {disturb}(%s)", (pid,))
            end = time.monotonic() + 6
            while push.is_alive() and time.monotonic() < end:
                for pid in self.pair.waiting():
                    self.pair.sql(f"SELECT {disturb}(%s)", (pid,))
                time.sleep(0.05)
            push.join(10)
            self.assertEqual(self.asker.last, 0, f"acknowledged although the commit was ended by {disturb}")

    def test_a_commit_that_waits_is_not_acknowledged(self):
        with self.pair.receiver_stopped():
            self.assertEqual(self.asker.push(), 0)
        self.acknowledged_in_the_end()

    def test_a_cancelled_commit_is_not_acknowledged(self):
        self.disturbed("pg_cancel_backend")
        self.acknowledged_in_the_end()

    def test_a_terminated_commit_is_not_acknowledged(self):
        self.disturbed("pg_terminate_backend")
        self.acknowledged_in_the_end()

    def test_a_repeat_is_not_acknowledged_before_the_standby_has_it(self):
        with self.pair.receiver_stopped():
            push = self.asker.push_aside()
            self.pair.sql("SELECT pg_cancel_backend(%s)",
                          (environment.until("a commit waits", self.pair.waiting, 10)[0],))
            environment.until("the rows stand on the primary", lambda: self.rows_of_the_batch() == 3, 10)
            push.join(10)
            self.assertEqual(self.asker.push(), 0, "the repeat found its rows and was acknowledged")
        self.acknowledged_in_the_end()

    def test_without_named_standbys_records_are_stored_and_acknowledged_later(self):
        for names in ("", "*"):
            with self.subTest(names=names):
                self.asker = Asker(self.city, timeout_s=4.0)
                self.asker.prepare(3)
                self.pair.name_standbys(names)
                try:
                    self.assertEqual(self.asker.push(), 0)
                    self.assertEqual(self.rows_of_the_batch(), 3, "stored all the same")
                finally:
                    self.pair.name_standbys(STANDBY)
                self.acknowledged_in_the_end()


if __name__ == "__main__":
    sys.exit(report.run())
