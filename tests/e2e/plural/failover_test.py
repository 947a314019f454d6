"""Three servers and three database nodes lose one part after another under load: what was acknowledged is there to the
last record, nothing is there twice, everybody stays signed in, and all go on by themselves. Prints for how long a
writer was silent, beside the same faults' silence for a program that only inserts rows.

    failover_test.py             minutes: four faults
    WARMHEART_LONG=1 …           all of them, again and again for an hour ($WARMHEART_MINUTES, when given)
"""

import os
import subprocess
import sys
import time
import unittest
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import faults  # noqa: E402
import processes  # noqa: E402
from city import City, Fleet, Prober, differences  # noqa: E402
from cluster import Cluster, no_namespaces  # noqa: E402
from faults import STOPPED_S, Fault, Table  # noqa: E402
from processes import environment  # noqa: E402
from writer import Writer  # noqa: E402

import psycopg2  # noqa: E402

import report  # noqa: E402

LONG = os.environ.get("WARMHEART_LONG") == "1"
MINUTES = float(os.environ.get("WARMHEART_MINUTES", 60 if LONG else 0))
STATIONS = 60
PROBERS = 6
CUT_S = 15.0
WRITTEN = "CREATE TABLE written (writer int, number int, at timestamptz, PRIMARY KEY (writer, number))"


def chosen(all_faults: list[Fault]) -> list[Fault]:
    return all_faults if LONG else [fault for fault in all_faults if fault.short]


def still_write(counts, seconds: float = 0.5) -> bool:
    """Every one of them has got on within a moment."""
    before = counts()
    time.sleep(seconds)
    return all(after > earlier for earlier, after in zip(before, counts()))


def cut_primary(cluster: Cluster):
    node = faults.primary_of(cluster)
    cluster.net.cut(node.number)
    time.sleep(CUT_S)
    cluster.net.mend(node.number)


class Rows(unittest.TestCase):
    """The database and the balancer alone, with two connections that insert rows: the limit for the centre."""

    def play(self, cluster: Cluster, what: list[Fault], title: str):
        cluster.start()
        with closing(psycopg2.connect(cluster.url())) as connection:
            connection.autocommit = True
            connection.cursor().execute(WRITTEN)
        writers = [Writer(cluster.url(), number) for number in (1, 2)]
        for writer in writers:
            writer.start()
        table = Table(title)

        def compare(name: str) -> int:
            acknowledged = {(writer.number, row) for writer in writers for row, _ in list(writer.acknowledged)}
            lost = acknowledged - environment.until("the rows can be read", lambda: self.held(cluster), 30, 0.3)
            self.assertEqual(len(lost), 0, f"acknowledged and lost by: {name}")
            return len(acknowledged)

        try:
            faults.run(cluster, what, lambda since, until: max(writer.silence(since, until) for writer in writers),
                       table, lambda: still_write(lambda: [len(writer.acknowledged) for writer in writers]), compare)
        finally:
            for writer in writers:
                writer.stop()
            table.print()
        count = compare("all of them")
        self.assertGreater(count, 100)
        print(f"{count} rows acknowledged, all there: ", end="")

    @staticmethod
    def held(cluster: Cluster) -> set | None:
        """None: the primary is on its way."""
        try:
            with closing(psycopg2.connect(cluster.url(), connect_timeout=3)) as connection:
                cursor = connection.cursor()
                cursor.execute("SELECT writer, number FROM written")
                return set(cursor.fetchall())
        except psycopg2.Error:
            return None

    if LONG:
        def test_faults_of_the_database_with_writers_of_rows(self):
            run = processes.Run("rows")
            self.addCleanup(run.end)
            cluster = Cluster(run)
            self.play(cluster, faults.of_database(cluster), "Writers of rows, no centre")

        def test_a_patroni_that_is_back_too_soon_leaves_any_name_until_they_are_named_anew(self):
            run = processes.Run("names")
            self.addCleanup(run.end)
            cluster = Cluster(run)
            cluster.start()
            node = cluster.primary()
            node.kill_patroni()
            node.start()
            environment.until("its Patroni is back", node.is_primary, 30)
            environment.until("any name will do", lambda: cluster.named_standbys() == "*", 30)
            time.sleep(10)
            self.assertEqual(cluster.named_standbys(), "*", "a Patroni that names them again needs no recipe")
            cluster.name_standbys_anew()
            environment.until("all are in step", cluster.in_step, 30)

    @unittest.skipIf(no_namespaces(), no_namespaces() or "")
    def test_the_network_between_nodes_is_cut(self):
        run = processes.Run("cut")
        self.addCleanup(run.end)
        cluster = Cluster(run, namespaces=True)
        self.play(cluster, [Fault(f"primary's node cut off {CUT_S:.0f} s", lambda: cut_primary(cluster), "")],
                  "Writers of rows, network cut")


class Whole(unittest.TestCase):
    """Three of warmheart-central, a fleet of stations, people at the console."""

    @classmethod
    def setUpClass(cls):
        cls.run_folder = processes.Run("failover")
        cls.addClassCleanup(cls.run_folder.end)
        cls.cluster = Cluster(cls.run_folder, servers=3, namespaces=LONG and not no_namespaces())
        cls.cluster.start()
        cls.city = City.behind(cls.run_folder, cls.cluster)
        cls.city.set_up()
        cls.city.start()
        cls.signed_in = []
        for number in range(3):
            name = f"reviewer{number}"
            cls.signed_in.append(environment.Console(cls.city).sign_in(name, cls.city.add_user(name)))
        cls.fleet = Fleet(cls.city, STATIONS)
        cls.fleet.enrol()
        cls.probers = [Prober(cls.city) for _ in range(PROBERS)]

    def of_servers(self) -> list[Fault]:
        """Each in turn, so that all three have gone away once."""
        turn = iter(range(1_000_000))

        def one():
            return self.city.servers[next(turn) % len(self.city.servers)]

        def kill():
            server = one()
            server.kill()
            time.sleep(2.0)
            self.city.mend()

        return [Fault("a server killed", kill, "0.15", True),
                Fault("a server stopped 12 s", lambda: one().pause(STOPPED_S), "1.4")]

    def all_faults(self) -> list[Fault]:
        cut = [Fault(f"primary's node cut off {CUT_S:.0f} s", lambda: cut_primary(self.cluster), "")]
        return faults.of_database(self.cluster) + self.of_servers() + (cut if self.cluster.namespaces else [])

    def test_nothing_that_was_acknowledged_is_lost_and_all_go_on_by_themselves(self):
        what = chosen(self.all_faults())
        # A day from seven on, as long as it takes: busy stations that are never away by plan, but not so many records
        # that the machine is full and a failover is late for want of a processor.
        speed = 10 if LONG else 60
        self.fleet.start("day", (24 - 7) * 60 / speed, "--speed", str(speed), "--visits", "2000", "--outages", "0")
        for prober in self.probers:
            prober.start()
        environment.until("stations and probers write", self.all_write, 60)
        table = Table("Stations, three servers, three database nodes")
        end = time.monotonic() + MINUTES * 60
        try:
            while True:
                faults.run(self.cluster, what, self.silence, table, self.all_write, self.compare_probers)
                self.fleet.check()
                if time.monotonic() >= end:
                    break
        finally:
            for prober in self.probers:
                prober.stopping.set()
            for prober in self.probers:
                prober.stop()
            self.fleet.stop()
            table.print()
        self.compare()
        for console in self.signed_in:
            self.assertEqual(console.call("GET", "/api/session")["csrf"], console.csrf, "signed in as before")
            console.call("GET", "/api/overview")
        self.assertEqual(self.city.admin("verify").returncode, 0)

    def silence(self, since: float, until: float) -> float:
        return max(prober.silence(since, until) for prober in self.probers)

    def all_write(self) -> bool:
        self.fleet.check()
        return still_write(lambda: [len(prober.moments) for prober in self.probers]
                           + [self.fleet.ledger.stat().st_size if self.fleet.ledger.exists() else 0], 2.0)

    def compare_probers(self, name: str):
        ledger = [row for prober in self.probers for row in list(prober.ledger)]
        self.assertEqual(differences(self.city, ledger)[:5], [], f"after: {name}")

    def compare(self):
        environment.until("everything is applied", self.city.applied, 120, 0.5)
        ledger = self.fleet.rows() + [row for prober in self.probers for row in prober.ledger]
        self.assertGreater(len(ledger), 500)
        self.assertEqual(differences(self.city, ledger)[:20], [])
        print(f"{len(ledger)} records acknowledged, all there once: ", end="")


if __name__ == "__main__":
    try:
        sys.exit(report.run())
    except (KeyboardInterrupt, subprocess.TimeoutExpired) as stopped:
        print(f"stopped: {stopped}")
        sys.exit(1)
