"""What a demo has running, written down as it starts, so that the next one knows what a demo that was killed has left
behind. A process is the one that was written down when its id, the time of its start and its command are the same."""

import json
import os
import signal
import time
from pathlib import Path

import environment


def identity_of(pid: int) -> dict | None:
    """None: there is no such process, or it has ended and only its parent has not looked yet."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()
    return {"pid": pid, "started": fields[19], "command": command} if fields[0] != "Z" else None


class Running:
    """The list of one demo's folder."""

    def __init__(self, folder: Path):
        self.file = folder / "running.json"

    def read(self) -> dict:
        """By name; nothing where the list is missing or broken."""
        try:
            known = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def alive(self) -> dict[str, int]:
        """Process ids by name, of those that still run."""
        return {name: one["pid"] for name, one in self.read().items()
                if isinstance(one, dict) and isinstance(one.get("pid"), int) and identity_of(one["pid"]) == one}

    def note(self, name: str, pid: int):
        identity = identity_of(pid)
        for _ in range(200):  # a program that has only just begun may have no command yet
            if identity is None or identity["command"]:
                break
            time.sleep(0.01)
            identity = identity_of(pid)
        self.file.parent.mkdir(parents=True, exist_ok=True)
        environment.write_whole(self.file, json.dumps(self.read() | {name: identity}))

    def take_over(self, say):
        """Ends what an earlier demo has left behind, and writes this one down. Trouble: the earlier one still runs."""
        alive = self.alive()
        if "demo" in alive and alive["demo"] != os.getpid():
            raise environment.Trouble(f"a demo is running already (process {alive['demo']}); end it first")
        for name, pid in alive.items():
            say(f"· an earlier demo was killed and its {name} still runs (process {pid}): it is stopped")
            end(pid)
        self.file.unlink(missing_ok=True)
        self.note("demo", os.getpid())


def end(pid: int):
    """SIGTERM, then SIGKILL after ten seconds; not one of our children, so that nobody can wait for it."""
    was = identity_of(pid)
    for sign, seconds in ((signal.SIGTERM, 10), (signal.SIGKILL, 5)):
        if was is None or identity_of(pid) != was:
            return
        os.kill(pid, sign)
        stop = time.monotonic() + seconds
        while identity_of(pid) == was and time.monotonic() < stop:
            time.sleep(0.02)
