"""A whole day at a station against a real centre: 500 visits, 40 bookings, 20 sign-ups, 5 cases, two hours without a
network. Then station and centre are compared to the last record: by count, by kind, by chain head, by figures. app/demo
--day prints it."""

import json
import subprocess
import uuid
from pathlib import Path

import environment
import scenario

KINDS = {1: "applications", 10: "visits", 12: "visits taken back", 13: "requests", 14: "requests taken up",
         20: "slots wanted", 21: "slots booked", 22: "bookings cancelled", 24: "leases closed", 30: "cases",
         40: "events started", 41: "events ended", 70: "forms handed to phones"}


def device_command(folder: Path, *words: str) -> str:
    done = subprocess.run([environment.program("warmheart-test-device"), "--folder", str(folder), *words],
                          capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        raise environment.Trouble(f"warmheart-test-device {words[0]}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def journal_rows(folder: Path, sql: str):
    import sqlite3
    with sqlite3.connect(f"file:{folder / 'journal/station.db'}?mode=ro", uri=True, timeout=10) as database:
        return database.execute(sql).fetchall()


def compare(say, what: str, station, centre):
    if station != centre:
        raise environment.Trouble(f"{what}: the station says {station}, the centre {centre}")
    say(f"  {what:<28} {station:>8}   equal at both" if isinstance(station, int)
        else f"  {what:<28} {station}   equal at both")


def play(centre: environment.Centre, folder: Path, say, seed: int = 1) -> dict:
    code = centre.enrolment_code(scenario.STATION)
    device_command(folder, "enrol", "--centre", f"localhost:{centre.people_port}", "--code", code)
    device_command(folder, "sync")
    say("· the day: ten hours, 500 visitors, the network away from the fourth to the sixth")
    tally = json.loads(device_command(folder, "day", "--seed", str(seed)).strip().splitlines()[-1])
    say(f"· {tally['records']} records, {tally['offline_records']} of them written without a network; "
        f"{tally['full']} visitors found a service full and took another")
    tally["phones"] = join_on_phones(centre, folder, say)
    reconcile(centre, folder, tally, say)
    return tally


def join_on_phones(centre: environment.Centre, folder: Path, say, count: int = 3) -> int:
    """Forms that the kiosk hands over, filled in as a phone's page does it, by the same calls."""
    phones = environment.Console(centre)
    for number in range(count):
        address = json.loads(device_command(folder, "handoff").splitlines()[0])["address"]
        token, phone = address.split("#join=")[1], f"0190f000-0000-7000-8000-0000000000{10 + number}"
        form = phones.call("POST", "/phone/api/form", {"token": token, "phone": phone, "language": "zh"})
        person = scenario.rider(9_000 + number)
        street = form["streets"][0]["code"]
        answer = phones.call("POST", "/phone/api/join", {
            "token": token, "phone": phone, "language": "zh", "id": f"0190f000-0000-7000-8000-0000000001{10 + number}",
            "name": person.name, "document_kind": "resident-id", "document_number": person.number,
            "mobile": person.mobile, "occupation": "courier", "street": street, "union": form["union"],
            "signature": {"declined": True, "strokes": []},
            "consents": ["notice", "id-number", "receiving-union"]})
        say(f"· a phone joined: {answer['masked_name']}, query code {answer['query_code'][:3]} …")
    return count


def reconcile(centre: environment.Centre, folder: Path, tally: dict, say):
    device = uuid.UUID(tally["device"]).bytes
    environment.until("everything applied", lambda: centre.unapplied() == 0)
    written = journal_rows(folder, "SELECT count(*) FROM journal")[0][0]
    acked, head = centre.rows("SELECT acked_seq, acked_hash FROM device_epoch WHERE device = ?", device)[0]
    compare(say, "records", written, acked)
    newest = journal_rows(folder, "SELECT hash FROM journal ORDER BY position DESC LIMIT 1")[0][0]
    compare(say, "chain head", newest.hex(), head.hex())
    if tally["records"] + tally.get("phones", 0) > written:
        raise environment.Trouble(f"records: the station says {tally['records']}, its journal {written}")
    held = dict(centre.rows("SELECT kind, count(*) FROM raw_record WHERE device = ? GROUP BY kind", device))
    for kind, count in journal_rows(folder, "SELECT kind, count(*) FROM journal GROUP BY kind ORDER BY kind"):
        compare(say, KINDS.get(kind, f"records of kind {kind}"), count, held.get(kind, 0))
    parked = centre.rows("SELECT (SELECT count(*) FROM parked_record) + (SELECT count(*) FROM waiting_record)")[0][0]
    compare(say, "parked or waiting", 0, parked)
    times, scanned = centre.rows("SELECT sum(person_times), sum(scanned_times) FROM visit_total")[0]
    compare(say, "person-times", tally["person_times"], times)
    compare(say, "of them with a card", tally["scanned_times"], scanned)
    bookings = dict(centre.rows("SELECT state, count(*) FROM booking GROUP BY state"))
    compare(say, "bookings confirmed", tally["confirmed"], bookings.get("confirmed", 0))
    compare(say, "bookings cancelled", tally["cancelled"], bookings.get("cancelled", 0))
    compare(say, "applications in review", tally["joins"] + tally.get("phones", 0),
            centre.rows("SELECT count(*) FROM application")[0][0])
    compare(say, "cases open", tally["cases"], centre.rows("SELECT count(*) FROM help_case")[0][0])
    for session, capacity, slots in centre.rows("SELECT s.id, s.capacity, count(p.number) FROM session s "
                                                "JOIN slot p ON p.session = s.id GROUP BY s.id"):
        compare(say, f"slots of {session.hex()[:8]}", capacity, slots)
    centre.admin("verify")
    centre.admin("verify", "--station-db", str(folder / "journal/station.db"))
    say("  every hash chain holds, at the centre and in the station's own file")
