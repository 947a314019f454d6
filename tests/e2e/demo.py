"""What app/demo runs after building: a centre and a kiosk in .run/demo. With --headless the real kiosk is walked through a
joining; else its window opens and the console's address and sign-in are printed."""

import argparse
import json
import shutil
import signal
import subprocess
import sys

import day
import house
import walk

RUN = house.ROOT / ".run/demo"
REVIEWER = "demo.reviewer"


def remembered() -> dict:
    """Ports and sign-in survive from one demo to the next, so that a browser's tab stays true."""
    return json.loads((RUN / "demo.json").read_text()) if (RUN / "demo.json").exists() else {}


def set_up() -> tuple[house.Centre, house.Kiosk, str]:
    known = remembered()
    centre = house.Centre(RUN, known.get("devices_port"), known.get("people_port"))
    if not known:
        print("· making the centre: keys, certificates, the district's catalogue, a reviewer")
        centre.set_up()
        known = {"devices_port": centre.devices_port, "people_port": centre.people_port,
                 "password": centre.add_user(REVIEWER)}
        RUN.mkdir(parents=True, exist_ok=True)
        (RUN / "demo.json").write_text(json.dumps(known))
        (RUN / "demo.json").chmod(0o600)
    print("· starting the centre")
    centre.start()
    kiosk = house.Kiosk(RUN / "kiosk", centre, walk.STATION)
    if not (kiosk.data / "identity.toml").exists():
        print(f"· enrolling station {walk.STATION} with a one-time code")
        kiosk.enrol()
    return centre, kiosk, known["password"]


def open_window(centre: house.Centre, kiosk: house.Kiosk, password: str) -> int:
    print(f"""
The console      https://localhost:{centre.people_port}/
  sign in as     {REVIEWER}
  password       {password}
  its authority  {centre.ca}  (import it into the browser: the demo is its own authority)
The kiosk        opens now. Ctrl-C stops everything.
""", flush=True)
    window = subprocess.Popen([house.program("warmheart-kiosk"), "--config", str(kiosk.config), "--window"])
    try:
        return window.wait()
    finally:
        house.end(window)


def whole_day() -> int:
    folder = house.ROOT / ".run/day"
    shutil.rmtree(folder, ignore_errors=True)
    centre = house.Centre(folder)
    try:
        print("· a centre of its own for the day, in .run/day")
        centre.set_up()
        centre.start()
        day.play(centre, folder / "station", print)
        print("Done: station and centre are equal to the last record.")
        return 0
    except house.Trouble as trouble:
        print(f"app/demo --day: {trouble}", file=sys.stderr)
        return 1
    finally:
        centre.stop()


def stop_on_signal(*_):
    raise KeyboardInterrupt


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--headless", action="store_true")
    parser.add_argument("--day", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, stop_on_signal)
    if options.fresh:
        shutil.rmtree(RUN, ignore_errors=True)
    if options.day:
        return whole_day()
    centre = kiosk = None
    try:
        centre, kiosk, password = set_up()
        if options.headless:
            console = house.Console(centre).sign_in(REVIEWER, password)
            walk.join_and_approve(kiosk, centre, console, RUN / "shots", print)
            print("Done: the rider joined, the centre approved, the card is valid.")
            return 0
        return open_window(centre, kiosk, password)
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0
    except house.Trouble as trouble:
        print(f"app/demo: {trouble}", file=sys.stderr)
        return 1
    finally:
        if kiosk:
            kiosk.stop()
        if centre:
            centre.stop()


if __name__ == "__main__":
    sys.exit(main())
