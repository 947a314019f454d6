"""What app/demo runs after building: a centre and a kiosk in .run/demo. With --headless the real kiosk is walked
through a joining; else its window opens and the console's address and sign-in are printed."""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import day
import devices
import environment
import leftovers
import scenario

FOLDER = Path(os.environ.get("WARMHEART_RUN", environment.ROOT / ".run"))
RUN = FOLDER / "demo"
DAY = FOLDER / "day"
REVIEWER = "demo.reviewer"
KEPT = {"devices_port": int, "people_port": int, "password": str}
INTERRUPTED = 130


def remembered() -> dict:
    """Ports and sign-in survive from one demo to the next, so that a browser's tab stays true. What cannot be read, or
    was never finished, is kept aside, and the demo begins anew."""
    try:
        known = json.loads((RUN / "demo.json").read_text(encoding="utf-8"))
        if all(isinstance(known[name], kind) for name, kind in KEPT.items()):
            return known
    except FileNotFoundError:
        if not (RUN / "centre").exists():
            return {}
    except (OSError, ValueError, KeyError, TypeError):
        pass
    aside = next(path for number in range(1, 1_000_000)
                 if not (path := FOLDER / f"demo-kept-{number}").exists())
    RUN.rename(aside)
    print(f"· {RUN / 'demo.json'} cannot be used: a new demo begins, the old one is kept in {aside}")
    leftovers.Running(RUN).note("demo", os.getpid())
    return {}


def set_up(known: dict, lines: dict,
           running: leftovers.Running) -> tuple[environment.Centre, environment.Kiosk, str]:
    centre = environment.Centre(RUN, known.get("devices_port"), known.get("people_port"))
    centre.started = lambda process: running.note("centre", process.pid)
    if not known:
        print("· making the centre: keys, certificates, the district's catalogue, a reviewer")
        centre.set_up()
        known = {"devices_port": centre.devices_port, "people_port": centre.people_port,
                 "password": centre.add_user(REVIEWER)}
        environment.write_whole(RUN / "demo.json", json.dumps(known))
    print("· starting the centre")
    centre.start()
    kiosk = environment.Kiosk(RUN / "kiosk", centre, scenario.STATION, devices=lines)
    if not (kiosk.data / "identity.toml").exists():
        print(f"· enrolling station {scenario.STATION} with a one-time code")
        kiosk.enrol()
    kiosk.write_config()
    return centre, kiosk, known["password"]


def open_window(centre: environment.Centre, kiosk: environment.Kiosk, password: str, running: leftovers.Running) -> int:
    print(f"""
The console      https://localhost:{centre.people_port}/
  sign in as     {REVIEWER}
  password       {password}
  its authority  {centre.ca}  (import it into the browser: the demo is its own authority)
The kiosk        opens now. Ctrl-C stops everything.
""", flush=True)
    window = subprocess.Popen([environment.program("warmheart-kiosk"), "--config", str(kiosk.config), "--window"])
    running.note("kiosk", window.pid)
    try:
        return window.wait()
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0
    finally:
        environment.end(window)


def type_to(hung: devices.Devices):
    """Lines typed at the terminal go to the devices, as long as it is open."""
    by_name = {one.name: one for one in hung.all}
    for line in sys.stdin:
        name, _, command = line.strip().partition(" ")
        if name not in by_name or not command:
            print("  a device and a command: id_reader lay 张伟,11010519491231002X · id_reader lift "
                  "· printer paper off · scanner scan TEXT · … unplug · … plug")
            continue
        by_name[name].tell(command)
        for slip in by_name[name].slips:
            print(slip["text"])
        by_name[name].slips.clear()


def with_devices(kiosk: environment.Kiosk, hung: devices.Devices):
    kiosk.start()
    step = scenario.Steps(kiosk, RUN / "shots-devices", print)
    devices.join_with_card(kiosk, hung, scenario.rider(int(time.time()) % 100_000_000), step)
    print("Done: a card was read, a slip printed and scanned; the devices came back after they were unplugged.")


def whole_day() -> int:
    running = leftovers.Running(DAY)
    running.take_over(print)
    for old in DAY.iterdir():
        if old != running.file:
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    centre = environment.Centre(DAY)
    centre.started = lambda process: running.note("centre", process.pid)
    try:
        print("· a centre of its own for the day, in .run/day")
        centre.set_up()
        centre.start()
        day.play(centre, DAY / "station", print)
        print("Done: station and centre are equal to the last record.")
        return 0
    finally:
        be_left_alone()
        centre.stop()


def one_demo(options) -> int:
    running = leftovers.Running(RUN)
    running.take_over(print)
    known = remembered()
    centre = kiosk = hung = None
    try:
        hung = devices.Devices(RUN / "lines") if options.devices else None
        centre, kiosk, password = set_up(known, hung.lines() if hung else {}, running)
        if options.headless and hung:
            with_devices(kiosk, hung)
            return 0
        if options.headless:
            console = environment.Console(centre).sign_in(REVIEWER, password)
            scenario.join_and_approve(kiosk, centre, console, RUN / "shots", print)
            print("Done: the rider joined, the centre approved, the card is valid.")
            return 0
        if hung:
            threading.Thread(target=type_to, args=(hung,), daemon=True).start()
        return open_window(centre, kiosk, password, running)
    finally:
        be_left_alone()
        for one in (kiosk, hung, centre):
            if one:
                one.stop()


def be_left_alone():
    """What is being stopped is stopped to the end, however often Ctrl-C is pressed."""
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, signal.SIG_IGN)


def stop_on_signal(*_):
    raise KeyboardInterrupt


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--headless", action="store_true")
    parser.add_argument("--day", action="store_true")
    parser.add_argument("--devices", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, stop_on_signal)
    try:
        if options.fresh and RUN.exists():
            leftovers.Running(RUN).take_over(print)
            shutil.rmtree(RUN)
        return whole_day() if options.day else one_demo(options)
    except KeyboardInterrupt:
        print("\nStopped.")
        return INTERRUPTED
    except environment.Trouble as trouble:
        print(f"app/demo: {trouble}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
