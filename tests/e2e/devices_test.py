"""The kiosk with a reader, a printer and a scanner, each behind a real serial port."""

import shutil
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import devices
import environment
import report
import scenario


class WithDevices(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="warmheart-devices-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.centre = environment.Centre(self.folder)
        self.centre.set_up()
        self.centre.start()
        self.addCleanup(self.centre.stop)
        self.devices = devices.Devices(self.folder / "lines")
        self.addCleanup(self.devices.stop)
        self.kiosk = environment.Kiosk(self.folder / "kiosk", self.centre, scenario.STATION,
                                       devices=self.devices.lines())
        self.kiosk.enrol()
        self.addCleanup(self.kiosk.stop)

    def test_a_card_is_read_a_slip_is_printed_and_scanned(self):
        self.kiosk.start()
        person = scenario.rider(4711)
        card = devices.join_with_card(self.kiosk, self.devices, person, lambda *_: None)
        self.assertTrue(card.startswith("WH1:"))
        log = self.kiosk.log.read_text()
        for secret in (person.number, person.mobile, person.name):
            self.assertNotIn(secret, log)


if __name__ == "__main__":
    sys.exit(report.run())
