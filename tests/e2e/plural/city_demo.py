"""What `app/demo --city` runs: a city on this machine. A PostgreSQL with its balancer, three of warmheart-central, a
fleet of 200 stations that plays a day at sixty times its speed; the console's address and who signs in there.
With --headless ten minutes of the city's day, one server and the database's primary killed on the way; at the end every
figure is added up from both ends: the stations' ledger, the database, warmheart-admin. Ends with 0 when all agree."""

import argparse
import datetime
import os
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import processes  # noqa: E402
from city import City, Fleet, differences  # noqa: E402
from cluster import Cluster  # noqa: E402
from processes import Trouble, environment  # noqa: E402

STATIONS = 200
SPEED = 60
# With --headless: ten minutes of the city's day, at noon, four times as fast, and busier than any: there is something
# to lose when the server and the primary go.
CITY_MINUTES, HEADLESS_SPEED, NOON, VISITS = 10.0, 4, "12:00", 1000
DAY_MINUTES = 17 * 60
REVIEWER = "city.reviewer"
INTERRUPTED = 130


def start(run: processes.Run, nodes: int) -> tuple[Cluster, City, Fleet]:
    print(f"· PostgreSQL: {nodes} node{'s' if nodes > 1 else ''}, etcd, a balancer", flush=True)
    cluster = Cluster(run, nodes=nodes, servers=3)
    cluster.start()
    print("· three servers of the centre, the district's catalogue, a reviewer", flush=True)
    city = City.behind(run, cluster)
    city.set_up()
    city.start()
    print(f"· {STATIONS} stations are enrolled", flush=True)
    fleet = Fleet(city, STATIONS)
    fleet.enrol()
    return cluster, city, fleet


def days() -> list[str]:
    """Yesterday to tomorrow: a fast day's clock may be past midnight."""
    today = datetime.date.today()
    one = datetime.timedelta(days=1)
    return ["--day", str(today - one), "--to", str(today + one)]


def figures(city: City, fleet: Fleet) -> list[str]:
    """What does not add up; each line that does is printed."""
    wrong = differences(city, fleet.rows())
    stored = city.rows("SELECT count(*) FROM raw_record")[0][0]
    acknowledged = sum(row[0] for row in city.rows("SELECT sum(acked_seq) FROM device_epoch"))
    visits = city.rows("SELECT count(*), coalesce(sum(people), 0) FROM visit WHERE state <> 'voided'")[0]
    totals = city.rows("SELECT coalesce(sum(person_times), 0) FROM visit_total")[0][0]
    said = int(re.search(r"^all: (\d+) person-times", city.admin("visits", *days()).stdout, re.M)[1])
    for name, one, other in (("records stored, records the heads stand for", stored, acknowledged),
                             ("person-times in visits, in totals", visits[1], totals),
                             ("person-times in the database, by warmheart-admin", totals, said)):
        print(f"  {name}: {one} and {other}")
        if one != other:
            wrong.append(f"{name}: {one} and {other}")
    print(f"  in the stations' ledger: {len(fleet.rows())}, visits counted: {visits[0]}")
    return wrong


def headless(run: processes.Run) -> int:
    # A single database cannot lose its primary.
    cluster, city, fleet = start(run, 3)
    console = environment.Console(city).sign_in(REVIEWER, city.add_user(REVIEWER))
    minutes = CITY_MINUTES / HEADLESS_SPEED
    fleet.start("day", minutes, "--speed", str(HEADLESS_SPEED), "--from", NOON, "--visits", str(VISITS))
    begun = time.monotonic()
    for name, act, back, at in (
            ("a server", city.servers[0].kill, city.mend, 0.25 * minutes * 60),
            ("the database's primary", lambda: cluster.primary().kill(), cluster.mend, 0.55 * minutes * 60)):
        time.sleep(max(0.0, begun + at - time.monotonic()))
        fleet.check()
        print(f"· killed on the way: {name}", flush=True)
        act()
        time.sleep(10)
        back()
    environment.until("the day is over", lambda: fleet.process.poll() is not None, minutes * 60 + 120, 0.5)
    fleet.check()
    environment.until("everything is applied", city.applied, 120, 0.5)
    console.call("GET", "/api/overview")
    print("· added up from both ends:")
    wrong = figures(city, fleet)
    for line in wrong[:20]:
        print(f"  DIFFERS: {line}")
    if wrong:
        raise Trouble(f"{len(wrong)} figures do not agree")
    print("Done: stations, database and warmheart-admin agree to the last record.")
    return 0


def opened(run: processes.Run) -> int:
    _, city, fleet = start(run, 1)
    password = city.add_user(REVIEWER)
    environment.Console(city).sign_in(REVIEWER, password)
    factor = city.factors[REVIEWER]
    fleet.start("day", DAY_MINUTES / SPEED, "--speed", str(SPEED))
    print(f"""
The console      https://{city.host}:{city.people_port}/
  sign in as     {REVIEWER}
  password       {password}
  code           {factor.code()}  (once; the next ones by an authenticator app with the key {factor.secret})
  its authority  {city.ca}  (import it into the browser: the demo is its own authority)
The city         {STATIONS} stations, from seven to midnight in {DAY_MINUTES // SPEED} minutes. Ctrl-C stops everything.
""", flush=True)
    while True:
        time.sleep(1)
        fleet.check()
        if fleet.process.poll() is not None:
            print("The day is over; the console stays. Ctrl-C stops everything.", flush=True)
            while True:
                time.sleep(60)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--headless", action="store_true")
    options = parser.parse_args()
    try:
        run = processes.Run("city")
        try:
            return headless(run) if options.headless else opened(run)
        finally:
            run.end()
    except KeyboardInterrupt:
        print("\nStopped.")
        return INTERRUPTED
    except Trouble as trouble:
        print(f"app/demo: {trouble}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    sys.exit(main())
