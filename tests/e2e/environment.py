"""Starts and stops Warmheart's own programs in a folder of their own, and speaks to them as a person would:
to the kiosk by touches through its driver, to the centre by the console's HTTP API under the test's own CA."""

import base64
import hmac
import http.client
import json
import os
import re
import secrets
import signal
import socket
import sqlite3
import ssl
import struct
import subprocess
import time
import tomllib
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BUILD = Path(os.environ.get("WARMHEART_BUILD", ROOT / ".build/release"))
CATALOGUE = ROOT / "assets/catalogue/chaoyang.toml"
MORE = [ROOT / "assets/catalogue/chaoyang-sessions.toml", ROOT / "assets/catalogue/chaoyang-help.toml"]
CONSENTS = sorted((ROOT / "assets/consent").glob("*.toml"))


class Trouble(Exception):
    """A step did not do what it promised; the text says which and what was seen."""


def program(name: str) -> str:
    for folder in ("app/admin", "app/central", "app/fleet", "app/kiosk", "tests/e2e/driver", "tests/e2e/device",
                   "tests/e2e"):
        if (path := BUILD / folder / name).is_file():
            return str(path)
    raise Trouble(f"{name} is not built below {BUILD}")


_given_ports: set[int] = set()


def free_port() -> int:
    """A port that nobody listens on, and that this process has not been given before."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        if port not in _given_ports:
            _given_ports.add(port)
            return port


def connects(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 0.2).close()
        return True
    except OSError:
        return False


def sentence(key: str, language: str = "zh") -> str:
    """What the kiosk or a phone page says for this key."""
    for file in [*(ROOT / "assets/sentences/kiosk" / language).glob("*.toml"),
                 *(ROOT / "assets/sentences/phone" / language).glob("*.toml")]:
        if (found := tomllib.loads(file.read_text(encoding="utf-8")).get(key)) is not None:
            return found
    raise Trouble(f"no sentence {key} in {language}")


def until(what: str, condition, seconds: float = 20.0, every: float = 0.05):
    """The first true value of condition(); Trouble when there is none in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(every)
    raise Trouble(f"waited {seconds:.0f} s for: {what}")


def totp(secret: str, step: int) -> str:
    """RFC 6238 with HMAC-SHA-1 and six digits, written from the paper: the code of one step of thirty seconds."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.digest(key, struct.pack(">Q", step), "sha1")
    at = mac[19] & 15
    return f"{(int.from_bytes(mac[at:at + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


class Factor:
    """A person's phone and paper: each code is used once, so the next step's comes early, then the recovery codes."""

    def __init__(self, secret: str, last_step: int = 0, recovery=()):
        self.secret, self.last_step, self.recovery = secret, last_step, list(recovery)

    def code(self) -> str:
        step = max(int(time.time()) // 30, self.last_step + 1)
        if step > int(time.time()) // 30 + 1 and self.recovery:
            return self.recovery.pop()
        until("an unused step", lambda: int(time.time()) // 30 + 1 >= step, 61)
        self.last_step = step
        return totp(self.secret, step)


def write_whole(file: Path, text: str):
    """Readable by its owner alone, and never half: what is killed here leaves the old file."""
    fresh = file.with_name(file.name + ".new")
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as to:
        to.write(text)
    fresh.replace(file)


class Program:
    """A process of ours and the SQLite file that it keeps."""

    process: subprocess.Popen | None = None
    started = None  # called with the process, as soon as there is one
    database: Path

    def rows(self, sql: str, *values):
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)) as database:
            return database.execute(sql, values).fetchall()

    def stop(self):
        end(self.process)
        self.process = None

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process = None


class Centre(Program):
    """warmheart-central on embedded SQLite, and warmheart-admin beside it."""

    host = "localhost"  # a name or address that its certificate holds

    def __init__(self, folder: Path, devices_port: int | None = None, people_port: int | None = None,
                 undo_seconds: int = 10):
        self.folder = folder
        self.undo_seconds = undo_seconds
        self.data = folder / "centre"
        self.database = self.data / "central.db"
        self.devices_port = devices_port or free_port()
        self.people_port = people_port or free_port()
        self.config = folder / "central.toml"
        self.log = folder / "central.log"
        self.passwords: dict[str, str] = {}
        self.factors: dict[str, Factor] = {}

    def admin(self, *words: str, stdin: str = "", check: bool = True) -> subprocess.CompletedProcess:
        done = subprocess.run([program("warmheart-admin"), "--data", str(self.data), *words], input=stdin,
                              capture_output=True, text=True, timeout=60)
        if check and done.returncode != 0:
            raise Trouble(f"warmheart-admin {' '.join(words)}: {done.stderr.strip() or done.stdout.strip()}")
        return done

    def set_up(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        self.admin("init", "--host", "localhost", "--host", "127.0.0.1", "--devices-port", str(self.devices_port))
        self.admin("publish", str(CATALOGUE), *map(str, MORE), *map(str, CONSENTS))
        self.config.write_text(f'''[central]
data_dir = "{self.data}"
bind = "127.0.0.1"
devices_port = {self.devices_port}
people_port = {self.people_port}
undo_seconds = {self.undo_seconds}
web_dir = "{ROOT / 'assets/web'}"
''', encoding="utf-8")

    def start(self, seconds: float = 20.0):
        for port in (self.people_port, self.devices_port):
            if connects(port):
                raise Trouble(f"port {port} is taken by another program; end it, or begin anew with other ports")
        log = open(self.log, "ab")
        self.process = subprocess.Popen([program("warmheart-central"), "--config", str(self.config)], stdout=log,
                                        stderr=log)
        log.close()
        if self.started:
            self.started(self.process)

        def listens():
            if self.process.poll() is not None:
                raise Trouble(f"warmheart-central ended with {self.process.returncode}: {self.log.read_text()[-800:]}")
            return connects(self.people_port) and connects(self.devices_port)

        until("warmheart-central listens", listens, seconds)

    def add_user(self, name: str, role: str = "city", union: str = "") -> str:
        password = self.passwords[name] = secrets.token_urlsafe(12)
        words = ["user", "add", name, "--role", role] + (["--union", union] if union else [])
        self.admin(*words, stdin=password + "\n")
        return password

    def recall_factors(self, file: Path):
        """Second factors that were kept with keep_factors."""
        if file.exists():
            self.factors = {name: Factor(**kept) for name, kept in json.loads(file.read_text()).items()}

    def keep_factors(self, file: Path):
        write_whole(file, json.dumps({name: vars(factor) for name, factor in self.factors.items()}))

    def proof(self, name: str) -> str:
        """What warmheart-admin reads of who vouches: password and code. They have signed in at the console before."""
        return f"{self.passwords[name]}\n{self.factors[name].code()}\n"

    def add_operator(self, name: str) -> str:
        """Somebody who can vouch (--by NAME) once the centre runs; returns the name."""
        Console(self).sign_in(name, self.add_user(name, "operator"))
        return name

    def vouched(self, *words: str, by: str, check: bool = True) -> subprocess.CompletedProcess:
        return self.admin(*words, "--by", by, stdin=self.proof(by), check=check)

    def enrolment_code(self, station: str, at_once: bool = True) -> str:
        text = self.admin("enrol", "--station", station, *(["--auto"] if at_once else [])).stdout
        found = re.search(r"WHE1:[A-Z2-7-]+", text)
        if not found:
            raise Trouble(f"warmheart-admin enrol printed no code: {text}")
        return found[0]

    def unapplied(self) -> int:
        """Records that apply has not come to yet."""
        behind = self.rows("SELECT coalesce(sum(acked_seq - applied_seq), 0) FROM device_epoch "
                           "JOIN device_applied USING (device, epoch)")[0][0]
        return behind + self.rows("SELECT count(*) FROM waiting_record WHERE subject IS NULL")[0][0]

    @property
    def ca(self) -> Path:
        """The oldest root that is here: the server's certificate stands below it."""
        first = self.data / "keys" / "ca.pem"
        later = sorted(self.data.glob("keys/ca-*.pem"), key=lambda file: int(file.stem.split("-")[1]))
        return first if first.exists() or not later else later[0]


class Console:
    """A signed-in person at the centre, by the console's own HTTP API."""

    def __init__(self, centre: Centre):
        self.centre = centre
        self.context = ssl.create_default_context(cafile=str(centre.ca))
        self.cookies: dict[str, str] = {}  # the login's first
        self.csrf = ""

    @property
    def cookie(self) -> str:
        """As a Cookie header carries them."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    @cookie.setter
    def cookie(self, text: str):
        self.cookies = dict(part.split("=", 1) for part in text.split("; ") if part)

    def call(self, method: str, path: str, body=None, expect: int | None = 200):
        connection = http.client.HTTPSConnection(self.centre.host, self.centre.people_port, context=self.context,
                                                timeout=20)
        headers = {"Content-Type": "application/json"}
        if self.cookies:
            headers["Cookie"] = self.cookie
        if self.csrf:
            headers["X-WH-CSRF"] = self.csrf
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        connection.close()
        if expect is not None and answer.status != expect:
            raise Trouble(f"{method} {path}: {answer.status} {text[:300]}")
        return json.loads(text) if text.strip() else {}

    def sign_in(self, user: str, password: str):
        """With the second factor, which is set up at the first sign-in."""
        factor = self.centre.factors.get(user)
        body = {"user": user, "password": password, "code": factor.code() if factor else ""}
        answer = self.call("POST", "/api/session", body)
        self.csrf = answer["csrf"]
        if answer["factor"] == "missing":
            self.set_up_factor(user)
        return self

    def set_up_factor(self, user: str):
        factor = Factor(self.call("POST", "/api/factor", {})["secret"])
        answer = self.call("POST", "/api/factor/confirm", {"code": factor.code()})
        factor.recovery = answer["recovery_codes"]
        self.csrf = answer["csrf"]
        self.centre.factors[user] = factor

    def waiting(self) -> list[dict]:
        return self.call("GET", "/api/applications?state=awaiting-review&limit=200")["items"]

    def open(self, application: str, reason: str = "") -> dict:
        return self.call("POST", f"/api/applications/{application}/open", {"reason": reason})

    def decide(self, application: str, action: str, **more) -> dict:
        body = {"action": action, "fields": [], "reason": "", "union_code": "", "person": "", "resolution": ""} | more
        return self.call("POST", f"/api/applications/{application}/decide", body)


class Kiosk(Program):
    """The real kiosk's pages, controllers and store, with a driver that touches them (tests/e2e/driver)."""

    def __init__(self, folder: Path, centre: Centre, station: str, size: str = "1080x1920",
                 devices: dict[str, Path] | None = None):
        self.folder = folder
        self.centre = centre
        self.station = station
        self.size = size
        self.devices = devices or {}
        self.config = folder / "station.toml"
        self.data = folder / "station"
        self.database = self.data / "journal/station.db"
        self.log = folder / "kiosk.log"
        self.taps: list[str] = []  # names of what was touched, keys of pads among them

    def write_config(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        width, height = self.size.split("x")
        lines = "\n".join(f'{name} = "{line}"' for name, line in self.devices.items())
        self.config.write_text(f'''[station]
data_dir = "{self.data}"
assets_dir = "{ROOT / 'assets'}"

[screen]
width_px = {width}
height_px = {height}
full_screen = false

[devices]
{lines}''', encoding="utf-8")

    def enrol(self, code: str | None = None, check: bool = True) -> subprocess.CompletedProcess:
        self.write_config()
        code = code or self.centre.enrolment_code(self.station)
        done = subprocess.run([program("warmheart-kiosk"), "enrol", "--config", str(self.config), "--centre",
                               f"localhost:{self.centre.people_port}", "--code-stdin"], input=code + "\n",
                              capture_output=True, text=True, timeout=60, env=self.environment())
        if check and done.returncode != 0:
            raise Trouble(f"warmheart-kiosk enrol: {done.stderr.strip() or done.stdout.strip()}")
        return done

    @staticmethod
    def environment() -> dict:
        return os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}

    def start(self):
        self.process = subprocess.Popen([program("warmheart-kiosk-driver"), "--config", str(self.config)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=open(self.log, "ab"),
                                        text=True, bufsize=1, env=self.environment())
        self.do(f"size {self.size}")

    def do(self, command: str) -> str:
        """One driver command; what follows `ok`. Trouble on `error`."""
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise Trouble(f"the kiosk ended at `{command}`: {self.log.read_text()[-800:]}")
            if line.startswith("ok"):
                return line[3:].rstrip("\n")  # a card's text may end with a blank
            if line.startswith("error"):
                raise Trouble(f"`{command}`: {line.strip()}")

    def tap(self, name: str):
        self.do(f"wait {name} visible")
        self.do(f"tap {name}")
        self.taps.append(name)

    def get(self, name: str, what: str) -> str:
        return self.do(f"get {name} {what}")

    def shot(self, file: Path):
        file.parent.mkdir(parents=True, exist_ok=True)
        self.do(f"shot {file}")

    def stop(self):
        if self.process and self.process.poll() is None:
            try:
                self.do("quit")
            except (Trouble, OSError):
                pass
        super().stop()


def end(process: subprocess.Popen | None):
    """SIGTERM, then SIGKILL after ten seconds."""
    if process is None or process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
