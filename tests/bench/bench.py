"""Start and memory of the kiosk beside Chromium, and a submit beside one fdatasync. Median of five, interleaved."""

import http.server
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e"))

import environment  # noqa: E402
import scenario  # noqa: E402

ROUNDS = 5
CHROMIUM = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--kiosk",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--window-size=1080,1920"]


def fdatasync_ms(folder: Path) -> float:
    taken = []
    with open(folder / "fdatasync.probe", "ab", buffering=0) as file:
        for _ in range(50):
            start = time.perf_counter()
            file.write(bytes(4096))
            os.fdatasync(file.fileno())
            taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def pss_mib(root_pid: int) -> float:
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
            children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
        except OSError:
            continue
    total, todo = 0, [root_pid]
    while todo:
        pid = todo.pop()
        todo += children.get(pid, [])
        try:
            total += int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)[1])
        except (OSError, TypeError):
            continue
    return total / 1024


class Chromium:
    """Chromium in kiosk mode on page.html, and the moment of its second animation frame."""

    def __enter__(self):
        self.ready = threading.Event()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                if self.path == "/ready":
                    outer.ready.set()
                body = (HERE / "page.html").read_bytes() if self.path == "/" else b""
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.profile = tempfile.TemporaryDirectory()
        start = time.perf_counter()
        self.process = subprocess.Popen([*CHROMIUM, f"--user-data-dir={self.profile.name}",
                                         f"http://127.0.0.1:{self.server.server_port}/"],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not self.ready.wait(60):
            raise environment.Trouble("chromium showed no frame within a minute")
        self.start_ms = (time.perf_counter() - start) * 1000
        return self

    def __exit__(self, *_):
        environment.end(self.process)
        self.server.shutdown()
        self.profile.cleanup()


def kiosk_start_ms(kiosk: environment.Kiosk) -> float:
    start = time.perf_counter()
    process = subprocess.Popen([environment.program("warmheart-kiosk"), "--config", str(kiosk.config)],
                               stderr=subprocess.STDOUT, stdout=subprocess.PIPE, text=True,
                               env=kiosk.environment() | {"WARMHEART_PRINT_START": "1"})
    try:
        for line in process.stdout:
            if line.startswith("first frame:"):
                return (time.perf_counter() - start) * 1000
        raise environment.Trouble("the kiosk printed no first frame")
    finally:
        environment.end(process)


def bench_start(kiosk: environment.Kiosk):
    ours, theirs = [], []
    kiosk_start_ms(kiosk)
    with Chromium():
        pass
    for _ in range(ROUNDS):
        ours.append(kiosk_start_ms(kiosk))
        with Chromium() as chromium:
            theirs.append(chromium.start_ms)
    a, b = statistics.median(ours), statistics.median(theirs)
    print(f"start    kiosk {a:6.0f} ms   chromium {b:6.0f} ms   {b / a:4.1f}× faster   goal ≤ 250 ms and ≥ 5×")


def bench_memory(kiosk: environment.Kiosk):
    kiosk.start()
    scenario.visit_every_page(kiosk)
    ours = pss_mib(kiosk.process.pid)
    kiosk.stop()
    with Chromium() as chromium:
        time.sleep(2)
        theirs = pss_mib(chromium.process.pid)
    print(f"memory   kiosk {ours:6.0f} MiB  chromium {theirs:6.0f} MiB  {ours / theirs:4.2f} of it     goal ≤ 100 MiB")


def bench_submit(folder: Path):
    print(subprocess.run([str(environment.BUILD / "tests/bench/bench_submit"), str(folder)], check=True,
                         capture_output=True, text=True).stdout, end="")


def bench_day(folder: Path):
    print(subprocess.run([str(environment.BUILD / "tests/bench/bench_busy_day"), str(folder)], check=True,
                         capture_output=True, text=True).stdout, end="")


def bench_ingest(folder: Path):
    done = subprocess.run([str(environment.BUILD / "tests/bench/bench_ingest")], check=True, capture_output=True,
                          text=True, env=os.environ | {"TMPDIR": str(folder)})
    print("\n".join(line for line in done.stdout.splitlines() if "INSERT loop" in line))


def bench_frames():
    print(subprocess.run([str(environment.BUILD / "tests/bench/bench_frames")], check=True, capture_output=True,
                         text=True).stdout, end="")


def main():
    chosen = sys.argv[1:] or ["start", "memory", "submit", "day", "ingest", "frames"]
    disk = os.environ.get("WARMHEART_BENCH_DIR", str(environment.ROOT / ".run"))
    Path(disk).mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=disk) as name:
        folder = Path(name)
        print(f"machine  {os.cpu_count()} cores, fdatasync of 4 KiB {fdatasync_ms(folder):.2f} ms (median of 50)")
        centre = environment.Centre(folder)
        centre.set_up()
        centre.start()
        try:
            kiosk = environment.Kiosk(folder / "kiosk", centre, scenario.STATION)
            kiosk.enrol()
            if "start" in chosen:
                bench_start(kiosk)
            if "memory" in chosen:
                bench_memory(kiosk)
            if "submit" in chosen:
                bench_submit(folder)
            if "day" in chosen:
                bench_day(folder)
            if "ingest" in chosen:
                bench_ingest(folder)
            if "frames" in chosen:
                bench_frames()
        finally:
            centre.stop()


if __name__ == "__main__":
    try:
        main()
    except environment.Trouble as trouble:
        sys.exit(f"tests/bench: {trouble}")
