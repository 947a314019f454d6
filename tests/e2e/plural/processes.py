"""Programs that are not ours, started as a user who is not root, found by id, stopped with all that they have started,
and known again when a test that was killed has left them behind."""

import atexit
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import environment  # noqa: E402
import leftovers  # noqa: E402
from environment import Trouble  # noqa: E402,F401

PREFIX = "warmheart-plural-"
PROGRAMS = {"postgres", "patroni", "etcd", "haproxy", "pgbouncer", "warmheart-central", "warmheart-fleet"}
NAMESPACE = re.compile(r"whp(\d+)-")


def unprivileged() -> str | None:
    """Who runs a database: PostgreSQL refuses root. None: whoever runs the test."""
    return "postgres" if os.geteuid() == 0 else None


def give(path: Path):
    """The file or folder belongs to the unprivileged user."""
    if user := unprivileged():
        entry = pwd.getpwnam(user)
        os.chown(path, entry.pw_uid, entry.pw_gid)


def command_of(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")[:-1]
    except OSError:
        return []


def children_by_parent() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            found.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry.name))
    return found


def tree(*roots: int) -> list[int]:
    """The processes and all that they have started, parents first."""
    children, found = children_by_parent(), []
    waiting = [pid for pid in roots if pid]
    while waiting:
        pid = waiting.pop(0)
        if pid not in found:
            found.append(pid)
            waiting += children.get(pid, [])
    return found


def tell(sign: signal.Signals, pids: list[int]):
    for pid in pids:
        try:
            os.kill(pid, sign)
        except ProcessLookupError:
            pass


def runs(pid: int | None) -> bool:
    return bool(pid) and leftovers.identity_of(pid) is not None


class Run:
    """One test's folder below the temporary one, and every process whose command names that folder."""

    def __init__(self, name: str):
        end_leftovers()
        self.folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-{name}-"))
        self.folder.chmod(0o711)
        self.started: list[subprocess.Popen] = []
        self.clean_up = []  # called in reverse order at the end
        self.ended = False
        atexit.register(self.end)
        signal.signal(signal.SIGTERM, interrupt)

    def folder_for(self, name: str) -> Path:
        """A folder of the unprivileged user's own."""
        folder = self.folder / name
        folder.mkdir(mode=0o700, exist_ok=True)
        give(folder)
        return folder

    def start(self, command: list[str], log: Path, namespace: str | None = None, ours: bool = False,
              more: dict | None = None) -> subprocess.Popen:
        """Starts a program that dies with this one. The process is the program itself, no shell about it. `ours`: as
        whoever runs the test. Called from the main thread: the kernel ties the life to the thread that starts."""
        words = ["setpriv", "--pdeathsig", "KILL"]
        if (user := unprivileged()) and not ours:
            words += ["--reuid", user, "--regid", pwd.getpwnam(user).pw_name, "--clear-groups", "--reset-env"]
        place = ["ip", "netns", "exec", namespace] if namespace else []
        given = [f"{name}={value}" for name, value in (more or {}).items()]
        with open(log, "ab") as to:
            process = subprocess.Popen([*place, *words, "--", *(["env", *given] if given else []), *command],
                                       stdin=subprocess.DEVNULL, stdout=to, stderr=to, cwd=self.folder)
        self.started.append(process)
        return process

    def run(self, *command: str, seconds: float = 180, check: bool = True, more: dict | None = None) -> str:
        """A command of the unprivileged user's, to its end; its output. Trouble where it does not end with 0."""
        user = unprivileged()
        words = ["setpriv", "--reuid", user, "--regid", user, "--clear-groups", "--reset-env", "--"] if user else []
        given = ["env", *[f"{name}={value}" for name, value in (more or {}).items()]] if more else []
        done = subprocess.run([*words, *given, *command], capture_output=True, text=True, timeout=seconds,
                              cwd=self.folder, stdin=subprocess.DEVNULL)
        if check and done.returncode != 0:
            raise Trouble(f"{' '.join(command)}: {done.stderr.strip()[-600:] or done.stdout.strip()[-600:]}")
        return done.stdout

    def end(self):
        """Ends everything of this folder and removes it; WARMHEART_KEEP=1 keeps it."""
        if self.ended:
            return
        self.ended = True
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, signal.SIG_IGN)
        for step in reversed(self.clean_up):
            try:
                step()
            except (Trouble, OSError, subprocess.SubprocessError) as trouble:
                print(f"· while stopping: {trouble}", file=sys.stderr)
        end_all_below(self.folder)
        for process in self.started:
            process.poll()
        if os.environ.get("WARMHEART_KEEP") == "1":
            print(f"· kept: {self.folder}")
        else:
            shutil.rmtree(self.folder, ignore_errors=True)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, interrupt)


def interrupt(*_):
    raise KeyboardInterrupt


def below(folder: Path) -> list[int]:
    """Programs of PROGRAMS whose command names a file in the folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        words = command_of(int(entry.name))
        if ({Path(word).name for word in words[:2]} & PROGRAMS
                and any(f"{folder}/" in word or word == str(folder) for word in words)):
            found.append(int(entry.name))
    return found


def end_all_below(folder: Path):
    """Stopped processes take only SIGKILL, and nothing here is worth a slow end."""
    for _ in range(50):
        pids = tree(*below(folder))
        if not any(map(runs, pids)):
            return
        tell(signal.SIGKILL, pids)
        time.sleep(0.05)


def end_leftovers():
    """What earlier tests, killed since, have left: processes, folders, network namespaces. A test that still runs keeps
    what it has."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owner = re.match(rf"{PREFIX}(\d+)-", folder.name)
        if owner and not lives(int(owner[1])):
            print(f"· an earlier run was killed: what it left in {folder} is ended", flush=True)
            end_all_below(folder)
            if os.environ.get("WARMHEART_KEEP") != "1":
                shutil.rmtree(folder, ignore_errors=True)
    if os.geteuid() == 0 and shutil.which("ip"):
        listed = subprocess.run(["ip", "netns", "list"], capture_output=True, text=True, check=False).stdout
        for name in {line.split()[0] for line in listed.splitlines() if line.strip()}:
            if (owner := NAMESPACE.match(name)) and not lives(int(owner[1])):
                subprocess.run(["ip", "netns", "delete", name], check=False)
        links = subprocess.run(["ip", "-brief", "link", "show", "type", "bridge"], capture_output=True, text=True,
                               check=False).stdout
        for line in links.splitlines():
            if (owner := NAMESPACE.match(line)) and not lives(int(owner[1])):
                subprocess.run(["ip", "link", "delete", line.split()[0]], check=False)


def lives(pid: int) -> bool:
    """An id may have been given to another program since: a run of ours is a python."""
    return any("python" in word for word in command_of(pid)[:1])
