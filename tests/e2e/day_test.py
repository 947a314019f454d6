"""The scripted day of app/demo --day, with two seeds: nothing is lost, doubled or counted otherwise at the centre."""

import shutil
import sys
import tempfile
import unittest
from pathlib import Path

import day
import environment
import report


class WholeDay(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="warmheart-day-"))
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.centre = environment.Centre(self.folder)
        self.centre.set_up()
        self.centre.start()
        self.addCleanup(self.centre.stop)

    def test_station_and_centre_are_equal_to_the_last_record_after_a_day_with_two_hours_without_a_network(self):
        tally = day.play(self.centre, self.folder / "station", lambda _: None)
        self.assertEqual(tally["visits"], 500)
        self.assertEqual(tally["joins"], 20)
        self.assertEqual(tally["cases"], 5)
        self.assertEqual(tally["confirmed"] + tally["waiting"] + tally["cancelled"], 40)
        self.assertGreater(tally["offline_records"], 100)

    def test_a_record_that_the_centre_lost_is_named(self):
        tally = day.play(self.centre, self.folder / "station", lambda _: None, seed=2)
        tally["joins"] += 1
        with self.assertRaisesRegex(environment.Trouble, "applications in review: the station says"):
            day.reconcile(self.centre, self.folder / "station", tally, lambda _: None)


if __name__ == "__main__":
    sys.exit(report.run())
