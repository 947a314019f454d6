"""One rider's whole way, by touches at the real kiosk and by the console's own HTTP API: joins, is approved, shows a
valid card. Each step says what the device and the centre hold. The people are made up; the numbers belong to nobody."""

import re
import time
from dataclasses import dataclass
from pathlib import Path

import environment

STATION = "wangjing-boc"
CONSENTS = ("notice", "id-number")


@dataclass
class Rider:
    pinyin: str
    name: str
    number: str
    mobile: str

    @property
    def last_four(self) -> str:
        return self.mobile[-4:]


ZHANG_WEI = Rider("zhangwei", "张伟", "11010519900307123X", "13800000007")


def with_check_digit(first_seventeen: str) -> str:
    """ISO 7064 MOD 11-2, as on resident identity cards."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first_seventeen + "10X98765432"[sum(int(d) * w for d, w in zip(first_seventeen, weights)) % 11]


def rider(number: int) -> Rider:
    """The n-th invented rider: the same name, another number and mobile."""
    return Rider("zhangwei", "张伟", with_check_digit(f"110105199{number % 10}0307{100 + number % 900:03}"),
                 f"138{number:08}")


def pad(kiosk: environment.Kiosk, field: str, digits: str):
    kiosk.tap(f"{field}Input")
    for digit in digits:
        kiosk.tap(f"pad_{digit}")
    kiosk.tap("pad_done")


def type_identity(kiosk: environment.Kiosk, person: Rider, step):
    type_name(kiosk, person, step)
    kiosk.tap("documentNumberInput")
    wrong = person.number[:-1] + ("1" if person.number[-1] != "1" else "2")
    for digit in wrong:
        kiosk.tap(f"pad_{digit}")
    kiosk.tap("pad_done")
    kiosk.do("wait documentNumberError visible")
    step("A slip in the number: " + kiosk.get("documentNumberError", "text"), "slip")
    kiosk.tap("documentNumberInput")
    kiosk.tap("pad_clear")
    pad(kiosk, "documentNumber", person.number)


def type_name(kiosk: environment.Kiosk, person: Rider, step):
    kiosk.tap("nameInput")
    for letter in person.pinyin:
        kiosk.tap(f"key_{letter}")
    step(f"{person.pinyin} typed on the screen: candidates above the keys", "pinyin")
    kiosk.do(f"tapText {person.name}")
    kiosk.tap("key_done")


def choices(taps: list[str]) -> list[str]:
    """Touches of choice: everything but the keys of a pad and its candidates. A field is touched to type in it, so it
    counts; its digits do not. Signing is a drag, and no touch."""
    return [name for name in taps if not name.startswith(("pad_", "key_", "candidate_"))]


class Steps:
    """Numbers and prints the steps, and takes a picture of each."""

    def __init__(self, kiosk: environment.Kiosk, shots: Path | None, say):
        self.kiosk, self.shots, self.say, self.number = kiosk, shots, say, 0

    def __call__(self, sentence: str, picture: str = ""):
        self.number += 1
        file = ""
        if picture and self.shots:
            path = self.shots / f"{self.number:02}-{picture}.png"
            self.kiosk.shot(path)
            file = f"  [{path.name}]"
        self.say(f"{self.number:3}. {sentence}{file}")


def consent(kiosk: environment.Kiosk, step=lambda *_: None, way: str = "joinHere"):
    """From Home over the way to fill it in to the page behind the consents: what is required is agreed to, text
    messages are not."""
    kiosk.tap("joinTile")
    kiosk.do("wait joinStartPage visible")
    kiosk.do(f"wait {way} visible 20000")  # a reader may just have been plugged in
    step("Which way is quickest; the phone's code is right there", "start")
    kiosk.tap(way)
    for text in CONSENTS:
        kiosk.do(f"wait consent-{text} visible")
        step(f"One consent at a time: {text}", f"consent-{text}")
        kiosk.tap("primaryButton")
    kiosk.do("wait consent-sms visible")
    step("What is optional may be declined", "consent-sms")
    kiosk.tap("secondButton")


def fill_in(kiosk: environment.Kiosk, person: Rider, step, identify=type_identity, way: str = "joinHere"):
    """From Home to the review page. `identify` fills in name and number."""
    kiosk.do("wait homePage visible")
    step("Home: one sentence to a tired person", "home")
    consent(kiosk, step, way)
    if way == "joinHere":
        kiosk.do("wait joinIdentityPage visible")
    identify(kiosk, person, step)
    pad(kiosk, "mobile", person.mobile)
    step("Document number and mobile", "identity")
    kiosk.tap("primaryButton")
    kiosk.do("wait joinWorkPage visible")
    step("Occupation", "work")
    kiosk.tap("occupation-food-delivery")
    kiosk.do("wait joinPlacePage visible")
    kiosk.tap("streetNear")
    step("The street of this station, with one touch", "place")
    kiosk.tap("primaryButton")
    kiosk.do("wait joinUnionPage visible")
    step("The receiving union, proposed by the street: " + kiosk.get("unionName", "text"), "union")
    kiosk.tap("primaryButton")
    kiosk.do("wait joinSignPage visible")
    kiosk.do("draw signaturePad")
    step("Signature by finger", "signature")
    kiosk.tap("primaryButton")
    kiosk.do("wait joinReviewPage visible")
    step("Everything once more before it is sent", "review")


def submit(kiosk: environment.Kiosk, step) -> tuple[str, str]:
    """The button, then the done page. Returns the query code's nine digits and the card's text."""
    kiosk.tap("primaryButton")
    kiosk.do("wait joinDonePage visible")
    code = re.sub(r"\D", "", kiosk.get("provisionalCard", "code"))
    card = kiosk.get("provisionalCard", "cardText")
    step(f"Saved. Query code {code[:3]} {code[3:6]} {code[6:]}, provisional card of {len(card)} characters", "done")
    return code, card


def finish(kiosk: environment.Kiosk):
    """The done page's button: asks once for a code that was not kept; everything is wiped, Home is back."""
    kiosk.tap("primaryButton")
    if "keepDialog" in kiosk.do("names").split():
        kiosk.tap("leaveButton")
    kiosk.do("wait homePage visible")


def journal(kiosk: environment.Kiosk) -> str:
    records = kiosk.rows("SELECT count(*) FROM journal")[0][0]
    return f"The device's journal holds {records} record{'' if records == 1 else 's'}"


def look_up(kiosk: environment.Kiosk, person: Rider, code: str):
    """My card, by query code and last four digits; ends on the status page."""
    kiosk.tap("cardTile")
    kiosk.do("wait myCardPage visible")
    pad(kiosk, "queryCode", code)
    pad(kiosk, "lastFour", person.last_four)
    kiosk.tap("primaryButton")
    kiosk.do("wait cardStatusPage visible")


VERDICTS = {"done": "valid", "waiting": "not yet approved", "question": "not checked", "refused": "invalid"}


def verdict(kiosk: environment.Kiosk) -> str:
    """What the page says of the card, by the shape it shows beside the words."""
    return VERDICTS[kiosk.get("verdict", "iconName")]


STATES = {"done": "approved", "returned": "returned", "refused": "refused", "waiting": "waiting"}


def application_state(kiosk: environment.Kiosk) -> str:
    return STATES[kiosk.get("cardStatusPage", "titleIcon")]


def wait_for_application(console: environment.Console, known=()) -> dict:
    return environment.until("the application in the review queue",
                             lambda: next((item for item in console.waiting() if item["id"] not in known), None))


def join_and_approve(kiosk: environment.Kiosk, centre: environment.Centre, console: environment.Console,
                     shots: Path | None, say):
    person = rider(int(time.time()) % 100_000_000)
    kiosk.start()
    step = Steps(kiosk, shots, say)
    known = [item["id"] for item in console.waiting()]
    fill_in(kiosk, person, step)
    code, card = submit(kiosk, step)
    step(journal(kiosk))
    waiting = wait_for_application(console, known)
    step(f"The centre holds it: {waiting['masked_name']}, {waiting['occupation']}, {waiting['union']['name']}, "
         "awaiting review")
    environment.until("the kiosk shows that the centre has it", lambda: kiosk.get("delivery", "iconName") == "received")
    step("The kiosk shows: received by the centre", "received")
    finish(kiosk)
    kiosk.do(f"scan {card}")
    kiosk.do("wait cardValidityPage visible")
    step("The card scanned before approval: " + kiosk.get("verdictTitle", "text"), "card-before")
    opened = console.open(waiting["id"])
    if opened["name"] != person.name or opened["document_number"] != person.number:
        raise environment.Trouble("the centre opened another person than the one who joined")
    step("A reviewer opened it: whole, signature and consents; one audit row written")
    console.decide(waiting["id"], "approve", person="示范工会委员会", resolution="2026-11")
    step("Approved. Ten seconds to undo, then it is true")
    environment.until("the approval leaves the undo window",
                      lambda: console.call("GET", "/api/applications?state=approved&limit=200")["items"], 30)
    approved = time.monotonic()
    environment.until("the card turns valid at the kiosk", lambda: verdict(kiosk) == "valid", 20)
    step(f"The card turned valid at the kiosk {time.monotonic() - approved:.1f} s after the decision settled",
         "card-valid")
    kiosk.tap("homeButton")
    look_up(kiosk, person, code)
    step("My card, by query code and last four digits: " + kiosk.get("pageTitle", "text"), "my-card")
    stored = centre.rows("SELECT count(*) FROM raw_record")[0][0]
    step(f"{journal(kiosk)}, the centre {stored} of them, each stored once")


def named(kiosk: environment.Kiosk, beginning: str) -> str:
    """The first thing on the screen whose name begins so."""
    return environment.until(f"something called {beginning}…", lambda: next(
        (name for name in kiosk.do("names").split() if name.startswith(beginning)), None))


def go_home(kiosk: environment.Kiosk):
    kiosk.tap("homeButton")
    if {"keepDialog", "leaveDialog"} & set(kiosk.do("names").split()):
        kiosk.tap("leaveButton")
    kiosk.do("wait homePage visible")


def look_at_the_journeys(kiosk: environment.Kiosk):
    """A visit, health checks, help, emergencies and the finder, each from Home and back."""
    kiosk.tap(named(kiosk, "quick-"))
    kiosk.do("wait restWhoPage visible")
    kiosk.tap("secondButton")
    kiosk.do("wait restDonePage visible")
    go_home(kiosk)
    for tile, page, choice, next_page in (("checkTile", "checkPage", "session-", "checkSessionPage"),
                                          ("helpTile", "helpPage", "helpKind-", "helpAskPage")):
        kiosk.tap(tile)
        kiosk.do(f"wait {page} visible")
        kiosk.tap(named(kiosk, choice))
        kiosk.do(f"wait {next_page} visible")
        go_home(kiosk)
    kiosk.tap("emergencyStrip")
    kiosk.do("wait emergencyPage visible")
    kiosk.tap("secondButton")
    kiosk.do("wait finderPage visible")
    go_home(kiosk)


def visit_every_page(kiosk: environment.Kiosk):
    """For measuring: every journey of riders once, the keyboard and Pinyin loaded."""
    silent = Steps(kiosk, None, lambda _: None)
    person = rider(int(time.time()) % 100_000_000)
    fill_in(kiosk, person, silent)
    code, card = submit(kiosk, silent)
    finish(kiosk)
    kiosk.do(f"scan {card}")
    kiosk.do("wait cardValidityPage visible")
    kiosk.tap("homeButton")
    look_up(kiosk, person, code)
    kiosk.tap("homeButton")
    look_at_the_journeys(kiosk)
    kiosk.tap("accessButton")
    kiosk.do("wait accessPanel visible")
