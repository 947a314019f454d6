"""The kiosk's figures beside an empty page with the same keyboard and beside Chromium: interleaved, median of five.
What is stored, beside one fdatasync."""

import http.server
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e"))

import environment  # noqa: E402
import memory  # noqa: E402
import scenario  # noqa: E402

ROUNDS = 5
ALL = ["start", "memory", "submit", "day", "ingest", "frames"]
CHROMIUM = "chromium"
CHROMIUM_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--kiosk",
                  "--disable-background-networking", "--disable-component-update", "--disable-sync",
                  "--window-size=1080,1920"]
PAGE_CHANGES = 10  # of Chromium, each there and back
LONGEST = 10
STEP_GOAL_MS = 4


def built(name: str) -> str:
    return str(environment.BUILD / "tests/bench" / name)


def run(name: str, *words: str, **more) -> str:
    return subprocess.run([built(name), *words], check=True, capture_output=True, text=True, **more).stdout


def p99(values: list[float]) -> float:
    return sorted(values)[int(0.99 * (len(values) - 1))]


def fdatasync_ms(folder: Path) -> float:
    taken = []
    with open(folder / "fdatasync.probe", "ab", buffering=0) as file:
        for _ in range(50):
            start = time.perf_counter()
            file.write(bytes(4096))
            os.fdatasync(file.fileno())
            taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


class PageServer:
    """page.html on a port of this machine, and the moment of its second animation frame."""

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
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        return self

    def __exit__(self, *_):
        self.server.shutdown()


class Chromium(PageServer):
    """Chromium in kiosk mode on the page, started as the kiosk is."""

    def __enter__(self):
        super().__enter__()
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        start = time.perf_counter()
        self.process = subprocess.Popen([CHROMIUM, *CHROMIUM_FLAGS, f"--user-data-dir={self.profile.name}", self.url],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not self.ready.wait(60):
            raise environment.Trouble("chromium showed no frame within a minute")
        self.start_ms = (time.perf_counter() - start) * 1000
        return self

    def __exit__(self, *_):
        environment.end(self.process)
        super().__exit__()
        self.profile.cleanup()


def waits_in_chromium() -> dict[str, list[float]]:
    """Key to glyph, and click to the other page, in milliseconds; what comes first is left out, as at the kiosk."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    with PageServer() as page, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = os.environ.get("WARMHEART_CHROMIUM", "/usr/bin/chromium")
        for flag in [*CHROMIUM_FLAGS, f"--user-data-dir={profile}"]:
            options.add_argument(flag)
        driver = webdriver.Chrome(options=options,
                                  service=Service(os.environ.get("WARMHEART_CHROMEDRIVER", "/usr/bin/chromedriver")))
        try:
            driver.get(page.url)
            for _ in ("first", "again"):
                driver.execute_script("figures.glyphs = []; figures.changes = [];")
                for _ in range(PAGE_CHANGES):
                    driver.find_element("id", "join").click()
                    time.sleep(0.1)
                    driver.find_element("id", "back").click()
                    time.sleep(0.1)
                driver.find_element("id", "join").click()
                for letter in "zhangwei":
                    driver.find_element("id", "name").send_keys(letter)
                    time.sleep(0.08)
                driver.find_element("id", "back").click()
                time.sleep(0.2)
            return driver.execute_script("return figures")
        finally:
            driver.quit()


def first_frame_ms(words: list[str], **more) -> float:
    start = time.perf_counter()
    process = subprocess.Popen(words, stderr=subprocess.STDOUT, stdout=subprocess.PIPE, text=True, **more)
    try:
        for line in process.stdout:
            if line.startswith("first frame:"):
                return (time.perf_counter() - start) * 1000
        raise environment.Trouble(f"{words[0]} printed no first frame")
    finally:
        environment.end(process)


def kiosk_start_ms(kiosk: environment.Kiosk) -> float:
    return first_frame_ms([environment.program("warmheart-kiosk"), "--config", str(kiosk.config)],
                          env=kiosk.environment() | {"WARMHEART_PRINT_START": "1"})


def chromium_start_ms() -> float:
    with Chromium() as chromium:
        return chromium.start_ms


def bench_start(kiosk: environment.Kiosk):
    starts = {"kiosk": lambda: kiosk_start_ms(kiosk), "empty": lambda: first_frame_ms([built("bench_empty_page")]),
              "chromium": chromium_start_ms}
    taken = {who: [] for who in starts}
    for round_ in range(ROUNDS + 1):
        for who, start in starts.items():
            ms = start()
            if round_ > 0:  # in the first, files come from the disk
                taken[who].append(ms)
    kiosk_ms, empty_ms, chromium_ms = (statistics.median(taken[who]) for who in starts)
    print(f"start    kiosk {kiosk_ms:6.0f} ms   empty page {empty_ms:6.0f} ms   chromium {chromium_ms:6.0f} ms   "
          f"{kiosk_ms / empty_ms:4.2f} × the empty page   goal ≤ 1.25 ×")


class Sizes:
    """Proportional set sizes, by kinds, of every round."""

    def __init__(self):
        self.rounds: list[dict[str, float]] = []

    def add(self, pid: int):
        self.rounds.append(memory.of_process(pid))

    def total(self) -> float:
        return statistics.median(sum(sizes.values()) for sizes in self.rounds)

    def kinds(self) -> dict[str, float]:
        names = {name for sizes in self.rounds for name in sizes}
        return {name: statistics.median(sizes.get(name, 0.0) for sizes in self.rounds) for name in names}


def kiosk_memory(kiosk: environment.Kiosk, busy: Sizes, at_home: Sizes):
    kiosk.start()
    scenario.visit_every_page(kiosk)
    busy.add(kiosk.process.pid)
    kiosk.do("clock +46000")  # nobody is here any more: the bar, then Home
    kiosk.do("clock +21000")
    kiosk.do("wait homePage visible")
    time.sleep(2)
    at_home.add(kiosk.process.pid)
    kiosk.stop()


def empty_memory(sizes: Sizes):
    process = subprocess.Popen([built("bench_empty_page"), "--type"], stdout=subprocess.PIPE, text=True)
    try:
        if not any(line.startswith("typed") for line in process.stdout):
            raise environment.Trouble("the empty page took no name")
        sizes.add(process.pid)
    finally:
        environment.end(process)


def bench_memory(kiosk: environment.Kiosk):
    busy, at_home, empty, chromium_mib = Sizes(), Sizes(), Sizes(), []
    for _ in range(ROUNDS):
        kiosk_memory(kiosk, busy, at_home)
        empty_memory(empty)
        with Chromium() as chromium:
            time.sleep(2)
            chromium_mib.append(memory.with_children_mib(chromium.process.pid))
    print(f"memory   kiosk {busy.total():6.0f} MiB  empty page {empty.total():6.0f} MiB  "
          f"chromium {statistics.median(chromium_mib):6.0f} MiB   at Home again {at_home.total():4.0f} MiB   "
          "goal ≤ 100 MiB")
    tables = [sizes.kinds() for sizes in (busy, at_home, empty)]
    print(f"         {'where it is, MiB':38} {'kiosk':>8} {'at Home':>8} {'empty':>8}")
    for kind in sorted(tables[0] | tables[2], key=lambda name: -tables[0].get(name, 0.0)):
        print(f"         {kind:38} " + " ".join(f"{table.get(kind, 0.0):8.1f}" for table in tables))


def bench_submit(folder: Path):
    print(run("bench_submit", str(folder)), end="")


def bench_day(folder: Path):
    print(run("bench_busy_day", str(folder)), end="")


def bench_ingest(folder: Path):
    said = run("bench_ingest", env=os.environ | {"TMPDIR": str(folder)})
    print("\n".join(line for line in said.splitlines() if "INSERT loop" in line))


def show_waits(what: str, goal: str, **whose: list[list[float]]):
    """The median over the rounds of each round's median and p99, and the worst of all."""
    said = []
    for who, all_rounds in whose.items():
        rounds = [values for values in all_rounds if values]
        if not rounds:
            raise environment.Trouble(f"{what}: nothing was measured of {who}")
        median = statistics.median(map(statistics.median, rounds))
        high = statistics.median(map(p99, rounds))
        worst = max(map(max, rounds))
        said.append(f"{who.replace('_', ' ')} {median:5.1f}, p99 {high:5.1f}, worst {worst:5.1f}")
    print(f"{what:22} " + "   ".join(said) + f"   ms   {goal}")


def longest(rounds: list[list[dict]]) -> float:
    return statistics.median(max((step["ms"] for step in steps), default=0.0) for steps in rounds)


def show_steps(rounds: list[dict]):
    """Of the kiosk; what the empty page did says `emptyInput`, what the sliding one did `mock page`."""
    empty = [[step for step in one["steps"] if step["during"].endswith("emptyInput")] for one in rounds]
    ours = [[step for step in one["steps"] if not step["during"].endswith(("emptyInput", "mock page"))]
            for one in rounds]
    first = [[step for step in steps if step["during"].startswith("first ")] for steps in ours]
    later = [[step for step in steps if not step["during"].startswith("first ")] for steps in ours]
    long = statistics.median(sum(step["ms"] > STEP_GOAL_MS for step in steps) for steps in ours)
    count = statistics.median(one["step count"] for one in rounds)
    print(f"longest step           kiosk {longest(later):5.1f}, at first visits {longest(first):5.1f}   empty page "
          f"{longest(empty):5.1f}   ms   {long:.0f} of {count:.0f} over {STEP_GOAL_MS} ms   goal none")
    alike = defaultdict(list)
    for steps in ours:
        for step in steps:
            alike[step["during"], step["event"], step["receiver"]].append(step["ms"])
    for (during, event, receiver), taken in sorted(alike.items(), key=lambda item: -max(item[1]))[:LONGEST]:
        print(f"         {max(taken):6.1f} ms  {event:22} {receiver:34} {during}")


def bench_frames():
    rounds, chromium = [], []
    for _ in range(ROUNDS):
        rounds.append(json.loads(run("bench_frames")))
        chromium.append(waits_in_chromium())

    def of(name: str) -> list[list[float]]:
        return [one[name] for one in rounds]

    goal = "goal p99 ≤ 10 ms"
    show_waits("frames, pages slide", goal, kiosk=of("page frames"), mock_page=of("mock frames"))
    show_waits("frames, Pinyin", goal, kiosk=of("pinyin frames"), empty_page=of("empty frames"))
    show_waits("frames, digits", goal, kiosk=of("digit frames"))
    show_waits("touch to other page", goal, kiosk=of("page changes"), chromium=[one["changes"] for one in chromium])
    show_waits("key to glyph", goal, kiosk=of("pinyin glyphs"), empty_page=of("empty glyphs"),
               chromium=[one["glyphs"] for one in chromium])
    show_waits("digit to glyph", goal, kiosk=of("digit glyphs"))
    show_steps(rounds)


def main():
    chosen = sys.argv[1:] or ALL
    if unknown := [word for word in chosen if word not in ALL]:
        raise environment.Trouble(f"no figure is called {unknown[0]}; there are {', '.join(ALL)}")
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
