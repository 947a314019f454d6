"""What is done to a running city, one after another, and how long a writer was silent because of it."""

import time
from dataclasses import dataclass
from typing import Callable

import processes
from cluster import Cluster
from processes import environment

STOPPED_S = 12.0


@dataclass
class Fault:
    """`goal`: the silence in seconds that single trials saw on an idle machine; what is worse is said, not failed."""
    name: str
    act: Callable[[], None]
    goal: str
    short: bool = False


def primary_of(cluster: Cluster):
    return environment.until("there is a primary", cluster.primary, 60, 0.2)


def of_database(cluster: Cluster) -> list[Fault]:
    def standby():
        return next(node for node in cluster.standbys() if node.says().get("sync_standby"))

    def pause(pids: list[int]):
        processes.tell(processes.signal.SIGSTOP, pids)
        time.sleep(STOPPED_S)
        processes.tell(processes.signal.SIGCONT, pids)

    def lose_patroni():
        """It stays away until its office has passed on, as the operator's unit does (RestartSec): one that comes back
        before leaves `*` for names (assets/packaging/city/README.md)."""
        primary_of(cluster).kill_patroni()
        time.sleep(STOPPED_S)

    def lose_node():
        """It stays away, as a machine does: one whose Patroni is back at once gives its office up itself."""
        primary_of(cluster).kill()
        time.sleep(STOPPED_S)

    return [
        Fault("postmaster of the primary killed", lambda: primary_of(cluster).kill_postmaster(), "2.6-4.3", True),
        Fault("primary's node stopped 12 s", lambda: primary_of(cluster).pause(STOPPED_S), "7.3-7.7", True),
        Fault("switch-over", lambda: cluster.switch_over(), "1.6-2.1", True),
        Fault("primary's node killed", lose_node, "5.3-5.7"),
        Fault("Patroni of the primary killed", lose_patroni, "4.7-6.1"),
        Fault("Patroni of the primary stopped 12 s", lambda: pause([primary_of(cluster).patroni.pid]), ""),
        Fault("PostgreSQL of the primary stopped 12 s",
              lambda: pause(processes.tree(primary_of(cluster).postmaster)), ""),
        Fault("standby's postmaster killed", lambda: standby().kill_postmaster(), "0.8"),
        Fault("standby's node stopped 12 s", lambda: standby().pause(STOPPED_S), "3.8"),
        Fault("etcd's leader killed", lambda: cluster.etcd_leader().kill(), "0"),
        Fault("etcd's leader stopped 12 s", lambda: cluster.etcd_leader().pause(STOPPED_S), ""),
        Fault("HAProxy reloaded", lambda: cluster.reload_balancer(), "0"),
    ]


class Table:
    """Fault, silence, goal, as it is printed at the end."""

    def __init__(self, title: str):
        self.title, self.lines = title, []

    def add(self, fault: Fault, silence_s: float):
        self.lines.append((fault.name, silence_s, fault.goal))
        print(f"\n    {fault.name}: {silence_s:.2f} s of silence" + (f" (goal {fault.goal})" if fault.goal else ""),
              flush=True)

    def print(self):
        print(f"\n{self.title}\n| fault | longest silence, s | goal, s |\n|---|---:|---:|")
        for name, silence_s, goal in self.lines:
            print(f"| {name} | {silence_s:.2f} | {goal or '-'} |")


def run(cluster: Cluster, faults: list[Fault], silence: Callable[[float, float], float], table: Table,
        settled: Callable[[], object] = lambda: True, check: Callable[[str], object] = lambda name: None):
    """Each fault in turn, everything in step before and after. `silence(since, until)`: the longest of the writers;
    `settled`: they write again; `check`: compares what is acknowledged with what is there, so that a loss has the name
    of its fault."""
    for fault in faults:
        time.sleep(2.0)
        since = time.monotonic()
        fault.act()
        cluster.mend()
        environment.until(f"writers write again after: {fault.name}", settled, 60)
        table.add(fault, silence(since, time.monotonic()))
        check(fault.name)
