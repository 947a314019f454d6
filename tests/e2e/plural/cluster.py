"""etcd on three nodes, PostgreSQL 15 under Patroni on three, HAProxy before them, from nothing, in one folder, on
addresses of this machine: the files are those of assets/packaging/city with their places filled. A node can be killed,
stopped for a while, asked to hand over, and (in network namespaces) cut off."""

import json
import os
import re
import resource
import secrets
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import processes
from processes import Run, Trouble, environment

import psycopg2

CITY = environment.ROOT / "assets/packaging/city"
BIN = Path("/usr/lib/postgresql/15/bin")
NEEDED = {"patroni": "patroni", "etcd": "etcd-server", "haproxy": "haproxy", "setpriv": "util-linux"}
PORTS = {"postgres_port": 25432, "patroni_port": 28008, "etcd_port": 22379, "etcd_peer_port": 22380,
         "devices_port": 28444, "people_port": 28443, "health_port": 29080}


def filled(template: str, **values) -> str:
    """A file of assets/packaging/city: @name@ becomes its value; a line one of whose values is None is left out."""
    lines = []
    for line in (CITY / template).read_text(encoding="utf-8").splitlines():
        names = re.findall(r"@([a-z0-9_]+)@", line)
        if missing := [name for name in names if name not in values]:
            raise Trouble(f"{template}: nothing is known of {', '.join(missing)}")
        if any(values[name] is None for name in names):
            continue
        lines.append(re.sub(r"@([a-z0-9_]+)@", lambda found: str(values[found[1]]), line))
    return "\n".join(lines) + "\n"


class Block:
    """127.77.N.0/24 of this machine, held by one run: a socket on it says that it is taken."""

    def __init__(self):
        for number in range(1, 250):
            self.held = socket.socket()
            try:
                self.held.bind((f"127.77.{number}.1", PORTS["etcd_peer_port"]))
            except OSError:
                self.held.close()
                continue
            self.front = f"127.77.{number}"
            return
        raise Trouble("all address blocks of 127.77 are taken: too many runs at once")

    def at(self, last: int) -> str:
        return f"{self.front}.{last}"

    network = "127.0.0.0/8"

    def namespace(self, _: int) -> str | None:
        return None


class Namespaces:
    """A network namespace a node, joined by a bridge; cut() takes a node's cable out. Needs root."""

    def __init__(self, run: Run, nodes: int):
        used = command("ip", "-4", "-brief", "address").stdout
        self.front = next(front for number in range(77, 250)
                          if (front := f"10.{number}.77") + "." not in used)
        self.network = f"{self.front}.0/24"
        self.mark = f"whp{os.getpid()}-"
        self.nodes = nodes
        bridge = self.mark + "b"
        run.clean_up.append(self.remove)
        command("ip", "link", "add", bridge, "type", "bridge")
        for last in (254, 253, 252, 251):  # the balancer, and the centre's servers
            command("ip", "address", "add", self.at(last) + "/24", "dev", bridge)
        command("ip", "link", "set", bridge, "up")
        for number in range(1, nodes + 1):
            name, cable = self.namespace(number), self.cable(number)
            command("ip", "netns", "add", name)
            command("ip", "link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", name)
            command("ip", "link", "set", cable, "master", bridge)
            command("ip", "link", "set", cable, "up")
            for words in (("link", "set", "lo", "up"), ("address", "add", self.at(20 + number) + "/24", "dev", "eth0"),
                          ("link", "set", "eth0", "up")):
                command("ip", "-n", name, *words)

    def at(self, last: int) -> str:
        return f"{self.front}.{last}"

    def namespace(self, number: int) -> str:
        return f"{self.mark}n{number}"

    def cable(self, number: int) -> str:
        return f"{self.mark}c{number}"

    def cut(self, number: int):
        command("ip", "link", "set", self.cable(number), "down")

    def mend(self, number: int):
        command("ip", "link", "set", self.cable(number), "up")

    def remove(self):
        for number in range(1, self.nodes + 1):
            command("ip", "netns", "delete", self.namespace(number), check=False)
        command("ip", "link", "delete", self.mark + "b", check=False)


def command(*words: str, check: bool = True) -> subprocess.CompletedProcess:
    done = subprocess.run(words, capture_output=True, text=True, timeout=20)
    if check and done.returncode != 0:
        raise Trouble(f"{' '.join(words)}: {done.stderr.strip()}")
    return done


def no_namespaces() -> str | None:
    """Why a network cannot be cut here; None: it can."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    name = f"whp{os.getpid()}-try"
    for words in (("ip", "netns", "add", name), ("ip", "-n", name, "link", "add", "whptry", "type", "veth", "peer",
                                                 "name", "whptry2"), ("ip", "-n", name, "link", "add", "whptryb",
                                                                      "type", "bridge")):
        done = command(*words, check=False)
        if done.returncode != 0:
            command("ip", "netns", "delete", name, check=False)
            return f"this machine makes no network namespaces: {done.stderr.strip()}"
    command("ip", "netns", "delete", name, check=False)
    return None


def answer_of(url: str, method: str = "GET", body: dict | None = None, seconds: float = 1.0) -> tuple[int, str]:
    """Status and text; 0 where nobody answers."""
    request = urllib.request.Request(url, None if body is None else json.dumps(body).encode(), method=method)
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=seconds) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace")
    except OSError:
        return 0, ""


class Node:
    """A database node: Patroni and the PostgreSQL that it keeps."""

    def __init__(self, cluster: "Cluster", number: int):
        self.cluster, self.number, self.name = cluster, number, f"pg{number}"
        self.address = cluster.net.at(20 + number)
        self.folder = cluster.run.folder_for(self.name)
        self.data = self.folder / "data"
        self.log = cluster.run.folder / f"{self.name}.log"
        self.config = self.folder / "patroni.yml"
        self.patroni = None

    def write_config(self):
        post_init = self.folder / "post-init.sh"
        values = self.cluster.values | {
            "name": self.name, "address": self.address, "data_dir": self.data, "post_init": post_init,
            "pgpass": self.folder / "pgpass", "socket_dir": self.folder}
        for file, mode in ((self.config, 0o600), (post_init, 0o700)):
            file.write_text(filled(file.name, **values), encoding="utf-8")
            file.chmod(mode)
            processes.give(file)

    def start(self):
        self.patroni = self.cluster.run.start(["patroni", str(self.config)], self.log,
                                              self.cluster.net.namespace(self.number),
                                              more={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})

    @property
    def postmaster(self) -> int | None:
        """Its process id, as its own file says; None: it does not run."""
        try:
            pid = int((self.data / "postmaster.pid").read_text(encoding="utf-8").split("\n")[0])
        except (OSError, ValueError):
            return None
        return pid if processes.runs(pid) and str(self.data) in " ".join(processes.command_of(pid)) else None

    def all(self) -> list[int]:
        return processes.tree(self.patroni.pid if self.patroni else 0, self.postmaster or 0)

    def says(self) -> dict:
        """What its Patroni tells of it; nothing where it is away."""
        status, text = answer_of(f"http://{self.address}:{PORTS['patroni_port']}/patroni")
        return json.loads(text) if status else {}

    def is_primary(self) -> bool:
        return answer_of(f"http://{self.address}:{PORTS['patroni_port']}/primary")[0] == 200

    def kill_postmaster(self):
        os.kill(self.postmaster, signal.SIGKILL)

    def kill_patroni(self):
        self.patroni.kill()
        self.patroni.wait()

    def kill(self):
        """Patroni and PostgreSQL at once, as when a machine loses power."""
        pids = self.all()
        processes.tell(signal.SIGSTOP, pids)
        processes.tell(signal.SIGKILL, pids)
        self.patroni.wait()

    def pause(self, seconds: float):
        """The whole node stops and goes on, as a machine that hangs."""
        pids = self.all()
        processes.tell(signal.SIGSTOP, pids)
        time.sleep(seconds)
        processes.tell(signal.SIGCONT, pids)

    def connect(self, database: str = "postgres", **more):
        """Straight to this node, as the superuser."""
        return psycopg2.connect(host=self.address, port=PORTS["postgres_port"], user="postgres", dbname=database,
                                password=self.cluster.passwords["superuser_password"], connect_timeout=3, **more)


class Etcd:
    def __init__(self, cluster: "Cluster", number: int):
        self.cluster, self.number, self.name = cluster, number, f"e{number}"
        # In namespaces it stands on the database node's machine, as in a real city.
        self.address = cluster.net.at(20 + number if cluster.namespaces else 10 + number)
        self.folder = cluster.run.folder_for(self.name)
        self.config = self.folder / "etcd.yml"
        self.process = None

    def start(self):
        self.config.write_text(filled("etcd.yml", **self.cluster.values, etcd_name=self.name, address=self.address,
                                      data_dir=self.folder / "data"), encoding="utf-8")
        self.process = self.cluster.run.start(["etcd", "--config-file", str(self.config)],
                                              self.cluster.run.folder / f"{self.name}.log",
                                              self.cluster.net.namespace(self.number))

    def is_leader(self) -> bool:
        status, text = answer_of(f"http://{self.address}:{PORTS['etcd_port']}/v2/stats/self")
        return status == 200 and json.loads(text).get("state") == "StateLeader"

    def kill(self):
        self.process.kill()
        self.process.wait()

    def pause(self, seconds: float):
        self.process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        self.process.send_signal(signal.SIGCONT)


class Cluster:
    """Three nodes with strict synchrony, or one without (a demo). `servers`: how many of the centre's stand behind the
    balancer's ports for kiosks and people; they are started elsewhere (city.py)."""

    def __init__(self, run: Run, nodes: int = 3, servers: int = 0, namespaces: bool = False, ttl: int = 5):
        for program, package in NEEDED.items():
            if not shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin"):
                raise Trouble(f"{program} is missing: install the Debian package {package} (app/prepare --tests)")
        self.run, self.servers, self.namespaces = run, servers, namespaces
        self.block = Block()
        self.net = Namespaces(run, nodes) if namespaces else self.block
        # In namespaces the balancer stands on the bridge: the nodes answer it there.
        self.balancer = self.net.at(254) if namespaces else self.block.at(30)
        self.passwords = {name: secrets.token_hex(12) for name in (
            "superuser_password", "replication_password", "rewind_password", "warmheart_password", "people_password")}
        self.values = PORTS | self.passwords | {
            "ttl": ttl, "retry_timeout": 2 if ttl < 20 else 3,
            "synchronous": "true" if nodes > 1 else "false", "synchronous_nodes": max(1, nodes - 1),
            "network": self.net.network, "balancer": self.balancer, "shared_buffers": "128MB"}
        self.etcd = [Etcd(self, number) for number in range(1, nodes + 1)]
        self.nodes = [Node(self, number) for number in range(1, nodes + 1)]
        self.values["etcd_members"] = ",".join(f"{e.name}=http://{e.address}:{PORTS['etcd_peer_port']}"
                                               for e in self.etcd)
        self.values["etcd_hosts"] = ", ".join(f'"{e.address}:{PORTS["etcd_port"]}"' for e in self.etcd)
        self.haproxy = None
        self.haproxy_folder = run.folder_for("haproxy")

    def server_address(self, number: int) -> str:
        """Where the centre's server stands that the balancer calls s<number>."""
        return self.net.at(254 - number) if self.namespaces else self.block.at(40 + number)

    def start(self, seconds: float = 300):
        """Until all nodes are there and in step."""
        for etcd in self.etcd:
            etcd.start()
        environment.until("etcd has a leader", self.etcd_leader, 60)
        for node in self.nodes:
            node.write_config()
            node.start()
        self.start_balancer()
        environment.until("all database nodes are in step", self.in_step, seconds, 0.25)

    def haproxy_config(self) -> str:
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        places = {f"pg{number}": None for number in (1, 2, 3)} | {node.name: node.address for node in self.nodes}
        places |= {f"s{number}": self.server_address(number) if number <= self.servers else None
                   for number in (1, 2, 3)}
        return filled("haproxy.cfg", **self.values, **places, admin_socket=self.haproxy_folder / "admin.sock",
                      maxconn=min(9000, hard // 2 - 200) if hard != resource.RLIM_INFINITY else 9000)

    def start_balancer(self):
        file = self.haproxy_folder / "haproxy.cfg"
        file.write_text(self.haproxy_config(), encoding="utf-8")
        self.haproxy = self.run.start(["/usr/sbin/haproxy", "-W", "-f", str(file)], self.run.folder / "haproxy.log")

    def reload_balancer(self):
        self.haproxy.send_signal(signal.SIGUSR2)

    def etcd_leader(self) -> Etcd | None:
        return next((etcd for etcd in self.etcd if etcd.is_leader()), None)

    def primary(self) -> Node | None:
        return next((node for node in self.nodes if node.is_primary()), None)

    def standbys(self) -> list[Node]:
        return [node for node in self.nodes if not node.is_primary()]

    def in_step(self) -> bool:
        """There is a primary, and every other node streams from it, named."""
        if not (primary := self.primary()):
            return False
        others = len(self.nodes) - 1
        if not others:
            return True
        try:
            connection = primary.connect()
        except psycopg2.Error:
            return False
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_stat_replication "
                               "WHERE state = 'streaming' AND sync_state IN ('sync', 'quorum')")
                return cursor.fetchone()[0] == others
        except psycopg2.Error:
            return False
        finally:
            connection.close()

    def named_standbys(self) -> str:
        """synchronous_standby_names of the primary."""
        connection = self.primary().connect()
        try:
            with connection.cursor() as cursor:
                cursor.execute("SHOW synchronous_standby_names")
                return cursor.fetchone()[0]
        finally:
            connection.close()

    def mend(self, seconds: float = 300):
        """Starts what is away, and waits until all are in step again."""
        for etcd in self.etcd:
            if etcd.process.poll() is not None:
                etcd.start()
        for node in self.nodes:
            if node.patroni.poll() is not None:
                node.start()
        environment.until("all database nodes are in step again", self.in_step, seconds, 0.25)

    def switch_over(self) -> Node:
        """Hands over to a standby, as an operator's patronictl does; returns the new primary."""
        old = self.primary()
        new = next(node for node in self.nodes if node is not old and node.says().get("sync_standby"))
        status, text = answer_of(f"http://{old.address}:{PORTS['patroni_port']}/switchover", "POST",
                                 {"leader": old.name, "candidate": new.name}, 30)
        if status != 200:
            raise Trouble(f"Patroni does not hand over: {status} {text}")
        return new

    def name_standbys_anew(self):
        """The way out of `*` that stays, as the README for operators tells it: one standby fewer, and one more."""
        node = self.primary()
        wanted = len(self.nodes) - 1
        for count in (wanted - 1, wanted):
            status, text = answer_of(f"http://{node.address}:{PORTS['patroni_port']}/config", "PATCH",
                                     {"synchronous_node_count": count}, 5)
            if status != 200:
                raise Trouble(f"Patroni does not take the setting: {status} {text}")
            environment.until(f"{count} standbys are named",
                              lambda: self.named_standbys() != "*" and self.named_standbys().count(",") == count - 1,
                              30, 0.2)

    def url(self, database: str = "warmheart", at: str | None = None) -> str:
        """For a program of ours: through the balancer, or straight to an address."""
        password = self.passwords["warmheart_password" if database == "warmheart" else "people_password"]
        return f"postgresql://{database}:{password}@{at or self.balancer}:{PORTS['postgres_port']}/{database}"
