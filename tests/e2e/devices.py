"""The simulated devices of a kiosk (tests/devices), and a rider who joins with an ID card, takes a slip along and shows
it."""

import json
import subprocess
from pathlib import Path

import environment
import scenario

MOST_TOUCHES = 14  # of choice (scenario.choices), from Home to the query code, with the document on the reader

PROGRAMS = {"id_reader": "id_reader.py", "printer": "printer.py", "scanner": "scanner.py"}


class Device:
    """One simulator; `tell` is one of its commands."""

    def __init__(self, name: str, folder: Path):
        self.name = name
        self.line = folder / f"{name}.line"
        self.slips: list[dict] = []
        self.process = subprocess.Popen(["/usr/bin/python3", "-B",
                                         str(environment.ROOT / "tests/devices" / PROGRAMS[name]), str(self.line)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
                                        process_group=0)  # Ctrl-C is for the one who started it
        self.listen("ready")

    def listen(self, word: str):
        for line in self.process.stdout:
            if line.strip() == word:
                return
            self.slips.append(json.loads(line))
        raise environment.Trouble(f"the simulator of {self.name} ended")

    def tell(self, command: str):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        self.listen("ok")

    def stop(self):
        self.process.stdin.close()
        environment.end(self.process)


class Devices:
    """All three, under names in `folder`."""

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.id_reader, self.printer, self.scanner = self.all = [Device(name, folder) for name in PROGRAMS]

    def lines(self) -> dict[str, Path]:
        return {one.name: one.line for one in self.all}

    def stop(self):
        for one in self.all:
            one.stop()


def join_with_card(kiosk: environment.Kiosk, devices: Devices, person: scenario.Rider, step) -> str:
    """From Home to a slip in the hand and a scanned card. Returns the card's text."""

    def lay_card(kiosk, person, step):
        kiosk.do("wait joinReaderPage visible")
        step("The reader: " + kiosk.get("readerHint", "text"), "reader")
        devices.id_reader.tell("next half")
        devices.id_reader.tell(f"lay {person.name},{person.number}")
        kiosk.do("wait joinIdentityPage visible")
        environment.until("the card is read",
                          lambda: kiosk.get("documentNumberInput", "text").replace(" ", "") == person.number)
        if kiosk.get("nameInput", "text") != person.name:
            raise environment.Trouble("the name on the card is not the name in the form")
        step("The card was read, after an answer that stopped half-way", "read")

    kiosk.taps.clear()
    scenario.fill_in(kiosk, person, step, lay_card, "joinByReader")
    code, card = scenario.submit(kiosk, step)
    touches = scenario.choices(kiosk.taps)
    if len(touches) > MOST_TOUCHES:
        raise environment.Trouble(f"from Home to the card {len(touches)} touches: {' '.join(touches)}")
    step(f"From Home to the card {len(touches)} touches and a signature; the mobile's digits alone were typed")
    devices.printer.tell("paper off")
    kiosk.tap("thirdButton")
    environment.until("the missing paper is said",
                      lambda: kiosk.get("printSentence", "text") == environment.sentence("print.no-paper"))
    step("Without paper: " + kiosk.get("printSentence", "text"), "no-paper")
    devices.printer.tell("paper on")
    kiosk.tap("thirdButton")
    environment.until("the slip is printed",
                      lambda: kiosk.get("printSentence", "text") == environment.sentence("print.done"))
    devices.printer.tell("paper on")
    slip = devices.printer.slips[-1]
    if slip["qr"] != [card] or f"{code[:3]} {code[3:6]} {code[6:]}" not in slip["text"]:
        raise environment.Trouble(f"the slip is not the card that is shown: {slip}")
    if person.number in slip["text"] or person.mobile in slip["text"]:
        raise environment.Trouble("a number stands on the slip")
    step(f"Printed: the card's QR code of {len(card)} characters and the query code; no number of the person",
         "printed")
    scenario.finish(kiosk)
    devices.scanner.tell(f"pieces {card}")
    kiosk.do("wait cardValidityPage visible")
    step("Scanned by the serial scanner: " + kiosk.get("verdictTitle", "text"), "scanned")
    kiosk.tap("homeButton")
    kiosk.do("wait homePage visible")
    for one in devices.all:
        one.tell("unplug")
    kiosk.tap("joinTile")
    kiosk.do("wait joinStartPage visible")
    environment.until("the reader is gone", lambda: kiosk.get("joinByReader", "visible") == "false", 20)
    kiosk.tap("homeButton")
    kiosk.do("wait homePage visible")
    for one in devices.all:
        one.tell("plug")
    scenario.consent(kiosk, way="joinByReader")
    kiosk.do("wait joinReaderPage visible")
    environment.until("the card of the rider before is said, and not read",
                      lambda: kiosk.get("readerHint", "text") == environment.sentence("reader.left"))
    step("All three plugged in again; the card still lies there: " + kiosk.get("readerHint", "text"), "left")
    devices.id_reader.tell("lift")
    environment.until("the reader is back",
                      lambda: kiosk.get("readerHint", "text") == environment.sentence("reader.hint"))
    step("It was lifted: the reader is for the next rider")
    return card
